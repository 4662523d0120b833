// The places inside a site against the running program (SIT-2).
import assert from "node:assert/strict";

import { startSink } from "../support/mail.mjs";
import { startServer } from "../support/server.mjs";
import { accept, expectStatus, found, invite } from "../support/story.mjs";
import { onBothDatabases } from "../support/test.mjs";

onBothDatabases("locations nest inside one site and never in themselves (SIT-2)", async (trial, database) => {
  const sink = await startSink(trial);
  const server = await startServer(trial, { database, smtp: sink });
  const { client } = await found(server, sink);
  const site = expectStatus(await client.post("/sites", { name: "Harbour Yard" }), 201).id;
  const add = async (fields) => expectStatus(await client.post("/locations", { site_id: site, ...fields }), 201);
  const hall = await add({ name: "Main hall", code_prefix: "mh" });
  assert.deepEqual([hall.code_prefix, hall.parent_id, hall.position], ["MH", null, 0]);
  const bay = await add({ name: "Bay 3", parent_id: hall.id, floor: "Ground", position: 2 });

  const path = `/locations/${hall.id}`;
  const refused = expectStatus(await client.patch(path, { parent_id: bay.id }), 422, "invalid");
  assert.deepEqual(refused.errors.map(({ field, code }) => [field, code]), [["parent_id", "is_below"]]);
  expectStatus(await client.post("/locations", { site_id: site, name: "BAY 3", parent_id: hall.id }), 409, "name_taken");
  expectStatus(await client.post("/locations", { site_id: hall.id, name: "Bay 4" }), 422, "invalid");
  expectStatus(await client.delete(path), 409, "in_use");

  const { headers } = await client.get(`/locations/${bay.id}`);
  const moved = await client.patch(`/locations/${bay.id}`, { parent_id: null }, { headers: { "if-match": headers.etag } });
  assert.equal(expectStatus(moved, 200).parent_id, null);
  expectStatus(await client.patch(`/locations/${bay.id}`, { name: "Late" }, { headers: { "if-match": headers.etag } }), 412, "stale");
  assert.equal((await client.delete(path)).status, 204);
  const list = expectStatus(await client.get(`/locations?site_id=${site}&total=true`), 200);
  assert.deepEqual([list.data.map(({ name }) => name), list.total], [["Bay 3"], 1]);

  const contractor = await accept(server, await invite({ client }, sink, {
    name: "Cleo Byrne", email: "cleo@cranes.example", role: "contractor", is_external: true, company_name: "Cranes & Sons",
  }));
  expectStatus(await contractor.client.get("/locations"), 403, "forbidden");
  expectStatus(await contractor.client.get(`/locations/${bay.id}`), 404, "not_found");
});
