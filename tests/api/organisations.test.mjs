// Signing up, confirming, sessions and oneself, as the contract says.
import assert from "node:assert/strict";

import { Client } from "../support/api.mjs";
import { startSink } from "../support/mail.mjs";
import { startServer } from "../support/server.mjs";
import { expectStatus, found, goodPassword, tokenOf } from "../support/story.mjs";
import { onBothDatabases } from "../support/test.mjs";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
export const userMembers = [
  "access_ends_on", "company_address", "company_name", "created_at", "email", "id", "is_active", "is_external", "job_title",
  "last_seen_at", "name", "pending_email", "phone", "role", "site_id",
];

const signUp = { organisation: "Northern Lifts Ltd", name: "Olivia Owner", email: "olivia@example.org", password: goodPassword };

onBothDatabases("signing up makes an organisation and its Owner, signed in", async (trial, database) => {
  const sink = await startSink(trial);
  const server = await startServer(trial, { database, smtp: sink });
  const client = new Client(server);
  const answer = await client.post("/organisations", signUp);
  const { organisation, user } = expectStatus(answer, 201);
  assert.match(organisation.id, uuid);
  assert.equal(organisation.name, signUp.organisation);
  assert.deepEqual(Object.keys(user).sort(), userMembers);
  assert.match(user.created_at, instant);
  assert.equal(user.role, "owner");
  assert.equal(user.email, signUp.email);
  const cookie = answer.headers["set-cookie"].find((line) => line.startsWith("assetbuddy="));
  for (const attribute of [/HttpOnly/i, /SameSite=Lax/i, /Path=\//i]) assert.match(cookie, attribute);
  assert.doesNotMatch(cookie, /Domain=|Secure/i, "plain http on loopback");

  const me = expectStatus(await client.get("/me"), 200);
  assert.deepEqual(Object.keys(me).sort(), ["organisation", "organisations", "permissions", "user"]);
  assert.ok(me.permissions.some(({ permission, scope }) => permission === "users:invite" && scope === "organisation"));
  assert.deepEqual(me.organisations, [{ id: organisation.id, name: organisation.name, user_id: user.id, role: "owner" }]);
});

onBothDatabases("nothing is sent before the mailbox is proven, by the code of the mail", async (trial, database) => {
  const sink = await startSink(trial);
  const server = await startServer(trial, { database, smtp: sink });
  const owner = await found(server, sink, { confirm: false });
  const offer = { name: "Sam Fitter", email: "sam@example.org", role: "supervisor" };
  expectStatus(await owner.client.post("/invitations", offer), 403, "email_unconfirmed");
  const other = new Client(server);
  expectStatus(await other.post("/session", { email: owner.email, password: owner.password }), 401, "wrong_credentials");

  const mail = await sink.mailTo(owner.email);
  assert.match(mail.link, new RegExp(`^${server.baseUrl}/confirm/[A-Za-z0-9_-]{43}$`));
  assert.match(mail.code, /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
  const wrong = mail.code === "0000-0000" ? "1111-1111" : "0000-0000";
  assert.equal((await owner.client.post("/session/confirm", { code: wrong })).status, 422);
  expectStatus(await other.post("/session/confirm", { code: mail.code }), 401);
  expectStatus(await owner.client.post("/session/confirm", { code: mail.code }), 204);
  expectStatus(await owner.client.post("/invitations", offer), 201);
  expectStatus(await other.post("/session", { email: owner.email, password: owner.password }), 200);
});

onBothDatabases("signing up names every wrong field at once and makes nothing", async (trial, database) => {
  const server = await startServer(trial, { database });
  const client = new Client(server);
  const fields = async (value) => {
    const { errors } = expectStatus(await client.post("/organisations", value), 422, "invalid");
    return errors.map(({ field }) => field).sort();
  };
  assert.deepEqual(await fields({}), ["email", "name", "organisation", "password"]);
  assert.deepEqual(await fields({ ...signUp, email: "nobody" }), ["email"]);
  assert.deepEqual(await fields({ ...signUp, name: "a\u202Eb" }), ["name"]);
  assert.deepEqual(await fields({ ...signUp, colour: "red" }), ["colour"]);
  const weak = await client.post("/organisations", { ...signUp, password: "short" });
  assert.equal(weak.status, 422, weak.text);
  assert.equal(client.cookies.get("assetbuddy"), undefined);
  expectStatus(await client.get("/me"), 401, "sign_in_required");
});

onBothDatabases("a body that is no JSON object of the contract is refused before anything else", async (trial, database) => {
  const server = await startServer(trial, { database });
  const client = new Client(server);
  const send = (body, type = "application/json") => client.send("POST", "/api/v1/session", { body, type });
  for (const body of ["", "{", "[]", '{"email":"a","email":"b"}', '{"email":"\xff"}', '{"email":"a\\u0000b"}', "{}{}", `${"[".repeat(40)}${"]".repeat(40)}`])
    expectStatus(await client.send("POST", "/api/v1/session", { body: Buffer.from(body, "latin1"), type: "application/json" }), 400);
  expectStatus(await send("email=a&password=b", "text/plain"), 415);
  expectStatus(await send(`{"email":"${"a".repeat(70_000)}"}`), 413);
});

onBothDatabases("sessions: sign in, read, sign out; wrong ones are told nothing", async (trial, database) => {
  const sink = await startSink(trial);
  const server = await startServer(trial, { database, smtp: sink });
  const owner = await found(server, sink);
  const client = new Client(server);
  const unknown = await client.post("/session", { email: "nobody@example.org", password: goodPassword });
  const wrong = await client.post("/session", { email: owner.email, password: "not the right password" });
  expectStatus(unknown, 401, "wrong_credentials");
  expectStatus(wrong, 401, "wrong_credentials");
  const strip = (text) => text.replace(/"(instance|request_id)":"[^"]*"/g, "");
  assert.equal(strip(unknown.text), strip(wrong.text), "not a byte tells them apart");

  const session = expectStatus(await client.post("/session", { email: ` ${owner.email.toUpperCase()} `, password: owner.password }), 200);
  assert.deepEqual(Object.keys(session).sort(), ["organisation", "organisations", "user"]);
  const before = client.cookies.get("assetbuddy");
  assert.notEqual(before, owner.client.cookies.get("assetbuddy"));
  expectStatus(await client.get("/me"), 200);
  expectStatus(await client.delete("/session"), 204);
  expectStatus(await client.get("/me"), 401);
  expectStatus(await client.get("/me", { headers: { cookie: `assetbuddy=${before}` } }), 401, "sign_in_required");
  expectStatus(await owner.client.get("/me"), 200);
});

onBothDatabases("one account, two organisations: the session stands in one and moves", async (trial, database) => {
  const sink = await startSink(trial);
  const server = await startServer(trial, { database, smtp: sink });
  const owner = await found(server, sink);
  const second = expectStatus(await owner.client.post("/organisations", { organisation: "Southern Lifts Ltd", name: "Olivia Owner" }), 201);
  const me = expectStatus(await owner.client.get("/me"), 200);
  assert.deepEqual(me.organisations.map(({ name }) => name).sort(), ["Northern Lifts Ltd", "Southern Lifts Ltd"]);
  const before = owner.client.cookies.get("assetbuddy");
  expectStatus(await owner.client.put("/session", { organisation_id: second.organisation.id }), 200);
  assert.notEqual(owner.client.cookies.get("assetbuddy"), before, "a new id when moving");
  assert.equal((await owner.client.get("/me")).body.organisation.id, second.organisation.id);
  const stranger = await found(server, sink, { organisation: "Elsewhere Ltd" });
  const refused = await stranger.client.put("/session", { organisation_id: second.organisation.id });
  assert.ok([403, 404].includes(refused.status), refused.text);
});

onBothDatabases("writes signed by the cookie come from the same origin", async (trial, database) => {
  const sink = await startSink(trial);
  const server = await startServer(trial, { database, smtp: sink });
  const owner = await found(server, sink);
  const site = { name: "Leeds" };
  const from = (headers) => owner.client.post("/sites", site, { headers });
  for (const headers of [
    { origin: "http://evil.example", "sec-fetch-site": "cross-site" },
    { origin: "http://evil.example", "sec-fetch-site": undefined },
    { origin: "null", "sec-fetch-site": undefined },
    { origin: `http://sub.localhost:${server.port}`, "sec-fetch-site": "same-site" },
  ])
    expectStatus(await from(headers), 403, "cross_site");
  expectStatus(await owner.client.send("POST", "/api/v1/sites", { body: "name=Leeds", type: "application/x-www-form-urlencoded" }), 415);
  expectStatus(await from({}), 201);
});

onBothDatabases("a forgotten password: a link by mail, once, that ends other sessions", async (trial, database) => {
  const sink = await startSink(trial);
  const server = await startServer(trial, { database, smtp: sink });
  const owner = await found(server, sink);
  const client = new Client(server);
  const known = await client.post("/password/forgot", { email: owner.email });
  const unknown = await client.post("/password/forgot", { email: "nobody@example.org" });
  expectStatus(await client.post("/password/forgot", { email: "no address at all" }), 202);
  expectStatus(await client.post("/password/forgot", { email: "" }), 422, "invalid");
  expectStatus(known, 202);
  expectStatus(unknown, 202);
  assert.equal(known.text, unknown.text);
  const mail = await sink.mailTo(owner.email, 2);
  assert.match(mail.link, new RegExp(`^${server.baseUrl}/reset/[A-Za-z0-9_-]{43}$`));
  const password = "copper lantern drift maple";
  assert.equal((await client.post("/password/reset", { token: tokenOf(mail), password: "short" })).status, 422);
  expectStatus(await client.post("/password/reset", { token: tokenOf(mail), password }), 204);
  assert.equal((await client.post("/password/reset", { token: tokenOf(mail), password })).status, 410);
  expectStatus(await owner.client.get("/me"), 401);
  expectStatus(await client.post("/session", { email: owner.email, password: owner.password }), 401);
  expectStatus(await client.post("/session", { email: owner.email, password }), 200);
});

onBothDatabases("where sign-up is closed or spent, nobody founds another organisation", async (trial, database) => {
  const sink = await startSink(trial);
  const first = await startServer(trial, { database, smtp: sink, signUp: "first" });
  await found(first, sink);
  const again = await new Client(first).post("/organisations", { ...signUp, email: "second@example.org" });
  assert.equal(again.status, 403, again.text);
  const closed = await startServer(trial, { database, smtp: sink, signUp: "closed" });
  assert.equal((await new Client(closed).post("/organisations", signUp)).status, 403);
});
