// What the administrator does from the command line: organisations, people, invitations.
import assert from "node:assert/strict";

import { Client } from "../support/api.mjs";
import { startSink } from "../support/mail.mjs";
import { command, freshDatabase, startServer } from "../support/server.mjs";
import { runSql } from "../support/sql.mjs";
import { accept, expectStatus, found, goodPassword, invite } from "../support/story.mjs";
import { totp } from "../support/totp.mjs";
import { onBothDatabases, test } from "../support/test.mjs";

const where = ({ data, baseUrl }) => ["--database", data.url, "--data-dir", data.folder, ...(baseUrl ? ["--base-url", baseUrl] : [])];

/** Runs a command that must succeed; answers what it said as JSON. */
async function asked(server, ...words) {
  const { code, stdout, stderr } = await command([...words, "--json", ...where(server)]);
  assert.equal(code, 0, stdout + stderr);
  return JSON.parse(stdout);
}

/** Runs a command that must be refused in one line that fits. */
async function refused(server, words, code, pattern) {
  const answer = await command([...words, ...where(server)]);
  assert.equal(answer.code, code, answer.stdout + answer.stderr);
  assert.equal(answer.stdout, "");
  assert.equal(answer.stderr.trim().split("\n").length, 1, answer.stderr);
  assert.match(answer.stderr, pattern);
}

async function story(trial, database) {
  const sink = await startSink(trial);
  const server = await startServer(trial, { database, smtp: sink });
  const owner = await found(server, sink);
  const offer = await invite(owner, sink, { name: "Anna Able", email: "anna@example.org", role: "supervisor", job_title: "Lift engineer" });
  const anna = await accept(server, offer);
  const open = await invite(owner, sink, { name: "Bert Open", email: "bert@example.org", role: "operator" });
  return { sink, server, owner, anna, open };
}

/** Who did it, by the audit log: ["user id, empty for nobody's", "name"] each. */
async function actorsOf(server, action) {
  const lines = await runSql(server, `SELECT e.actor_user_id, p.personal FROM audit_entries e
    JOIN audit_personal p ON p.organisation_id = e.organisation_id AND p.number = e.number WHERE e.action = '${action}'`);
  return lines.map((line) => [line.slice(0, line.indexOf("|")), JSON.parse(line.slice(line.indexOf("|") + 1)).actor_name.value]);
}
const operator = ["", "Operator (command line)"];

onBothDatabases("user list shows people beside a running server, narrowed by words and role", async (trial, database) => {
  const { server } = await story(trial, database);
  const all = await asked(server, "user", "list");
  assert.deepEqual(all.map(({ name }) => name), ["Anna Able", "Olivia Owner"]);
  assert.equal(all[0].job_title, "Lift engineer");
  assert.deepEqual((await asked(server, "user", "list", "--q", "engineer")).map(({ email }) => email), ["anna@example.org"]);
  assert.deepEqual((await asked(server, "user", "list", "--role", "owner")).map(({ name }) => name), ["Olivia Owner"]);
  assert.deepEqual(await asked(server, "user", "list", "--inactive"), []);
  assert.deepEqual(await asked(server, "user", "list", "--external"), []);
  const { code, stdout } = await command(["user", "list", ...where(server)]);
  assert.equal(code, 0);
  const lines = stdout.trimEnd().split("\n");
  assert.match(lines[0], /^NAME +EMAIL +ROLE +STATE +LAST SEEN$/);
  assert.match(lines[1], /^Anna Able +anna@example\.org +Supervisor +active +\d{4}-\d\d-\d\d$/);
  assert.equal(lines[1].indexOf("anna@"), lines[0].indexOf("EMAIL"), "columns stand below their headings");
  assert.equal(lines.length, 3);
  await refused(server, ["user", "list", "--role", "king"], 2, /--role is owner/);
  await refused(server, ["user", "list", "--organisation", "Nowhere Ltd"], 2, /organisation list/);
});

onBothDatabases("user deactivate ends access at once, through the running server and without one", async (trial, database) => {
  const { server, owner, anna } = await story(trial, database);
  expectStatus(await anna.client.get("/me"), 200);
  const done = await asked(server, "user", "deactivate", "anna@example.org", "--organisation", "northern lifts ltd");
  assert.equal(done.user.is_active, false);
  assert.equal(done.organisation, "Northern Lifts Ltd");
  expectStatus(await anna.client.get("/me"), 401, "sign_in_required");
  assert.deepEqual(await actorsOf(server, "user.deactivated"), [operator]);
  assert.equal((await asked(server, "user", "deactivate", anna.user.id)).user.is_active, false, "again changes nothing");
  assert.equal((await actorsOf(server, "user.deactivated")).length, 1);
  await refused(server, ["user", "deactivate", owner.email], 1, /Transfer the ownership/);
  await refused(server, ["user", "deactivate", "nobody@example.org"], 1, /user list/);
  await refused(server, ["user", "deactivate", "nobody"], 2, /address or id/);
  expectStatus(await owner.client.patch(`/users/${anna.user.id}`, { is_active: true }), 200);
  await server.stop();

  const { code, stdout, stderr } = await command(["user", "deactivate", "anna@example.org", ...where(server)]);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^Anna Able \(anna@example\.org\) can no longer sign in to Northern Lifts Ltd\./);
  assert.deepEqual((await asked(server, "user", "list", "--inactive")).map(({ name }) => name), ["Anna Able"]);
  assert.equal((await command(["fsck", ...where(server)])).code, 0);
  assert.equal((await command(["audit", "verify", ...where(server)])).code, 0);
});

onBothDatabases("user reset-password prints a one-time link and changes nothing until it is used", async (trial, database) => {
  const { server, owner, anna } = await story(trial, database);
  const first = await asked(server, "user", "reset-password", "anna@example.org");
  const said = await command(["user", "reset-password", "ANNA@example.org", ...where(server)]);
  assert.equal(said.code, 0, said.stderr);
  assert.ok(!said.stdout.includes(goodPassword));
  const token = /\/reset\/([A-Za-z0-9_-]{43})$/m.exec(said.stdout)?.[1];
  assert.ok(token, said.stdout);
  assert.ok(said.stdout.includes(`${server.baseUrl}/reset/`), said.stdout);
  expectStatus(await anna.client.get("/me"), 200); // still signed in
  const visitor = new Client(server);
  const other = "amber kettle fjord quill";
  const old = first.link.slice(first.link.lastIndexOf("/") + 1);
  assert.notEqual((await visitor.post("/password/reset", { token: old, password: other })).status, 204, "a newer link voids the older");
  expectStatus(await visitor.post("/password/reset", { token, password: other }), 204);
  expectStatus(await anna.client.get("/me"), 401, "sign_in_required");
  expectStatus(await visitor.post("/session", { email: "anna@example.org", password: other }), 200);
  assert.notEqual((await visitor.post("/password/reset", { token, password: other })).status, 204, "once");
  assert.deepEqual(await actorsOf(server, "account.reset_link_made"), [operator, operator]);

  await refused(server, ["user", "reset-password", "nobody@example.org"], 1, /Nobody signs in/);
  await refused(server, ["user", "reset-password", "nobody"], 2, /whole email address/);
  await refused(server, ["user", "reset-password"], 2, /EMAIL/);
  await asked(server, "user", "deactivate", "anna@example.org");
  await refused(server, ["user", "reset-password", "anna@example.org"], 1, /Reactivate/);
  await server.stop();
  assert.match((await asked(server, "user", "reset-password", owner.email)).link, /\/reset\/[A-Za-z0-9_-]{43}$/);
});

onBothDatabases("invitation list and resend work on open invitations, through the server and without one", async (trial, database) => {
  const { sink, server, open } = await story(trial, database);
  assert.deepEqual((await asked(server, "invitation", "list")).map(({ email, state }) => [email, state]), [["bert@example.org", "pending"]]);
  assert.deepEqual((await asked(server, "invitation", "list", "--all")).map(({ state }) => state), ["pending", "accepted"]);
  assert.deepEqual((await asked(server, "invitation", "list", "--state", "accepted")).map(({ email }) => email), ["anna@example.org"]);
  assert.deepEqual(await asked(server, "invitation", "list", "--q", "nobody"), []);
  await refused(server, ["invitation", "list", "--state", "lost"], 2, /--state is pending/);
  await refused(server, ["invitation", "resend", "bert@example.org"], 1, /a moment ago/);
  await refused(server, ["invitation", "resend", "anna@example.org"], 1, /no open invitation/);
  await refused(server, ["invitation", "resend", "nobody"], 2, /email address or the invitation's id/);

  await server.stop();
  await runSql(server, `UPDATE invitations SET sent_at = sent_at - 3600000000 WHERE id = '${open.invitation.id}'`);
  const alone = await command(["invitation", "resend", "bert@example.org", ...where(server)]);
  assert.equal(alone.code, 0, alone.stderr);
  assert.match(alone.stdout, /A new mail to Bert Open \(bert@example\.org\) waits/);
  await runSql(server, `UPDATE invitations SET sent_at = sent_at - 3600000000 WHERE id = '${open.invitation.id}'`);

  const second = await startServer(trial, { data: server.data, smtp: sink });
  const sent = await asked(second, "invitation", "resend", open.invitation.id);
  assert.equal(sent.invitation.state, "pending");
  assert.deepEqual(await actorsOf(second, "invitation.resent"), [operator, operator]);
  const gone = await new Client(second).post("/invitations/accept", { token: open.token, code: open.code, password: goodPassword });
  expectStatus(gone, 410, "replaced");
  assert.equal((await command(["fsck", ...where(second)])).code, 0);
});

onBothDatabases("with several organisations a command wants to know which", async (trial, database) => {
  const data = await freshDatabase(trial, database);
  const server = { data, baseUrl: "http://localhost:8080" };
  await refused(server, ["user", "deactivate", "a@example.org"], 2, /no organisation yet/);
  const make = (name, email) => asked(server, "organisation", "create", "--name", name, "--owner-name", "Olive Owner", "--owner-email", email);
  const one = await make("Northern Lifts Ltd", "north@example.org");
  const two = await make("Southern Lifts Ltd", "south@example.org");
  const third = await make("Southern Lifts Ltd", "other@example.org");
  const organisations = await asked(server, "organisation", "list");
  assert.deepEqual(organisations.map(({ id }) => id), [one, two, third].map((each) => each.organisation_id));
  assert.deepEqual(organisations[1].owner, { name: "Olive Owner", email: "south@example.org" });
  await refused(server, ["user", "list"], 2, /several organisations; say which/);
  await refused(server, ["user", "list", "--organisation", "Southern Lifts Ltd"], 2, /give the id/);
  const list = (organisation) => asked(server, "user", "list", "--organisation", organisation);
  assert.deepEqual((await list("Northern Lifts Ltd")).map(({ email }) => email), ["north@example.org"]);
  assert.deepEqual((await list(two.organisation_id)).map(({ email }) => email), ["south@example.org"]);
  await refused(server, ["user", "deactivate", "north@example.org", "--organisation", two.organisation_id], 1, /has this address/);
  await refused(server, ["user", "deactivate", one.user_id, "--organisation", two.organisation_id], 1, /no such person/);
});

test("commands that read say where the database is missing, and make nothing", async (trial) => {
  const data = await freshDatabase(trial, "sqlite");
  for (const words of [["user", "list"], ["invitation", "list"], ["organisation", "list"]])
    await refused({ data }, words, 2, /there is no database at .*--data-dir/);
});

onBothDatabases("user reset-second-factor lets somebody in who lost phone and recovery codes", async (trial, database) => {
  const { server, anna } = await story(trial, database);
  await refused(server, ["user", "reset-second-factor", "anna@example.org"], 1, /no second factor/);
  await refused(server, ["user", "reset-second-factor", "nobody@example.org"], 1, /Nobody signs in/);
  await refused(server, ["user", "reset-second-factor", "nobody"], 2, /whole email address/);
  const { key } = expectStatus(await anna.client.post("/me/second-factor/app"), 201);
  const { recovery_codes: codes } = expectStatus(await anna.client.post("/me/second-factor/app/confirm", { code: totp(key) }), 200);
  const visitor = new Client(server);
  const credentials = { email: "anna@example.org", password: goodPassword };
  expectStatus(await visitor.post("/session", credentials), 401, "second_factor_required");
  await asked(server, "user", "reset-second-factor", "ANNA@example.org");
  expectStatus(await visitor.post("/session/second-factor", { code: codes[0] }), 200); // the password was right; no code is asked any more
  expectStatus(await anna.client.get("/me"), 401, "sign_in_required");
  expectStatus(await new Client(server).post("/session", credentials), 200);
  assert.deepEqual(await actorsOf(server, "account.second_factor_reset"), [operator]);
});
