// Equipment for the tests of what is reported about it, put straight into the register.
import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { promisify } from "node:util";

import { askPostgres } from "./server.mjs";

const run = promisify(execFile);

async function write(server, sql) {
  const { url, folder } = server.data;
  if (!url.startsWith("sqlite:")) return askPostgres(url, `SET assetbuddy.reach = '*'; ${sql}`);
  const script = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], timeout=20); c.executescript(sys.argv[2]); c.close()";
  return run("python3", ["-c", script, join(folder, "assetbuddy.db"), sql]);
}

const text = (value) => `'${value.replaceAll("'", "''")}'`;

/** A fire extinguisher at a site; answers its id. `number` makes its code: FS-001. */
export async function addEquipment(server, { organisation, site, number = 1, name = "Extinguisher" }) {
  const category = randomUUID();
  const id = randomUUID();
  const prefix = `FS${number}`;
  await write(
    server,
    `INSERT INTO categories (id, organisation_id, name, name_key, name_sort, prefix, criticality, created_at)
     VALUES (${text(category)}, ${text(organisation)}, ${text(prefix)}, ${text(prefix.toLowerCase())}, '01', ${text(prefix)}, 'high', 1);
     INSERT INTO assets (id, organisation_id, code, code_sort, name, name_sort, category_id, site_id, status, criticality, created_at)
     VALUES (${text(id)}, ${text(organisation)}, ${text(`${prefix}-001`)}, ${text(`${prefix}-000000001`)}, ${text(name)}, '01',
             ${text(category)}, ${text(site)}, 'in_service', 'high', 1);`,
  );
  return id;
}
