// The pictures of docs/screens, taken anew by ./dev screens: people, places and the day are always the same, so that a
// picture changes only when its page does.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { visitor } from "../support/browser.mjs";
import { fill, fillWork } from "../support/filled.mjs";
import { startSink } from "../support/mail.mjs";
import { startServer } from "../support/server.mjs";
import { standStill } from "../support/still.mjs";
import { goodPassword } from "../support/story.mjs";
import { test } from "../support/test.mjs";

const folder = join(dirname(fileURLToPath(import.meta.url)), "../../docs/screens");
const looks = [
  { ending: "", width: 1280, height: 900, scheme: "light" },
  { ending: "-dark", width: 1280, height: 900, scheme: "dark" },
  { ending: "-phone", width: 390, height: 844, scheme: "dark" },
  { ending: "-phone-light", width: 390, height: 844, scheme: "light" },
];
const scratch = mkdtempSync(join(tmpdir(), "assetbuddy-screens-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));
const mostBytes = 3 * 1024 * 1024; // of all pictures: everybody who fetches the source fetches them

/** Takes the page that is open; few colours are enough for it, and a third of the bytes. */
async function take({ page }, { ending }, name) {
  await standStill(page);
  const taken = join(scratch, `${name}${ending}.png`);
  await page.screenshot({ path: taken, caret: "hide", animations: "disabled" });
  execFileSync("vips", ["copy", taken, `${join(folder, `${name}${ending}.png`)}[palette,Q=90,compression=9]`]);
}

async function visitorOf(trial, name, { width, height, scheme }) {
  const one = await visitor(trial, `screens-${name}`, { width });
  await one.page.setViewportSize({ width, height });
  await one.page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
  return one;
}

/** The outbox notes that a mail left a moment after the mail server took it. */
async function untilSent({ client }) {
  for (let looks = 0; looks < 100; looks += 1) {
    const { data } = (await client.get("/invitations?limit=100")).body;
    if (data.every(({ delivery }) => delivery === "sent")) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail("not every mail was sent");
}

async function ofTheOwner(trial, look, server, { owner, people, sites, invitations, work }) {
  const one = await visitorOf(trial, "owner", look);
  await one.context.addCookies([{ name: "assetbuddy", value: owner.client.cookies.get("assetbuddy"), url: server.baseUrl }]);
  const pages = {
    people: "/users",
    invitations: "/users?tab=invitations",
    invite: "/users/invite",
    "invite-many": "/users/invite/import",
    invitation: `/users/invitations/${invitations.dana.invitation.id}`,
    person: `/users/${people.sam.user.id}`,
    roles: "/roles",
    site: `/sites/${sites[0]}`,
    settings: "/settings",
    notifications: "/notifications",
    dashboard: "/dashboard",
    equipment: "/assets",
    piece: `/assets/${work.assets["Bridge crane, hall 2"]}`,
    defects: "/defects",
    defect: `/defects/${work.defects["Limit switch sticks"]}`,
    company: `/companies/${work.company}`,
  };
  await takeAll(one, look, server, pages);
}

async function takeAll(one, look, server, pages) {
  for (const [name, address] of Object.entries(pages)) {
    const answer = await one.page.goto(server.baseUrl + address);
    assert.equal(answer.status(), 200, address);
    await take(one, look, name);
  }
}

async function ofTheContractor(trial, look, server, { people: { cleo }, work }) {
  const one = await visitorOf(trial, "contractor", look);
  await one.context.addCookies([{ name: "assetbuddy", value: cleo.client.cookies.get("assetbuddy"), url: server.baseUrl }]);
  await takeAll(one, look, server, { "my-work": "/contractor", "close-out": `/defects/${work.defects["Hook bent"]}/close-out` });
}

async function ofTheInvitee(trial, look, { mail, code }) {
  const one = await visitorOf(trial, "invitee", look);
  await one.page.goto(mail.link);
  await take(one, look, "accept");
  await one.fill({ code });
  await one.submit("code");
  await one.fill({ password: goodPassword });
  await one.submit("password");
  assert.equal(new URL(one.page.url()).pathname, "/welcome");
  await take(one, look, "welcome");
}

for (const look of looks)
  test(`the pictures of docs/screens, ${look.width} px wide and ${look.scheme}`, async (trial) => {
    const sink = await startSink(trial);
    const server = await startServer(trial, { smtp: sink });
    mkdirSync(folder, { recursive: true });
    const filled = await fill(server, sink);
    filled.work = await fillWork(filled);
    await untilSent(filled.owner);
    await ofTheOwner(trial, look, server, filled);
    await ofTheContractor(trial, look, server, filled);
    await ofTheInvitee(trial, look, filled.invitations.dana);
  }, { seconds: 300 });

test("the pictures of docs/screens are small together", () => {
  const names = readdirSync(folder).filter((name) => name.endsWith(".png"));
  const bytes = names.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  console.log(`        ${names.length} pictures, ${Math.ceil(bytes / 1024)} KiB`);
  assert.ok(bytes < mostBytes, `${bytes} bytes are too many`);
});
