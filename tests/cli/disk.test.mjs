// A disk that runs full under the running program (F-2), on a small file system of its own. It holds the files; the database
// lies elsewhere, because SQLite follows links to where they lead outside (its full disk is in platform/sql/faults_test.cpp).
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";

import { octets, png } from "../support/files.mjs";
import { startSink } from "../support/mail.mjs";
import { scratchFolder, startServer } from "../support/server.mjs";
import { expectStatus, found } from "../support/story.mjs";
import { test } from "../support/test.mjs";

const mayMount = spawnSync("unshare", ["-m", "true"]).status === 0;

/** A small file system that only one process and its children see; `path` leads there from outside. */
async function smallDisk(trial, megabytes) {
  const folder = scratchFolder(trial);
  const holder = spawn("unshare", ["-m", "sh", "-c", `mount -t tmpfs -o size=${megabytes}m tmpfs '${folder}' && echo ready && exec sleep 600`], { stdio: ["ignore", "pipe", "inherit"] });
  trial.after(() => holder.kill("SIGKILL"));
  await new Promise((resolve, reject) => {
    holder.stdout.once("data", resolve);
    holder.once("close", () => reject(new Error("the small disk could not be mounted")));
  });
  return { folder: join(`/proc/${holder.pid}/root`, folder) };
}

/** Writes until nothing fits any more; answers what empties the disk again. */
function fill(folder) {
  const file = join(folder, "ballast");
  const out = openSync(file, "w");
  for (const size of [65_536, 4096, 1])
    try {
      for (;;) writeSync(out, Buffer.alloc(size));
    } catch (fault) {
      assert.equal(fault.code, "ENOSPC");
    }
  closeSync(out);
  return () => rmSync(file);
}

if (!mayMount) console.log("skipped: tests of a full disk need the right to mount (unshare -m)");
else
  test("a disk that is full for files is said, everything else goes on, and all is well when there is room again", async (trial) => {
    const { folder } = await smallDisk(trial, 16);
    const sink = await startSink(trial);
    const server = await startServer(trial, { data: { url: `sqlite:${join(scratchFolder(trial), "assetbuddy.db")}`, folder }, smtp: sink });
    const { client } = await found(server, sink);
    const site = expectStatus(await client.post("/sites", { name: "Harbour Yard" }), 201);
    const photo = png(1500, 1500);
    const begun = expectStatus(await client.post("/uploads", { record_type: "site", record_id: site.id, file_name: "yard.png", size: photo.length }), 201);
    expectStatus(await client.put(`/uploads/${begun.id}?offset=0`, undefined, octets(photo)), 200);

    const empty = fill(folder);
    expectStatus(await client.post(`/uploads/${begun.id}/finish`), 503, "storage_full");
    expectStatus(await client.get("/me"), 200);
    expectStatus(await client.get(`/sites/${site.id}`), 200);

    empty();
    expectStatus(await client.post("/sites", { name: "Room again" }), 201);
    const document = expectStatus(await client.post(`/uploads/${begun.id}/finish`), 201);
    expectStatus(await client.get(`/documents/${document.id}/thumbnail`), 200);
  });
