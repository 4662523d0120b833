// How the program starts, refuses to start, and stops (contract.md "Commands").
import assert from "node:assert/strict";
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { Client } from "../support/api.mjs";
import { command, freshDatabase, scratchFolder, startServer } from "../support/server.mjs";
import { onBothDatabases, test } from "../support/test.mjs";

const refusals = [
  [["serve", "--listen", "nonsense"], /--listen/],
  [["serve", "--listen", "127.0.0.1:99999"], /--listen/],
  [["serve", "--listen", "0.0.0.0:0"], /--base-url/],
  [["serve", "--base-url", "ftp://example.org"], /--base-url/],
  [["serve", "--base-url", "https://example.org/path"], /--base-url/],
  [["serve", "--database", "mysql://localhost"], /--database/],
  [["serve", "--smtp", "http://localhost:25"], /--smtp/],
  [["serve", "--mail-from", "nobody"], /--mail-from/],
  [["serve", "--sign-up", "sometimes"], /--sign-up/],
  [["serve", "--send-limits", "1,2"], /--send-limits/],
  [["serve", "--guess-limit", "0"], /--guess-limit/],
  [["serve", "--password-cost", "none"], /--password-cost/],
  [["serve", "--workers", "many"], /--workers/],
  [["serve", "--log-format", "xml"], /--log-format/],
  [["serve", "--trusted-proxies", "everyone"], /--trusted-proxies/],
  [["serve", "--config", "/nowhere/at/all.conf"], /all\.conf/],
  [["serve", "--no-such-option"], /--no-such-option/],
  [["no-such-command"], /no-such-command/],
];

for (const [args, names] of refusals)
  test(`refuses in one line: ${args.join(" ")}`, async (trial) => {
    const cwd = scratchFolder(trial);
    const { code, stdout, stderr } = await command(args, { cwd });
    assert.equal(code, 2, stdout + stderr);
    const lines = (stdout + stderr).trim().split("\n");
    assert.equal(lines.length, 1, stdout + stderr);
    assert.match(lines[0], names);
    assert.ok(!existsSync(join(cwd, "data")), "nothing was made");
  });

onBothDatabases("starts on a free port, answers, and ends with 0 when asked", async (trial, database) => {
  const server = await startServer(trial, { database });
  const client = new Client(server);
  assert.equal((await client.send("GET", "/healthz")).status, 200);
  assert.equal((await client.send("GET", "/readyz")).status, 200);
  assert.equal(await server.stop(), 0);
});

test("finishes what is under way when asked to end", async (trial) => {
  const server = await startServer(trial);
  const client = new Client(server);
  const answers = Array.from({ length: 20 }, () => client.send("GET", "/sign-in"));
  await Promise.race(answers);
  const ended = server.stop();
  const outcomes = await Promise.allSettled(answers);
  assert.ok(outcomes.every((each) => each.status === "rejected" || each.value.status === 200));
  assert.equal(await ended, 0);
});

test("a second server on the same data is refused", async (trial) => {
  const server = await startServer(trial);
  const { folder, url } = server.data;
  const { code, stderr, stdout } = await command(["serve", "--listen", "127.0.0.1:0", "--data-dir", folder, "--database", url]);
  assert.notEqual(code, 0, stdout + stderr);
  assert.equal((stdout + stderr).trim().split("\n").length, 1, stdout + stderr);
  assert.equal((await new Client(server).send("GET", "/readyz")).status, 200, "the first goes on");
});

test("starts again on its data after being killed", async (trial) => {
  const first = await startServer(trial);
  await first.kill();
  const second = await startServer(trial, { data: first.data });
  assert.equal((await new Client(second).send("GET", "/readyz")).status, 200);
});

test("a flag beats the environment, which beats the file", async (trial) => {
  const folder = scratchFolder(trial);
  const file = join(folder, "assetbuddy.conf");
  writeFileSync(file, "listen = nonsense-of-file\nlog-format = json\n");
  const atFile = await command(["serve", "--config", file], { cwd: folder });
  assert.match(atFile.stderr + atFile.stdout, /nonsense-of-file/);
  const env = { ASSETBUDDY_LISTEN: "nonsense-of-environment" };
  const atEnvironment = await command(["serve", "--config", file], { cwd: folder, env });
  assert.match(atEnvironment.stderr + atEnvironment.stdout, /nonsense-of-environment/);
  const server = await startServer(trial, { args: ["--config", file], env });
  const json = /^\{.*\}$/m;
  assert.match(await server.says(json), json, "the file's log format");
});

test("the key is made once, for its owner alone, and another key is refused", async (trial) => {
  const data = await freshDatabase(trial, "sqlite");
  await (await startServer(trial, { data })).stop();
  const key = join(data.folder, "key");
  assert.equal(statSync(key).mode & 0o777, 0o600);
  const bytes = readFileSync(key);
  await (await startServer(trial, { data })).stop();
  assert.deepEqual(readFileSync(key), bytes, "the same key after a restart");

  const other = await freshDatabase(trial, "sqlite");
  await (await startServer(trial, { data: other })).stop();
  const args = ["serve", "--listen", "127.0.0.1:0", "--data-dir", data.folder, "--database", data.url];
  const strange = await command([...args, "--key-file", join(other.folder, "key")]);
  assert.equal(strange.code, 2, strange.stdout + strange.stderr);
  chmodSync(key, 0o644);
  const open = await command(args);
  assert.equal(open.code, 2, open.stdout + open.stderr);
});
