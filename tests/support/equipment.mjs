// Equipment for the tests of what is reported about it.
import { expectStatus } from "./story.mjs";

/** A fire extinguisher at a site; answers its id. A new organisation begins with the category of its code (AST-3). */
export async function addEquipment(client, site, name = "Extinguisher") {
  const { data } = expectStatus(await client.get("/categories"), 200);
  const category = data.find(({ prefix }) => prefix === "FS");
  return expectStatus(await client.post("/assets", { name, category_id: category.id, site_id: site }), 201).id;
}

/** A ladder that was disposed of. */
export async function disposedEquipment(client, site) {
  const id = await addEquipment(client, site, "Old ladder");
  expectStatus(await client.post(`/assets/${id}/status`, { status: "disposed", reason: "Rungs cracked" }), 200);
  return id;
}
