// Photos of a repair from a phone: they go in pieces while the form is filled in, survive a connection that breaks, and
// arrive with the form where there is no script.
import assert from "node:assert/strict";

import { visitor } from "../support/browser.mjs";
import { addEquipment } from "../support/equipment.mjs";
import { largePng, smallPng } from "../support/files.mjs";
import { startSink } from "../support/mail.mjs";
import { startServer } from "../support/server.mjs";
import { accept, expectStatus, found, invite } from "../support/story.mjs";
import { test } from "../support/test.mjs";

const dana = { name: "Dana Fitter", email: "dana@example.org", role: "contractor", is_external: true, company_name: "Lift Services Ltd" };
const photo = (name, buffer) => ({ name, mimeType: "image/png", buffer });

/** A contractor on a phone before the form that closes their defect out. */
async function atTheForm(trial, { javaScript = true } = {}) {
  const sink = await startSink(trial);
  const server = await startServer(trial, { smtp: sink });
  const owner = await found(server, sink);
  const site = expectStatus(await owner.client.post("/sites", { name: "Harbour Yard" }), 201).id;
  const asset = await addEquipment(owner.client, site);
  const { client, user } = await accept(server, await invite(owner, sink, dana));
  const { id } = expectStatus(await owner.client.post("/defects", { asset_id: asset, title: "Hose cracked", severity: "high" }), 201);
  expectStatus(await owner.client.post(`/defects/${id}/assign`, { user_id: user.id }), 200);
  const phone = await visitor(trial, "photos", { width: 390, javaScript });
  await phone.context.addCookies([{ name: "assetbuddy", value: client.cookies.get("assetbuddy"), url: server.baseUrl }]);
  await phone.page.goto(`${server.baseUrl}/defects/${id}/close-out`);
  const choose = (files) => phone.page.locator("input[type=file]").setInputFiles(files);
  const says = (words) => phone.page.getByText(words).first().waitFor();
  return { client, id, phone, page: phone.page, choose, says };
}

const photosOf = async ({ client, id }) => expectStatus(await client.get(`/documents?record_type=defect&record_id=${id}`), 200).data.map(({ name }) => name).sort();
const statusOf = async ({ client, id }) => expectStatus(await client.get(`/defects/${id}`), 200).status;

/** The offsets of the pieces that were sent, in order. */
function piecesOf(page) {
  const offsets = [];
  page.on("request", (request) => {
    const offset = /\/uploads\/[^?]+\?offset=(\d+)$/.exec(request.url())?.[1];
    if (request.method() === "PUT" && offset !== undefined) offsets.push(Number(offset));
  });
  return offsets;
}

/** The browser notes what it could not send, at times a moment later. */
function forgetTheCut({ complaints }) {
  complaints.splice(0, complaints.length, ...complaints.filter((each) => !each.includes("ERR_INTERNET_DISCONNECTED")));
}

test("photos go on where they were when the connection comes back", async (trial) => {
  const form = await atTheForm(trial);
  const { phone, page, choose, says } = form;
  const pieces = piecesOf(page);
  let isCut = false;
  phone.forgives = /ERR_INTERNET_DISCONNECTED/; // it tries again and again
  await page.route(/\?offset=/, async (route) => {
    if (pieces.length === 3 && !isCut) await phone.context.setOffline((isCut = true)); // two pieces have arrived
    return route.continue();
  });
  await choose([photo("before.png", largePng()), photo("after.png", smallPng)]);
  await says("No connection just now: 2 photos still to be sent.");
  forgetTheCut(phone);
  await phone.look("no-connection");
  const sent = pieces.length;
  assert.deepEqual(await photosOf(form), []);
  await phone.context.setOffline(false);
  await says("2 photos added.");
  assert.ok(pieces[sent] > 0, "it goes on behind what had arrived");
  assert.equal(pieces.slice(sent).filter((offset) => offset === 0).length, 1, "only the second photo begins at its beginning");
  forgetTheCut(phone);
  await phone.look("added");
  await phone.fill({ notes: "New hose." });
  await phone.press("Close out");
  assert.equal(await statusOf(form), "awaiting_verification");
  assert.deepEqual(await photosOf(form), ["after.png", "before.png"]);
  assert.equal(await page.locator(".photo-strip img").count(), 2);
}, { seconds: 120 });

test("an answer that is lost costs no piece, and the program asks how far it is", async (trial) => {
  const form = await atTheForm(trial);
  const lost = [];
  await form.page.route(/\/api\/v1\/uploads\//, async (route) => {
    const kind = `${route.request().method()} ${new URL(route.request().url()).pathname.endsWith("/finish")}`;
    if (route.request().method() === "GET" || lost.includes(kind)) return route.continue();
    lost.push(kind);
    await route.fetch(); // it arrives; the answer does not
    return route.abort("connectionreset");
  });
  const pieces = piecesOf(form.page);
  const bytes = largePng();
  await form.choose([photo("one.png", bytes)]);
  await form.says("1 photo added.");
  assert.deepEqual(lost, ["PUT false", "POST true"]);
  assert.equal(new Set(pieces).size, pieces.length, "nothing was sent twice");
  assert.deepEqual(await photosOf(form), ["one.png"], "and it is there once");
}, { seconds: 120 });

test("a form that is sent too early waits for its photos", async (trial) => {
  const form = await atTheForm(trial);
  let letGo;
  const held = new Promise((resolve) => (letGo = resolve));
  await form.page.route(/\/finish$/, async (route) => {
    await held;
    return route.continue();
  });
  await form.choose([photo("one.png", smallPng)]);
  await form.phone.fill({ notes: "New hose." });
  await form.page.getByRole("button", { name: "Close out" }).click();
  await form.says("The form is sent as soon as 1 photo arrived.");
  assert.equal(await statusOf(form), "in_progress");
  letGo();
  await form.says("Waiting to be verified");
  assert.equal(await statusOf(form), "awaiting_verification");
  assert.deepEqual(await photosOf(form), ["one.png"]);
}, { seconds: 120 });

test("what is no photo says so, and can be removed", async (trial) => {
  const form = await atTheForm(trial);
  await form.choose([photo("letter.png", Buffer.from("Dear all,")), photo("one.png", smallPng)]);
  await form.says("1 photo could not be added.");
  form.phone.complaints.length = 0;
  await form.phone.look("no-photo");
  await form.phone.fill({ notes: "New hose." });
  await form.page.getByRole("button", { name: "Close out" }).click();
  assert.equal(await form.page.evaluate(() => document.activeElement.textContent), "Try again", "nothing is left behind unnoticed");
  assert.equal(await statusOf(form), "in_progress");
  await form.page.getByRole("button", { name: "Remove: letter.png" }).click();
  await form.phone.press("Close out");
  assert.equal(await statusOf(form), "awaiting_verification");
  assert.deepEqual(await photosOf(form), ["one.png"]);
}, { seconds: 120 });

test("without script the form brings its photos itself", async (trial) => {
  const form = await atTheForm(trial, { javaScript: false });
  await form.choose([photo("letter.png", Buffer.from("Dear all,")), photo("one.png", smallPng)]);
  await form.phone.fill({ notes: "New hose." });
  await form.phone.press("Close out");
  await form.says("letter.png:");
  form.phone.complaints.length = 0; // a refusal's status
  await form.phone.look("refused");
  assert.equal(await form.phone.field("notes").inputValue(), "New hose.");
  assert.deepEqual(await photosOf(form), ["one.png"], "what could be taken is there");
  await form.choose([photo("two.png", smallPng)]);
  await form.phone.press("Close out");
  assert.equal(await statusOf(form), "awaiting_verification");
  assert.deepEqual(await photosOf(form), ["one.png", "two.png"]);
}, { seconds: 120 });
