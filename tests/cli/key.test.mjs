// A new instance key takes over (R-CRYPTO-2, F-27): beside a running server, killed again and again, and with backups.
import assert from "node:assert/strict";
import { copyFileSync, existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { Client } from "../support/api.mjs";
import { startSink } from "../support/mail.mjs";
import { command, freshDatabase, startServer } from "../support/server.mjs";
import { expectStatus, found, invite } from "../support/story.mjs";
import { onBothDatabases, test } from "../support/test.mjs";

const where = ({ url, folder }) => ["--database", url, "--data-dir", folder];
const noLimits = ["--send-limits", "1000000,1000000,1000000"];
const keysIn = (file) => readFileSync(file, "utf8").trim().split("\n");
const accepted = (server, { token, code }) =>
  new Client(server).post("/invitations/accept", { token, code, password: "seven herons over the weir" });

async function statusOf(data) {
  const told = await command(["key", "status", ...where(data), "--json"]);
  assert.equal(told.code, 0, told.stderr);
  return JSON.parse(told.stdout);
}

async function isWhole(data) {
  const checked = await command(["fsck", ...where(data)]);
  assert.equal(checked.code, 0, checked.stdout + checked.stderr);
}

onBothDatabases("a new key takes over beside a running server, which need not be told", async (trial, database) => {
  const sink = await startSink(trial);
  const server = await startServer(trial, { data: await freshDatabase(trial, database), smtp: sink });
  const owner = await found(server, sink);
  const berta = await invite(owner, sink, { name: "Berta", email: "berta@example.org", role: "operator" });
  const file = join(server.data.folder, "key");
  const before = await statusOf(server.data);
  const [old] = keysIn(file);

  const rotated = await command(["key", "rotate", ...where(server.data), "--json"]);
  assert.equal(rotated.code, 0, rotated.stderr);
  const told = JSON.parse(rotated.stdout);
  assert.equal(told.former_key_id, before.key_id);
  assert.notEqual(told.key_id, before.key_id);
  assert.equal((await statusOf(server.data)).key_id, told.key_id);
  assert.equal(keysIn(file).length, 1);
  assert.notEqual(keysIn(file)[0], old);
  assert.deepEqual(keysIn(told.former_key_file), [old]);
  assert.ok(!(rotated.stdout + rotated.stderr).includes(keysIn(file)[0]), "no key is ever shown");

  expectStatus(await owner.client.get("/me"), 200); // still signed in
  expectStatus(await accepted(server, berta), 200); // a code made under the old key
  const chris = await invite(owner, sink, { name: "Chris", email: "chris@example.org", role: "operator" });
  expectStatus(await accepted(server, chris), 200);
  const doctor = await command(["doctor", ...where(server.data), "--json"]);
  assert.match(doctor.stdout, /is an old key that backups need/);
  await isWhole(server.data);
});

onBothDatabases("killed while a new key takes over", async (trial, database) => {
  const data = await freshDatabase(trial, database);
  const sink = await startSink(trial);
  let server = await startServer(trial, { data, smtp: sink, args: noLimits });
  const owner = await found(server, sink);
  // Mails to a server that is not there wait sealed.
  await server.stop();
  const args = [...noLimits, "--smtp", "smtp://127.0.0.1:9"];
  server = await startServer(trial, { data, args });
  const client = new Client(server);
  client.cookies = owner.client.cookies;
  for (let i = 0; i < 60; i += 1)
    expectStatus(await client.post("/invitations", { name: "P", email: `p${i}@example.org`, role: "operator" }), 201);

  const { key_id: first } = await statusOf(data);
  // On PostgreSQL a key waits up to half a minute for the server that was killed.
  const kills = database === "postgresql" ? 3 : 6;
  for (let kill = 0; kill < kills; kill += 1) {
    const asking = command(["key", "rotate", ...where(data)]);
    await pause(15 * kill);
    await server.kill();
    await asking;
    server = await startServer(trial, { data, args });
    const again = new Client(server);
    again.cookies = owner.client.cookies;
    expectStatus(await again.get("/me"), 200);
    await isWhole(data);
  }
  const deadline = Date.now() + 60_000;
  let state = await statusOf(data);
  while (state.rotating && Date.now() < deadline) {
    await pause(200); // the server goes on by itself
    state = await statusOf(data);
  }
  assert.equal(state.rotating, false);
  assert.notEqual(state.key_id, first);
  const keys = () => keysIn(join(data.folder, "key"));
  while (keys().length > 1 && Date.now() < deadline) await pause(200); // the file follows a moment later
  assert.equal(keys().length, 1);
  await isWhole(data);
}, { seconds: 300 });

test("a backup made before needs the old key, and says so", async (trial) => {
  const sink = await startSink(trial);
  const server = await startServer(trial, { smtp: sink });
  await found(server, sink);
  const backup = join(server.data.folder, "copy.db");
  assert.equal((await command(["backup", backup, ...where(server.data)])).code, 0);
  await server.stop();
  const rotated = await command(["key", "rotate", ...where(server.data)]); // without a server
  assert.equal(rotated.code, 0, rotated.stderr);
  assert.match(rotated.stdout, /backups made until now need it/);

  const refused = await command(["restore", backup, ...where(server.data)]);
  assert.equal(refused.code, 2);
  assert.match(refused.stderr, /does not belong to this database.*nothing was changed/);
  const [former] = readdirSync(server.data.folder).filter((name) => name.startsWith("key.former-"));
  const place = await freshDatabase(trial, "sqlite");
  copyFileSync(join(server.data.folder, former), join(place.folder, "key"));
  const restored = await command(["restore", backup, ...where(place)]);
  assert.equal(restored.code, 0, restored.stderr);
  await isWhole(place);
  assert.ok(existsSync(join(place.folder, "key")));
});
