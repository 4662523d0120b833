// Defects against the running program, from the report to the verified repair, with somebody from outside in between.
import assert from "node:assert/strict";

import { addEquipment } from "../support/equipment.mjs";
import { startSink } from "../support/mail.mjs";
import { startServer } from "../support/server.mjs";
import { accept, expectStatus, found, invite } from "../support/story.mjs";
import { onBothDatabases } from "../support/test.mjs";

const dana = { name: "Dana Fitter", email: "dana@example.org", role: "contractor", is_external: true, company_name: "Lift Services Ltd" };

async function scene(trial, database) {
  const sink = await startSink(trial);
  const server = await startServer(trial, { database, smtp: sink });
  const owner = await found(server, sink);
  const site = expectStatus(await owner.client.post("/sites", { name: "Harbour Yard" }), 201).id;
  const asset = await addEquipment(owner.client, site);
  return { sink, server, owner, site, asset };
}

async function mailAbout(sink, address, subject) {
  for (let tries = 0; tries < 150; ++tries) {
    const mail = sink.mailsTo(address).find((each) => subject.test(each.subject));
    if (mail) return mail;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return assert.fail(`no mail to ${address} is about ${subject}`);
}

onBothDatabases("an invited contractor finds the work, closes it out, is rejected, closes it out again; the equipment is back", async (trial, database) => {
  const { sink, server, owner, asset } = await scene(trial, database);
  const { client } = owner;
  const fields = { asset_id: asset, title: "Hose cracked", severity: "critical", isolate_asset: true };
  const created = await client.post("/defects", fields, { headers: { "idempotency-key": "one" } });
  const defect = expectStatus(created, 201);
  assert.equal(created.headers.location, `/api/v1/defects/${defect.id}`);
  assert.equal(expectStatus(await client.post("/defects", fields, { headers: { "idempotency-key": "one" } }), 201).id, defect.id);
  assert.equal(expectStatus(await client.get("/defects?total=true"), 200).total, 1);
  const path = `/defects/${defect.id}`;

  const invitation = await invite(owner, sink, dana);
  const offered = expectStatus(await client.get(`/assignees?defect_id=${defect.id}`), 200).data;
  assert.ok(offered.some(({ invitation_id }) => invitation_id === invitation.invitation.id));
  const given = expectStatus(await client.post(`${path}/assign`, { invitation_id: invitation.invitation.id }), 200);
  assert.deepEqual([given.status, given.assignee.name], ["in_progress", dana.name]);

  const person = await accept(server, invitation);
  await mailAbout(sink, dana.email, /Hose cracked.*given to you/);
  assert.equal(expectStatus(await person.client.get("/defects?total=true"), 200).total, 1);
  expectStatus(await person.client.get("/users"), 403);
  expectStatus(await person.client.post(`${path}/approve`), 403, "forbidden");
  expectStatus(await person.client.post(`${path}/close-out`, { notes: "", parts_cost: "much" }), 422, "invalid");
  const closedOut = expectStatus(await person.client.post(`${path}/close-out`, { notes: "New hose.", parts_cost: "12.5" }), 200);
  assert.deepEqual([closedOut.status, closedOut.parts_cost, closedOut.labour_cost], ["awaiting_verification", "12.50", null]);
  expectStatus(await person.client.post(`${path}/await-parts`), 409, "wrong_state");

  const rejected = expectStatus(await client.post(`${path}/reject`, { reason: "Still drips." }), 200);
  assert.deepEqual([rejected.status, rejected.notes, rejected.rejected_reason], ["in_progress", null, "Still drips."]);
  await mailAbout(sink, dana.email, /closeout was rejected/);
  expectStatus(await person.client.post(`${path}/await-parts`), 200);
  expectStatus(await person.client.post(`${path}/resume`), 200);
  expectStatus(await person.client.post(`${path}/close-out`, { notes: "Clamp tightened." }), 200);
  const approved = expectStatus(await client.post(`${path}/approve`), 200);
  assert.deepEqual([approved.status, approved.verification], ["closed", "verified"]);
  await mailAbout(sink, dana.email, /repair was verified/);
  expectStatus(await client.patch(path, { title: "x" }), 409, "wrong_state");
  const log = expectStatus(await client.get(`/audit?record_id=${asset}&action=asset.status_changed`), 200).data;
  assert.equal(log.length, 2, "out of service, and back");
  assert.equal(expectStatus(await person.client.get(`${path}/events`), 200).data.at(-1).what, "approved");
});

onBothDatabases("a stale write is refused with what is there; taking a defect away hides it at once", async (trial, database) => {
  const { sink, server, owner, asset } = await scene(trial, database);
  const { client } = owner;
  const person = await accept(server, await invite(owner, sink, dana));
  const defect = expectStatus(await client.post("/defects", { asset_id: asset, title: "Pin loose", severity: "low" }), 201);
  const path = `/defects/${defect.id}`;
  const { headers } = await client.get(path);
  expectStatus(await client.patch(path, { title: "Pin gone", due_on: "2090-01-01" }), 422, "invalid");
  expectStatus(await client.patch(path, { title: "Pin gone" }, { headers: { "if-match": headers.etag } }), 200);
  const late = await client.patch(path, { title: "Late" }, { headers: { "if-match": headers.etag } });
  assert.equal(expectStatus(late, 412, "stale").present.title, "Pin gone");
  const stale = await client.post(`${path}/assign`, { user_id: person.user.id }, { headers: { "if-match": headers.etag } });
  assert.equal(expectStatus(stale, 412, "stale").present.status, "open");
  expectStatus(await person.client.get(path), 404, "not_found");
  expectStatus(await client.post(`${path}/assign`, { user_id: person.user.id }), 200);
  expectStatus(await person.client.get(path), 200);
  expectStatus(await client.post(`${path}/assign`, { user_id: null }), 200);
  for (const answer of [await person.client.get(path), await person.client.get(`${path}/events`), await person.client.post(`${path}/close-out`, { notes: "x" })])
    expectStatus(answer, 404, "not_found");
  assert.deepEqual(expectStatus(await person.client.get("/defects?q=pin"), 200).data, []);
});
