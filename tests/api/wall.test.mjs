// EXT-2, the wall: somebody from outside walks to every address there is, with everything that is not theirs, and learns
// nothing: no word of it in any answer, and no answer that differs from that about what does not exist.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { description } from "../support/description.mjs";
import { startSink } from "../support/mail.mjs";
import { command, startServer } from "../support/server.mjs";
import { expectStatus } from "../support/story.mjs";
import { onBothDatabases, test } from "../support/test.mjs";
import { scene, session, word } from "../support/wall.mjs";
import { lines } from "../support/wall_lines.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");

/** As the program's own ids are, of this moment. */
function unknownId() {
  const time = Date.now().toString(16).padStart(12, "0");
  const rest = randomBytes(10).toString("hex");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${rest.slice(1, 4)}-8${rest.slice(5, 8)}-${rest.slice(8, 20)}`;
}

// What differs between any two answers.
const fleeting = new Set(["date", "x-request-id", "set-cookie", "connection", "keep-alive"]);

function told({ status, headers, bytes }) {
  const shown = Object.entries(headers).filter(([name]) => !fleeting.has(name)).map(([name, value]) => `${name}: ${value}`);
  return `${status}\n${shown.sort().join("\n")}\n\n${bytes.toString("latin1")}`;
}

/** The same without what was asked for and what is made anew for every answer. */
function plain(answer, asked) {
  let text = told(answer).replace(/name="form_token" value="[^"]*"/g, "").replace(/\b[0-9a-f]{32}\b/g, "");
  if (asked) text = text.replaceAll(asked, "ASKED");
  return text;
}

class Walk {
  faults = [];
  asked = 0;

  constructor(server, stage) {
    this.server = server;
    this.stage = stage;
    this.client = stage.client;
  }

  async begin() {
    const page = await this.client.send("GET", "/profile");
    this.token = /name="form_token" value="([^"]*)"/.exec(page.text)[1];
  }

  /** Hidden values of a placeholder, each with one of its kind that does not exist. */
  pairs(kind, template) {
    const { hidden, yard } = this.stage;
    const values = kind === "word" ? [...hidden.words] : [...(hidden.ids[kind] ?? [])];
    if (template.includes("/sites/{site}")) values.push(yard); // lists may be narrowed to it, its page is not theirs
    return values.map((value) => [value, kind === "word" ? "zqzzzz".padEnd(value.length, "z").slice(0, value.length) : unknownId()]);
  }

  async ask(method, target, body, headers = {}, client = this.client) {
    this.asked += 1;
    const isCall = target.startsWith("/api/");
    if (method === "GET" || method === "HEAD") return client.send(method, target, { headers });
    if (isCall) return client.send(method, target, { body: body || "{}", type: "application/json", headers });
    const fields = `form_token=${encodeURIComponent(this.token)}${body ? `&${body}` : ""}`;
    return client.send(method, target, { body: fields, type: "application/x-www-form-urlencoded", headers });
  }

  /** No word and no id of what is hidden, but what was asked for. */
  look(name, answer, asked) {
    const text = plain(answer).toLowerCase(); // what is drawn by lot spells any word now and then
    for (const each of this.stage.hidden.all())
      if (each !== asked && text.includes(each.toLowerCase())) this.faults.push(`${name} tells ${each}`);
    if (answer.status >= 500) this.faults.push(`${name} answers ${answer.status}`);
  }

  async compare(method, template, body, kind, headers) {
    for (const [value, unknown] of this.pairs(kind, template)) {
      const put = (text, what) => text.replaceAll(`{${kind}}`, what);
      const own = { ...headers };
      if (this.stage.tags[value] && headers) own["if-none-match"] = this.stage.tags[value];
      const [one, other] = [await this.ask(method, put(template, value), put(body, value), own), await this.ask(method, put(template, unknown), put(body, unknown), own)];
      const name = `${method} ${put(template, value)}${headers ? ` ${JSON.stringify(own)}` : ""}`;
      this.look(name, one, value);
      if (plain(one, value) !== plain(other, unknown)) this.faults.push(`${name}: ${kind} ${value} is told from one that does not exist:\n${plain(one, value).slice(0, 1500)}\n--- and\n${plain(other, unknown).slice(0, 1500)}`);
    }
  }

  /** One address with one query, whatever stands in it. */
  async step({ how, method, pattern }, query, body) {
    const template = pattern.replace("{id}", `{${how}}`).replace("{token}", "A".repeat(43)).replace("{role}", "supervisor").replace("{file}", "app.css") + query;
    const kinds = new Set([...`${template} ${body}`.matchAll(/\{([a-z_]+)\}/g)].map(([, kind]) => kind));
    assert.ok(kinds.size <= 1, `${template}: one thing at a time`);
    for (const kind of kinds) {
      await this.compare(method, template, body, kind);
      if (method === "GET" && pattern.includes("{id}")) await this.compare("HEAD", template, body, kind);
      if (how === "document" && method === "GET") await this.compare(method, template, body, kind, { range: "bytes=0-4" });
    }
    if (kinds.size === 0) this.look(`${method} ${template}`, await this.ask(method, template, body));
    // What is theirs tells nothing of the rest.
    const own = this.stage.mine.ids[how];
    if (own && method === "GET") for (const id of own) this.look(`${method} ${pattern} of their own`, await this.ask(method, template.replaceAll(`{${how}}`, id), body));
  }

  async all(methods) {
    const wanted = lines.filter(({ method }) => methods.includes(method));
    for (const line of wanted.filter(({ how }) => how !== "apart"))
      for (const query of ["", ...line.queries]) await this.step(line, query, line.body);
    for (const line of wanted.filter(({ how }) => how === "apart")) {
      const client = await session(this.server, this.stage.email);
      this.look(`${line.method} ${line.pattern}`, await this.ask(line.method, line.pattern, line.body, {}, client));
    }
    this.client = await session(this.server, this.stage.email);
  }
}

test("every address of the program has its line in the walk, and every line its address", async () => {
  const printed = (await command(["openapi"])).stdout;
  const calls = Object.entries(description.paths).flatMap(([path, methods]) => Object.keys(methods).filter((method) => ["get", "post", "put", "patch", "delete"].includes(method)).map((method) => `${method.toUpperCase()} /api/v1${path}`));
  assert.equal(printed, readFileSync(join(root, "api/openapi.yaml"), "utf8"), "the description is the program's own");
  const table = readFileSync(join(root, "src/server/routes.cpp"), "utf8");
  const routes = [...table.matchAll(/\{Method::(\w+),\s*"([^"]+)"/g)].map(([, method, path]) => `${method.toUpperCase().replace("DEL", "DELETE")} ${path}`);
  const wanted = new Set([...calls, ...routes, "GET /", "GET /healthz", "GET /readyz", "GET /metrics"]);
  const walked = lines.map(({ method, pattern }) => `${method} ${pattern}`);
  assert.deepEqual([...wanted].filter((each) => !walked.includes(each)), [], "needs a line in tests/support/wall_lines.mjs");
  assert.deepEqual(walked.filter((each) => !wanted.has(each)), [], "no such address");
  assert.equal(new Set(walked).size, walked.length, "one line each");
});

for (const role of ["contractor", "supervisor"])
  onBothDatabases(`nobody from outside learns of what is not theirs: ${role}`, async (trial, database) => {
    const sink = await startSink(trial);
    const server = await startServer(trial, { database, smtp: sink });
    const stage = await scene(server, sink, role);
    const walk = new Walk(server, stage);
    const words = stage.mine.words;
    const seen = await stage.client.get(`/defects/${stage.now}`);
    assert.ok(seen.text.includes(words.find((each) => seen.text.includes(each))), "theirs is there");
    assert.equal(expectStatus(await stage.client.get("/defects?total=true"), 200).total, 1);
    assert.equal(expectStatus(await stage.client.get("/assets?total=true"), 200).total, 1);
    expectStatus(await stage.replay(), 404, "not_found");
    await walk.begin();
    await walk.all(["GET", "POST", "PUT", "PATCH", "DELETE"]);
    for (const mail of sink.mailsTo(stage.email)) {
      const text = JSON.stringify(mail);
      // The mail that gave them what was theirs left when it was.
      if (/was given to you|was rejected/.test(text)) continue;
      for (const each of stage.hidden.words) if (text.includes(each)) walk.faults.push(`a mail tells ${each}`);
    }
    assert.equal(walk.faults.join("\n"), "");
    assert.ok(walk.asked > 1500, `only ${walk.asked} questions`);

    // Taken away: gone at the very next request, everywhere.
    expectStatus(await stage.owner.client.post(`/defects/${stage.now}/assign`, { user_id: null }), 200);
    expectStatus(await walk.client.get(`/defects/${stage.now}`), 404, "not_found");
    stage.hidden.add(stage.mine);
    stage.mine.ids = {};
    await walk.begin();
    await walk.all(["GET"]);
    assert.equal(expectStatus(await walk.client.get("/defects?total=true"), 200).total, 0);
    assert.equal(expectStatus(await walk.client.get("/assets?total=true"), 200).total, 0);
    assert.deepEqual(expectStatus(await walk.client.get("/notifications"), 200).data.filter(({ kind }) => kind.startsWith("defect")), []);
    assert.equal(walk.faults.join("\n"), "");
  }, { seconds: 240 });
