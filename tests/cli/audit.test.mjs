// The chain of the audit log, and its heads kept elsewhere (AUD-2).
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { Client } from "../support/api.mjs";
import { command, startServer } from "../support/server.mjs";
import { expectStatus, goodPassword } from "../support/story.mjs";
import { onBothDatabases } from "../support/test.mjs";

onBothDatabases("audit verify compares with the heads of before", async (trial, database) => {
  const server = await startServer(trial, { database });
  const { folder, url } = server.data;
  const owner = new Client(server);
  expectStatus(await owner.post("/organisations", { organisation: "Northern Lifts Ltd", name: "Olivia Owner", email: "olivia@example.org", password: goodPassword }), 201);
  const verify = (...more) => command(["audit", "verify", "--database", url, "--data-dir", folder, ...more]);
  const before = await verify();
  assert.equal(before.code, 0, before.stderr);
  const heads = join(folder, "heads.txt");
  writeFileSync(heads, before.stdout);
  const asJson = join(folder, "heads.json");
  writeFileSync(asJson, (await verify("--json")).stdout);

  expectStatus(await owner.patch("/me", { job_title: "Director" }), 200);
  for (const file of [heads, asJson]) {
    const grown = await verify("--anchor", file);
    assert.equal(grown.code, 0, grown.stdout);
    assert.notEqual(grown.stdout, before.stdout);
  }

  const ahead = join(folder, "ahead.txt");
  writeFileSync(ahead, readFileSync(heads, "utf8").replace(/ (\d+) entries/, (_, count) => ` ${Number(count) + 100} entries`));
  const cut = await verify("--anchor", ahead);
  assert.equal(cut.code, 1);
  assert.match(cut.stdout, /BROKEN at entry \d+/);

  writeFileSync(ahead, `${"0".repeat(8)}-0000-7000-8000-000000000000  3 entries  head ${"a".repeat(64)}\n`);
  const gone = await verify("--anchor", ahead, "--json");
  assert.equal(gone.code, 1);
  assert.equal(JSON.parse(gone.stdout).at(-1).is_gone, true);

  writeFileSync(ahead, "hello\n");
  const wrong = await verify("--anchor", ahead);
  assert.equal(wrong.code, 2);
  assert.match(wrong.stderr, /no earlier answer/);
});
