// Mail servers that refuse, stall, forget or are not there: inviting never waits for them, nor fails with them (INV-16).
import assert from "node:assert/strict";
import { createServer } from "node:net";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

import { Client } from "../support/api.mjs";
import { readMail, startSink } from "../support/mail.mjs";
import { startServer } from "../support/server.mjs";
import { expectStatus, found, goodPassword } from "../support/story.mjs";
import { onBothDatabases, test } from "../support/test.mjs";

const sam = { name: "Sam Fitter", email: "sam@example.org", role: "supervisor" };

/** An organisation whose Owner is confirmed, on a server that then sends through `smtp`. */
async function sceneWith(trial, database, smtp) {
  const kind = await startSink(trial);
  const first = await startServer(trial, { database, smtp: kind });
  const owner = await found(first, kind);
  await first.stop();
  const server = await startServer(trial, { data: first.data, smtp });
  owner.client = new Client(server);
  expectStatus(await owner.client.post("/session", { email: owner.email, password: owner.password }), 200);
  return { server, owner };
}

async function untilDelivery(owner, id, wanted, seconds = 20) {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const invitation = expectStatus(await owner.client.get(`/invitations/${id}`), 200);
    if (wanted(invitation)) return invitation;
    if (Date.now() > deadline) throw new Error(`delivery stayed ${invitation.delivery}: ${invitation.delivery_detail}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

onBothDatabases("a mailbox that does not exist: failed at once, in the mail server's own words", async (trial, database) => {
  const sink = await startSink(trial, { answers: { RCPT: "550 5.1.1 nobody of that name here" } });
  const { owner } = await sceneWith(trial, database, sink);
  const { id } = expectStatus(await owner.client.post("/invitations", sam), 201);
  const failed = await untilDelivery(owner, id, ({ delivery }) => delivery === "failed");
  assert.match(failed.delivery_detail, /nobody of that name here/);
  assert.equal(failed.state, "pending");
});

onBothDatabases("no mail server there: invited all the same, and queued", async (trial, database) => {
  const { owner } = await sceneWith(trial, database, { url: "smtp://127.0.0.1:9" });
  const start = Date.now();
  const { id } = expectStatus(await owner.client.post("/invitations", sam), 201);
  assert.ok(Date.now() - start < 5000);
  const queued = await untilDelivery(owner, id, ({ delivery_detail: detail }) => detail);
  assert.equal(queued.delivery, "queued");
});

onBothDatabases("refused for now, then taken: sent after a pause", async (trial, database) => {
  const sink = await startSink(trial, { answers: { RCPT: "451 4.7.1 come again later" }, times: 1 });
  const { owner } = await sceneWith(trial, database, sink);
  const { id } = expectStatus(await owner.client.post("/invitations", sam), 201);
  const queued = await untilDelivery(owner, id, ({ delivery_detail: detail }) => detail);
  assert.equal(queued.delivery, "queued");
  assert.match(queued.delivery_detail, /come again later/);
  await untilDelivery(owner, id, ({ delivery }) => delivery === "sent", 100);
  assert.equal(sink.mailsTo(sam.email).length, 1);
}, { seconds: 150 });

test("taken without an answer: sent again as the same mail", async (trial) => {
  const sink = await startSink(trial, { answers: { END: "swallow" }, times: 1 });
  const { owner } = await sceneWith(trial, "sqlite", sink);
  const { id } = expectStatus(await owner.client.post("/invitations", sam), 201);
  await untilDelivery(owner, id, ({ delivery }) => delivery === "sent", 100);
  const mails = sink.mailsTo(sam.email);
  assert.equal(mails.length, 2);
  assert.equal(mails[0].headers["message-id"], mails[1].headers["message-id"]);
  assert.equal(mails[0].code, mails[1].code);
}, { seconds: 150 });

test("a server that says nothing holds nobody up", async (trial) => {
  const silent = createServer(() => {});
  await new Promise((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const open = new Set();
  silent.on("connection", (socket) => open.add(socket));
  trial.after(() => {
    for (const socket of open) socket.destroy();
    silent.close();
  });
  const { owner } = await sceneWith(trial, "sqlite", { url: `smtp://127.0.0.1:${silent.address().port}` });
  for (let i = 0; i < 5; i += 1) {
    const start = Date.now();
    expectStatus(await owner.client.post("/invitations", { ...sam, email: `sam${i}@example.org` }), 201);
    expectStatus(await owner.client.get("/me"), 200);
    assert.ok(Date.now() - start < 3000);
  }
});

test("names that would break a mail stay names", async (trial) => {
  const sink = await startSink(trial);
  const server = await startServer(trial, { smtp: sink });
  const owner = await found(server, sink, { organisation: "Łódź & Söhne <b>\"Lifts\"</b>" });
  expectStatus(await owner.client.post("/invitations", { ...sam, name: "Zoë “=?utf-8?q?x?=” O'Neil, <i>" }), 201);
  const mail = await sink.mailTo(sam.email);
  for (const line of mail.raw.split("\r\n")) {
    assert.ok(Buffer.byteLength(line, "latin1") <= 998);
    assert.ok(!/[\r\n]/.test(line), "no bare CR or LF");
  }
  assert.ok(mail.text.includes("Łódź & Söhne <b>\"Lifts\"</b>"));
  assert.ok(!mail.html.includes("<b>\"Lifts\"</b>"));
  assert.equal(mail.headers["auto-submitted"], "auto-generated");
  for (const name of ["date", "from", "to", "message-id", "mime-version"]) assert.ok(mail.headers[name], name);
  assert.match(mail.headers["content-type"], /^multipart\/alternative/);
  assert.doesNotMatch(mail.html, /<img|<script|src=/i);
});

test("without a mail server the mails are kept as files for their owner alone", async (trial) => {
  const server = await startServer(trial);
  const client = new Client(server);
  expectStatus(await client.post("/organisations", { organisation: "Kept Ltd", name: "Kim Keeper", email: "kim@example.org", password: goodPassword }), 201);
  const folder = join(server.data.folder, "mail");
  const kept = async (count) => {
    for (let i = 0; i < 100; i += 1) {
      const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.name.endsWith(".eml"));
      if (files.length >= count) return files.map(({ name }) => join(folder, name)).sort();
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error("no mail was kept");
  };
  const [file] = await kept(1);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  const text = readFileSync(file, "latin1").replace(/\r?\n/g, "\r\n");
  expectStatus(await client.post("/session/confirm", { code: readMail(text).code }), 204);
  const { id } = expectStatus(await client.post("/invitations", sam), 201);
  await untilDelivery({ client }, id, ({ delivery }) => delivery === "kept");
});
