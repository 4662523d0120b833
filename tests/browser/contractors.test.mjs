// The whole way of a repair by somebody from outside, on phones: invited, given work before they came, closed out with
// photos, rejected, closed out again, approved (INV-24, EXT-2 to EXT-6, DEF-1 to DEF-3, NOT-1, AUD-1).
import assert from "node:assert/strict";

import { visitor } from "../support/browser.mjs";
import { addEquipment } from "../support/equipment.mjs";
import { smallPng } from "../support/files.mjs";
import { startSink } from "../support/mail.mjs";
import { startServer } from "../support/server.mjs";
import { accept, expectStatus, found, goodPassword, invite } from "../support/story.mjs";
import { onBothDatabases } from "../support/test.mjs";

const photo = (name) => ({ name, mimeType: "image/png", buffer: smallPng });
const dana = "dana@lifts.example";

async function onAPhone(trial, name, server, client) {
  const one = await visitor(trial, `walk-${name}`, { width: 390 });
  if (client) await one.context.addCookies([{ name: "assetbuddy", value: client.cookies.get("assetbuddy"), url: server.baseUrl }]);
  one.open = (path) => one.page.goto(server.baseUrl + path);
  return one;
}

const pathOf = ({ page }) => new URL(page.url()).pathname;
const wordsOf = ({ page }) => page.locator("main").innerText();

async function scene(trial, database) {
  const sink = await startSink(trial);
  const server = await startServer(trial, { database, smtp: sink });
  const owner = await found(server, sink, { email: "olivia@northern.example" });
  const site = expectStatus(await owner.client.post("/sites", { name: "Harbour Yard", contact_name: "Gwen Gate" }), 201).id;
  const asset = await addEquipment(owner.client, site, "Dock hoist");
  const manager = await accept(server, await invite(owner, sink, { name: "Mara Manager", email: "mara@northern.example", role: "site_manager", site_id: site }));
  return { sink, server, owner, manager, site, asset };
}

async function inviteDana(owner, sink) {
  await owner.open("/users/invite");
  await owner.fill({ name: "Dana Fitter", email: dana });
  await owner.tick("role", "contractor");
  await owner.fill({ company_name: "Lift Services Ltd" });
  await owner.look("invite");
  await owner.press("Send Invitation");
  return sink.mailTo(dana);
}

/** Reports a critical defect and gives it to Dana, who has not come yet; answers its path. */
async function reportAndAssign(owner, asset) {
  await owner.open(`/assets/${asset}/report`);
  await owner.fill({ title: "Hook bent" });
  await owner.tick("severity", "critical");
  await owner.page.locator("[name=isolate_asset]").check();
  await owner.page.locator("[name=photos]").setInputFiles([photo("hook.png")]);
  await owner.look("report");
  await owner.press("Report defect");
  const path = pathOf(owner);
  assert.match(await wordsOf(owner), /out of service until this is closed/);
  await owner.press("Assign");
  await owner.page.getByText("Dana Fitter").click();
  await owner.look("assign");
  await owner.submit("to");
  assert.match(await wordsOf(owner), /Dana Fitter, Lift Services Ltd \(invited\)/);
  return path;
}

async function arrive(contractor, mail) {
  await contractor.page.goto(mail.link);
  await contractor.fill({ code: mail.code });
  await contractor.submit("code");
  await contractor.fill({ password: goodPassword });
  await contractor.submit("password");
  assert.equal(pathOf(contractor), "/welcome");
  await contractor.look("welcome");
  await contractor.press("Start");
  assert.equal(pathOf(contractor), "/contractor");
  await contractor.look("my-work");
  assert.match(await wordsOf(contractor), /1 defect to do[^]*Hook bent[^]*Critical[^]*Dock hoist[^]*Harbour Yard[^]*Gwen Gate/);
}

async function closeOut(contractor, notes, photos) {
  await contractor.open("/");
  await contractor.press("Close out D-1");
  await contractor.fill({ notes });
  if (photos.length > 0) {
    await contractor.page.locator("[name=photos]").setInputFiles(photos.map(photo));
    await contractor.page.getByText(`${photos.length} photos added.`).waitFor();
  }
  await contractor.look("close-out");
  await contractor.press("Close out");
  assert.match(await wordsOf(contractor), /closed out and waits to be verified/);
}

async function reject(manager, path) {
  await manager.open(path);
  assert.equal(await manager.page.locator(".photo-strip img").count(), 3, "one of the report, two of the repair");
  await manager.look("to-verify");
  await manager.press("Reject");
  await manager.fill({ reason: "The latch is still loose." });
  await manager.look("reject");
  await manager.submit("reason");
}

/** What a contractor may open by hand, and what answers then; nothing leads there. */
async function seesNothingElse(contractor, { server, owner, asset, site, path }) {
  const other = await addEquipment(owner.client, site, "Another hoist");
  const hidden = expectStatus(await owner.client.post("/defects", { asset_id: other, title: "Secret crack", severity: "high" }), 201).id;
  const answers = {
    403: ["/users", "/users/invite", "/users/export", "/audit", "/audit/export", "/settings", "/roles", "/sites", "/categories", "/defects/new", "/assets/new", "/assets/labels", "/assets/export"],
    404: [`/defects/${hidden}`, `/defects/${hidden}/close-out`, `/assets/${other}`, `/users/${owner.user.id}`, `/sites/${site}`, `/documents?record_type=defect&record_id=${hidden}`, `/documents?record_type=site&record_id=${site}`],
  };
  const { request } = contractor.context;
  for (const [status, addresses] of Object.entries(answers))
    for (const address of addresses) assert.equal((await request.get(server.baseUrl + address)).status(), Number(status), address);
  for (const address of [path.replace("/defects/", "/api/v1/defects/"), "/api/v1/contractor-dashboard", "/api/v1/defects?q=secret", "/api/v1/assets", "/api/v1/notifications"]) {
    const words = await (await request.get(server.baseUrl + address)).text();
    for (const secret of ["Secret crack", "Another hoist", "olivia@", "mara@"]) assert.ok(!words.includes(secret), `${address} does not tell ${secret}`);
  }
  for (const page of ["/contractor", path, `/assets/${asset}`, "/defects", "/assets"]) {
    await contractor.open(page);
    const links = await contractor.page.$$eval("a[href], form[action]", (all) => all.map((each) => each.getAttribute("href") ?? each.getAttribute("action")));
    const rooms = new Set(links.filter((link) => link.startsWith("/")).map((link) => link.split(/[/?]/)[1]));
    for (const room of ["users", "sites", "audit", "settings", "roles", "categories"]) assert.ok(!rooms.has(room), `${page} leads to /${room}`);
    assert.doesNotMatch(await contractor.page.locator("body").innerText(), /Secret crack|Another hoist|olivia@|mara@/);
  }
}

/** Who got which mails, in the order in which they came to each. */
function mailsByPerson(sink) {
  const mails = {};
  for (const { envelope, subject } of sink.mails()) (mails[envelope.to[0]] ??= []).push(subject);
  return mails;
}

const about = (words) => `Defect D-1 (Hook bent) on FS-001 ${words}`;
const expectedMails = {
  "olivia@northern.example": ["Confirm your email address for AssetBuddy", "Mara Manager accepted the invitation.", "Dana Fitter accepted the invitation."],
  "mara@northern.example": [
    "Olivia Owner invites you to join Northern Lifts Ltd",
    about("was reported, Critical."),
    about("was closed out and waits to be verified."),
    about("was closed out and waits to be verified."),
  ],
  [dana]: [
    "Olivia Owner invites you to join Northern Lifts Ltd",
    about("was given to you."),
    "Defect D-1 (Hook bent) on FS-001: the closeout was rejected. Open it to see why.",
    "Defect D-1 (Hook bent) on FS-001: your repair was verified.",
  ],
};

async function untilQuiet(sink, count) {
  for (let looks = 0; sink.mails().length < count && looks < 150; looks += 1) await new Promise((resolve) => setTimeout(resolve, 100));
  await new Promise((resolve) => setTimeout(resolve, 1500)); // one too many would come as well
}

async function actionsOf(client, id) {
  const { data } = expectStatus(await client.get(`/audit?record_id=${id}&limit=100`), 200);
  return data.map(({ action }) => action).reverse();
}

onBothDatabases("a contractor on a phone, from the invitation to the approved repair", async (trial, database) => {
  const all = await scene(trial, database);
  const { sink, server, asset } = all;
  const owner = await onAPhone(trial, `owner-${database}`, server, all.owner.client);
  const mail = await inviteDana(owner, sink);
  const path = await reportAndAssign(owner, asset);
  const contractor = await onAPhone(trial, `contractor-${database}`, server);
  await arrive(contractor, mail);
  await closeOut(contractor, "Straightened the hook.", ["before.png", "after.png"]);
  await contractor.open("/contractor");
  await contractor.look("nothing-left");

  const manager = await onAPhone(trial, `manager-${database}`, server, all.manager.client);
  await reject(manager, path);
  await contractor.open("/");
  assert.match(await wordsOf(contractor), /Your closeout was rejected[^]*The latch is still loose\./);
  await contractor.look("rejected");
  await closeOut(contractor, "New hook with a new latch.", []);
  await manager.open(path);
  await manager.press("Approve the repair");
  assert.match(await wordsOf(manager), /approved and the defect is closed/);
  await manager.look("approved");

  const { client } = all.owner;
  assert.equal(expectStatus(await client.get(`/assets/${asset}`), 200).status, "in_service");
  const steps = ["reported", "assigned", "assigned", "closed_out", "rejected", "closed_out", "approved"];
  assert.deepEqual(await actionsOf(client, path.split("/").at(-1)), steps.map((step) => `defect.${step}`));
  assert.deepEqual((await actionsOf(client, asset)).slice(-2), ["asset.status_changed", "asset.status_changed"]);
  const uploads = expectStatus(await client.get("/audit?action=document.uploaded&limit=100"), 200).data;
  assert.equal(uploads.length, 3, "every photo is in the log");
  await contractor.open("/contractor");
  await contractor.look("closed");
  assert.match(await wordsOf(contractor), /Closed in the last 30 days[^]*Hook bent/);
  await untilQuiet(sink, Object.values(expectedMails).flat().length);
  assert.deepEqual(mailsByPerson(sink), expectedMails);
  await seesNothingElse(contractor, { ...all, path });
}, { seconds: 240 });
