// The register of equipment against the running program (AST-1..3).
import assert from "node:assert/strict";

import { startSink } from "../support/mail.mjs";
import { startServer } from "../support/server.mjs";
import { accept, expectStatus, found, invite } from "../support/story.mjs";
import { onBothDatabases } from "../support/test.mjs";

onBothDatabases("equipment gets its code, changes status for a reason and keeps its history (AST-1..3)", async (trial, database) => {
  const sink = await startSink(trial);
  const server = await startServer(trial, { database, smtp: sink });
  const owner = await found(server, sink);
  const { client } = owner;
  const site = expectStatus(await client.post("/sites", { name: "Harbour Yard" }), 201).id;
  const { data: categories } = expectStatus(await client.get("/categories"), 200);
  assert.deepEqual(categories.filter(({ parent_id }) => parent_id === null).map(({ prefix }) => prefix).sort(), ["ACC", "ELE", "FS", "GEN", "LIFT", "PRES", "VEH"]);
  const lifting = categories.find(({ prefix }) => prefix === "LIFT");
  const forklifts = categories.find(({ name }) => name === "Forklift trucks");
  assert.equal(forklifts.parent_id, lifting.id);

  const fields = { name: "Forklift 3", category_id: lifting.id, subcategory_id: forklifts.id, site_id: site, serial: "SN-4711" };
  const created = await client.post("/assets", fields, { headers: { "idempotency-key": "one" } });
  const truck = expectStatus(created, 201);
  assert.deepEqual([truck.code, truck.status, truck.criticality], ["LIFT-001", "in_service", "critical"]);
  assert.equal(created.headers.location, `/api/v1/assets/${truck.id}`);
  assert.equal(expectStatus(await client.post("/assets", fields, { headers: { "idempotency-key": "one" } }), 201).id, truck.id);
  const { errors } = expectStatus(await client.post("/assets", { name: "", category_id: site, colour: "red" }), 422, "invalid");
  assert.ok(errors.some(({ code }) => code === "unknown_field"));

  const path = `/assets/${truck.id}`;
  const { headers } = await client.get(path);
  const named = await client.patch(path, { name: "Forklift 3, north" }, { headers: { "if-match": headers.etag } });
  assert.equal(expectStatus(named, 200).code, "LIFT-001");
  expectStatus(await client.patch(path, { name: "Late" }, { headers: { "if-match": headers.etag } }), 412, "stale");
  expectStatus(await client.post(`${path}/status`, { status: "out_of_service", reason: "" }), 422, "invalid");
  expectStatus(await client.post(`${path}/status`, { status: "out_of_service", reason: "Mast chain worn" }), 200);
  const { data: events } = expectStatus(await client.get(`${path}/history`), 200);
  assert.deepEqual(events.map(({ what }) => what), ["status", "edited", "added"]);
  assert.deepEqual([events[0].after, events[0].reason], ["out_of_service", "Mast chain worn"]);
  const list = expectStatus(await client.get("/assets?q=4711&status=out_of_service&total=true"), 200);
  assert.deepEqual([list.data.map(({ code }) => code), list.total], [["LIFT-001"], 1]);
  expectStatus(await client.get("/assets?status=broken"), 422, "invalid");

  expectStatus(await client.delete(`/categories/${lifting.id}`), 409, "in_use");
  expectStatus(await client.delete(path), 204);
  expectStatus(await client.get(path), 404, "not_found");
  assert.equal(expectStatus(await client.post("/assets", fields), 201).code, "LIFT-002", "no code comes twice");

  const contractor = await accept(server, await invite(owner, sink, {
    name: "Cleo Byrne", email: "cleo@cranes.example", role: "contractor", is_external: true, company_name: "Cranes & Sons",
  }));
  assert.deepEqual(expectStatus(await contractor.client.get("/assets"), 200).data, []);
  expectStatus(await contractor.client.get("/categories"), 403, "forbidden");
});
