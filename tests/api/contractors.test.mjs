// What people from outside have to do, against the running program (EXT-4).
import assert from "node:assert/strict";

import { addEquipment } from "../support/equipment.mjs";
import { startSink } from "../support/mail.mjs";
import { startServer } from "../support/server.mjs";
import { accept, expectStatus, found, invite } from "../support/story.mjs";
import { onBothDatabases } from "../support/test.mjs";

const dana = { name: "Dana Fitter", email: "dana@example.org", role: "contractor", is_external: true, company_name: "Lift Services Ltd" };
const titles = (list) => list.map(({ title }) => title);

async function scene(trial, database) {
  const sink = await startSink(trial);
  const server = await startServer(trial, { database, smtp: sink });
  const owner = await found(server, sink);
  const site = expectStatus(await owner.client.post("/sites", { name: "Harbour Yard", contact_name: "Gwen Gate", contact_phone: "+44 151 496 0000" }), 201).id;
  const asset = await addEquipment(owner.client, site);
  const contractor = await accept(server, await invite(owner, sink, dana));
  const report = async (fields) => expectStatus(await owner.client.post("/defects", { asset_id: asset, severity: "high", ...fields }), 201).id;
  const give = async (id, user = contractor.user.id) => expectStatus(await owner.client.post(`/defects/${id}/assign`, { user_id: user }), 200);
  return { sink, server, owner, contractor, report, give };
}

onBothDatabases("a contractor's dashboard is what is given to them, and nothing else", async (trial, database) => {
  const { owner, contractor, report, give } = await scene(trial, database);
  const { client } = contractor;
  const dashboard = async () => expectStatus(await client.get("/contractor-dashboard"), 200);
  assert.deepEqual(await dashboard(), { open: [], awaiting_verification: [], recently_closed: [], is_cut: false });
  const [hook, rope, lamp] = [await report({ title: "Hook bent" }), await report({ title: "Rope frayed" }), await report({ title: "Lamp dead" })];
  await report({ title: "Nobody's" });
  for (const id of [hook, rope, lamp]) await give(id);
  for (const id of [rope, lamp]) expectStatus(await client.post(`/defects/${id}/close-out`, { notes: "Mended." }), 200);
  expectStatus(await owner.client.post(`/defects/${lamp}/approve`), 200);
  const seen = await dashboard();
  assert.deepEqual([seen.open, seen.awaiting_verification, seen.recently_closed].map(titles), [["Hook bent"], ["Rope frayed"], ["Lamp dead"]]);
  assert.deepEqual(seen.open[0].site_contact, { name: "Gwen Gate", phone: "+44 151 496 0000", email: null });
  expectStatus(await owner.client.post(`/defects/${hook}/assign`, { user_id: null, invitation_id: null }), 200);
  assert.deepEqual((await dashboard()).open, []);
  expectStatus(await owner.client.get("/contractor-dashboard"), 403, "forbidden");
});
