// Labels and the table of the register, as people get them (AST-1): QR codes are read by a real decoder from what is drawn.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Client } from "../support/api.mjs";
import { addEquipment } from "../support/equipment.mjs";
import { startSink } from "../support/mail.mjs";
import { startServer } from "../support/server.mjs";
import { accept, expectStatus, found, invite } from "../support/story.mjs";
import { onBothDatabases, test } from "../support/test.mjs";

const contractorOf = async (scene) => (await accept(scene.server, await invite(scene.owner, scene.sink, {
  name: "Cleo Byrne", email: "cleo@cranes.example", role: "contractor", is_external: true, company_name: "Cranes & Sons",
}))).client;

async function begin(trial, options) {
  const sink = await startSink(trial);
  const server = await startServer(trial, { ...options, smtp: sink });
  const owner = await found(server, sink);
  const site = expectStatus(await owner.client.post("/sites", { name: "Harbour Yard" }), 201).id;
  return { sink, server, owner, client: owner.client, site };
}

function folder(trial) {
  const path = mkdtempSync(join(tmpdir(), "assetbuddy-labels-"));
  trial.after(() => rmSync(path, { recursive: true }));
  return path;
}

const codesIn = (picture) =>
  execFileSync("zbarimg", ["--quiet", "--nodbus", "--raw", picture], { encoding: "utf8" }).trim().split("\n").sort();

test("a label opens the equipment's page, after signing in; who may not see it finds nothing", async (trial) => {
  const scene = await begin(trial);
  const { server, client } = scene;
  const id = await addEquipment(client, scene.site, "Lösch & Sohn <灭火器>");
  const { status, headers, text: svg } = await client.send("GET", `/assets/${id}/label.svg`);
  assert.deepEqual([status, headers["content-type"]], [200, "image/svg+xml"]);
  assert.match(svg, /<title id="title">FS-001 Lösch &amp; Sohn/);
  const at = folder(trial);
  writeFileSync(join(at, "label.svg"), svg);
  execFileSync("rsvg-convert", ["--width", "800", "--output", join(at, "label.png"), join(at, "label.svg")]);
  const [address, ...others] = codesIn(join(at, "label.png"));
  assert.deepEqual(others, []);
  assert.ok(address.endsWith(`/assets/${id}`), address);

  const path = new URL(address).pathname;
  const signedOut = await new Client(server).send("GET", path);
  assert.deepEqual([signedOut.status, signedOut.headers.location], [303, `/sign-in?next=${encodeURIComponent(path)}`]);
  const contractor = await contractorOf(scene);
  for (const each of [path, `${path}/label.svg`]) assert.equal((await contractor.send("GET", each)).status, 404, each);
});

test("sheets of labels are printed for what is ticked, or for all that the filters show", async (trial) => {
  const scene = await begin(trial);
  const { client } = scene;
  const ids = [];
  for (const name of ["Extinguisher", "Ladder of steel", "灭火器"]) ids.push(await addEquipment(client, scene.site, name));
  const page = await client.send("GET", "/assets/labels");
  assert.equal(page.status, 200);
  const form_token = /name="form_token" value="([^"]+)"/.exec(page.text)[1];
  const print = (query, fields) => client.send("POST", `/assets/labels${query}`, {
    body: new URLSearchParams({ form_token, size: "21", ...fields }).toString(),
    type: "application/x-www-form-urlencoded",
  });
  const at = folder(trial);
  const printed = async (query, fields) => {
    const sheet = await print(query, fields);
    assert.deepEqual([sheet.status, sheet.headers["content-type"]], [200, "application/pdf"]);
    writeFileSync(join(at, "labels.pdf"), sheet.bytes);
    execFileSync("pdftoppm", ["-r", "200", "-png", "-singlefile", join(at, "labels.pdf"), join(at, "labels")]);
    const text = execFileSync("pdftotext", ["-layout", join(at, "labels.pdf"), "-"], { encoding: "utf8" });
    return { addresses: codesIn(join(at, "labels.png")).map((each) => each.slice(each.lastIndexOf("/") + 1)), text };
  };
  const all = await printed("", { which: "all" });
  assert.deepEqual(all.addresses, [...ids].sort());
  for (const word of ["FS-001", "Extinguisher", "FS-003"]) assert.ok(all.text.includes(word), all.text);
  assert.match(all.text, /灭火器|see the\s+register/, "a name that no font here can show is not printed as boxes");
  assert.deepEqual((await printed("?q=ladder", { which: "all", size: "8" })).addresses, [ids[1]]);
  assert.deepEqual((await printed("", { which: "chosen", size: "14", [`asset-${ids[0]}`]: "on" })).addresses, [ids[0]]);

  const none = await print("", { which: "chosen" });
  assert.equal(none.status, 422);
  assert.match(none.text, /Tick the equipment/);
  assert.equal((await print("", { which: "all", size: "5" })).status, 422);
  const contractor = await contractorOf(scene);
  assert.equal((await contractor.send("GET", "/assets/labels")).status, 403);
});

onBothDatabases("the register leaves as a table for spreadsheets, with its filters and without formulas (AST-1, R-VAL-9)", async (trial, database) => {
  const scene = await begin(trial, { database });
  const { client, site } = scene;
  await addEquipment(client, site, "=HYPERLINK(1)");
  await addEquipment(client, site, 'Hose, "long"');
  const rows = (text) => text.trim().split("\r\n");
  const whole = await client.get("/assets/export");
  assert.deepEqual([whole.status, whole.headers["content-type"]], [200, "text/csv; charset=utf-8"]);
  assert.match(whole.headers["content-disposition"], /^attachment;.*equipment\.csv/);
  const [heading, first, second, ...others] = rows(whole.text);
  assert.match(heading, /^code,name,category,subcategory,site,location,status,criticality,owner,owner_email,/);
  assert.match(first, /^FS-001,'=HYPERLINK\(1\),Fire Safety,,Harbour Yard,,in_service,critical,/);
  assert.match(second, /^FS-002,"Hose, ""long""",/);
  assert.deepEqual(others, []);
  const { text } = await client.send("GET", "/assets/export?q=hose");
  assert.deepEqual(rows(text).map((row) => row.split(",")[0]), ["code", "FS-002"]);
  expectStatus(await client.get("/assets/export?status=broken"), 422, "invalid");
  const contractor = await contractorOf(scene);
  expectStatus(await contractor.get("/assets/export"), 403, "forbidden");
  assert.equal((await contractor.send("GET", "/assets/export")).status, 403);
});
