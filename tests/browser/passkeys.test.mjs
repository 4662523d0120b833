// Passkeys with Chromium's virtual device: added, used as a second step and alone, renamed, removed (USR-9).
import assert from "node:assert/strict";

import { visitor } from "../support/browser.mjs";
import { startSink } from "../support/mail.mjs";
import { faultsOf } from "../support/pages.mjs";
import { startServer } from "../support/server.mjs";
import { found, goodPassword } from "../support/story.mjs";
import { onBothDatabases, test } from "../support/test.mjs";

const list = "/profile/second-factor";
const adding = `${list}/passkeys/new`;

/** A phone or computer that checks its owner; it holds what is added in this window. */
async function giveDevice(person) {
  const session = await person.context.newCDPSession(person.page);
  await session.send("WebAuthn.enable");
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
    options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
  });
  const all = async () => (await session.send("WebAuthn.getCredentials", { authenticatorId })).credentials;
  return {
    all,
    /** Sets the device back, as a copy made before would be, or forward. */
    async count(signCount) {
      const [credential] = await all();
      await session.send("WebAuthn.removeCredential", { authenticatorId, credentialId: credential.credentialId });
      await session.send("WebAuthn.addCredential", { authenticatorId, credential: { ...credential, signCount } });
    },
    forgetOwner: () => session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: false }),
  };
}

async function signIn(person, server, email) {
  await person.page.goto(`${server.baseUrl}/sign-in`);
  await person.fill({ email, password: goodPassword });
  await person.submit("password");
}

const pathOf = (person) => new URL(person.page.url()).pathname;

async function reach(person, name, path) {
  await person.page.getByRole("button", { name, exact: true }).click();
  await person.page.waitForURL((url) => url.pathname === path);
}

async function refused(person, words) {
  const before = person.page.url();
  await person.page.getByRole("button", { name: "Sign in with a passkey", exact: true }).click();
  await person.page.getByText(words).first().waitFor();
  assert.match(new URL(before).pathname, /^\/sign-in/);
  person.complaints.length = 0; // the browser notes the 401
}

async function signOut(person, server) {
  await person.page.goto(`${server.baseUrl}${list}`);
  await person.page.locator("details.menu > summary").click(); // on a phone the way out is inside the menu
  await person.press("Sign out");
}

async function add(person, server, name, path = `${list}/passkeys`) {
  await person.page.goto(`${server.baseUrl}${adding}`);
  await person.fill({ name });
  await reach(person, "Add a passkey", path);
}

onBothDatabases("a passkey is added, is the second step, signs in alone, and opens nothing once removed", async (trial, database) => {
  const sink = await startSink(trial);
  const server = await startServer(trial, { database, smtp: sink });
  const { email } = await found(server, sink);
  const person = await visitor(trial, `passkey-${database}`, { width: 390 });
  const device = await giveDevice(person);
  await signIn(person, server, email);
  await person.page.goto(`${server.baseUrl}${adding}`);
  await person.look("new");
  await add(person, server, "My phone");
  await person.look("recovery-codes");
  assert.equal(await person.page.locator(".recovery-codes code").count(), 10);
  await person.page.goto(`${server.baseUrl}${list}`);
  await person.look("list");
  assert.equal((await device.all()).length, 1);
  assert.match((await sink.mailTo(email, 2)).text, /A passkey was added/);

  await signOut(person, server);
  await signIn(person, server, email);
  assert.equal(pathOf(person), "/sign-in/second-factor");
  await person.look("second-step");
  await reach(person, "Use a passkey", "/users");

  await signOut(person, server);
  await person.look("sign-in");
  await reach(person, "Sign in with a passkey", "/users");

  await signOut(person, server);
  await device.count(0);
  await refused(person, "This passkey does not open an account here");
  await person.look("refused");
  await device.count(1000);
  await reach(person, "Sign in with a passkey", "/users");

  await person.page.goto(`${server.baseUrl}${list}`);
  await person.press("My phone");
  await person.look("one");
  await person.fill({ name: "Work phone" });
  await person.submit("name");
  await person.press("Work phone");
  await person.page.locator("details.confirm > summary").click();
  await person.page.locator(".confirm-box button").click();
  await person.page.waitForURL((url) => url.pathname === list); // signed in less than ten minutes ago
  await signOut(person, server);
  await refused(person, "This passkey does not open an account here");
  await signIn(person, server, email);
  assert.equal(pathOf(person), "/users");
});
