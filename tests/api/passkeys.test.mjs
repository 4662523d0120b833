// Passkeys through the API alone: adding one, signing in with it, and with it as the second step (USR-9).
import assert from "node:assert/strict";

import { Client } from "../support/api.mjs";
import { startSink } from "../support/mail.mjs";
import { SecurityKey } from "../support/security_key.mjs";
import { startServer } from "../support/server.mjs";
import { expectStatus, found, goodPassword } from "../support/story.mjs";
import { onBothDatabases } from "../support/test.mjs";

/** As somebody who calls the server by its own name: passkeys hang on it. */
function byName(server, path, value) {
  return (client) => client.post(path, value, { headers: { host: `localhost:${server.port}` } });
}

onBothDatabases("a passkey is added, signs in and is the second step, through the API", async (trial, database) => {
  const sink = await startSink(trial);
  const server = await startServer(trial, { database, smtp: sink });
  const owner = await found(server, sink);
  const key = new SecurityKey();
  const ask = (client, path, value) => byName(server, path, value)(client);

  expectStatus(await owner.client.post("/me/passkeys/options"), 409, "wrong_state"); // asked at 127.0.0.1
  expectStatus(await owner.client.post("/me/passkeys", { name: "My phone", id: "AAAA" }), 409, "wrong_state");
  const options = expectStatus(await ask(owner.client, "/me/passkeys/options"), 200);
  assert.equal(options.rp.id, "localhost");
  const answer = key.create(options, server.baseUrl);
  const { recovery_codes: codes } = expectStatus(await ask(owner.client, "/me/passkeys", { name: "My phone", ...answer }), 201);
  assert.equal(codes.length, 10);
  expectStatus(await ask(owner.client, "/me/passkeys", { name: "My phone", ...answer }), 409, "wrong_state"); // asked once
  const { data } = expectStatus(await owner.client.get("/me/passkeys"), 200);
  assert.deepEqual(data.map(({ name }) => name), ["My phone"]);

  const alone = new Client(server);
  expectStatus(await ask(alone, "/session/passkey", { id: "AAAA" }), 409, "wrong_state");
  const asked = expectStatus(await ask(alone, "/session/passkey/options"), 200);
  const shown = key.get(asked, server.baseUrl);
  const { user } = expectStatus(await ask(alone, "/session/passkey", shown), 200);
  assert.equal(user.email, owner.email);
  expectStatus(await alone.get("/me"), 200);
  const again = new Client(server);
  expectStatus(await ask(again, "/session/passkey/options"), 200);
  expectStatus(await ask(again, "/session/passkey", shown), 401, "wrong_credentials"); // an answer to another question
  expectStatus(await ask(again, "/session/passkey/options"), 200);
  expectStatus(await ask(again, "/session/passkey", new SecurityKey().get({ challenge: asked.challenge, rpId: "localhost" }, server.baseUrl)), 401, "wrong_credentials");
  expectStatus(await again.get("/me"), 401);

  const person = new Client(server);
  expectStatus(await ask(person, "/session/second-factor/options"), 401, "sign_in_required");
  expectStatus(await ask(person, "/session", { email: owner.email, password: goodPassword }), 401, "second_factor_required");
  const step = expectStatus(await ask(person, "/session/second-factor/options"), 200);
  assert.deepEqual(step.allowCredentials.map(({ id }) => id), [answer.id]);
  expectStatus(await ask(person, "/session/second-factor", { ...key.get(step, server.baseUrl), signature: shown.signature }), 401, "wrong_credentials");
  const fresh = expectStatus(await ask(person, "/session/second-factor/options"), 200);
  expectStatus(await ask(person, "/session/second-factor", key.get(fresh, server.baseUrl)), 200);
  expectStatus(await person.get("/me"), 200);
});
