// contractors:contact: who may not see how to reach people from outside meets no address and no phone of theirs, at no
// address of the program, and finds nobody by them.
import assert from "node:assert/strict";

import { addEquipment } from "../support/equipment.mjs";
import { startSink } from "../support/mail.mjs";
import { startServer } from "../support/server.mjs";
import { accept, expectStatus, found, invite } from "../support/story.mjs";
import { onBothDatabases } from "../support/test.mjs";
import { lines } from "../support/wall_lines.mjs";

const outside = { is_external: true, role: "contractor", company_name: "Cranes & Sons", company_address: "4 Dock Road" };
const cleo = { name: "Cleo Byrne", email: "reach.cleo@zqcranes.example", phone: "+44 151 496 0777", ...outside };
const ivo = { name: "Ivo Later", email: "reach.ivo@zqcranes.example", phone: "+44 151 496 0778", ...outside };
const secrets = [cleo.email, cleo.phone, ivo.email, ivo.phone, "496 0779", "4961 0780", "reach.old@zqcranes.example", "441514960777", "441514960778", "496 0790", "reach.office@zqcranes.example"];

/** A contractor with work, one invited, one who is gone; a Director, who may see people but not how to reach them. */
async function scene(trial, database) {
  const sink = await startSink(trial);
  const server = await startServer(trial, { database, smtp: sink });
  const owner = await found(server, sink, { email: "olivia@northern.example" });
  const { client } = owner;
  const site = expectStatus(await client.post("/sites", { name: "Harbour Yard" }), 201).id;
  const asset = await addEquipment(client, site);
  const director = await accept(server, await invite(owner, sink, { name: "Dora Board", email: "dora@northern.example", role: "director" }));
  const engineer = await accept(server, await invite(owner, sink, { name: "Enno Fitter", email: "enno@northern.example", role: "engineering" }));
  const joined = await accept(server, await invite(owner, sink, cleo));
  const invited = await invite(owner, sink, ivo);
  const gone = await accept(server, await invite(owner, sink, { ...cleo, name: "Otto Gone", email: "reach.old@zqcranes.example", phone: "+44 151 4961 0780" }));
  expectStatus(await client.delete(`/users/${gone.user.id}`), 204);
  const changed = expectStatus(await client.patch(`/users/${joined.user.id}`, { phone: "+44 151 496 0779" }), 200);
  expectStatus(await client.patch(`/users/${joined.user.id}`, { phone: cleo.phone }), 200);
  assert.equal(changed.phone, "+44 151 496 0779");
  const defect = expectStatus(await client.post("/defects", { asset_id: asset, title: "Hook bent", severity: "high" }), 201).id;
  expectStatus(await client.post(`/defects/${defect}/assign`, { user_id: joined.user.id }), 200);
  const later = expectStatus(await client.post("/defects", { asset_id: asset, title: "Rope worn", severity: "high" }), 201).id;
  expectStatus(await client.post(`/defects/${later}/assign`, { invitation_id: invited.invitation.id }), 200);
  const company = expectStatus(await client.get("/companies"), 200).data[0].id;
  expectStatus(await client.patch(`/companies/${company}`, { phone: "+44 151 496 0790", email: "reach.office@zqcranes.example" }), 200);
  const ids = { company: [company], user: [joined.user.id, gone.user.id], invitation: [invited.invitation.id], site: [site], asset: [asset], defect: [defect, later] };
  return { server, owner, director, engineer, joined, ids };
}

/** Every address of the program that is read, with every record of the scene. */
function addresses(ids) {
  const all = [];
  for (const { how, method, pattern, queries } of lines) {
    if (method !== "GET" || how === "apart") continue;
    for (const query of ["", "?limit=100", "?tab=invitations", ...queries]) {
      const template = pattern.replace("{id}", `{${how}}`).replace("{role}", "director") + query;
      const kinds = [...template.matchAll(/\{([a-z_]+)\}/g)].map(([, kind]) => kind);
      if (kinds.some((kind) => !ids[kind])) continue;
      const [kind] = kinds;
      for (const id of kind ? ids[kind] : [""]) all.push(kind ? template.replaceAll(`{${kind}}`, id) : template);
    }
  }
  return [...new Set(all)];
}

/** Where one of the secrets stands in an answer. */
async function tellers(client, ids) {
  const telling = [];
  for (const address of addresses(ids)) {
    const answer = await client.send("GET", address);
    assert.ok(answer.status < 500, `${address}: ${answer.text}`);
    for (const secret of secrets) if (answer.text.includes(secret)) telling.push(`${address} tells ${secret}`);
  }
  return telling;
}

onBothDatabases("who may not see how to reach people from outside does not (contractors:contact)", async (trial, database) => {
  const { owner, director, engineer, joined, ids } = await scene(trial, database);
  assert.deepEqual(await tellers(director.client, ids), []);
  const told = await tellers(owner.client, ids);
  for (const place of ["/users ", "/users/export ", "/audit ", `/users/${joined.user.id} `, "/api/v1/users ", "/api/v1/audit ", "/api/v1/invitations ", "/api/v1/audit/export ", "/companies ", "/api/v1/companies ", `/companies/${ids.company[0]} `])
    assert.ok(told.some((line) => line.startsWith(place)), `${place} shows it to the Owner`);

  const shown = expectStatus(await director.client.get(`/users/${joined.user.id}`), 200);
  assert.deepEqual([shown.name, shown.email, shown.phone, shown.company_name, shown.company_address], ["Cleo Byrne", null, null, "Cranes & Sons", "4 Dock Road"]);
  assert.match((await director.client.send("GET", `/users/${joined.user.id}`)).text, /Not shown to your role/);
  assert.match((await director.client.send("GET", "/users/export")).text, /Cleo Byrne,\(hidden\)/);

  const defect = expectStatus(await engineer.client.get(`/defects/${ids.defect[0]}`), 200);
  assert.deepEqual(defect.assignee_contact, { email: cleo.email, phone: cleo.phone });
  assert.match((await engineer.client.send("GET", `/defects/${ids.defect[1]}`)).text, /href="tel:\+441514960778"/);
  assert.equal(expectStatus(await director.client.get(`/defects/${ids.defect[0]}`), 200).assignee_contact, null);
}, { seconds: 180 });

onBothDatabases("nobody from outside is found by an address that is not shown", async (trial, database) => {
  const { owner, director } = await scene(trial, database);
  const names = async ({ client }, query, list = "users") => expectStatus(await client.get(`/${list}?${query}`), 200).data.map(({ name }) => name).sort();
  assert.deepEqual(await names(owner, "q=zqcranes"), ["Cleo Byrne"]);
  assert.deepEqual(await names(owner, "q=reach.cleo@zqcranes.example"), ["Cleo Byrne"]);
  assert.deepEqual(await names(owner, "q=zqcr", "invitations"), ["Cleo Byrne", "Ivo Later", "Otto Gone"]);
  for (const query of ["q=zqcranes", "q=reach.cleo@zqcranes.example", "q=re", "q=cleo%20reach", "q=cleo%20zq"]) assert.deepEqual(await names(director, query), [], query);
  assert.deepEqual(await names(director, "q=zqcr", "invitations"), []);
  assert.deepEqual(await names(director, "q=cleo%20cranes"), ["Cleo Byrne"], "by name and company");
  assert.deepEqual(await names(director, "q=ivo", "invitations"), ["Ivo Later"]);
  assert.deepEqual(await names(director, "q=enno@northern"), ["Enno Fitter"], "colleagues by address as ever");
  expectStatus(await director.client.get("/users?sort=email"), 403, "forbidden");
  expectStatus(await director.client.get("/users?sort=-email"), 403, "forbidden");
  assert.equal((await owner.client.get("/users?sort=email")).status, 200);
  const asked = await director.client.send("GET", "/audit?person=reach.cleo@zqcranes.example");
  assert.ok(asked.text.includes("Nothing of this kind happened"));
  assert.ok((await owner.client.send("GET", "/audit?person=reach.cleo@zqcranes.example")).text.includes("Cleo Byrne</strong>"));

  expectStatus(await owner.client.put("/roles/director/permissions", { permissions: [{ permission: "users:view", scope: "organisation" }, { permission: "contractors:contact", scope: "organisation" }] }), 200);
  assert.deepEqual(await names(director, "q=zqcranes"), ["Cleo Byrne"], "the right counts at the next request (ROL-1)");
  assert.equal((await director.client.get("/users?sort=email")).status, 200);
}, { seconds: 120 });
