// Every link between the project's pages leads to a file, and every #part to a heading.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const pages = execFileSync("git", ["-C", root, "ls-files", "*.md"], { encoding: "utf8" }).split("\n").filter(Boolean);

const withoutCode = (text) => text.replace(/^(```|~~~)[\s\S]*?^\1/gm, (block) => block.replace(/[^\n]/g, "")).replace(/`[^`\n]*`/g, "");

function anchorsOf(path) {
  const headings = withoutCode(readFileSync(join(root, path), "utf8")).matchAll(/^#{1,6}\s+(.+)$/gm);
  return new Set([...headings].map(([, title]) => title.trim().toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, "").replace(/ /g, "-")));
}

let dead = 0;
for (const page of pages) {
  const text = withoutCode(readFileSync(join(root, page), "utf8"));
  for (const found of text.matchAll(/\]\(([^)\s]+)(?:\s+"[^"]*")?\)|(?:src|href)="([^"]+)"/g)) {
    const link = found[1] ?? found[2];
    if (/^[a-z]+:/i.test(link)) continue;
    const [path, part] = link.split("#");
    const target = path === "" ? page : normalize(join(dirname(page), decodeURIComponent(path)));
    const isThere = existsSync(join(root, target)) && (!part || !target.endsWith(".md") || anchorsOf(target).has(part));
    if (isThere) continue;
    dead += 1;
    console.log(`${page}:${text.slice(0, found.index).split("\n").length}: ${link} leads nowhere`);
  }
}
process.exit(dead === 0 ? 0 : 1);
