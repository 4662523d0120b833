// The server is killed again and again while invitations pour in: every answered one is there, every mail goes out, and
// none more often than once for each time it was killed (R-REL-1, R-MAIL-2, F-1, F-15).
import assert from "node:assert/strict";

import { Client } from "../support/api.mjs";
import { startSink } from "../support/mail.mjs";
import { startServer } from "../support/server.mjs";
import { expectStatus, found } from "../support/story.mjs";
import { onBothDatabases } from "../support/test.mjs";

const kills = 8;
const lanes = 6;
const noLimits = ["--send-limits", "1000000,1000000,1000000"];

/** Invites until told to stop or the server is gone; notes what was answered. */
async function pour(client, answered, name, flag) {
  for (let i = 0; !flag.over; i += 1) {
    const email = `${name}-${i}@example.org`;
    try {
      const answer = await client.post("/invitations", { name: `Person ${name} ${i}`, email, role: "operator" });
      if (answer.status === 201) answered.set(email, answer.body.id);
    } catch {
      return; // killed under our hands: not answered
    }
  }
}

async function restart(trial, owner, data, sink) {
  const server = await startServer(trial, { data, smtp: sink, args: noLimits });
  const client = new Client(server);
  client.cookies = owner.client.cookies; // the session outlives the server
  return { server, client };
}

async function listedEmails(client) {
  const emails = new Map();
  let cursor = "";
  do {
    const page = expectStatus(await client.get(`/invitations?limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`), 200);
    for (const { email, id } of page.data) emails.set(email, id);
    cursor = page.next_cursor;
  } while (cursor);
  return emails;
}

async function untilAllSent(sink, emails, seconds) {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const taken = new Map();
    for (const { envelope, headers } of sink.mails())
      for (const to of envelope.to) taken.set(to, [...(taken.get(to) ?? []), headers["message-id"]]);
    const missing = [...emails].filter((email) => !taken.has(email));
    if (missing.length === 0) return taken;
    if (Date.now() > deadline) throw new Error(`${missing.length} of ${emails.length} mails never came, such as ${missing[0]}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

onBothDatabases("killed while invitations pour in", async (trial, database) => {
  const sink = await startSink(trial);
  const first = await startServer(trial, { database, smtp: sink, args: noLimits });
  const owner = await found(first, sink);
  const answered = new Map();
  let { server, client } = { server: first, client: owner.client };
  for (let round = 0; round < kills; round += 1) {
    const flag = { over: false };
    const pouring = Array.from({ length: lanes }, (_, lane) => pour(client, answered, `r${round}-${lane}`, flag));
    await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 500));
    await server.kill();
    flag.over = true;
    await Promise.all(pouring);
    ({ server, client } = await restart(trial, owner, first.data, sink));
  }
  assert.ok(answered.size >= kills, `enough was answered to prove something (${answered.size})`);

  const listed = await listedEmails(client);
  for (const [email, id] of answered) assert.equal(listed.get(email), id, `${email} was answered and is there`);
  const taken = await untilAllSent(sink, [...listed.keys()], 200);
  const doubles = [...taken.values()].reduce((sum, ids) => sum + ids.length - 1, 0);
  assert.ok(doubles <= kills, `${doubles} mails came twice in ${kills} kills`);
  for (const [email, ids] of taken) assert.equal(new Set(ids).size, 1, `${email}: a repeat is the same mail`);
}, { seconds: 300 });
