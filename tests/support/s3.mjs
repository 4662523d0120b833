// Storage that speaks S3, and a way to it that misbehaves when told to.
import { createHash, createHmac } from "node:crypto";
import { createServer, request as forward } from "node:http";
import { createRequire } from "node:module";

import { scratchFolder } from "./server.mjs";

const S3rver = createRequire(import.meta.url)("s3rver");

const keyId = "S3RVER";
const secret = "S3RVER";
const hmac = (key, text) => createHmac("sha256", key).update(text).digest();

/** Whether the request is signed as Signature Version 4 wants it; the storage behind does not look. */
function isSigned({ method, url, headers }) {
  const parts = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(headers.authorization ?? "");
  if (!parts || parts[1] !== keyId) return false;
  const [, , day, region, names, signature] = parts;
  const [path, query = ""] = url.split("?");
  const canonical = [
    method,
    path,
    query.split("&").filter(Boolean).map((each) => (each.includes("=") ? each : `${each}=`)).sort().join("&"),
    ...names.split(";").map((name) => `${name}:${headers[name].trim()}`),
    "",
    names,
    headers["x-amz-content-sha256"],
  ].join("\n");
  const scope = `${day}/${region}/s3/aws4_request`;
  const text = ["AWS4-HMAC-SHA256", headers["x-amz-date"], scope, createHash("sha256").update(canonical).digest("hex")].join("\n");
  const key = ["s3", "aws4_request"].reduce(hmac, hmac(hmac(`AWS4${secret}`, day), region));
  return hmac(key, text).toString("hex") === signature;
}

/** What goes wrong between the program and the storage; each gets the request and the answer. */
const misdeeds = {
  "500": (request, answer) => request.resume().on("end", () => answer.writeHead(500).end("<Error><Code>InternalError</Code></Error>")),
  "403": (request, answer) => request.resume().on("end", () => answer.writeHead(403).end("<Error><Code>AccessDenied</Code></Error>")),
  "507": (request, answer) => request.resume().on("end", () => answer.writeHead(507).end("<Error><Code>XMinioStorageFull</Code></Error>")),
  "no answer": (request) => request.socket.destroy(),
  "silence": (request) => request.resume(),
  "cut upload": (request) => request.once("data", () => request.socket.destroy()),
  "cut": (request, answer) => {
    request.resume();
    answer.writeHead(200, { "content-length": 100_000 });
    answer.write(Buffer.alloc(500), () => request.socket.destroy());
  },
  "shorter": (request, answer) => {
    request.resume();
    answer.writeHead(request.headers.range ? 206 : 200, { "content-length": 3 }).end("abc");
  },
  "no bucket": (request, answer) => request.resume().on("end", () => answer.writeHead(404).end("<Error><Code>NoSuchBucket</Code></Error>")),
};

/**
 * A bucket of its own and the way to it. `front.mode` names a misdeed, or is empty; `front.times` is how often it
 * happens; `front.hit` counts. `settings` starts a server on it.
 */
export async function startS3(trial, { bucket = "photos", prefix = "house" } = {}) {
  const storage = new S3rver({ address: "127.0.0.1", port: 0, silent: true, directory: scratchFolder(trial), configureBuckets: [{ name: bucket }] });
  const { port: behind } = await storage.run();
  const front = { mode: "", times: Infinity, hit: 0, requests: [] };
  const server = createServer((request, answer) => {
    front.requests.push(`${request.method} ${request.url}`);
    request.on("error", () => {});
    if (front.mode && front.times > 0) {
      front.times -= 1;
      front.hit += 1;
      return misdeeds[front.mode](request, answer);
    }
    if (!isSigned(request)) return request.resume().on("end", () => answer.writeHead(403).end("<Error><Code>SignatureDoesNotMatch</Code></Error>"));
    const onward = forward({ host: "127.0.0.1", port: behind, path: request.url, method: request.method, headers: request.headers }, (response) => {
      answer.writeHead(response.statusCode, response.headers);
      response.pipe(answer);
    });
    onward.on("error", () => request.socket.destroy());
    return request.pipe(onward);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  trial.after(async () => {
    server.closeAllConnections?.();
    server.close();
    await storage.close();
  });
  const url = `s3://${bucket}/${prefix}?endpoint=http://127.0.0.1:${server.address().port}&region=eu-west-2`;
  return {
    front,
    url,
    settings: { args: ["--files", url], env: { ASSETBUDDY_FILES_KEY_ID: keyId, ASSETBUDDY_FILES_SECRET: secret } },
    behave(mode = "", times = Infinity) {
      Object.assign(front, { mode, times, hit: 0 });
    },
  };
}
