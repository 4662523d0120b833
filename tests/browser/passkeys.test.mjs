// Passkeys with Chromium's virtual device: added, used as a second step and alone, renamed, removed (USR-9).
import assert from "node:assert/strict";

import { Client } from "../support/api.mjs";
import { visitor } from "../support/browser.mjs";
import { startSink } from "../support/mail.mjs";
import { addPasskey, giveDevice, reach } from "../support/passkeys.mjs";
import { startServer } from "../support/server.mjs";
import { expectStatus, found, goodPassword } from "../support/story.mjs";
import { onBothDatabases, test } from "../support/test.mjs";

const list = "/profile/second-factor";
const refusal = "This passkey does not open an account here";

async function signIn(person, server, email) {
  await person.page.goto(`${server.baseUrl}/sign-in`);
  await person.fill({ email, password: goodPassword });
  await person.submit("password");
}

const pathOf = (person) => new URL(person.page.url()).pathname;

async function isRefused(person, words) {
  await person.page.getByRole("button", { name: "Sign in with a passkey", exact: true }).click();
  await person.page.getByText(words).first().waitFor();
  assert.match(pathOf(person), /^\/sign-in/);
  person.complaints.length = 0; // the browser notes the 401
}

async function signOut(person, server) {
  await person.page.goto(server.baseUrl + list);
  const menu = person.page.locator("details.menu > summary");
  if (await menu.isVisible()) await menu.click(); // on a phone the way out is inside it
  await person.press("Sign out");
}

/** The same session in a program: what the page added stands in the API, and can be renamed there. */
async function assertInApi(person, server) {
  const client = new Client(server);
  client.cookies.take((await person.context.cookies()).map(({ name, value }) => `${name}=${value}`));
  const { data, next_cursor: next } = expectStatus(await client.get("/me/passkeys"), 200);
  assert.equal(next, null);
  assert.deepEqual(data.map(({ name, last_used_at: used }) => [name, used]), [["My phone", null]]);
  const path = `/me/passkeys/${data[0].id}`;
  expectStatus(await client.patch(path, { name: "" }), 422, "invalid");
  expectStatus(await client.patch(path, { name: "My phone", key: "x" }), 422, "invalid");
  expectStatus(await client.patch("/me/passkeys/nobody", { name: "My phone" }), 404, "not_found");
  expectStatus(await client.delete("/me/passkeys/nobody"), 404, "not_found");
  expectStatus(await client.patch(path, { name: "My own phone" }), 204);
}

onBothDatabases("a passkey is added, is the second step, signs in alone, and opens nothing once removed", async (trial, database) => {
  const sink = await startSink(trial);
  const server = await startServer(trial, { database, smtp: sink });
  const { email } = await found(server, sink);
  const person = await visitor(trial, `passkey-${database}`, { width: 390 });
  const device = await giveDevice(person);
  await signIn(person, server, email);
  await person.page.goto(`${server.baseUrl}${list}/passkeys/new`);
  await person.look("new");
  await addPasskey(person, server, "My phone");
  await person.look("list");
  assert.equal((await device.credentials()).length, 1);
  assert.match((await sink.mailTo(email, 2)).text, /A passkey was added/);
  await assertInApi(person, server);

  await signOut(person, server);
  await signIn(person, server, email);
  assert.equal(pathOf(person), "/sign-in/second-factor");
  await person.look("second-step");
  await reach(person, "Use a passkey", "/dashboard");

  await signOut(person, server);
  await person.look("sign-in");
  await device.knowOwner(false);
  await isRefused(person, "No passkey was used");
  await device.knowOwner(true);
  await reach(person, "Sign in with a passkey", "/dashboard");

  await signOut(person, server);
  await device.count(0);
  await isRefused(person, refusal);
  await person.look("refused");
  await device.count(1000);
  await reach(person, "Sign in with a passkey", "/dashboard");

  await person.page.goto(server.baseUrl + list);
  await person.press("My own phone");
  await person.look("one");
  await person.fill({ name: "Work phone" });
  await person.submit("name");
  await person.press("Work phone");
  await person.page.locator("details.confirm > summary").click();
  await person.page.locator(".confirm-box button").click();
  await person.page.waitForURL((url) => url.pathname === list); // signed in less than ten minutes ago
  assert.match((await sink.mailTo(email, 3)).text, /A passkey was removed/);
  await signOut(person, server);
  await isRefused(person, refusal);
  await signIn(person, server, email);
  assert.equal(pathOf(person), "/dashboard");
});

test("a passkey is the second step of joining too, and two of them live side by side", async (trial) => {
  const sink = await startSink(trial);
  const server = await startServer(trial, { smtp: sink });
  const { email } = await found(server, sink);
  const other = await found(server, sink, { organisation: "Southern Cranes Ltd" });
  const person = await visitor(trial, "passkey-joins");
  const device = await giveDevice(person);
  await signIn(person, server, email);
  await addPasskey(person, server, "My phone");
  await person.page.goto(`${server.baseUrl}${list}/passkeys/new`);
  await person.fill({ name: "The same once more" });
  await person.page.getByRole("button", { name: "Add a passkey", exact: true }).click();
  await person.page.getByText("This device holds a passkey of yours already").waitFor();
  const second = await giveDevice(person, "usb");
  await addPasskey(person, server, "Key ring", { isFirst: false });
  assert.equal((await second.credentials()).length, 1);
  await signOut(person, server);

  expectStatus(await other.client.post("/invitations", { name: "Nora North", email, role: "supervisor" }), 201);
  const mail = await sink.mailTo(email, 4);
  await person.page.goto(mail.link);
  await person.fill({ code: mail.code });
  await person.submit("code");
  await person.fill({ password: goodPassword });
  await person.submit("password");
  await person.look("second-step");
  await person.fill({ job_title: "Fitter" });
  await reach(person, "Use a passkey", "/welcome");
  assert.equal((await device.credentials()).length, 1);
  assert.match(await person.page.locator("main").innerText(), /Southern Cranes Ltd/);
});

/** Everything that the browser sends when it signs in with a passkey, cookies too. */
async function signInAsSent(person) {
  const sent = person.page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/sign-in/passkey"));
  await reach(person, "Sign in with a passkey", "/dashboard");
  const request = await sent;
  const { cookie } = await request.allHeaders();
  return { cookie, body: request.postData() };
}

test("what a browser sent to sign in opens nothing a second time, nor in another browser, nor when the challenge is lost", async (trial) => {
  const sink = await startSink(trial);
  const server = await startServer(trial, { smtp: sink });
  const { email } = await found(server, sink);
  const person = await visitor(trial, "passkey-replay");
  await giveDevice(person);
  await signIn(person, server, email);
  await addPasskey(person, server, "My phone");
  await signOut(person, server);
  const sent = await signInAsSent(person);
  const send = (cookie, body) => new Client(server).send("POST", "/sign-in/passkey", { body, type: "application/x-www-form-urlencoded", headers: { cookie } });
  const withCookie = (name, value) => sent.cookie.split("; ").map((pair) => (pair.startsWith(`${name}=`) ? `${name}=${value}` : pair)).filter((pair) => !pair.endsWith("=")).join("; ");
  const answers = new Map([
    ["again", await send(sent.cookie, sent.body)],
    ["without its challenge", await send(withCookie("assetbuddy_passkey", ""), sent.body)],
    ["with a challenge nobody sealed", await send(withCookie("assetbuddy_passkey", "A".repeat(120)), sent.body)],
    ["with no answer", await send(sent.cookie, sent.body.replace(/answer=[^&]*/, "answer="))],
    ["with half an answer", await send(sent.cookie, sent.body.replace(/answer=([^&]{40})[^&]*/, "answer=$1"))],
  ]);
  for (const [what, { status, headers, text }] of answers) {
    assert.equal(status, what === "again" ? 401 : 409, what);
    assert.ok(!(headers["set-cookie"] ?? []).some((line) => /^assetbuddy=[^;]/.test(line)), what);
    assert.match(text, /This passkey does not open|That took too long/, what);
  }
  const other = new Client(server);
  const host = new URL(server.baseUrl).host;
  const page = await other.send("GET", "/sign-in", { headers: { host } });
  const token = /name="form_token" value="([^"]+)"/.exec(page.text)[1];
  const elsewhere = await other.send("POST", "/sign-in/passkey", {
    body: sent.body.replace(/form_token=[^&]*/, `form_token=${encodeURIComponent(token)}`),
    type: "application/x-www-form-urlencoded",
    headers: { host },
  });
  assert.equal(elsewhere.status, 401);
  assert.equal(other.cookies.get("assetbuddy"), undefined);
});

test("where no passkey can be used the pages say what to do", async (trial) => {
  const sink = await startSink(trial);
  const server = await startServer(trial, { smtp: sink });
  const { email, client } = await found(server, sink);
  const plain = await visitor(trial, "passkey-plain", { javaScript: false });
  await signIn(plain, server, email);
  await plain.page.goto(`${server.baseUrl}${list}/passkeys/new`);
  await plain.look("new-without-script");
  assert.match(await plain.page.locator("main").innerText(), /This browser cannot make a passkey here/);
  assert.equal(await plain.page.getByRole("button", { name: "Add a passkey" }).locator("visible=true").count(), 0);

  const person = await visitor(trial, "passkey-elsewhere");
  await giveDevice(person);
  await person.context.addCookies([{ name: "assetbuddy", value: client.cookies.get("assetbuddy"), url: server.baseUrl }]);
  await addPasskey(person, server, "My phone");
  await signIn(plain, server, email);
  assert.equal(pathOf(plain), "/sign-in/second-factor");
  await plain.look("second-step-without-script");
  assert.match(await plain.page.locator("main").innerText(), /You have a passkey, which this browser cannot use here/);

  // The same server by its number: no browser gives a passkey there.
  await person.context.addCookies([{ name: "assetbuddy", value: client.cookies.get("assetbuddy"), url: server.address }]);
  await person.page.goto(`${server.address}${list}/passkeys/new`);
  await person.look("new-elsewhere");
  assert.ok((await person.page.locator("main").innerText()).includes(`Passkeys work only at the server's own address: ${server.baseUrl}`));
  await person.context.clearCookies();
  await person.page.goto(`${server.address}/sign-in`);
  assert.equal(await person.page.getByRole("button", { name: "Sign in with a passkey" }).count(), 0);
});
