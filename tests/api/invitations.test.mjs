// From Invite User to a place, as the contract says; every refusal by its code.
import assert from "node:assert/strict";

import { Client } from "../support/api.mjs";
import { startSink } from "../support/mail.mjs";
import { startServer } from "../support/server.mjs";
import { accept, expectStatus, found, goodPassword, invite, tokenOf } from "../support/story.mjs";
import { onBothDatabases } from "../support/test.mjs";

const invitationMembers = [
  "accepted_user_id", "access_ends_on", "attempts_left", "company_address", "company_name", "created_at", "delivery",
  "delivery_detail", "email", "expires_at", "held", "id", "invited_by", "is_external", "job_title", "name", "phone", "role",
  "site_id", "state",
];
const sam = { name: "Sam Fitter", email: "sam@example.org", role: "supervisor" };

async function scene(trial, database) {
  const sink = await startSink(trial);
  const server = await startServer(trial, { database, smtp: sink });
  return { sink, server, owner: await found(server, sink) };
}

const otherCode = (code) => (code === "0000-0000" ? "1111-1111" : "0000-0000");

onBothDatabases("an invitation is sent, shown and accepted", async (trial, database) => {
  const { sink, server, owner } = await scene(trial, database);
  const typed = { ...sam, email: "Sam+Lifts@Example.org", job_title: "Fitter", phone: "+44 113 496 0000" };
  expectStatus(await owner.client.post("/invitations", typed), 201);
  const mail = await sink.mailTo("sam+lifts@example.org");
  const { data } = expectStatus(await owner.client.get("/invitations"), 200);
  const [invitation] = data;
  for (const member of invitationMembers) assert.ok(member in invitation, member); // and none undescribed: support/api.mjs
  assert.equal(invitation.email, "Sam+Lifts@Example.org");
  assert.equal(invitation.state, "pending");
  assert.equal(invitation.attempts_left, 5);
  assert.deepEqual(invitation.invited_by, { id: owner.user.id, name: owner.user.name });
  const one = await owner.client.get(`/invitations/${invitation.id}`);
  for (const secret of [tokenOf(mail), mail.code, mail.code.replace("-", "")]) assert.ok(!one.text.includes(secret), "no secret");

  const public_ = new Client(server);
  const seen = expectStatus(await public_.post("/invitations/inspect", { token: tokenOf(mail) }), 200);
  for (const member of ["account_exists", "email", "invited_by", "organisation", "role", "state"]) assert.ok(member in seen, member);
  assert.equal(seen.account_exists, false);

  const arrived = await accept(server, { token: tokenOf(mail), code: mail.code.toLowerCase().replace("-", " ") }, { job_title: "Lead fitter" });
  assert.equal(arrived.user.role, "supervisor");
  assert.equal(arrived.user.job_title, "Lead fitter");
  assert.equal(arrived.organisation.id, owner.organisation.id);
  const me = expectStatus(await arrived.client.get("/me"), 200);
  assert.equal(me.user.id, arrived.user.id);
  const after = expectStatus(await owner.client.get(`/invitations/${invitation.id}`), 200);
  assert.equal(after.state, "accepted");
  assert.equal(after.accepted_user_id, arrived.user.id);
  const users = expectStatus(await owner.client.get("/users?q=sam"), 200);
  assert.deepEqual(users.data.map(({ id, is_active }) => [id, is_active]), [[arrived.user.id, true]]);
  expectStatus(await new Client(server).post("/session", { email: "sam+lifts@example.org", password: goodPassword }), 200);
});

onBothDatabases("both halves are needed; five wrong codes lock", async (trial, database) => {
  const { sink, server, owner } = await scene(trial, database);
  const { invitation, token, code } = await invite(owner, sink, sam);
  const client = new Client(server);
  const attempt = (fields) => client.post("/invitations/accept", { token, code, password: goodPassword, ...fields });
  expectStatus(await attempt({ token: "A".repeat(43) }), 404, "not_found");
  expectStatus(await attempt({ token: token.slice(1) }), 404, "not_found");
  for (const malformed of ["", "AB", "UUUU-UUUU", "ABCD-EFGH-1"]) {
    const { errors } = expectStatus(await attempt({ code: malformed }), 422, "invalid");
    assert.deepEqual(errors.map(({ field }) => field), ["code"]);
  }
  for (const member of ["role", "email", "organisation_id", "is_active", "is_external", "company_name", "site_id"]) {
    const { errors } = expectStatus(await attempt({ [member]: "x" }), 422, "invalid");
    assert.ok(errors.some(({ field, code: word }) => field === member && word === "unknown_field"), member);
  }
  assert.equal((await attempt({ password: "short" })).status, 422);
  for (let left = 4; left >= 1; left -= 1) {
    const body = expectStatus(await attempt({ code: otherCode(code) }), 422, "wrong_code");
    assert.equal(body.attempts_left, left);
  }
  assert.equal((await owner.client.get(`/invitations/${invitation.id}`)).body.attempts_left, 1);
  await attempt({ code: otherCode(code) });
  expectStatus(await attempt({}), 423, "locked");
  assert.equal((await owner.client.get(`/invitations/${invitation.id}`)).body.state, "locked");
});

onBothDatabases("a right code wins to the last attempt, once", async (trial, database) => {
  const { sink, server, owner } = await scene(trial, database);
  const sent = await invite(owner, sink, sam);
  const client = new Client(server);
  for (let i = 0; i < 4; i += 1)
    expectStatus(await client.post("/invitations/accept", { token: sent.token, code: otherCode(sent.code), password: goodPassword }), 422, "wrong_code");
  await accept(server, sent);
  expectStatus(await client.post("/invitations/accept", { token: sent.token, code: sent.code, password: goodPassword }), 410, "accepted");
});

onBothDatabases("twenty who accept at once: one place, one session", async (trial, database) => {
  const { sink, server, owner } = await scene(trial, database);
  const sent = await invite(owner, sink, sam);
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => new Client(server).post("/invitations/accept", { token: sent.token, code: sent.code, password: goodPassword })),
  );
  const told = answers.map(({ status, body }) => `${status} ${body.code ?? ""}`).sort();
  assert.equal(answers.filter(({ status }) => status === 200).length, 1, told.join(", "));
  for (const answer of answers.filter(({ status }) => status !== 200)) assert.ok([410, 503].includes(answer.status), answer.text);
  assert.equal((await owner.client.get("/users?q=sam")).body.data.length, 1);
});

onBothDatabases("inviting refuses with reasons, every field at once", async (trial, database) => {
  const { sink, server, owner } = await scene(trial, database);
  const fieldsOf = (answer) => expectStatus(answer, 422, "invalid").errors.map(({ field }) => field).sort();
  const send = (fields) => owner.client.post("/invitations", fields);
  assert.deepEqual(fieldsOf(await send({})), ["email", "name", "role"]);
  assert.deepEqual(fieldsOf(await send({ ...sam, email: "sam", name: "" })), ["email", "name"]);
  assert.deepEqual(fieldsOf(await send({ ...sam, role: "king" })), ["role"]);
  assert.deepEqual(fieldsOf(await send({ ...sam, is_external: true })), ["company_name"]);
  assert.deepEqual(fieldsOf(await send({ ...sam, site_id: "017f22e2-79b0-7cc3-98c4-dc0c0c07398f" })), ["site_id"]);
  assert.equal((await send({ ...sam, role: "owner" })).status >= 400, true);

  const { id } = expectStatus(await send(sam), 201);
  const twice = expectStatus(await send({ ...sam, email: "SAM@example.ORG" }), 409, "already_invited");
  assert.equal(twice.invitation_id, id);
  const here = expectStatus(await send({ ...sam, email: owner.email }), 409, "already_user");
  assert.equal(here.user_id, owner.user.id);
  assert.equal(here.is_active, true);
  expectStatus(await new Client(server).post("/invitations", sam), 401, "sign_in_required");
});

onBothDatabases("fifty who invite the same address at once: one invitation", async (trial, database) => {
  const { sink, owner } = await scene(trial, database);
  const answers = await Promise.all(Array.from({ length: 50 }, () => owner.client.post("/invitations", sam)));
  assert.equal(answers.filter(({ status }) => status === 201).length, 1);
  for (const answer of answers.filter(({ status }) => status !== 201)) expectStatus(answer, 409, "already_invited");
  await sink.mailTo(sam.email);
  assert.equal(sink.mailsTo(sam.email).length, 1);
});

onBothDatabases("who may not invite is refused, and sees no invitation", async (trial, database) => {
  const { sink, server, owner } = await scene(trial, database);
  const supervisor = await accept(server, await invite(owner, sink, sam));
  expectStatus(await supervisor.client.post("/invitations", { ...sam, email: "eve@example.org" }), 403, "forbidden");
  expectStatus(await supervisor.client.get("/invitations"), 403, "forbidden");
  expectStatus(await supervisor.client.get("/users"), 403, "forbidden");
});

onBothDatabases("another organisation's invitations and users do not exist", async (trial, database) => {
  const { sink, server, owner } = await scene(trial, database);
  const twin = await found(server, sink, { organisation: "Northern Lifts Ltd" });
  const { invitation } = await invite(owner, sink, sam);
  const missing = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f";
  for (const [method, path] of [["get", ""], ["post", "/resend"], ["post", "/revoke"]]) {
    const foreign = await twin.client[method](`/invitations/${invitation.id}${path}`);
    const unknown = await twin.client[method](`/invitations/${missing}${path}`);
    expectStatus(foreign, 404, "not_found");
    expectStatus(unknown, 404, "not_found");
    assert.equal(foreign.body.detail, unknown.body.detail);
  }
  expectStatus(await twin.client.get(`/users/${owner.user.id}`), 404, "not_found");
  assert.deepEqual((await twin.client.get("/invitations")).body.data, []);
  expectStatus(await twin.client.post("/invitations", sam), 201);
  assert.equal((await owner.client.get(`/invitations/${invitation.id}`)).body.state, "pending");
});

onBothDatabases("revoked, and resent too soon", async (trial, database) => {
  const { sink, server, owner } = await scene(trial, database);
  const { invitation, token, code } = await invite(owner, sink, sam);
  const soon = await owner.client.post(`/invitations/${invitation.id}/resend`);
  expectStatus(soon, 429);
  assert.ok(Number(soon.headers["retry-after"]) >= 1);
  const revoked = expectStatus(await owner.client.post(`/invitations/${invitation.id}/revoke`), 200);
  assert.equal(revoked.state, "revoked");
  expectStatus(await owner.client.post(`/invitations/${invitation.id}/revoke`), 409, "wrong_state");
  expectStatus(await new Client(server).post("/invitations/accept", { token, code, password: goodPassword }), 410, "revoked");
  expectStatus(await owner.client.post("/invitations", sam), 201);
});

onBothDatabases("an address with an account joins with that account's own password", async (trial, database) => {
  const { sink, server, owner } = await scene(trial, database);
  const other = await found(server, sink, { organisation: "Southern Lifts Ltd", name: "Cleo Contractor" });
  const role = { role: "contractor", is_external: true, company_name: "Cleo Repairs" };
  const before = sink.mailsTo(other.email).length;
  expectStatus(await owner.client.post("/invitations", { name: "Cleo", email: other.email, ...role }), 201);
  const mail = await sink.mailTo(other.email, before + 1);
  const token = tokenOf(mail);
  const client = new Client(server);
  assert.equal(expectStatus(await client.post("/invitations/inspect", { token }), 200).account_exists, true);
  expectStatus(await client.post("/invitations/accept", { token, code: mail.code, password: "a brand new password here" }), 401, "wrong_credentials");
  const arrived = expectStatus(await client.post("/invitations/accept", { token, code: mail.code, password: other.password }), 200);
  assert.equal(arrived.user.role, "contractor");
  const me = expectStatus(await client.get("/me"), 200);
  assert.equal(me.organisations.length, 2);
  expectStatus(await client.get("/users"), 403);
});

onBothDatabases("the link changes nothing when looked at, and hides its token", async (trial, database) => {
  const { sink, server, owner } = await scene(trial, database);
  const { invitation, mail, token } = await invite(owner, sink, sam);
  const path = new URL(mail.link).pathname;
  for (let i = 0; i < 20; i += 1) {
    const answer = await new Client(server).send("GET", path);
    assert.equal(answer.status, 303);
    assert.equal(answer.headers.location, "/accept");
    assert.equal(answer.headers["referrer-policy"], "no-referrer");
    assert.match(answer.headers["cache-control"], /no-store/);
    assert.ok(answer.headers["set-cookie"].every((line) => !line.includes(token)));
  }
  await new Client(server).send("HEAD", path);
  const { state, attempts_left: left } = (await owner.client.get(`/invitations/${invitation.id}`)).body;
  assert.deepEqual([state, left], ["pending", 5]);
});

onBothDatabases("a repeated request with the same Idempotency-Key is answered once", async (trial, database) => {
  const { sink, owner } = await scene(trial, database);
  const headers = { "idempotency-key": "6f1d7c3e-0b1f-4a5e-9e39-5e0d7f3b6a11" };
  const first = await owner.client.post("/invitations", sam, { headers });
  const second = await owner.client.post("/invitations", sam, { headers });
  expectStatus(first, 201);
  expectStatus(second, 201);
  assert.equal(second.body.id, first.body.id);
  expectStatus(await owner.client.post("/invitations", { ...sam, name: "Other" }, { headers }), 422, "idempotency_conflict");
  await sink.mailTo(sam.email);
  assert.equal(sink.mailsTo(sam.email).length, 1);
});

onBothDatabases("lists go page by page and filter by state", async (trial, database) => {
  const { owner } = await scene(trial, database);
  for (let i = 0; i < 7; i += 1) expectStatus(await owner.client.post("/invitations", { ...sam, email: `sam${i}@example.org` }), 201);
  const seen = [];
  let cursor = "";
  do {
    const page = expectStatus(await owner.client.get(`/invitations?limit=3${cursor && `&cursor=${encodeURIComponent(cursor)}`}`), 200);
    assert.ok(page.data.length <= 3);
    seen.push(...page.data.map(({ email }) => email));
    cursor = page.next_cursor;
  } while (cursor);
  assert.equal(new Set(seen).size, 7);
  assert.equal(seen.length, 7);
  assert.equal((await owner.client.get("/invitations?total=true&limit=1")).body.total, 7);
  assert.equal((await owner.client.get("/invitations?state=accepted")).body.data.length, 0);
  for (const query of ["limit=0", "limit=201", "limit=x", "state=sometimes", "cursor=nonsense"])
    assert.ok([400, 422].includes((await owner.client.get(`/invitations?${query}`)).status), query);
});
