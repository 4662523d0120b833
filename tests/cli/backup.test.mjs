// backup, restore and fsck (R-REL-3, R-REL-11).
import assert from "node:assert/strict";
import { copyFileSync, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { Client } from "../support/api.mjs";
import { startSink } from "../support/mail.mjs";
import { command, freshDatabase, startServer } from "../support/server.mjs";
import { runSql } from "../support/sql.mjs";
import { expectStatus, found, invite } from "../support/story.mjs";
import { onBothDatabases, test } from "../support/test.mjs";

const where = ({ url, folder }) => ["--database", url, "--data-dir", folder];
const noLimits = ["--send-limits", "1000000,1000000,1000000"];

test("a backup made while invitations pour in can be restored elsewhere", async (trial) => {
  const sink = await startSink(trial);
  const server = await startServer(trial, { smtp: sink, args: noLimits });
  const owner = await found(server, sink);
  const before = await invite(owner, sink, { name: "Berta Before", email: "berta@example.org", role: "operator" });
  const file = join(server.data.folder, "copy.db");
  const pouring = { over: false, count: 0 };
  const lanes = [1, 2, 3].map(async (lane) => {
    for (let i = 0; !pouring.over; i += 1, pouring.count += 1)
      expectStatus(await owner.client.post("/invitations", { name: "P", email: `p${lane}-${i}@example.org`, role: "operator" }), 201);
  });
  while (pouring.count < 30) await new Promise((resolve) => setTimeout(resolve, 5));
  const saved = await command(["backup", file, ...where(server.data)]);
  pouring.over = true;
  await Promise.all(lanes);
  assert.equal(saved.code, 0, saved.stderr);
  assert.match(saved.stdout, /does not hold the instance key/);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.equal((await command(["backup", file, ...where(server.data)])).code, 1, "a backup is never written over");

  const place = await freshDatabase(trial, "sqlite");
  const early = await command(["restore", file, ...where(place)]);
  assert.equal(early.code, 2);
  assert.match(early.stderr, /the instance key is missing/);
  copyFileSync(join(server.data.folder, "key"), join(place.folder, "key"));
  const restored = await command(["restore", file, ...where(place), "--json"]);
  assert.equal(restored.code, 0, restored.stderr);
  assert.equal(JSON.parse(restored.stdout).former, null);
  const whole = await command(["fsck", ...where(place)]);
  assert.equal(whole.code, 0, whole.stdout + whole.stderr);

  const second = await startServer(trial, { data: place, smtp: sink, args: noLimits });
  const stale = new Client(second);
  stale.cookies = owner.client.cookies;
  expectStatus(await stale.get("/me"), 401, "sign_in_required"); // every session ended
  const client = new Client(second);
  expectStatus(await client.post("/session", { email: owner.email, password: owner.password }), 200);
  assert.equal(expectStatus(await client.get(`/invitations/${before.invitation.id}`), 200).email, "berta@example.org");
  const list = expectStatus(await client.get("/invitations?limit=200"), 200).data;
  assert.ok(list.length >= 31, `${list.length} came along`);
  assert.deepEqual([...new Set(list.map(({ delivery }) => delivery))].filter((state) => !["sent", "failed"].includes(state)), [],
    "what waited is given up visibly, not sent twice");
});

test("restore keeps what was there, and refuses what would lose it", async (trial) => {
  const sink = await startSink(trial);
  const server = await startServer(trial, { smtp: sink });
  await found(server, sink);
  const file = join(server.data.folder, "copy.db");
  assert.equal((await command(["backup", file, ...where(server.data)])).code, 0);
  const busy = await command(["restore", file, ...where(server.data)]);
  assert.equal(busy.code, 1);
  assert.match(busy.stderr, /a server is running/);
  await server.stop();

  const again = await command(["restore", file, ...where(server.data), "--json"]);
  assert.equal(again.code, 0, again.stderr);
  const { former } = JSON.parse(again.stdout);
  assert.ok(existsSync(former), "the database that was there is kept");

  const bytes = readFileSync(file);
  bytes.fill(0x5a, bytes.length >> 1, (bytes.length >> 1) + 8192);
  const bad = join(server.data.folder, "bad.db");
  writeFileSync(bad, bytes);
  const damaged = await command(["restore", bad, ...where(server.data)]);
  assert.equal(damaged.code, 1);
  assert.match(damaged.stderr, /nothing was changed/);
  writeFileSync(bad, "no database at all");
  assert.equal((await command(["restore", bad, ...where(server.data)])).code, 1);

  const other = await freshDatabase(trial, "sqlite");
  assert.equal((await command(["migrate", ...where(other)])).code, 0);
  const stranger = await startServer(trial, { data: other });
  await stranger.stop(); // has a key of its own now
  const foreign = await command(["restore", file, ...where(other)]);
  assert.equal(foreign.code, 2);
  assert.match(foreign.stderr, /the key .*does not belong to this database.*nothing was changed/);
  assert.equal((await command(["fsck", ...where(other)])).code, 0);
});

test("backup and restore of PostgreSQL say what to use instead", async (trial) => {
  const place = await freshDatabase(trial, "postgresql");
  for (const [verb, program] of [["backup", "pg_dump"], ["restore", "pg_restore"]]) {
    const { code, stderr } = await command([verb, join(place.folder, "x.db"), ...where(place)]);
    assert.equal(code, 2);
    assert.ok(stderr.includes(program), stderr);
  }
});

onBothDatabases("fsck names what is broken", async (trial, database) => {
  const sink = await startSink(trial);
  const server = await startServer(trial, { database, smtp: sink });
  const owner = await found(server, sink);
  const { invitation } = await invite(owner, sink, { name: "Frida First", email: "frida@example.org", role: "operator" });
  await server.stop();
  const asked = () => command(["fsck", "--json", ...where(server.data)]);
  const whole = await asked();
  assert.equal(whole.code, 0, whole.stdout + whole.stderr);
  assert.deepEqual(JSON.parse(whole.stdout), { whole: true, findings: [] });

  await runSql(server, `UPDATE letters SET box = 'left behind' WHERE subject_id = '${invitation.id}'`);
  const broken = await asked();
  assert.equal(broken.code, 1);
  const { findings } = JSON.parse(broken.stdout);
  // What was left behind there is no box of this instance's key either.
  assert.deepEqual(findings.map((finding) => finding.invariant), ["what is no longer waiting to be sent holds no secret", "the instance key opens what is sealed: waiting mails"]);
  assert.equal(findings[0].organisation_id, owner.organisation.id);

  await runSql(server, `UPDATE invitations SET letter_id = 'nobody' WHERE id = '${invitation.id}'`);
  assert.ok(JSON.parse((await asked()).stdout).findings.some((finding) =>
    finding.invariant === "a pending invitation has its mail" && finding.record === invitation.id));
});
