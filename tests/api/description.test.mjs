// The judge of answers judges: each of these is a lie that it must notice.
import assert from "node:assert/strict";

import { checkAnswer } from "../support/description.mjs";
import { test } from "../support/test.mjs";

const json = { "content-type": "application/json" };
const site = { id: "01936c1e-7a10-7cc4-8d56-0a1b2c3d4e5f", name: "Yard" };
const organisation = { ...site, invitation_lifetime_days: 7, time_zone: "Europe/London" };
const answer = (status, body, headers = json) => ({ status, headers, body, text: body === undefined ? "" : JSON.stringify(body) });

test("an answer that the description does not promise is noticed", async () => {
  const lies = [
    ["an undescribed success", "POST", "/api/v1/sites/1/explode", answer(200, {})],
    ["an undescribed status", "GET", "/api/v1/me", answer(206, {})],
    ["a member nobody described", "POST", "/api/v1/invitations/inspect", answer(200, { ...organisation, token_hash: "x" })],
    ["a member that is missing", "GET", "/api/v1/me", answer(200, { organisation: site })],
    ["a body where none is described", "DELETE", "/api/v1/session", answer(204, { ok: true })],
    ["another media type", "GET", "/api/v1/me", answer(200, {}, { "content-type": "text/html" })],
    ["a refusal that is no problem", "GET", "/api/v1/me", answer(401, { error: "no" }, { "content-type": "application/problem+json" })],
  ];
  for (const [what, method, path, lie] of lies) assert.throws(() => checkAnswer(method, path, lie), undefined, what);
});

test("what the description promises passes", async () => {
  checkAnswer("DELETE", "/api/v1/session", answer(204));
  const problem = { type: "about:blank", title: "Sign in", status: 401, code: "sign_in_required", retry_after: 3 };
  checkAnswer("GET", "/api/v1/me?x=1", answer(401, problem, { "content-type": "application/problem+json; charset=utf-8" }));
  checkAnswer("GET", "/users", answer(200, undefined, { "content-type": "text/html" })); // pages are not its business
});
