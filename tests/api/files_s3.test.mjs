// Photos and documents in storage that speaks S3 (DOC-1): the same life as in a folder, and what misbehaves on the way.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { octets, png, smallPdf, smallPng, upload } from "../support/files.mjs";
import { startSink } from "../support/mail.mjs";
import { startS3 } from "../support/s3.mjs";
import { command, scratchFolder, startServer } from "../support/server.mjs";
import { expectStatus, found } from "../support/story.mjs";
import { onBothDatabases, test } from "../support/test.mjs";

const filesIn = (folder) => (existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile()).map((each) => each.name) : []);
const objects = (s3) => s3.front.requests.filter((each) => each.startsWith("PUT")).length;

async function opened(trial, database = "sqlite") {
  const s3 = await startS3(trial);
  const sink = await startSink(trial);
  const server = await startServer(trial, { database, smtp: sink, ...s3.settings });
  const { client } = await found(server, sink);
  const site = expectStatus(await client.post("/sites", { name: "Harbour Yard" }), 201);
  return { s3, sink, server, client, record: { record_type: "site", record_id: site.id } };
}
const ask = ({ s3, server }, ...words) =>
  command([...words, "--database", server.data.url, "--data-dir", server.data.folder, ...s3.settings.args], { env: s3.settings.env });

async function begun(client, record, bytes) {
  const { id } = expectStatus(await client.post("/uploads", { ...record, file_name: "a.pdf", size: bytes.length }), 201);
  expectStatus(await client.put(`/uploads/${id}?offset=0`, undefined, octets(bytes)), 200);
  return id;
}
const documentsOf = async (client, { record_type: type, record_id: id }) =>
  expectStatus(await client.get(`/documents?record_type=${type}&record_id=${id}`), 200).data;

onBothDatabases("a bucket holds files as a folder does", async (trial, database) => {
  const { s3, server, client, record } = await opened(trial, database);
  const bytes = Buffer.concat([smallPdf, Buffer.alloc(3_000_000, 7)]);
  const document = await upload(client, record, "Prüfung.pdf", bytes);
  assert.equal(document.newest.sha256, createHash("sha256").update(bytes).digest("hex"));
  const whole = await client.get(`/documents/${document.id}/content`);
  assert.equal(whole.status, 200);
  assert.ok(whole.bytes.equals(bytes));
  const part = await client.get(`/documents/${document.id}/content`, { headers: { range: "bytes=5-7" } });
  assert.deepEqual([part.status, part.headers["content-range"], part.bytes.toString()], [206, `bytes 5-7/${bytes.length}`, "1.7"]);
  assert.equal((await client.get(`/documents/${document.id}/content`, { headers: { range: "bytes=-2" } })).bytes.length, 2);
  assert.equal((await client.get(`/documents/${document.id}/content`, { headers: { range: "bytes=9999999-" } })).status, 416);
  const asked = s3.front.requests.length;
  assert.equal((await client.get(`/documents/${document.id}/content`, { headers: { "if-none-match": whole.headers.etag } })).status, 304);
  assert.equal(s3.front.requests.length, asked, "what the reader has is not fetched");

  const photo = await upload(client, record, "yard.png", png(600, 400));
  const small = await client.get(`/documents/${photo.id}/thumbnail`);
  assert.equal(small.headers["content-type"], "image/jpeg");
  assert.ok(small.bytes.length > 100);
  await upload(client, { document_id: photo.id }, "later.png", smallPng);
  assert.equal((await client.get(`/documents/${photo.id}/content?version=1`)).status, 200);
  assert.deepEqual(filesIn(join(server.data.folder, "files")), [], "nothing stays on this machine");
  expectStatus(await client.delete(`/documents/${document.id}`), 204);
  expectStatus(await client.get(`/documents/${document.id}/content`), 404);
});

test("what the storage does wrong is said, leaves nothing half, and is mended by trying again", async (trial) => {
  const place = await opened(trial);
  const { s3, client, record, server } = place;
  for (const [mode, status, code] of [["500", 503, "unavailable"], ["403", 503, "unavailable"], ["507", 503, "storage_full"],
    ["no answer", 503, "unavailable"], ["cut upload", 503, "unavailable"], ["no bucket", 503, "unavailable"]]) {
    const id = await begun(client, record, Buffer.concat([smallPdf, Buffer.alloc(200_000)]));
    s3.behave(mode);
    const before = await documentsOf(client, record);
    expectStatus(await client.post(`/uploads/${id}/finish`), status, code);
    assert.ok(s3.front.hit > 0, mode);
    assert.deepEqual(await documentsOf(client, record), before, mode);
    s3.behave();
    const document = expectStatus(await client.post(`/uploads/${id}/finish`), 201);
    assert.equal((await client.get(`/documents/${document.id}/content`)).bytes.length, smallPdf.length + 200_000, mode);
  }
  // Once is no trouble: it is tried again.
  const id = await begun(client, record, smallPdf);
  s3.behave("500", 1);
  const document = expectStatus(await client.post(`/uploads/${id}/finish`), 201);
  assert.equal(s3.front.hit, 1);
  for (const mode of ["500", "403", "no answer", "cut", "shorter", "no bucket"]) {
    s3.behave(mode);
    expectStatus(await client.get(`/documents/${document.id}/content`), 503, "unavailable");
    expectStatus(await client.get(`/documents/${document.id}/content`, { headers: { range: "bytes=1-4" } }), 503, "unavailable");
  }
  s3.behave();
  assert.ok((await client.get(`/documents/${document.id}/content`)).bytes.equals(smallPdf));
  assert.match(server.output, /AccessDenied/);
  assert.ok(!/S3RVER|Authorization|Signature/i.test(server.output), "no credential is logged");
});

test("a silent storage is given up, and others are served meanwhile", async (trial) => {
  const { s3, client, record } = await opened(trial);
  const document = await upload(client, record, "a.pdf", smallPdf);
  s3.behave("silence");
  const waiting = Array.from({ length: 7 }, () => client.get(`/documents/${document.id}/content`));
  const before = Date.now();
  expectStatus(await client.get("/me"), 200);
  assert.ok(Date.now() - before < 3000, "waiting for storage holds no worker");
  for (const answer of await Promise.all(waiting)) expectStatus(answer, 503, "unavailable");
}, { seconds: 90 });

test("killed while a file is on its way, it is there whole or not at all", async (trial) => {
  const { s3, sink, client, record, server } = await opened(trial);
  const id = await begun(client, record, smallPdf);
  s3.behave("silence");
  const finishing = client.post(`/uploads/${id}/finish`).catch(() => {});
  while (objects(s3) === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  await server.kill();
  await finishing;
  s3.behave();
  const next = await startServer(trial, { data: server.data, smtp: sink, ...s3.settings });
  client.server = next;
  assert.deepEqual(await documentsOf(client, record), []);
  const document = expectStatus(await client.post(`/uploads/${id}/finish`), 201);
  assert.ok((await client.get(`/documents/${document.id}/content`)).bytes.equals(smallPdf));
});

test("backup, fsck and doctor know of the bucket", async (trial) => {
  const place = await opened(trial);
  const { client, record, s3, server } = place;
  await upload(client, record, "yard.png", smallPng);
  const file = join(scratchFolder(trial), "copy.db");
  const saved = await ask(place, "backup", file, "--json");
  assert.equal(saved.code, 0, saved.stderr);
  assert.equal(JSON.parse(saved.stdout).holds_files, false);
  assert.match((await ask(place, "backup", `${file}2`)).stdout, /not in it: they stay in s3:\/\/photos\/house\//);
  assert.ok(!existsSync(`${file}.files`));
  const whole = await ask(place, "fsck");
  assert.equal(whole.code, 0, whole.stdout + whole.stderr);
  const doctor = await ask(place, "doctor");
  assert.match(doctor.stdout, /ok +files +s3:\/\/photos\/house\/ .* takes and gives back files/);

  const wrong = await command(["doctor", "--database", server.data.url, "--data-dir", server.data.folder, ...s3.settings.args],
    { env: { ...s3.settings.env, ASSETBUDDY_FILES_SECRET: "another" } });
  assert.equal(wrong.code, 1, wrong.stdout + wrong.stderr);
  assert.match(wrong.stdout, /broken +files +.*answered 403 SignatureDoesNotMatch; check --files/);
  const other = await startS3(trial);
  const lost = await command(["fsck", "--database", server.data.url, "--data-dir", server.data.folder, ...other.settings.args], { env: other.settings.env });
  assert.equal(lost.code, 1);
  assert.match(lost.stdout, /a document has its file/);
});

test("what makes no sense is refused at the start", async () => {
  for (const [url, words] of [
    ["s3://photos/house", /endpoint is missing/],
    ["s3://photos?endpoint=http://192.0.2.1", /must begin with https/],
    ["s3://p?endpoint=https://s3.example.org", /bucket's name/],
    ["s3://photos/a b?endpoint=https://s3.example.org", /s3:\/\/BUCKET/],
    ["s3://photos?endpoint=https://s3.example.org&colour=red", /colour is unknown/],
    ["https://s3.example.org/photos", /s3:\/\/BUCKET/],
    ["s3://photos?endpoint=https://s3.example.org", /access key is missing/],
  ]) {
    const refused = await command(["serve", "--listen", "127.0.0.1:0", "--files", url]);
    assert.equal(refused.code, 2, url);
    assert.match(refused.stderr, words);
  }
});
