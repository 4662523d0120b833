// A person signs an organisation up, invites someone by email, and the invitee arrives (INV-2, INV-5, INV-6, INV-8, INV-12).
import assert from "node:assert/strict";

import { visitor } from "../support/browser.mjs";
import { startSink } from "../support/mail.mjs";
import { startServer } from "../support/server.mjs";
import { goodPassword } from "../support/story.mjs";
import { test } from "../support/test.mjs";

async function signUp(owner, server, sink) {
  await owner.page.goto(`${server.baseUrl}/sign-up`);
  await owner.look("sign-up");
  await owner.fill({ organisation: "Northern Lifts Ltd", name: "Olivia Owner", email: "olivia@example.org", password: goodPassword });
  await owner.submit("organisation");
  const mail = await sink.mailTo("olivia@example.org");
  assert.match(mail.link, new RegExp(`^${server.baseUrl}/confirm/[A-Za-z0-9_-]{43}$`));
  await owner.page.goto(`${server.baseUrl}/confirm`);
  await owner.look("confirm");
  await owner.fill({ code: mail.code.toLowerCase().replace("-", " ") });
  await owner.submit("code");
  await owner.look("confirmed");
}

async function sendInvitation(owner, sink) {
  await owner.choose("Users");
  await owner.look("users");
  await owner.press("Invite User");
  await owner.look("invite");
  await owner.fill({ name: "Sam Fitter", email: "Sam.Fitter@Example.org", job_title: "Fitter" });
  await owner.tick("role", "supervisor");
  await owner.press("Send Invitation");
  await owner.look("invited");
  return sink.mailTo("sam.fitter@example.org");
}

async function acceptInvitation(invitee, mail) {
  await invitee.page.goto(mail.link);
  assert.equal(new URL(invitee.page.url()).pathname, "/accept", "the token leaves the address at once");
  await invitee.look("code");
  await invitee.fill({ code: mail.code });
  await invitee.submit("code");
  await invitee.look("password");
  assert.equal(await invitee.field("name").inputValue(), "Sam Fitter");
  await invitee.fill({ password: goodPassword });
  await invitee.submit("password");
  assert.equal(new URL(invitee.page.url()).pathname, "/welcome");
  await invitee.look("welcome");
}

async function wholePath(trial, { database, width, javaScript }) {
  const sink = await startSink(trial);
  const server = await startServer(trial, { database, smtp: sink });
  const kind = `${width}-${javaScript ? "script" : "plain"}`;
  const owner = await visitor(trial, `owner-${kind}`, { width, javaScript });
  await signUp(owner, server, sink);

  const mail = await sendInvitation(owner, sink);
  assert.match(mail.link, new RegExp(`^${server.baseUrl}/invitations/[A-Za-z0-9_-]{43}$`));
  assert.match(mail.code, /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
  for (const words of ["Northern Lifts Ltd", "Olivia Owner", "Supervisor", "Accept Invitation"])
    assert.ok((mail.text + mail.html).includes(words), `the mail says: ${words}`);

  const invitee = await visitor(trial, `invitee-${kind}`, { width, javaScript });
  await acceptInvitation(invitee, mail);
  const welcome = await invitee.page.locator("main").innerText();
  for (const words of ["Northern Lifts Ltd", "Supervisor"]) assert.ok(welcome.includes(words), `the welcome page says: ${words}`);
  const me = await (await invitee.context.request.get(`${server.baseUrl}/api/v1/me`)).json();
  assert.equal(me.user.role, "supervisor");
  assert.equal(me.user.name, "Sam Fitter");
  assert.equal(me.organisation.name, "Northern Lifts Ltd");

  await owner.choose("Users");
  await owner.look("users-after");
  const row = owner.page.locator("tr, li, article").filter({ hasText: "Sam Fitter" }).first();
  assert.match(await row.innerText(), /Active/);
}

const kinds = [
  { database: "sqlite", width: 1280, javaScript: true },
  { database: "postgresql", width: 390, javaScript: true },
  { database: "postgresql", width: 1280, javaScript: false },
  { database: "sqlite", width: 390, javaScript: false },
];
for (const kind of kinds)
  test(
    `from sign-up to the welcome page, ${kind.width} px wide, ${kind.javaScript ? "with" : "without"} script (${kind.database})`,
    (trial) => wholePath(trial, kind),
    { seconds: 180 },
  );
