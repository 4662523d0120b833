// People of an organisation against the running program: what is decided about them counts from their next request.
import assert from "node:assert/strict";

import { Client } from "../support/api.mjs";
import { changeAddress } from "../support/filled.mjs";
import { startSink } from "../support/mail.mjs";
import { startServer } from "../support/server.mjs";
import { accept, expectStatus, found, goodPassword, invite, tokenOf } from "../support/story.mjs";
import { onBothDatabases } from "../support/test.mjs";

const sam = { name: "Sam Fitter", email: "sam@example.org", role: "supervisor" };
const bearer = (token) => ({ headers: { authorization: `Bearer ${token}`, origin: undefined, "sec-fetch-site": undefined } });

async function scene(trial, database, offer = sam) {
  const sink = await startSink(trial);
  const server = await startServer(trial, { database, smtp: sink });
  const owner = await found(server, sink);
  const person = await accept(server, await invite(owner, sink, offer));
  return { sink, server, owner, person };
}

/** Waits for a mail of this subject; others may arrive before it. */
async function mailAbout(sink, address, subject) {
  for (let tries = 0; tries < 150; ++tries) {
    const found = sink.mailsTo(address).find((mail) => subject.test(mail.subject));
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return assert.fail(`no mail to ${address} is about ${subject}`);
}

onBothDatabases("a person is edited; a stale write is refused with what is there (USR-1)", async (trial, database) => {
  const { owner, person } = await scene(trial, database);
  const path = `/users/${person.user.id}`;
  const { headers } = await owner.client.get(path);
  const edited = await owner.client.patch(path, { name: "Samuel Fitter", job_title: "Lead" }, { headers: { "if-match": headers.etag } });
  assert.equal(expectStatus(edited, 200).name, "Samuel Fitter");
  assert.notEqual(edited.headers.etag, headers.etag);
  const late = await owner.client.patch(path, { name: "Late" }, { headers: { "if-match": headers.etag } });
  assert.equal(expectStatus(late, 412).present.name, "Samuel Fitter");
  const { errors } = expectStatus(await owner.client.patch(path, { name: "", role: "king", shoe_size: 44 }), 422, "invalid");
  assert.ok(errors.some(({ code }) => code === "unknown_field"));
  expectStatus(await person.client.patch(path, { name: "Boss" }), 404);
});

onBothDatabases("deactivating ends session and token at the next request, reactivating restores (USR-3)", async (trial, database) => {
  const { server, owner, person } = await scene(trial, database);
  const { token } = expectStatus(await person.client.post("/api-tokens", { name: "Script" }), 201);
  const program = new Client(server);
  expectStatus(await program.get("/me", bearer(token)), 200);
  const path = `/users/${person.user.id}`;
  assert.equal(expectStatus(await owner.client.patch(path, { is_active: false }), 200).is_active, false);
  expectStatus(await person.client.get("/me"), 401);
  expectStatus(await program.get("/me", bearer(token)), 401);
  const session = { email: sam.email, password: goodPassword };
  expectStatus(await new Client(server).post("/session", session), 403, "inactive");
  const again = expectStatus(await owner.client.post("/invitations", sam), 409, "already_user");
  assert.deepEqual([again.user_id, again.is_active], [person.user.id, false]);
  assert.equal(expectStatus(await owner.client.patch(path, { is_active: true }), 200).is_active, true);
  expectStatus(await new Client(server).post("/session", session), 200);
  expectStatus(await owner.client.patch(`/users/${owner.user.id}`, { is_active: false }), 409, "is_owner");
});

onBothDatabases("a changed role counts at the very next request (USR-4)", async (trial, database) => {
  const { owner, person } = await scene(trial, database);
  expectStatus(await person.client.get("/users"), 403);
  expectStatus(await owner.client.patch(`/users/${person.user.id}`, { role: "hs_admin" }), 200);
  expectStatus(await person.client.get("/users"), 200);
  expectStatus(await owner.client.patch(`/users/${person.user.id}`, { role: "supervisor" }), 200);
  expectStatus(await person.client.get("/users"), 403);
});

onBothDatabases("what a role may do is changed and reset, effective at once (ROL-1, ROL-2)", async (trial, database) => {
  const { owner, person } = await scene(trial, database);
  const { permissions } = expectStatus(await owner.client.get("/roles/supervisor"), 200);
  const wider = [...permissions, { permission: "users:view", scope: "organisation" }];
  expectStatus(await owner.client.put("/roles/supervisor/permissions", { permissions: wider }), 200);
  expectStatus(await person.client.get("/users"), 200);
  expectStatus(await owner.client.delete("/roles/supervisor/permissions"), 200);
  expectStatus(await person.client.get("/users"), 403);
  expectStatus(await person.client.put("/roles/supervisor/permissions", { permissions: wider }), 403, "forbidden");
});

onBothDatabases("deleted people are gone, erased ones leave no name behind (USR-5)", async (trial, database) => {
  const { server, sink, owner, person } = await scene(trial, database);
  expectStatus(await owner.client.delete(`/users/${person.user.id}`), 204);
  expectStatus(await person.client.get("/me"), 401);
  expectStatus(await owner.client.get(`/users/${person.user.id}`), 404);
  expectStatus(await owner.client.delete(`/users/${owner.user.id}`), 409, "is_owner");
  const other = await accept(server, await invite(owner, sink, { ...sam, name: "Zelda Zander", email: "zelda@example.org" }));
  expectStatus(await owner.client.post("/session/confirm-password", { password: owner.password }), 204);
  expectStatus(await owner.client.post(`/users/${other.user.id}/erase`), 204);
  expectStatus(await other.client.get("/me"), 401);
  expectStatus(await owner.client.post(`/users/${other.user.id}/erase`), 404);
  for (const path of ["/users", "/users/export", "/invitations"])
    assert.doesNotMatch((await owner.client.get(path)).text, /zelda|zander/i, path);
});

onBothDatabases("a new address proves itself by link and code; the old one is told and works until then (USR-2)", async (trial, database) => {
  const { server, sink, owner, person } = await scene(trial, database);
  const before = sink.mailsTo(sam.email).length;
  const { token, code, mail } = await changeAddress(owner, sink, person.user.id, "sam.new@example.org");
  assert.match(mail.link, new RegExp(`^${server.baseUrl}/confirm/[A-Za-z0-9_-]{43}$`));
  const notice = await sink.mailTo(sam.email, before + 1);
  assert.match(notice.text, /sam\.new@example\.org/);
  assert.ok(!notice.raw.includes(token) && !notice.raw.includes(code), "the old address gets no key");
  const pending = expectStatus(await owner.client.get(`/users/${person.user.id}`), 200);
  assert.deepEqual([pending.email, pending.pending_email], [sam.email, "sam.new@example.org"]);
  expectStatus(await new Client(server).post("/session", { email: sam.email, password: goodPassword }), 200);

  const client = new Client(server);
  const wrong = code === "0000-0000" ? "1111-1111" : "0000-0000";
  const password = "seven quiet otters jog";
  assert.equal(expectStatus(await client.post("/email-changes/confirm", { token, code: wrong, password }), 422, "wrong_code").attempts_left, 4);
  const { user } = expectStatus(await client.post("/email-changes/confirm", { token, code, password }), 200);
  assert.deepEqual([user.id, user.email, user.pending_email], [person.user.id, "sam.new@example.org", null]);
  expectStatus(await client.get("/me"), 200);
  expectStatus(await person.client.get("/me"), 401);
  expectStatus(await client.post("/email-changes/confirm", { token, code, password }), 410, "used");
});

onBothDatabases("one's own sign-in address changes by proof of the new mailbox, for every place (USR-9)", async (trial, database) => {
  const { server, sink, person } = await scene(trial, database);
  const email = "sam.home@example.org";
  const before = sink.mailsTo(sam.email).length;
  expectStatus(await person.client.post("/me/email", { email, password: "seven wrong otters jog" }), 401, "wrong_credentials");
  expectStatus(await person.client.post("/me/email", { email: "no address", password: goodPassword }), 422, "invalid");
  expectStatus(await person.client.post("/me/email", { email, password: goodPassword }), 202);
  const { text, subject, code, ...mail } = await sink.mailTo(email);
  assert.match(subject, /^Confirm your new email address$/);
  assert.match(text, /You asked to sign in to AssetBuddy with this address/);
  const notice = await sink.mailTo(sam.email, before + 1);
  assert.match(notice.text, /change your password at once/);
  assert.ok(!notice.raw.includes(code), "the old address gets no key");

  const phone = new Client(server);
  const proof = { token: tokenOf({ text, ...mail }), code };
  expectStatus(await phone.post("/email-changes/confirm", { ...proof, password: "seven quiet otters jog" }), 401, "wrong_credentials");
  const { user } = expectStatus(await phone.post("/email-changes/confirm", { ...proof, password: goodPassword }), 200);
  assert.deepEqual([user.id, user.email, user.pending_email], [person.user.id, email, null]);
  expectStatus(await person.client.get("/me"), 401);
  expectStatus(await new Client(server).post("/session", { email: sam.email, password: goodPassword }), 401, "wrong_credentials");
  expectStatus(await new Client(server).post("/session", { email, password: goodPassword }), 200);
});

onBothDatabases("ownership moves once, with the giver's password; both are told (USR-6)", async (trial, database) => {
  const { sink, owner, person } = await scene(trial, database);
  const transfer = (fields) => owner.client.post("/organisation/transfer-ownership", { user_id: person.user.id, password: owner.password, ...fields });
  expectStatus(await transfer({ password: "not the password" }), 401, "wrong_credentials");
  assert.equal(expectStatus(await transfer({}), 200).role, "owner");
  await mailAbout(sink, owner.email, /no longer the Owner/);
  await mailAbout(sink, sam.email, /You are the Owner/);
  assert.equal(expectStatus(await owner.client.get("/me"), 200).user.role, "hs_admin");
  expectStatus(await transfer({}), 403);
  const { data } = expectStatus(await person.client.get("/users?role=owner"), 200);
  assert.deepEqual(data.map(({ id }) => id), [person.user.id]);
});

onBothDatabases("people leave as a table that no spreadsheet runs (USR-8)", async (trial, database) => {
  const { owner } = await scene(trial, database, { ...sam, name: "=SUM(1)", job_title: "+fitter" });
  const answer = await owner.client.get("/users/export?role=supervisor");
  expectStatus(answer, 200);
  assert.match(answer.headers["content-type"], /^text\/csv/);
  const lines = answer.text.trim().split("\r\n");
  assert.equal(lines.length, 2);
  assert.doesNotMatch(lines[1], /^=|,\+fitter/);
});

onBothDatabases("settings and what is mailed are one's own organisation's and one's own", async (trial, database) => {
  const { owner, person } = await scene(trial, database);
  const changed = expectStatus(await owner.client.patch("/organisation", { time_zone: "Europe/Paris", invitation_lifetime_days: 3 }), 200);
  assert.deepEqual([changed.time_zone, changed.invitation_lifetime_days], ["Europe/Paris", 3]);
  expectStatus(await owner.client.patch("/organisation", { time_zone: "Moon/Tycho" }), 422, "invalid");
  expectStatus(await person.client.patch("/organisation", { name: "Mine" }), 403, "forbidden");
  const { data } = expectStatus(await owner.client.get("/notifications?unread=true"), 200);
  assert.ok(data.length > 0, "somebody accepted");
  expectStatus(await owner.client.post("/notifications/read"), 200);
  assert.deepEqual(expectStatus(await owner.client.get("/notifications?unread=true"), 200).data, []);
});

onBothDatabases("an invitation is edited, declined, asked for anew and joined by its code", async (trial, database) => {
  const { server, sink, owner } = await scene(trial, database);
  const client = new Client(server);
  const dana = await invite(owner, sink, { ...sam, name: "Dana", email: "dana@example.org" });
  const path = `/invitations/${dana.invitation.id}`;
  const { headers } = await owner.client.get(path);
  expectStatus(await owner.client.patch(path, { name: "Dana Driver" }, { headers: { "if-match": headers.etag } }), 200);
  expectStatus(await owner.client.patch(path, { name: "Late" }, { headers: { "if-match": headers.etag } }), 412);
  expectStatus(await owner.client.post(`${path}/keep`), 409, "wrong_state");

  expectStatus(await client.post("/join", { email: "dana@example.org", code: dana.code }), 202);
  expectStatus(await client.post("/join", { email: "dana at example", code: "not one" }), 202);
  expectStatus(await client.post("/join", { email: "dana@example.org", code: "" }), 422, "invalid");
  const further = await sink.mailTo("dana@example.org", 2);
  const arrived = expectStatus(await client.post("/invitations/accept", { token: tokenOf(further), password: goodPassword }), 200);
  assert.equal(arrived.user.name, "Dana Driver");

  const nora = await invite(owner, sink, { ...sam, name: "Nora", email: "nora@example.org" });
  expectStatus(await new Client(server).post("/invitations/decline", { token: nora.token, code: nora.code }), 204);
  expectStatus(await new Client(server).post("/invitations/accept", { token: nora.token, code: nora.code, password: goodPassword }), 410, "declined");

  const rob = await invite(owner, sink, { ...sam, name: "Rob", email: "rob@example.org" });
  expectStatus(await owner.client.post(`/invitations/${rob.invitation.id}/revoke`), 200);
  expectStatus(await new Client(server).post("/invitations/ask-anew", { token: rob.token }), 202);
  const told = expectStatus(await owner.client.get("/notifications?unread=true"), 200).data.map(({ kind }) => kind);
  for (const kind of ["invitation.declined", "invitation.asked_anew"]) assert.ok(told.includes(kind), `${kind} in ${told}`);
});
