// Example data for tests of scale (contract.md "Commands").
import assert from "node:assert/strict";

import { Client } from "../support/api.mjs";
import { startSink } from "../support/mail.mjs";
import { command, freshDatabase, startServer } from "../support/server.mjs";
import { expectStatus } from "../support/story.mjs";
import { onBothDatabases, test } from "../support/test.mjs";

const where = (data) => ["--database", data.url, "--data-dir", data.folder];

async function asked(data, ...words) {
  const { code, stdout, stderr } = await command([...words, "--json", ...where(data)]);
  assert.equal(code, 0, stdout + stderr);
  return JSON.parse(stdout);
}

async function refused(data, words, code, pattern) {
  const answer = await command([...words, ...where(data)]);
  assert.equal(answer.code, code, answer.stdout + answer.stderr);
  assert.equal(answer.stderr.trim().split("\n").length, 1, answer.stderr);
  assert.match(answer.stderr, pattern);
}

onBothDatabases("seed makes believable people that pass every check, and an Owner who signs in", async (trial, database) => {
  const data = await freshDatabase(trial, database);
  const made = await asked(data, "seed", "--organisations", "2", "--users", "301", "--random-seed", "42");
  assert.equal(made.users, 301);
  assert.equal((await command(["fsck", ...where(data)])).code, 0);
  assert.equal((await command(["audit", "verify", ...where(data)])).code, 0);

  const organisations = await asked(data, "organisation", "list");
  assert.equal(organisations.length, 2);
  assert.equal(organisations[0].owner.email, made.owner_email);
  const people = [];
  for (const { id } of organisations) people.push(...(await asked(data, "user", "list", "--organisation", id)));
  assert.equal(people.length, 301);
  assert.equal(new Set(people.map(({ email }) => email)).size, 301);
  for (const role of ["owner", "site_manager", "supervisor", "engineering", "operator", "contractor"])
    assert.ok(people.some((person) => person.role === role), role);
  assert.ok(people.filter(({ role }) => role === "operator").length > 120, "most people are operators");
  for (const [what, fits] of [["inactive", (one) => !one.is_active], ["external", (one) => one.is_external],
    ["at a site", (one) => one.site_id], ["never seen", (one) => one.last_seen_at === null]]) {
    const share = people.filter(fits).length;
    assert.ok(share > 0 && share < 301, `${what}: ${share}`);
  }
  assert.ok(people.every(({ email }) => email.endsWith(".s42.example")), "nobody real gets mail");
  const invitations = await asked(data, "invitation", "list", "--all", "--organisation", organisations[0].id);
  assert.deepEqual([...new Set(invitations.map(({ state }) => state))].sort(), ["expired", "locked", "pending"]);

  const sink = await startSink(trial);
  const server = await startServer(trial, { data, smtp: sink });
  const client = new Client(server);
  const session = expectStatus(await client.post("/session", { email: made.owner_email, password: made.owner_password }), 200);
  assert.equal(session.user.role, "owner");
  assert.equal(expectStatus(await client.get("/users?limit=200"), 200).data.length, 151);
  await refused(data, ["seed", "--beside-real-data", "--random-seed", "43"], 1, /a server is running/);
});

onBothDatabases("seed makes defects with photos, and papers that run out", async (trial, database) => {
  const data = await freshDatabase(trial, database);
  const made = await asked(data, "seed", "--users", "40", "--assets", "60", "--defects", "80", "--random-seed", "9");
  assert.equal((await command(["fsck", ...where(data)])).code, 0);
  const server = await startServer(trial, { data });
  const client = new Client(server);
  expectStatus(await client.post("/session", { email: made.owner_email, password: made.owner_password }), 200);
  const newest = expectStatus(await client.get("/defects?limit=5"), 200).data;
  for (const { id } of newest) {
    const { data: files } = expectStatus(await client.get(`/documents?record_type=defect&record_id=${id}`), 200);
    assert.ok(files.length > 0 && files.every((file) => file.is_picture), JSON.stringify(files));
    const answer = await client.send("GET", `/documents/${files[0].id}/file`);
    assert.equal(answer.status, 200);
    assert.match(answer.headers["content-type"], /^image\//);
  }
  const { data: papers } = expectStatus(await client.get("/documents/expiring"), 200);
  assert.deepEqual([...new Set(papers.map(({ record_type: kind }) => kind))].sort(), ["asset", "company"]);
});

test("the same random seed makes the same people, another one others; secrets are never the same", async (trial) => {
  const seeded = [];
  for (const seed of ["7", "7", "8"]) {
    const data = await freshDatabase(trial, "sqlite");
    const { owner_password: password } = await asked(data, "seed", "--users", "60", "--random-seed", seed);
    const invitations = await asked(data, "invitation", "list", "--all");
    seeded.push({ password, people: JSON.stringify([await asked(data, "user", "list"), await asked(data, "organisation", "list"), invitations]) });
  }
  const [one, same, other] = seeded;
  assert.equal(one.people, same.people);
  assert.notEqual(one.people, other.people);
  assert.notEqual(one.password, same.password);
});

test("seed stands beside other data only when asked to, once for each seed, and refuses what makes no sense", async (trial) => {
  const data = await freshDatabase(trial, "sqlite");
  const real = ["--name", "Northern Lifts Ltd", "--owner-name", "Olivia Owner", "--owner-email", "olivia@example.org"];
  await asked(data, "organisation", "create", ...real);
  await refused(data, ["seed", "--users", "3"], 1, /--beside-real-data/);
  assert.equal((await asked(data, "organisation", "list")).length, 1);
  await asked(data, "seed", "--users", "3", "--beside-real-data");
  await refused(data, ["seed", "--users", "3", "--beside-real-data"], 2, /--random-seed was used here before/);
  await asked(data, "seed", "--users", "3", "--beside-real-data", "--random-seed", "2");
  assert.equal((await asked(data, "organisation", "list")).length, 3);
  await refused(data, ["seed", "--organisations", "3", "--users", "2"], 2, /at least one each/);
  await refused(data, ["seed", "--users", "0"], 2, /--users is 1 to/);
  await refused(data, ["seed", "--users", "many"], 2, /--users/);
  await refused(data, ["seed", "--random-seed", "-1"], 2, /--random-seed/);
  await refused(data, ["seed", "--defects", "-5"], 2, /--defects is 0 to/);
  await refused(data, ["seed", "--defects", "5", "--assets", "0"], 2, /--assets: defects need/);
  assert.equal((await command(["fsck", ...where(data)])).code, 0);
});

onBothDatabases("seed makes a year of work: equipment at three sites, defects in every state with what happened to them", async (trial, database) => {
  const data = await freshDatabase(trial, database);
  const made = await asked(data, "seed", "--users", "120", "--defects", "150", "--assets", "140", "--random-seed", "9");
  assert.equal(made.assets, 140);
  assert.equal(made.defects, 150);
  const whole = await command(["fsck", ...where(data)]);
  assert.equal(whole.code, 0, whole.stdout + whole.stderr);
  assert.equal((await command(["audit", "verify", ...where(data)])).code, 0);

  const server = await startServer(trial, { data });
  const client = new Client(server);
  expectStatus(await client.post("/session", { email: made.owner_email, password: made.owner_password }), 200);
  const everything = async (path) => {
    const all = [];
    for (let cursor = ""; cursor !== null; ) {
      const page = expectStatus(await client.get(`${path}?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`), 200);
      all.push(...page.data);
      cursor = page.next_cursor;
    }
    return all;
  };
  const assets = await everything("/assets");
  assert.equal(assets.length, 140);
  assert.deepEqual([...new Set(assets.map(({ code }) => code.split("-")[0]))].sort(), ["ACC", "ELE", "FS", "GEN", "LIFT", "PRES", "VEH"]);
  assert.equal(new Set(assets.map(({ site_id }) => site_id)).size, 3);
  assert.ok(assets.every(({ location_id }) => location_id));

  const defects = await everything("/defects");
  assert.equal(defects.length, 150);
  assert.deepEqual([...new Set(defects.map(({ status }) => status))].sort(), ["awaiting_parts", "awaiting_verification", "closed", "in_progress", "open"]);
  assert.equal(new Set(defects.map(({ severity }) => severity)).size, 5);
  const year = 366 * 24 * 3600 * 1000;
  assert.ok(defects.every(({ created_at }) => Date.now() - Date.parse(created_at) < year + 24 * 3600 * 1000));
  assert.ok(defects.some(({ parts_cost }) => /^\d+\.\d\d$/.test(parts_cost ?? "")), "some have costs");
  assert.ok((await client.get("/defects?overdue=true")).body.data.length > 0, "some are overdue");
  const outside = (await everything("/users")).filter(({ is_external }) => is_external);
  assert.ok(new Set(outside.map(({ company_name }) => company_name)).size > 1, "contractors of several companies");
  const outsiders = new Set(outside.map(({ id }) => id));
  assert.ok(defects.some(({ assignee }) => outsiders.has(assignee?.user_id)), "contractors have defects");
  const found = expectStatus(await client.get(`/defects?q=${defects[0].reference}`), 200).data;
  assert.ok(found.some(({ id }) => id === defects[0].id), "search finds them");
});

test("a single person makes an organisation with its Owner alone", async (trial) => {
  const data = await freshDatabase(trial, "sqlite");
  await asked(data, "seed", "--users", "1");
  assert.deepEqual((await asked(data, "user", "list")).map(({ role }) => role), ["owner"]);
  assert.deepEqual(await asked(data, "invitation", "list", "--all"), []);
  assert.equal((await command(["fsck", ...where(data)])).code, 0);
});
