// One Chromium for all tests; a visitor is a fresh window that knows nothing and forgives nothing.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

import { afterAll } from "./test.mjs";

const pictures = join(dirname(fileURLToPath(import.meta.url)), "../../build/pictures");
export const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let running = null;

function browser() {
  if (running) return running;
  running = chromium.launch({
    executablePath: process.env.ASSETBUDDY_CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
    ],
  });
  afterAll(async () => (await running).close());
  return running;
}

/** A window of its own, with its own cookies. */
class Visitor {
  constructor(context, page, name, javaScript) {
    // Waiting for an element to come to rest takes timers, which never fire where script is off.
    this.how = { force: !javaScript };
    Object.assign(this, { context, page, name, javaScript, complaints: [], seen: 0, forgives: null });
    page.on("console", (message) => {
      if (this.forgives?.test(message.text())) return;
      if (message.type() === "error" || /content security policy/i.test(message.text())) this.complaints.push(message.text());
    });
    page.on("pageerror", (fault) => this.complaints.push(String(fault)));
  }

  /** Every page on the way is looked at: one h1, a title, no violation axe finds, nothing refused by the policy; a picture. */
  async look(title) {
    const { page } = this;
    this.seen += 1;
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, `${this.name}-${String(this.seen).padStart(2, "0")}-${title}.png`), fullPage: true });
    assert.equal(await page.locator("h1").count(), 1, `${title}: one h1`);
    assert.notEqual((await page.title()).trim(), "", `${title}: a title`);
    const violations = await this.#askAxe();
    const told = violations.map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map((node) => node.html).join("\n  ")}`);
    assert.equal(told.join("\n"), "", `${title}: axe finds nothing`);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(overflow <= 0, `${title}: nothing sticks out sideways (${overflow}px)`);
    assert.deepEqual(this.complaints, [], `${title}: the console stays quiet`);
  }

  async #askAxe() {
    const { page, javaScript } = this;
    // Where script is off no timer of the page ever fires, axe's neither: there, what it puts off is done at once.
    if (!javaScript)
      await page.evaluate(() => {
        globalThis.setTimeout = (work, delay = 0) => (delay > 1 ? 0 : (Promise.resolve().then(work), 1));
      });
    await page.evaluate(axeSource);
    const { violations } = await page.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"], preload: false }));
    return violations;
  }

  field(name) {
    return this.page.locator(`main [name="${name}"], form [name="${name}"]`).first();
  }

  async fill(values) {
    for (const [name, value] of Object.entries(values)) await this.field(name).fill(value);
  }

  /** Picks one of several. */
  async tick(name, value) {
    await this.page.locator(`[name="${name}"][value="${value}"]`).check(this.how);
  }

  /** Sends the form that holds the field of that name. */
  async submit(field) {
    const form = this.page.locator("form").filter({ has: this.page.locator(`[name="${field}"]`) });
    await this.#andWait(() => this.#push(form.locator("button:not([type=button])").last()));
  }

  /** Follows an entry of the main menu, unfolding it first where the screen is narrow. */
  async choose(entry) {
    const link = this.page.getByRole("link", { name: entry, exact: true }).locator("visible=true").first();
    if ((await link.count()) === 0) await this.page.locator("details.menu > summary").click(this.how);
    await this.#andWait(() => this.#push(link));
  }

  /** Presses the button or follows the link of that name, and waits for the next page. */
  async press(name) {
    const target = this.page.getByRole("button", { name, exact: true }).or(this.page.getByRole("link", { name, exact: true }));
    await this.#andWait(() => this.#push(target.locator("visible=true").first()));
  }

  /** Where script is off nobody can wait for a page to come to rest, and a click may miss what still moves; a key does not. */
  async #push(target) {
    await (this.javaScript ? target.click() : target.press("Enter"));
  }

  /** A click is over before the browser has asked for anything, and the page that still stands there is no answer to it. */
  async #andWait(act) {
    const { page } = this;
    const isOurs = (request) => request.isNavigationRequest() || (this.javaScript && ["fetch", "xhr"].includes(request.resourceType()));
    const asked = page.waitForEvent("request", { predicate: isOurs, timeout: 2_000 }).catch(() => null);
    let arrive = null;
    const arrived = new Promise((resolve) => (arrive = resolve));
    const ends = ["framenavigated", "download", "close"];
    for (const end of ends) page.once(end, arrive);
    await act();
    if ((await asked)?.isNavigationRequest()) await arrived;
    for (const end of ends) page.off(end, arrive);
    await page.waitForLoadState("networkidle");
  }
}

export async function visitor(trial, name, { width = 1280, javaScript = true } = {}) {
  const context = await (await browser()).newContext({ viewport: { width, height: 900 }, javaScriptEnabled: javaScript });
  trial.after(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const one = new Visitor(context, page, name, javaScript);
  trial.onFailure(async () => `${name} stands on ${page.url()}:\n${(await page.locator("body").innerText().catch(() => "")).slice(0, 2000)}`);
  return one;
}
