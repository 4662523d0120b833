// Passkeys with Chromium's virtual device: added, used as a second step and alone, renamed, removed (USR-9).
import assert from "node:assert/strict";

import { visitor } from "../support/browser.mjs";
import { startSink } from "../support/mail.mjs";
import { startServer } from "../support/server.mjs";
import { found, goodPassword } from "../support/story.mjs";
import { onBothDatabases } from "../support/test.mjs";

async function giveDevice(person) {
  const session = await person.context.newCDPSession(person.page);
  await session.send("WebAuthn.enable");
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
    options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
  });
  return { session, authenticatorId };
}

async function signIn(person, server, email) {
  await person.page.goto(`${server.baseUrl}/sign-in`);
  await person.fill({ email, password: goodPassword });
  await person.submit("password");
}

const pathOf = (person) => new URL(person.page.url()).pathname;
const pressing = async (person, name, path) => {
  await person.page.getByRole("button", { name, exact: true }).click();
  await person.page.waitForURL((url) => url.pathname === path);
};

onBothDatabases("a passkey is added, is the second step, signs in alone, and opens nothing once removed", async (trial, database) => {
  const sink = await startSink(trial);
  const server = await startServer(trial, { database, smtp: sink });
  const { email } = await found(server, sink);
  const person = await visitor(trial, `passkey-${database}`, { width: 390 });
  const { session, authenticatorId } = await giveDevice(person);
  await signIn(person, server, email);
  await person.page.goto(`${server.baseUrl}/profile/second-factor/passkeys/new`);
  await person.look("new");
  await person.fill({ name: "My phone" });
  await pressing(person, "Add a passkey", "/profile/second-factor/passkeys");
  await person.look("recovery-codes");
  assert.equal(await person.page.locator(".recovery-codes code").count(), 10);
  await person.page.goto(`${server.baseUrl}/profile/second-factor`);
  await person.look("list");
  const { credentials } = await session.send("WebAuthn.getCredentials", { authenticatorId });
  assert.equal(credentials.length, 1);

  await person.press("Sign out");
  await signIn(person, server, email);
  assert.equal(pathOf(person), "/sign-in/second-factor");
  await person.look("second-step");
  await pressing(person, "Use a passkey", "/users");

  await person.page.goto(`${server.baseUrl}/profile/second-factor`);
  await person.press("Sign out");
  await person.look("sign-in");
  await pressing(person, "Use a passkey", "/users");

  // A copy of the key that lags behind is refused (the counter did not go on).
  await person.page.goto(`${server.baseUrl}/profile/second-factor`);
  await person.press("Sign out");
  await session.send("WebAuthn.removeCredential", { authenticatorId, credentialId: credentials[0].credentialId });
  await session.send("WebAuthn.addCredential", { authenticatorId, credential: { ...credentials[0], signCount: 0 } });
  await person.page.getByRole("button", { name: "Use a passkey", exact: true }).click();
  await person.page.getByText("This passkey does not open an account here").waitFor();
  await session.send("WebAuthn.removeCredential", { authenticatorId, credentialId: credentials[0].credentialId });
  await session.send("WebAuthn.addCredential", { authenticatorId, credential: { ...credentials[0], signCount: 1000 } });
  await pressing(person, "Use a passkey", "/users");

  await person.page.goto(`${server.baseUrl}/profile/second-factor`);
  await person.press("My phone");
  await person.look("one");
  await person.fill({ name: "Work phone" });
  await person.submit("name");
  await person.press("Work phone");
  await person.page.locator("details.confirm > summary").click();
  await person.page.locator(".confirm-box button").click();
  // Ten minutes have not passed since signing in, so it is not asked for the password again.
  await person.page.waitForURL((url) => url.pathname === "/profile/second-factor");
  await person.press("Sign out");
  await person.page.getByRole("button", { name: "Use a passkey", exact: true }).click();
  await person.page.getByText("This passkey does not open an account here").waitFor();
  await signIn(person, server, email);
  assert.equal(pathOf(person), "/users");
});
