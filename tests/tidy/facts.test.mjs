// docs/facts.md against the program: its pages and calls exist, and some test names each of its facts.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { test } from "../support/test.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const read = (path) => readFileSync(join(root, path), "utf8");

/** Each line of the tables: { fact, pages, calls }. */
function facts() {
  return [...read("docs/facts.md").matchAll(/^\| ([A-Z]+-\d+) \|[^|]*\|([^|]*)\|([^|]*)\|$/gm)].map(([, fact, pages, calls]) => ({
    fact,
    pages: [...pages.matchAll(/`([^`]+)`/g)].map(([, page]) => page),
    calls: [...calls.matchAll(/`([A-Z]+) ([^`]+)`/g)].map(([, method, path]) => `${method} /api/v1${path}`),
  }));
}

/** "GET /users" and so on, as src/server/routes.cpp says. */
function routes() {
  const methods = { get: "GET", post: "POST", put: "PUT", patch: "PATCH", del: "DELETE" };
  return new Set([...read("src/server/routes.cpp").matchAll(/\{Method::(\w+),\s*"([^"]+)"/g)].map(([, method, path]) => `${methods[method]} ${path}`));
}

function namedInTests() {
  const files = execFileSync("git", ["-C", root, "ls-files", "src/*_test.cpp", "tests/*.test.mjs"], { encoding: "utf8" }).split("\n").filter(Boolean);
  const named = new Set();
  for (const path of files) {
    const text = read(path);
    for (const [name] of text.matchAll(/\b[A-Z]{3}-\d+\b/g)) named.add(name);
    for (const [, kind, from, to] of text.matchAll(/\b([A-Z]{3})-(\d+) to (?:[A-Z]{3}-)?(\d+)/g))
      for (let number = Number(from); number <= Number(to); ++number) named.add(`${kind}-${number}`);
  }
  return named;
}

test("every page and call of the table of facts is there", () => {
  const known = routes();
  const missing = facts().flatMap(({ fact, pages, calls }) => [
    ...pages.filter((page) => !known.has(`GET ${page}`) && !known.has(`POST ${page}`)).map((page) => `${fact}: ${page}`),
    ...calls.filter((call) => !known.has(call)).map((call) => `${fact}: ${call}`),
  ]);
  assert.equal(missing.join("\n"), "");
  assert.ok(facts().length >= 58, "the table is read");
});

test("every fact of the table can be done on a page and through the API, and a test names it", () => {
  const named = namedInTests();
  const bare = facts().flatMap(({ fact, pages, calls }) => [
    ...(pages.length === 0 ? [`${fact} has no page`] : []),
    ...(calls.length === 0 ? [`${fact} has no call`] : []),
    ...(named.has(fact) ? [] : [`${fact} is named by no test`]),
  ]);
  assert.equal(bare.join("\n"), "");
});
