// What every page must be, whoever looks at it: readable by axe, of one heading, of the screen's width, quiet.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { axeSource } from "./browser.mjs";

const routesFile = join(dirname(fileURLToPath(import.meta.url)), "../../src/server/routes.cpp");

/** Every address that GET finds a page at, as src/server/routes.cpp says; the API is not for people. */
export function pagePatterns() {
  const text = readFileSync(routesFile, "utf8");
  const patterns = [...text.matchAll(/\{Method::get,\s*"([^"]+)"/g)].map(([, pattern]) => pattern);
  return [...patterns.filter((pattern) => !pattern.startsWith("/api/")), "/"];
}

async function askAxe(page, options, part) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axeSource);
  const violations = await page.evaluate(async ([given, within]) => {
    const { violations: found } = await globalThis.axe.run(within ?? document, { resultTypes: ["violations"], preload: false, ...given });
    return found.map(({ id, help, nodes }) => ({ id, help, html: nodes.map((node) => node.html) }));
  }, [options, part]);
  return violations.map(({ id, help, html }) => `${id}: ${help}\n  ${html.join("\n  ")}`);
}

const colours = { runOnly: ["color-contrast", "link-in-text-block"] };
const looks = [
  { width: 1280, scheme: "light", options: {} },
  { width: 390, scheme: "light", options: {} },
  { width: 390, scheme: "dark", options: colours },
  { width: 1280, scheme: "dark", options: colours },
];

/** What stands in a card stays in it, also what only unfolds; answers what does not. */
function sticksOutOfCards() {
  for (const fold of document.querySelectorAll("main details:not(.confirm)")) fold.open = true;
  const faults = [];
  for (const card of document.querySelectorAll("main .card, main table"))
    for (const one of card.querySelectorAll("table, svg, input, select, textarea, .btn")) {
      const over = Math.round(one.getBoundingClientRect().right - card.getBoundingClientRect().right);
      if (over > 0) faults.push(`${one.tagName.toLowerCase()}.${one.getAttribute("class")} sticks ${over}px out of its ${card.tagName === "TABLE" ? "table" : "card"}`);
    }
  return faults;
}

/**
 * The faults of the page that is open, at both widths, light and dark. `part` is a selector of what is like the whole in
 * colours, for pages so long that looking at every letter takes minutes.
 */
export async function faultsOf(page, part) {
  const faults = [];
  const headings = await page.locator("h1").count();
  if (headings !== 1) faults.push(`${headings} h1`);
  if ((await page.title()).trim() === "") faults.push("no title");
  const backgrounds = new Set();
  for (const { width, scheme, options } of looks) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height: 900 });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (overflow > 0) faults.push(`${width} ${scheme}: ${overflow}px stick out sideways`);
    backgrounds.add(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
    for (const fault of await page.evaluate(sticksOutOfCards)) faults.push(`${width} ${scheme}: ${fault}`);
    for (const fault of await askAxe(page, options, part)) faults.push(`${width} ${scheme}: ${fault}`);
  }
  if (backgrounds.size < 2) faults.push("light and dark look alike");
  return faults;
}

/** Opens the address and answers what is wrong with the page there; `status` is the one it should come with. */
export async function visit(visitor, address, status = 200, part = undefined) {
  const { page } = visitor;
  await page.setViewportSize({ width: 1280, height: 900 });
  visitor.complaints.length = 0;
  const answer = await page.goto(address);
  assert.equal(answer.status(), status, `${address}: ${answer.status()}`);
  const faults = await faultsOf(page, part);
  // A browser notes every page that comes with a refusal's status; that is no fault of the page.
  const heard = visitor.complaints.filter((line) => status < 400 || !line.includes(`the server responded with a status of ${status}`));
  return [...faults, ...heard].map((fault) => `${address}: ${fault}`);
}
