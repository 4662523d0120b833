// Photos and documents against the running program (DOC-1).
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";

import { multipart, octets, png, smallPdf, smallPng, upload } from "../support/files.mjs";
import { startSink } from "../support/mail.mjs";
import { command, scratchFolder, startServer } from "../support/server.mjs";
import { expectStatus, found } from "../support/story.mjs";
import { onBothDatabases, test } from "../support/test.mjs";

const filesIn = (folder) => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile()).map((each) => each.name);

async function opened(trial, database) {
  const sink = await startSink(trial);
  const server = await startServer(trial, { database, smtp: sink });
  const { client } = await found(server, sink);
  const site = expectStatus(await client.post("/sites", { name: "Harbour Yard" }), 201);
  return { sink, server, client, record: { record_type: "site", record_id: site.id } };
}

onBothDatabases("a file arrives in pieces, is listed, downloaded in ranges, replaced and deleted", async (trial, database) => {
  const { client, record } = await opened(trial, database);
  const bytes = Buffer.concat([smallPdf, Buffer.alloc(300_000, 7)]);
  const begun = expectStatus(await client.post("/uploads", { ...record, file_name: "Prüfung.html", size: bytes.length, name: "Examination", expires_on: "2027-03-31" }), 201);
  expectStatus(await client.put(`/uploads/${begun.id}?offset=0`, undefined, octets(bytes.subarray(0, 200_000))), 200);
  const again = expectStatus(await client.put(`/uploads/${begun.id}?offset=0`, undefined, octets(bytes.subarray(0, 200_000))), 409, "wrong_offset");
  assert.equal(again.offset, 200_000, "where to go on");
  expectStatus(await client.post(`/uploads/${begun.id}/finish`), 409, "wrong_offset");
  expectStatus(await client.put(`/uploads/${begun.id}?offset=200000`, {}), 415);
  expectStatus(await client.put(`/uploads/${begun.id}?offset=200000`, undefined, octets(bytes.subarray(200_000))), 200);
  const document = expectStatus(await client.post(`/uploads/${begun.id}/finish`), 201);
  assert.equal(document.newest.media_type, "application/pdf");
  assert.equal(document.newest.sha256, createHash("sha256").update(bytes).digest("hex"));
  assert.equal(expectStatus(await client.post(`/uploads/${begun.id}/finish`), 201).id, document.id);
  assert.deepEqual(expectStatus(await client.get(`/documents?record_type=site&record_id=${record.record_id}`), 200).data.map(({ name }) => name), ["Examination"]);

  const whole = await client.get(`/documents/${document.id}/content`);
  assert.equal(whole.status, 200);
  assert.ok(whole.bytes.equals(bytes));
  assert.equal(whole.headers["content-disposition"], "attachment; filename=\"Pr__fung.html.pdf\"; filename*=UTF-8''Pr%C3%BCfung.html.pdf");
  assert.equal(whole.headers["x-content-type-options"], "nosniff");
  assert.match(whole.headers["content-security-policy"], /sandbox/);
  assert.match(whole.headers["cache-control"], /no-store/);
  const part = await client.get(`/documents/${document.id}/content`, { headers: { range: "bytes=5-7", "if-range": whole.headers.etag } });
  assert.deepEqual([part.status, part.headers["content-range"], part.bytes.toString()], [206, `bytes 5-7/${bytes.length}`, "1.7"]);
  const beyond = await client.get(`/documents/${document.id}/content`, { headers: { range: "bytes=9999999-" } });
  assert.deepEqual([beyond.status, beyond.headers["content-range"]], [416, `bytes */${bytes.length}`]);
  assert.equal((await client.get(`/documents/${document.id}/content`, { headers: { "if-none-match": whole.headers.etag } })).status, 304);
  expectStatus(await client.get(`/documents/${document.id}/thumbnail`), 404);

  await upload(client, { document_id: document.id }, "later.pdf", smallPdf);
  const shown = await client.get(`/documents/${document.id}`);
  assert.deepEqual(shown.body.versions.map(({ number }) => number), [2, 1]);
  assert.ok((await client.get(`/documents/${document.id}/content?version=1`)).bytes.equals(bytes));
  expectStatus(await client.patch(`/documents/${document.id}`, { name: "Crane" }, { headers: { "if-match": '"1"' } }), 412);
  expectStatus(await client.patch(`/documents/${document.id}`, { name: "Crane", expires_on: null }, { headers: { "if-match": shown.headers.etag } }), 200);
  expectStatus(await client.delete(`/documents/${document.id}`), 204);
  expectStatus(await client.get(`/documents/${document.id}/content`), 404);
});

test("hostile files are refused with words, and leave nothing behind", async (trial) => {
  const { server, client, record } = await opened(trial, "sqlite");
  const bomb = png(2, 2);
  bomb.writeUInt32BE(50_000, 16);
  bomb.writeUInt32BE(50_000, 20);
  const photo = png(300, 300);
  for (const [bytes, code] of [
    [Buffer.from("<!DOCTYPE html><script>alert(1)</script>"), "unsupported_type"],
    [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), "unsupported_type"],
    [Buffer.from(`GIF89a/*${"\0".repeat(30)}*/=alert(1)`), "unsupported_type"],
    [Buffer.concat([Buffer.from("PK\x03\x04"), Buffer.alloc(60)]), "unsupported_type"],
    [photo.subarray(0, photo.length / 2), "damaged"],
    [bomb, "damaged too_many_pixels"],
  ]) {
    const begun = expectStatus(await client.post("/uploads", { ...record, file_name: "photo.jpg", size: bytes.length }), 201);
    expectStatus(await client.put(`/uploads/${begun.id}?offset=0`, undefined, octets(bytes)), 200);
    const refused = expectStatus(await client.post(`/uploads/${begun.id}/finish`), 422, "invalid");
    assert.ok(code.includes(refused.errors[0].code), `${refused.errors[0].code} instead of ${code}`);
    expectStatus(await client.delete(`/uploads/${begun.id}`), 204);
  }
  assert.deepEqual(filesIn(join(server.data.folder, "files")), []);
  for (const value of [{ file_name: "a.pdf", size: 0 }, { file_name: "a.pdf", size: 52_428_801 }])
    expectStatus(await client.post("/uploads", { ...record, ...value }), 422);
  const begun = expectStatus(await client.post("/uploads", { ...record, file_name: "a.pdf", size: 9 }), 201);
  expectStatus(await client.put(`/uploads/${begun.id}?offset=0`, undefined, octets(Buffer.alloc(10))), 422);
  expectStatus(await client.put(`/uploads/${begun.id}?offset=0`, undefined, octets(Buffer.alloc(9 * 1024 * 1024))), 413);
});

test("a form without script adds a photo; one from another site does not", async (trial) => {
  const { server, client, record } = await opened(trial, "sqlite");
  const page = await client.send("GET", `/documents?record_type=site&record_id=${record.record_id}`);
  assert.equal(page.status, 200);
  const token = /name="form_token" value="([^"]+)"/.exec(page.text)[1];
  const photo = png(1200, 900);
  const padded = Buffer.concat([photo, Buffer.alloc(12 * 1024 * 1024)]); // far more than a body held in memory
  const sent = await client.send("POST", "/documents", multipart({ form_token: token, ...record, name: "", expires_on: "" }, { name: "yard.png", bytes: padded }));
  assert.equal(sent.status, 303, sent.text.slice(0, 2000));
  const [document] = expectStatus(await client.get(`/documents?record_type=site&record_id=${record.record_id}`), 200).data;
  assert.ok(document.newest.size < photo.length * 4, "made anew: what hung on behind is gone");
  const small = await client.get(`/documents/${document.id}/thumbnail`);
  assert.equal(small.headers["content-type"], "image/jpeg");
  const html = await client.send("POST", "/documents", multipart({ form_token: token, ...record, name: "", expires_on: "" }, { name: "x.jpg", bytes: Buffer.from("<html>") }));
  assert.equal(html.status, 422);
  assert.match(html.text, /Files of this kind are not taken/);
  const forged = await client.send("POST", "/documents", multipart({ form_token: "x", ...record }, { name: "yard.png", bytes: smallPng }));
  assert.equal(forged.status, 403);
  const huge = await client.send("POST", "/documents", multipart({ form_token: token, ...record }, { name: "a.png", bytes: Buffer.alloc(27 * 1024 * 1024) })).catch((fault) => fault);
  assert.ok(huge.status === 413 || /ECONNRESET|EPIPE/.test(huge.code), "too large for one form");
  assert.deepEqual(filesIn(join(server.data.folder, "files", "incoming")), []);
});

test("files survive a kill, and a backup carries them", async (trial) => {
  const { sink, server, client, record } = await opened(trial, "sqlite");
  const kept = await upload(client, record, "yard.png", smallPng);
  const begun = expectStatus(await client.post("/uploads", { ...record, file_name: "a.pdf", size: smallPdf.length }), 201);
  expectStatus(await client.put(`/uploads/${begun.id}?offset=0`, undefined, octets(smallPdf.subarray(0, 9))), 200);
  await server.kill();
  const next = await startServer(trial, { data: server.data, smtp: sink });
  client.server = next;
  assert.equal(expectStatus(await client.get(`/uploads/${begun.id}`), 200).offset, 9, "what was answered is there");
  expectStatus(await client.put(`/uploads/${begun.id}?offset=9`, undefined, octets(smallPdf.subarray(9))), 200);
  expectStatus(await client.post(`/uploads/${begun.id}/finish`), 201);
  const before = await client.get(`/documents/${kept.id}/content`);

  const folder = scratchFolder(trial);
  const file = join(folder, "copy.db");
  assert.equal((await command(["backup", file, "--database", next.data.url, "--data-dir", next.data.folder])).code, 0);
  assert.equal(filesIn(`${file}.files`).length, 3, "the photo, its small picture, the document");
  const elsewhere = join(folder, "elsewhere");
  assert.equal((await command(["restore", file, "--database", `sqlite:${join(elsewhere, "assetbuddy.db")}`, "--data-dir", elsewhere, "--key-file", join(next.data.folder, "key")])).code, 0);
  assert.deepEqual(filesIn(join(elsewhere, "files")).sort(), filesIn(`${file}.files`).sort());
  const whole = await command(["fsck", "--database", `sqlite:${join(elsewhere, "assetbuddy.db")}`, "--data-dir", elsewhere, "--key-file", join(next.data.folder, "key")]);
  assert.equal(whole.code, 0, whole.stdout + whole.stderr);
  assert.equal(before.status, 200);
});
