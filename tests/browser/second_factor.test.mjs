// The second step of signing in, as people see it (USR-9): setting an app up, its codes, the step itself.
import assert from "node:assert/strict";

import { visitor } from "../support/browser.mjs";
import { startSink } from "../support/mail.mjs";
import { startServer } from "../support/server.mjs";
import { found, goodPassword } from "../support/story.mjs";
import { test } from "../support/test.mjs";
import { totp } from "../support/totp.mjs";

async function signIn(person, server, email) {
  await person.page.goto(`${server.baseUrl}/sign-in`);
  await person.fill({ email, password: goodPassword });
  await person.submit("password");
}

async function setUp(person) {
  await person.page.goto(new URL("/profile", person.page.url()).href);
  await person.press("Second step when signing in");
  await person.look("none-yet");
  await person.press("Set up an app");
  await person.look("set-up");
  const key = await person.page.locator(".token-once code").innerText();
  await person.fill({ code: "000000x" });
  await person.submit("code");
  assert.match(await person.page.locator(".error-summary").innerText(), /not the code the app shows/);
  person.complaints.length = 0; // the browser notes the 422 of the wrong code
  await person.look("wrong-code");
  await person.fill({ code: totp(key) });
  await person.submit("code");
  await person.look("recovery-codes");
  return { key, codes: await person.page.locator(".recovery-codes code").allInnerTexts() };
}

for (const { width, javaScript } of [{ width: 1280, javaScript: true }, { width: 390, javaScript: false }])
  test(`a second step is set up and then asked for, ${width} px, ${javaScript ? "with" : "without"} script`, async (trial) => {
    const sink = await startSink(trial);
    const server = await startServer(trial, { smtp: sink });
    const { email } = await found(server, sink);
    const person = await visitor(trial, `second-factor-${width}`, { width, javaScript });
    await signIn(person, server, email);
    const { key, codes } = await setUp(person);
    assert.equal(codes.length, 10);
    const [file] = await Promise.all([person.page.waitForEvent("download"), person.page.getByRole("button", { name: "Save as a file" }).click(person.how)]);
    assert.equal(file.suggestedFilename(), "assetbuddy-recovery-codes.txt");

    const again = await visitor(trial, `second-step-${width}`, { width, javaScript });
    await signIn(again, server, email);
    assert.equal(new URL(again.page.url()).pathname, "/sign-in/second-factor");
    await again.look("one-more-step");
    await again.fill({ code: "123456x" });
    await again.submit("code");
    assert.match(await again.page.locator(".error-summary").innerText(), /not right/);
    again.complaints.length = 0; // the browser notes the 401 of the wrong code
    await again.look("wrong-code");
    await again.fill({ code: totp(key, 1) });
    await again.submit("code");
    assert.equal(new URL(again.page.url()).pathname, "/dashboard"); // the start page
    await again.page.goto(`${server.baseUrl}/profile/second-factor`);
    await again.look("looked-after");
    await again.page.goto(`${server.baseUrl}/settings`);
    assert.equal(await again.field("require_second_factor").count(), 1);
  });
