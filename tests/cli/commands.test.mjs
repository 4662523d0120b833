// The commands beside serve.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { Client } from "../support/api.mjs";
import { startSink } from "../support/mail.mjs";
import { command, freshDatabase, startServer } from "../support/server.mjs";
import { expectStatus, found, goodPassword } from "../support/story.mjs";
import { onBothDatabases, test } from "../support/test.mjs";

const description = join(dirname(fileURLToPath(import.meta.url)), "../../api/openapi.yaml");

test("openapi prints the description", async () => {
  const { code, stdout } = await command(["openapi"]);
  assert.equal(code, 0);
  assert.equal(stdout.trimEnd(), readFileSync(description, "utf8").trimEnd());
});

onBothDatabases("migrate brings an empty database to the newest schema, and again changes nothing", async (trial, database) => {
  const { folder, url } = await freshDatabase(trial, database);
  const args = ["migrate", "--database", url, "--data-dir", folder];
  const first = await command(args);
  assert.equal(first.code, 0, first.stdout + first.stderr);
  const second = await command(args);
  assert.equal(second.code, 0, second.stdout + second.stderr);
});

onBothDatabases("doctor finds nothing wrong with a fresh server's data", async (trial, database) => {
  const server = await startServer(trial, { database });
  await server.stop();
  const { code, stdout, stderr } = await command(["doctor", "--database", server.data.url, "--data-dir", server.data.folder]);
  assert.equal(code, 0, stdout + stderr);
});

onBothDatabases("doctor speaks of second factors, and of mail settings that reach nobody", async (trial, database) => {
  const sink = await startSink(trial);
  const server = await startServer(trial, { database, smtp: sink });
  await found(server, sink);
  const where = ["--database", server.data.url, "--data-dir", server.data.folder, "--smtp", sink.url];
  const plain = await command(["doctor", ...where]);
  assert.equal(plain.code, 0, plain.stdout + plain.stderr);
  assert.match(plain.stdout, /warning +second factor +0 of 1 Owner set one up; 0 organisations ask for it/);
  assert.match(plain.stdout, /ok +mails +0 mails wait after a failed try, 0 were given up/);
  assert.match(plain.stdout, /warning +mail sender +.*--mail-from/);
  assert.match(plain.stdout, /warning +links in mails +they lead to this machine alone/);
  const unsafe = await command(["doctor", ...where, "--base-url", "http://assets.example.org", "--mail-from", "AssetBuddy <no-reply@example.org>"]);
  assert.match(unsafe.stdout, /warning +links in mails +http:\/\/assets\.example\.org is not encrypted/);
  assert.doesNotMatch(unsafe.stdout, /mail sender/);
  const good = await command(["doctor", ...where, "--base-url", "https://assets.example.org", "--json"]);
  const findings = JSON.parse(good.stdout);
  assert.ok(!findings.some(({ about }) => about === "links in mails"));
  assert.equal(findings.find(({ about }) => about === "mail").health, "ok");
});

test("leaked passwords are refused where a list is given; a missing list is a warning, not an end", async (trial) => {
  const data = await freshDatabase(trial, "sqlite");
  const list = join(data.folder, "leaked.txt");
  const digits = createHash("sha1").update(goodPassword).digest("hex").toUpperCase();
  writeFileSync(list, [`${"0".repeat(40)}:3`, `${digits}:1`, `${"F".repeat(40)}:2`].sort().join("\r\n"));
  const signUp = { organisation: "Northern Lifts Ltd", name: "Olivia Owner", email: "olivia@example.org", password: goodPassword };
  const strict = await startServer(trial, { data, args: ["--breached-passwords", list] });
  const refused = expectStatus(await new Client(strict).post("/organisations", signUp), 422);
  assert.match(JSON.stringify(refused.errors), /leak/);
  const told = await command(["doctor", "--database", data.url, "--data-dir", data.folder, "--breached-passwords", list]);
  assert.match(told.stdout, /leaked passwords +.*leaked\.txt/);
  await strict.stop();

  const lost = join(data.folder, "lost.txt");
  const easy = await startServer(trial, { data, args: ["--breached-passwords", lost] });
  assert.match(easy.output, /breached_passwords\.unused/);
  expectStatus(await new Client(easy).post("/organisations", signUp), 201);
  const warned = await command(["doctor", "--database", data.url, "--data-dir", data.folder, "--breached-passwords", lost]);
  assert.equal(warned.code, 0);
  assert.match(warned.stdout, /warning +leaked passwords/);
});

onBothDatabases("organisation create prints a link for the Owner's password, which signs in", async (trial, database) => {
  const data = await freshDatabase(trial, database);
  const where = ["--database", data.url, "--data-dir", data.folder];
  const server = await startServer(trial, { data, signUp: "closed" });
  const owner = ["--name", "Northern Lifts Ltd", "--owner-name", "Olivia Owner", "--owner-email", "olivia@example.org"];
  const { code, stdout, stderr } = await command(["organisation", "create", ...owner, ...where, "--base-url", server.baseUrl]);
  assert.equal(code, 0, stdout + stderr);
  const token = /\/reset\/([A-Za-z0-9_-]{43})$/m.exec(stdout)?.[1];
  assert.ok(token, stdout);
  const client = new Client(server);
  expectStatus(await client.post("/password/reset", { token, password: goodPassword }), 204);
  const session = expectStatus(await client.post("/session", { email: "olivia@example.org", password: goodPassword }), 200);
  assert.equal(session.user.role, "owner");
  assert.equal(session.organisation.name, "Northern Lifts Ltd");
});

test("organisation create refuses in one line", async (trial) => {
  const { folder, url } = await freshDatabase(trial, "sqlite");
  const where = ["--database", url, "--data-dir", folder];
  for (const args of [["--name", "A"], ["--name", "A", "--owner-name", "B", "--owner-email", "nobody"]]) {
    const { code, stdout, stderr } = await command(["organisation", "create", ...args, ...where]);
    assert.equal(code, 2, stdout + stderr);
    assert.equal((stdout + stderr).trim().split("\n").length, 1, stdout + stderr);
  }
});

test("completion knows every command and option", async () => {
  const { code, stdout } = await command(["completion"]);
  assert.equal(code, 0);
  const complete = async (...words) => {
    const script = `${stdout}\nCOMP_WORDS=(assetbuddy ${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length}; _assetbuddy; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return (await promisify(execFile)("bash", ["-c", script])).stdout.trim().split("\n");
  };
  const commands = async (...words) => (await complete(...words, "")).filter((word) => !word.startsWith("-"));
  assert.deepEqual(await complete("org"), ["organisation"]);
  assert.deepEqual(await commands("organisation"), ["create", "list"]);
  assert.deepEqual(await commands("user"), ["list", "deactivate", "reset-password", "reset-second-factor"]);
  assert.deepEqual(await commands("invitation"), ["list", "resend"]);
  assert.deepEqual(await complete("organisation", "create", "--owner-e"), ["--owner-email"]);
  assert.deepEqual(await complete("user", "list", "--inac"), ["--inactive"]);
  assert.deepEqual(await complete("serve", "--lis"), ["--listen"]);
  assert.deepEqual(await complete("backup", "--js"), ["--json"]);
});

test("completion speaks bash, zsh and fish", async () => {
  assert.equal((await command(["completion", "bash"])).stdout, (await command(["completion"])).stdout);
  assert.match((await command(["completion", "zsh"])).stdout, /bashcompinit[^]*complete .*-F _assetbuddy assetbuddy/);
  const fish = (await command(["completion", "fish"])).stdout;
  assert.match(fish, /^complete -c assetbuddy -f -n '__assetbuddy_stands_at user' -a 'reset-password' -d '.*'$/m);
  assert.match(fish, /^complete -c assetbuddy -n '__assetbuddy_stands_at user list' -l role -r -d '.*'$/m);
  assert.match(fish, /^complete -c assetbuddy -l data-dir -r -d '.*'$/m);
  const unknown = await command(["completion", "tcsh"]);
  assert.equal(unknown.code, 2);
  assert.match(unknown.stderr, /bash, zsh and fish/);
});

test("help and version", async () => {
  const help = await command(["--help"]);
  assert.equal(help.code, 0);
  for (const word of ["serve", "migrate", "doctor", "openapi", "organisation"]) assert.ok(help.stdout.includes(word), word);
});

test("every command has a help of its own, and the manual page names them all", async () => {
  const manual = await command(["manual"]);
  assert.equal(manual.code, 0);
  const commands = [["organisation", "create"], ["organisation", "list"], ["user", "list"], ["user", "deactivate"], ["user", "reset-password"],
    ["invitation", "list"], ["invitation", "resend"], ["seed"], ["backup"], ["restore"], ["fsck"], ["doctor"], ["migrate"], ["audit", "verify"]];
  for (const words of commands) {
    const { code, stdout } = await command([...words, "--help"]);
    assert.equal(code, 0);
    assert.match(stdout, /--json/);
    assert.ok(manual.stdout.includes(`.SS assetbuddy ${words.join(" ").replaceAll("-", "\\-")}\n`), words.join(" "));
  }
  assert.match(manual.stdout, /^\\fB\\-\\-data\\-dir\\fR \\fIVALUE\\fR$/m);
});
