// Without a mouse: the first invitation from sign-up to welcome, a person edited, a role changed. Tab, Enter, arrows and letters only.
import assert from "node:assert/strict";

import { visitor } from "../support/browser.mjs";
import { fill } from "../support/filled.mjs";
import { Keyboard } from "../support/keyboard.mjs";
import { startSink } from "../support/mail.mjs";
import { startServer } from "../support/server.mjs";
import { goodPassword } from "../support/story.mjs";
import { test } from "../support/test.mjs";

const kinds = [
  { width: 1280, javaScript: true },
  { width: 390, javaScript: false },
];

const pathOf = (page) => new URL(page.url()).pathname;

function walk(what, run) {
  for (const { width, javaScript } of kinds) {
    const kind = `${width} px wide, ${javaScript ? "with" : "without"} script`;
    const start = async (trial) => {
      const sink = await startSink(trial);
      const server = await startServer(trial, { smtp: sink });
      const sit = async (name) => Keyboard.of(await visitor(trial, `keyboard-${name}-${width}`, { width, javaScript }));
      await run({ sink, server, sit, javaScript });
    };
    test(`by keyboard alone, ${kind}: ${what}`, start, { seconds: 180 });
  }
}

async function signUp(owner, { server, sink }) {
  await owner.page.goto(`${server.baseUrl}/sign-up`);
  await owner.type({ organisation: "Northern Lifts Ltd", name: "Olivia Owner", email: "olivia@example.org", password: goodPassword });
  await owner.enter();
  const { code } = await sink.mailTo("olivia@example.org");
  await owner.page.goto(`${server.baseUrl}/confirm`);
  await owner.type({ code });
  await owner.enter();
}

walk("the first invitation, from sign-up to the welcome page", async (scene) => {
  const { sink, sit } = scene;
  const owner = await sit("owner");
  await signUp(owner, scene);
  await owner.choose("Users");
  await owner.press("Invite User");
  await owner.type({ name: "Sam Fitter", email: "sam@example.org" });
  await owner.pick("role", "supervisor");
  await owner.press("Send Invitation");
  assert.match(await owner.page.locator("main").innerText(), /sam@example\.org/);

  const mail = await sink.mailTo("sam@example.org");
  const invitee = await sit("invitee");
  await invitee.page.goto(mail.link);
  await invitee.type({ code: mail.code });
  await invitee.enter();
  await invitee.type({ password: goodPassword });
  await invitee.enter();
  assert.equal(pathOf(invitee.page), "/welcome");
  const start = await invitee.reach("the button to start", (stop) => stop.kind === "a" && stop.inMain);
  await invitee.enter();
  assert.notEqual(pathOf(invitee.page), "/welcome", `"${start.words}" leads on`);
});

/** Signs in as the Owner of a filled organisation, by keyboard. */
async function signedIn({ server, sink, sit }) {
  const { owner: account, people } = await fill(server, sink);
  const owner = await sit("owner");
  await owner.page.goto(`${server.baseUrl}/sign-in`);
  await owner.type({ email: account.email, password: account.password });
  await owner.enter();
  return { owner, account, people };
}

walk("a form with a mistake leads to it, and somebody is edited", async (scene) => {
  const { owner, account, people } = await signedIn(scene);
  await owner.choose("Users");
  await owner.press("Oskar Nowak");
  await owner.press("Edit");
  await owner.type({ name: " " });
  await owner.press("Save changes");
  const told = await owner.reach("the word about the mistake", (stop) => stop.kind === "a" && stop.inMain && /name/i.test(stop.words));
  assert.notEqual(told.words, "");
  await owner.keyboard.press("Enter");
  await owner.field("name");
  await owner.keyboard.press("Control+a");
  await owner.keyboard.type("Oskar Nowak-Hill");
  await owner.type({ job_title: "Crane driver" });
  await owner.pick("role", "engineering");
  await owner.press("Save changes");
  const { body } = await account.client.get(`/users/${people.oskar.user.id}`);
  assert.deepEqual([body.name, body.job_title, body.role], ["Oskar Nowak-Hill", "Crane driver", "engineering"]);
});

walk("what a role may do is changed", async (scene) => {
  const { owner, account } = await signedIn(scene);
  const grants = async () => JSON.stringify((await account.client.get("/roles/operator")).body.permissions);
  assert.doesNotMatch(await grants(), /assets:create/);
  await owner.choose("Roles");
  await owner.press("Operator");
  await owner.pick("assets:create", "site");
  await owner.press("Save changes");
  assert.match(await grants(), /"assets:create"/);
});
