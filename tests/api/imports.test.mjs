// INV-13: many people invited by one file, through HTTP, with mails that arrive.
import assert from "node:assert/strict";

import { Client } from "../support/api.mjs";
import { startSink } from "../support/mail.mjs";
import { freshDatabase, startServer } from "../support/server.mjs";
import { accept, expectStatus, found, tokenOf } from "../support/story.mjs";
import { onBothDatabases } from "../support/test.mjs";

const csv = (rows) => ({ body: ["name,email,role,site", ...rows, ""].join("\r\n"), type: "text/csv; charset=utf-8" });
const people = (count) => Array.from({ length: count }, (_, i) => `Person ${i},p${i}@example.org,Operator,`);

const send = (client, rows, query = "", headers = {}) => client.send("POST", `/api/v1/invitations/import${query}`, { ...csv(rows), headers });

async function finished(client, id, seconds = 60) {
  for (const deadline = Date.now() + seconds * 1000; ; ) {
    const report = expectStatus(await client.get(`/invitations/imports/${id}`), 200);
    if (report.state !== "running") return report;
    assert.ok(Date.now() < deadline, `still ${report.created} of ${report.total} after ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function scene(trial, database) {
  const sink = await startSink(trial);
  const server = await startServer(trial, { database, smtp: sink });
  return { sink, server, owner: await found(server, sink) };
}

onBothDatabases("a file is judged, imported, mailed and accepted; the same file invites nobody twice", async (trial, database) => {
  const { sink, server, owner } = await scene(trial, database);
  expectStatus(await owner.client.post("/sites", { name: "Harbour Yard" }), 201);
  const rows = ["Sam Fitter,Sam@Example.org,Site Manager,harbour yard", "\"Ola, the second\",ola@example.org,operator,", "Bad,bad,wizard,Nowhere", "Sam again,sam@example.org,operator,"];

  const verdicts = expectStatus(await send(owner.client, rows, "?dry_run=true"), 200);
  assert.deepEqual(verdicts.rows.map(({ line, status }) => `${line} ${status}`), ["2 ok", "3 ok", "4 invalid", "5 duplicate"]);
  assert.deepEqual(verdicts.rows[2].errors.map(({ field }) => field), ["email", "role", "site_id"]);
  assert.deepEqual([verdicts.valid, verdicts.invalid], [2, 2]);
  assert.equal(expectStatus(await owner.client.get("/invitations?total=true"), 200).total, 0, "looking invites nobody");

  const none = expectStatus(await send(owner.client, rows), 202);
  assert.equal((await finished(owner.client, none.import_id)).state, "refused");
  const key = { "idempotency-key": "a-key-of-my-own" };
  const begun = expectStatus(await send(owner.client, rows, "?on_error=skip", key), 202);
  assert.deepEqual(expectStatus(await send(owner.client, rows, "?on_error=skip", key), 202), begun, "the same answer for the same key");
  const report = await finished(owner.client, begun.import_id);
  assert.deepEqual([report.state, report.total, report.created, report.skipped, report.failed], ["done", 4, 2, 2, 0]);
  assert.deepEqual(report.rows.map(({ line, status }) => `${line} ${status}`), ["2 created", "3 created", "4 skipped", "5 skipped"]);

  const mail = await sink.mailTo("sam@example.org");
  const arrived = await accept(server, { token: tokenOf(mail), code: mail.code });
  assert.equal(arrived.user.role, "site_manager");
  assert.notEqual(arrived.user.site_id, null);
  await sink.mailTo("ola@example.org");
  const again = expectStatus(await send(owner.client, rows, "?on_error=skip"), 202);
  const repeated = await finished(owner.client, again.import_id);
  assert.deepEqual([repeated.created, repeated.skipped], [0, 4]);
  assert.equal(sink.mailsTo("ola@example.org").length, 1);
  expectStatus(await arrived.client.get(`/invitations/imports/${begun.import_id}`), 404, "not_found");
});

onBothDatabases("an import is stopped by hand; its sender is told; the same file goes on where it stopped", async (trial, database) => {
  const sink = await startSink(trial);
  const data = await freshDatabase(trial, database);
  const few = await startServer(trial, { data, smtp: sink, args: ["--send-limits", "200,3,5"] });
  const owner = await found(few, sink);
  const { import_id: id } = expectStatus(await send(owner.client, people(5)), 202);
  const stopping = `/invitations/imports/${id}/stop`;
  for (let looks = 0; looks < 100 && expectStatus(await owner.client.get(`/invitations/imports/${id}`), 200).reason !== "day_used_up"; looks += 1)
    await new Promise((resolve) => setTimeout(resolve, 100));
  const report = expectStatus(await owner.client.post(stopping), 200);
  assert.deepEqual([report.state, report.reason, report.created, report.failed], ["stopped", "by_hand", 3, 2]);
  assert.deepEqual(report.rows.map(({ errors }) => errors.map(({ code }) => code).join()), ["", "", "", "stopped", "stopped"]);
  expectStatus(await owner.client.post(stopping), 409, "wrong_state");
  expectStatus(await owner.client.post("/invitations/imports/no-id/stop"), 404, "not_found");
  await few.stop();

  const server = await startServer(trial, { data, smtp: sink });
  const client = new Client(server);
  expectStatus(await client.post("/session", { email: owner.email, password: owner.password }), 200);
  const again = expectStatus(await send(client, people(5), "?on_error=skip"), 202);
  assert.deepEqual([(await finished(client, again.import_id)).created], [2]);
  const { data: bell } = expectStatus(await client.get("/notifications"), 200);
  const [notice] = bell.filter(({ kind }) => kind === "import.finished");
  assert.equal(notice.title, "Your import has ended: 2 people were invited, 3 lines could not be used.");
  assert.equal(notice.path, `/users/invite/imports/${again.import_id}`);
});

onBothDatabases("what is no import is refused by its reason, and only imports may be long", async (trial, database) => {
  const { server, owner } = await scene(trial, database);
  const raw = (path, body, type, client = owner.client) => client.send("POST", `/api/v1${path}`, { body, type });
  expectStatus(await raw("/invitations/import", "{}", "application/json"), 415, "unsupported_media_type");
  expectStatus(await raw("/invitations/import?on_error=maybe", csv(people(1)).body, "text/csv"), 422, "invalid");
  expectStatus(await raw("/invitations/import?dry_run=perhaps", csv(people(1)).body, "text/csv"), 422, "invalid");
  for (const [body, code] of [["", "required"], ["name,email\nA,a@example.org\n", "missing_column"], ["name,email,role,hat\nA,a@example.org,operator,x\n", "unknown_column"], ["name,email,role\n\"A,a@example.org,operator\n", "unclosed_quote"]]) {
    const { errors } = expectStatus(await raw("/invitations/import", body, "text/csv"), 422, "invalid");
    assert.deepEqual(errors.map((error) => [error.field, error.code]), [["csv", code]]);
  }
  const long = (bytes) => "x".repeat(bytes);
  expectStatus(await raw("/invitations/import", long(8 * 1024 * 1024), "text/csv"), 422, "invalid");
  // The answer comes before the body: it is only announced, since nobody would read it.
  const announced = (path, bytes) => owner.client.send("POST", `/api/v1${path}`, { type: "text/csv", headers: { "content-length": bytes, connection: "close" } });
  assert.equal((await announced("/invitations/import", 8 * 1024 * 1024 + 1)).status, 413);
  for (const path of ["/invitations", "/invitations/import/x", "/session"]) assert.equal((await announced(path, 70_000)).status, 413, path);
  const foreign = await owner.client.send("POST", "/api/v1/invitations/import", { ...csv(people(1)), headers: { origin: "https://evil.example", "sec-fetch-site": "cross-site" } });
  expectStatus(foreign, 403, "cross_site");
  expectStatus(await owner.client.get("/invitations/imports/no-id"), 404, "not_found");
  const stranger = await found(server, await startSink(trial), { confirm: false, email: "stranger@example.org" });
  expectStatus(await send(stranger.client, people(1)), 403, "email_unconfirmed");
});

onBothDatabases("an import goes on after its server was killed, and invites each person once", async (trial, database) => {
  const sink = await startSink(trial);
  const data = await freshDatabase(trial, database);
  const first = await startServer(trial, { data, smtp: sink });
  const owner = await found(first, sink);
  const count = 300;
  const { import_id: id } = expectStatus(await send(owner.client, people(count), "?on_error=none"), 202);
  for (let created = 0; created === 0; ) ({ created } = (await owner.client.get(`/invitations/imports/${id}`)).body);
  await first.kill();

  const second = await startServer(trial, { data, smtp: sink });
  owner.client.server = second;
  // What the dead server held comes back when its lease is over.
  const report = await finished(owner.client, id, 45);
  assert.deepEqual([report.state, report.created, report.failed], ["done", count, 0]);
  assert.equal(expectStatus(await owner.client.get("/invitations?total=true"), 200).total, count);
  const mails = sink.mails().map(({ envelope }) => envelope.to[0]).filter((address) => address.startsWith("p"));
  assert.ok(mails.length - new Set(mails).size <= 1, `${mails.length} mails: a kill doubles one at most`);
});
