// What no call of the program does, such as letting time pass for a record.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { askPostgres } from "./server.mjs";

const run = promisify(execFile);

/** Runs SQL past every rule of the program; answers the lines it prints, columns parted by `|`. */
export async function runSql({ data: { url } }, text) {
  if (url.startsWith("postgresql:")) return askPostgres(url, `SET assetbuddy.reach = '*'; ${text}`);
  const script =
    "import sqlite3, sys; d = sqlite3.connect(sys.argv[1]); r = d.execute(sys.argv[2]).fetchall(); d.commit(); print('\\n'.join('|'.join(map(str, x)) for x in r))";
  const { stdout } = await run("/usr/bin/python3", ["-c", script, url.slice("sqlite:".length), text]);
  return stdout.split("\n").filter((line) => line !== "");
}
