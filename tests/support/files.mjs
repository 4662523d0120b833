// Files for tests, and how the API takes them.
import { randomBytes } from "node:crypto";
import { deflateSync } from "node:zlib";

import { expectStatus } from "./story.mjs";

/** As PNG wants it (ISO 3309); Node.js has one of its own from 20.15 on, Debian 12 brings 18. */
function crc32(bytes) {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

/** A PNG of one colour, or one that `row` answers each line of (3 bytes a pixel). */
export function png(width, height, row = () => Buffer.alloc(width * 3, 90)) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const lines = Array.from({ length: height }, () => Buffer.concat([Buffer.from([0]), row()]));
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", head),
    chunk("IDAT", deflateSync(Buffer.concat(lines))), chunk("IEND", Buffer.alloc(0))]);
}
export const smallPng = png(64, 48);
/** As large as a photo: nothing of it can be made smaller. */
export const largePng = () => png(1200, 900, () => randomBytes(1200 * 3));
export const smallPdf = Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n");

export const octets = (body) => ({ body, type: "application/octet-stream" });

/** Begins, sends and finishes; answers the document. */
export async function upload(client, record, name, bytes) {
  const begun = expectStatus(await client.post("/uploads", { ...record, file_name: name, size: bytes.length }), 201);
  expectStatus(await client.put(`/uploads/${begun.id}?offset=0`, undefined, octets(bytes)), 200);
  return expectStatus(await client.post(`/uploads/${begun.id}/finish`), 201);
}

/** A form as a browser sends one with a file in it. */
export function multipart(fields, file) {
  const boundary = "----a-boundary-of-a-test";
  const parts = Object.entries(fields).map(([name, value]) =>
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`));
  parts.push(Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${file.name}"\r\nContent-Type: application/octet-stream\r\n\r\n`),
    file.bytes, Buffer.from(`\r\n--${boundary}--\r\n`));
  return { body: Buffer.concat(parts), type: `multipart/form-data; boundary=${boundary}` };
}
