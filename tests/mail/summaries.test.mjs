// The weekly summary of people from outside as a real mail, and the click that stops it (EXT-6, R-MAIL-8, RFC 8058).
import assert from "node:assert/strict";

import { addEquipment } from "../support/equipment.mjs";
import { visitor } from "../support/browser.mjs";
import { startSink } from "../support/mail.mjs";
import { visit } from "../support/pages.mjs";
import { askPostgres, startServer } from "../support/server.mjs";
import { accept, expectStatus, found, invite } from "../support/story.mjs";
import { test } from "../support/test.mjs";

const dana = { name: "Dana Fitter", email: "dana@example.org", role: "contractor", is_external: true, company_name: "Lift Services Ltd" };
const reach = "SET assetbuddy.reach = '*';";

async function untilSummary(sink) {
  for (let looks = 0; looks < 1000; looks += 1) {
    const mail = sink.mailsTo(dana.email).find(({ subject }) => /to do/.test(subject));
    if (mail) return mail;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return assert.fail("no summary came");
}

test("the summary of a contractor is mailed and stopped with one click (postgresql)", async (trial) => {
  const sink = await startSink(trial);
  const server = await startServer(trial, { database: "postgresql", smtp: sink });
  const owner = await found(server, sink);
  const site = expectStatus(await owner.client.post("/sites", { name: "Harbour Yard" }), 201).id;
  const asset = await addEquipment(owner.client, site, "Dock hoist");
  const contractor = await accept(server, await invite(owner, sink, dana));
  for (const [title, severity] of [["Hook bent", "critical"], ["Rope frayed", "low"]]) {
    const { id } = expectStatus(await owner.client.post("/defects", { asset_id: asset, title, severity }), 201);
    expectStatus(await owner.client.post(`/defects/${id}/assign`, { user_id: contractor.user.id }), 200);
  }
  await askPostgres(server.data.url, `${reach} UPDATE organisations SET contractor_summary_at = 1`); // its Monday has come

  const mail = await untilSummary(sink);
  assert.equal(mail.subject, "Northern Lifts Ltd: 2 defects to do");
  assert.match(mail.text, /Hook bent \(Critical\)\nFS-001 Dock hoist, Harbour Yard/);
  assert.equal(mail.headers["list-unsubscribe-post"], "List-Unsubscribe=One-Click");
  const address = /^<(http:\/\/localhost:\d+\/unsubscribe\/[\w-]+)>$/.exec(mail.headers["list-unsubscribe"])[1];
  assert.ok(mail.text.includes(`Stop these summaries:\n${address}\n`));

  const choice = async () => expectStatus(await contractor.client.get("/me/notifications"), 200).data.find(({ kind }) => kind === "contractor.summary").email;
  const stranger = await visitor(trial, "unsubscribe");
  const faults = await visit(stranger, address);
  assert.equal(faults.join("\n"), "");
  assert.equal(await choice(), true, "opening it changes nothing");
  await stranger.press("Stop these emails");
  assert.equal(await choice(), false);
  expectStatus(await contractor.client.patch("/me/notifications", { "contractor.summary": true }), 200);
  const body = "List-Unsubscribe=One-Click";
  const headers = { "content-type": "application/x-www-form-urlencoded", origin: "https://mail.example", "sec-fetch-site": "cross-site" };
  const answer = await fetch(address.replace("localhost", "127.0.0.1"), { method: "POST", body, headers, redirect: "manual" });
  assert.equal(answer.status, 200, "without a cookie, a redirect or signing in");
  assert.equal(answer.headers.get("set-cookie"), null);
  assert.equal(await choice(), false);
  assert.equal((await visit(stranger, address)).join("\n"), "");
  const foreign = await fetch(`${address.replace("localhost", "127.0.0.1")}x`, { method: "POST", body, headers });
  assert.equal(foreign.status, 404);
}, { seconds: 150 });
