// API tokens, own sessions and the bell, against the running program.
import assert from "node:assert/strict";

import { Client } from "../support/api.mjs";
import { startSink } from "../support/mail.mjs";
import { startServer } from "../support/server.mjs";
import { expectStatus, found, goodPassword } from "../support/story.mjs";
import { onBothDatabases } from "../support/test.mjs";

const bearer = (token) => ({ headers: { authorization: `Bearer ${token}`, origin: undefined, "sec-fetch-site": undefined } });

onBothDatabases("an API token opens by its header alone, and nothing that takes a person", async (trial, database) => {
  const sink = await startSink(trial);
  const server = await startServer(trial, { database, smtp: sink });
  const { client: owner } = await found(server, sink);
  const made = expectStatus(await owner.post("/api-tokens", { name: "Nightly export" }), 201);
  assert.match(made.token, /^ab_[A-Za-z0-9_-]{43}[0-9a-f]{8}$/);
  const list = expectStatus(await owner.get("/api-tokens"), 200);
  assert.equal(list.data.length, 1);
  assert.ok(!JSON.stringify(list).includes(made.token), "shown once");

  const program = new Client(server);
  expectStatus(await program.get("/users", bearer(made.token)), 200);
  expectStatus(await program.get("/users", bearer(made.token.slice(0, -1) + "x")), 401);
  expectStatus(await program.get("/users", { headers: { cookie: `assetbuddy=${made.token}` } }), 401);
  expectStatus(await program.get(`/users?token=${made.token}`), 401);
  // A wrong token is refused although a good session comes along with it.
  expectStatus(await owner.get("/users", { headers: { authorization: "Bearer wrong" } }), 401);
  for (const [method, path, body] of [
    ["post", "/api-tokens", { name: "child" }],
    ["put", "/session", { organisation_id: (await owner.get("/me")).body.organisation.id }],
    ["post", "/me/password", { current: goodPassword, new: "seven quiet otters jog" }],
    ["post", "/session/confirm-password", { password: goodPassword }],
  ])
    expectStatus(await program[method](path, body, bearer(made.token)), 403);
  expectStatus(await program.get("/me/sessions", bearer(made.token)), 403);
  assert.equal(program.cookies.header(), "", "a token never becomes a session");

  expectStatus(await owner.delete(`/api-tokens/${made.id}`), 204);
  expectStatus(await program.get("/users", bearer(made.token)), 401);
  expectStatus(await owner.delete(`/api-tokens/${made.id}`), 404);
});

onBothDatabases("own sessions are listed and ended; the next request already fails", async (trial, database) => {
  const sink = await startSink(trial);
  const server = await startServer(trial, { database, smtp: sink });
  const { client: owner } = await found(server, sink);
  const { user } = expectStatus(await owner.get("/me"), 200);
  const phone = new Client(server);
  expectStatus(await phone.post("/session", { email: user.email, password: goodPassword }), 200);
  const sessions = expectStatus(await owner.get("/me/sessions"), 200).data;
  assert.equal(sessions.length, 2);
  const other = sessions.find((session) => !session.is_this);
  expectStatus(await owner.delete(`/me/sessions/${other.id}`), 204);
  expectStatus(await phone.get("/me"), 401);
  expectStatus(await owner.delete(`/me/sessions/${other.id}`), 404);
  expectStatus(await phone.post("/session", { email: user.email, password: goodPassword }), 200);
  expectStatus(await owner.delete("/me/sessions"), 204);
  expectStatus(await phone.get("/me"), 401);
  expectStatus(await owner.get("/me"), 200);
});

onBothDatabases("what is mailed beside the bell is one's own choice", async (trial, database) => {
  const sink = await startSink(trial);
  const server = await startServer(trial, { database, smtp: sink });
  const { client: owner } = await found(server, sink);
  const before = expectStatus(await owner.get("/me/notifications"), 200).data;
  const unmailed = (choices) => choices.filter(({ email }) => !email).map(({ kind }) => kind);
  assert.deepEqual(unmailed(before), ["import.finished"]);
  const after = expectStatus(await owner.patch("/me/notifications", { "invitation.failed": false }), 200).data;
  assert.deepEqual(unmailed(after).sort(), ["import.finished", "invitation.failed"]);
  expectStatus(await owner.patch("/me/notifications", { "invitation.eaten": false }), 422);
  assert.deepEqual(expectStatus(await owner.get("/notifications?unread=true"), 200), { data: [], next_cursor: null });
  assert.deepEqual(expectStatus(await owner.post("/notifications/read"), 200), { read: 0 });
});
