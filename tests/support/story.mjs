// Steps that many tests share, taken through the API as a person's own program would.
import assert from "node:assert/strict";

import { Client } from "./api.mjs";

/** Passes every rule of passwords. */
export const goodPassword = "violet tram orbit lentil";

export function expectStatus(answer, status, code) {
  assert.equal(answer.status, status, answer.text);
  if (code !== undefined) {
    assert.match(answer.headers["content-type"], /^application\/problem\+json/);
    assert.equal(answer.body.code, code, answer.text);
    assert.equal(answer.body.status, status);
  }
  return answer.body;
}

let founded = 0;

/** Signs an organisation up and proves the mailbox: { client, organisation, user, email, password }. */
export async function found(server, sink, { organisation = "Northern Lifts Ltd", name = "Olivia Owner", email, confirm = true } = {}) {
  founded += 1;
  const address = email ?? `owner${founded}@example.org`;
  const client = new Client(server);
  const password = goodPassword;
  const body = expectStatus(await client.post("/organisations", { organisation, name, email: address, password }), 201);
  if (confirm) {
    const mail = await sink.mailTo(address);
    expectStatus(await client.post("/session/confirm", { code: mail.code }), 204);
  }
  return { client, ...body, email: address, password };
}

export const tokenOf = (mail) => mail.link.slice(mail.link.lastIndexOf("/") + 1);

/** Invites somebody and reads the mail: { invitation, mail, token, code }. */
export async function invite(owner, sink, fields) {
  const invitation = expectStatus(await owner.client.post("/invitations", fields), 201);
  const mail = await sink.mailTo(fields.email);
  return { invitation, mail, token: tokenOf(mail), code: mail.code };
}

/** Accepts as a new person in a session of their own. */
export async function accept(server, { token, code }, fields = {}) {
  const client = new Client(server);
  const body = expectStatus(await client.post("/invitations/accept", { token, code, password: goodPassword, ...fields }), 200);
  return { client, ...body, password: goodPassword };
}
