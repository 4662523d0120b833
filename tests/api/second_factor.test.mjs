// A second factor from set-up to sign-in, against the running program (USR-9, R-SESS-8).
import assert from "node:assert/strict";

import { Client } from "../support/api.mjs";
import { startSink } from "../support/mail.mjs";
import { startServer } from "../support/server.mjs";
import { accept, expectStatus, found, goodPassword, invite, tokenOf } from "../support/story.mjs";
import { onBothDatabases } from "../support/test.mjs";
import { totp } from "../support/totp.mjs";

async function setUp(client) {
  const { key, uri } = expectStatus(await client.post("/me/second-factor/app"), 201);
  assert.ok(uri.includes(key.replaceAll(" ", "")));
  expectStatus(await client.post("/me/second-factor/app/confirm", { code: "12" }), 422, "wrong_code");
  const { recovery_codes: codes } = expectStatus(await client.post("/me/second-factor/app/confirm", { code: totp(key) }), 200);
  assert.equal(codes.length, 10);
  return { key, codes };
}

onBothDatabases("a second factor is set up, asked for, and stands in for nothing", async (trial, database) => {
  const sink = await startSink(trial);
  const server = await startServer(trial, { database, smtp: sink });
  const owner = await found(server, sink);
  const elsewhere = new Client(server);
  const credentials = { email: owner.email, password: goodPassword };
  expectStatus(await elsewhere.post("/session", credentials), 200);
  assert.deepEqual(expectStatus(await owner.client.get("/me/second-factor"), 200), { app: null, recovery_codes_left: 0 });
  const { key, codes } = await setUp(owner.client);
  expectStatus(await elsewhere.get("/me"), 401); // signed out everywhere else
  expectStatus(await owner.client.post("/me/second-factor/app"), 409, "wrong_state");
  const shown = expectStatus(await owner.client.get("/me/second-factor"), 200);
  assert.equal(shown.recovery_codes_left, 10);
  assert.ok(!JSON.stringify(shown).includes(key.slice(0, 4)));
  const mail = await sink.mailTo(owner.email, 2);
  assert.match(mail.text, /authenticator app was set up/);

  const person = new Client(server);
  expectStatus(await person.post("/session/second-factor", { code: totp(key, 1) }), 401, "sign_in_required");
  expectStatus(await person.post("/session", { ...credentials, second_factor: "" }), 401, "second_factor_required");
  expectStatus(await person.get("/me"), 401);
  expectStatus(await person.post("/session/second-factor", { code: totp(key) }), 401, "wrong_credentials"); // taken at set-up
  const signedIn = expectStatus(await person.post("/session/second-factor", { code: totp(key, 1) }), 200);
  assert.equal(signedIn.user.email, owner.email);
  expectStatus(await person.get("/me"), 200);
  expectStatus(await person.post("/session/second-factor", { code: codes[9] }), 401, "sign_in_required"); // used up

  const other = new Client(server);
  expectStatus(await other.post("/session", { ...credentials, second_factor: totp(key, 1) }), 401, "wrong_credentials");
  expectStatus(await other.post("/session", { ...credentials, second_factor: codes[0].toLowerCase() }), 200);
  expectStatus(await new Client(server).post("/session", { ...credentials, second_factor: codes[0] }), 401, "wrong_credentials");

  const { recovery_codes: fresh } = expectStatus(await owner.client.post("/me/second-factor/recovery-codes"), 200);
  assert.ok(!fresh.includes(codes[1]));
  expectStatus(await owner.client.delete("/me/second-factor/app"), 204);
  expectStatus(await new Client(server).post("/session", credentials), 200);
});

onBothDatabases("an invitation opens an account with a second factor only together with it", async (trial, database) => {
  const sink = await startSink(trial);
  const server = await startServer(trial, { database, smtp: sink, signUp: "open" });
  const first = await found(server, sink);
  const second = await found(server, sink, { organisation: "Southern Cranes Ltd" });
  const { key, codes } = await setUp(second.client);
  const invitation = expectStatus(await first.client.post("/invitations", { name: "Sandy South", email: second.email, role: "supervisor" }), 201);
  assert.equal(invitation.email, second.email);
  const mail = await sink.mailTo(second.email, 3);
  const link = { token: tokenOf(mail), code: mail.code };

  const person = new Client(server);
  expectStatus(await person.post("/invitations/accept", { ...link, password: "wrong wrong wrong" }), 401, "wrong_credentials");
  expectStatus(await person.post("/invitations/accept", { ...link, password: goodPassword, second_factor: "1" }), 401, "wrong_credentials");
  expectStatus(await person.post("/invitations/accept", { ...link, password: goodPassword, name: "Sandy S." }), 401, "second_factor_required");
  expectStatus(await person.get("/me"), 401);
  expectStatus(await person.post("/session/second-factor", { code: "1" }), 401, "wrong_credentials");
  const joined = expectStatus(await person.post("/session/second-factor", { code: totp(key, 1) }), 200);
  assert.equal(joined.organisation.name, "Northern Lifts Ltd");
  assert.equal(joined.user.name, "Sandy S.");
  assert.equal(expectStatus(await person.get("/me"), 200).organisations.length, 2);
  assert.equal(codes.length, 10);
});

onBothDatabases("an organisation that asks for a second factor opens nothing else before", async (trial, database) => {
  const sink = await startSink(trial);
  const server = await startServer(trial, { database, smtp: sink });
  const owner = await found(server, sink);
  const person = await accept(server, await invite(owner, sink, { name: "Pat Plain", email: "pat@example.org", role: "operator" }));
  expectStatus(await owner.client.patch("/organisation", { require_second_factor: true }), 422, "invalid");
  await setUp(owner.client);
  expectStatus(await owner.client.patch("/organisation", { require_second_factor: true }), 200);

  expectStatus(await person.client.get("/me"), 403, "second_factor_missing");
  expectStatus(await person.client.get("/sites"), 403, "second_factor_missing");
  expectStatus(await person.client.get("/users"), 403, "second_factor_missing");
  const page = await person.client.send("GET", "/profile", {});
  assert.deepEqual([page.status, page.headers.location], [303, "/profile/second-factor"]);
  expectStatus(await person.client.post("/session", { email: "pat@example.org", password: goodPassword }), 200);
  expectStatus(await person.client.get("/me"), 403, "second_factor_missing");
  assert.equal((await person.client.send("GET", "/profile/second-factor", {})).status, 200);
  await setUp(person.client);
  expectStatus(await person.client.get("/me"), 200);
  expectStatus(await owner.client.get("/users"), 200);
});
