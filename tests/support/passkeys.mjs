// Chromium's virtual device, in place of a phone or computer that checks its owner's finger, face or PIN.

const list = "/profile/second-factor";

/** Gives the window a device ("internal", or "usb" for a key on a ring); it holds what is added there. */
export async function giveDevice(person, transport = "internal") {
  const session = await person.context.newCDPSession(person.page);
  await session.send("WebAuthn.enable");
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
    options: { protocol: "ctap2", transport, hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
  });
  const credentials = async () => (await session.send("WebAuthn.getCredentials", { authenticatorId })).credentials;
  return {
    credentials,
    /** Sets its counter back, as a copy made before would be, or forward. */
    async count(signCount) {
      const [credential] = await credentials();
      await session.send("WebAuthn.removeCredential", { authenticatorId, credentialId: credential.credentialId });
      await session.send("WebAuthn.addCredential", { authenticatorId, credential: { ...credential, signCount } });
    },
    knowOwner: (isUserVerified) => session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified }),
  };
}

/** Presses a button that asks the device, and waits for the page it leads to. */
export async function reach(person, name, path) {
  await person.page.getByRole("button", { name, exact: true }).click();
  await person.page.waitForURL((url) => url.pathname === path);
}

/** Adds a passkey for whoever is signed in; the first one leads to recovery codes. Answers the address of its page. */
export async function addPasskey(person, server, name, { isFirst = true } = {}) {
  await person.page.goto(`${server.baseUrl}${list}/passkeys/new`);
  await person.fill({ name });
  await reach(person, "Add a passkey", isFirst ? `${list}/passkeys` : list);
  if (isFirst) await person.look("recovery-codes");
  await person.page.goto(server.baseUrl + list);
  return person.page.getByRole("link", { name, exact: true }).getAttribute("href");
}
