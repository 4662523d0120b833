// Runs tests: node tests/run.mjs tidy|process|screens [FILTER]. The last line is "N passed, N failed".
import { existsSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { collect, runAll } from "./support/test.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const [part = "process", filter = ""] = process.argv.slice(2);
const rooms = part === "process" ? ["cli", "api", "mail", "browser", "crash"] : [part];

function testFiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".test.mjs"))
    .map((entry) => join(folder, entry.name))
    .sort();
}

const files = [];
for (const file of rooms.flatMap((room) => testFiles(join(here, room)))) {
  const name = relative(here, file).replace(/\.test\.mjs$/, "");
  const tests = await collect(() => import(pathToFileURL(file)));
  const wanted = tests.filter((test) => `${name}: ${test.name}`.toLowerCase().includes(filter.toLowerCase()));
  if (wanted.length > 0) files.push({ name, tests: wanted });
}
const { passed, failed } = await runAll(files, part === "tidy" ? 1 : 2);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
