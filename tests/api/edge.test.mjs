// What every answer has, whoever asks (R-WEB-1, R-WEB-2, R-HTTP-2, R-API-1, R-API-2).
import assert from "node:assert/strict";

import { Client } from "../support/api.mjs";
import { startServer } from "../support/server.mjs";
import { test } from "../support/test.mjs";

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
  "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'";

test("pages carry the policy, refusals too", async (trial) => {
  const client = new Client(await startServer(trial));
  for (const path of ["/", "/sign-in", "/sign-up", "/forgot-password", "/nowhere", "/users/x.css"]) {
    const { status, headers } = await client.send("GET", path);
    assert.ok(status < 500, path);
    if (!/text\/html/.test(headers["content-type"] ?? "")) continue;
    assert.equal(headers["content-security-policy"], policy, path);
    assert.equal(headers["x-content-type-options"], "nosniff", path);
    assert.equal(headers["cross-origin-opener-policy"], "same-origin", path);
    assert.match(headers["content-type"], /charset=utf-8/i, path);
    assert.equal(headers["server"], undefined);
    assert.ok(headers["date"]);
  }
});

test("what does not exist, in either language", async (trial) => {
  const client = new Client(await startServer(trial));
  const page = await client.send("GET", "/nowhere", { headers: { accept: "text/html" } });
  assert.equal(page.status, 404);
  assert.match(page.text, /<h1/);
  const call = await client.get("/nowhere");
  assert.equal(call.status, 404);
  assert.equal(call.body.code, "not_found");
  const wrong = await client.delete("/organisations");
  assert.equal(wrong.status, 405);
  assert.match(wrong.headers.allow, /POST/);
  const protectedCall = await client.get("/me");
  assert.equal(protectedCall.status, 401);
  assert.ok(protectedCall.headers["www-authenticate"]);
});

test("only the host of the base URL is served", async (trial) => {
  const client = new Client(await startServer(trial));
  for (const host of ["localhost", "127.0.0.1:9999", "[::1]", "LOCALHOST"])
    assert.equal((await client.send("GET", "/healthz", { headers: { host } })).status, 200, host);
  for (const host of ["evil.example", "localhost.evil.example", "localhost:x"])
    assert.equal((await client.send("GET", "/sign-in", { headers: { host } })).status, 400, host);
});

test("styles and scripts are cached for ever by their hash, and small", async (trial) => {
  const client = new Client(await startServer(trial));
  const page = await client.send("GET", "/sign-in");
  const assets = [...page.text.matchAll(/(?:href|src)="(\/static\/[^"]+)"/g)].map(([, path]) => path);
  assert.ok(assets.length >= 2, page.text.slice(0, 500));
  for (const path of assets) {
    const { status, headers } = await client.send("GET", path, { headers: { "accept-encoding": "br" } });
    assert.equal(status, 200, path);
    assert.match(headers["cache-control"], /immutable/, path);
    assert.equal(headers["x-content-type-options"], "nosniff", path);
  }
});

test("metrics for the machine itself alone", async (trial) => {
  const server = await startServer(trial);
  const client = new Client(server);
  assert.equal((await client.send("GET", "/metrics")).status, 200);
  const forwarded = await client.send("GET", "/metrics", { headers: { "x-forwarded-for": "203.0.113.9" } });
  assert.ok([401, 403, 404].includes(forwarded.status));
});
