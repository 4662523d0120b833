// Speaks HTTP to the server as a browser's fetch from its own pages would: keeps cookies, says where it comes from.
import { Agent, request } from "node:http";

import { checkAnswer } from "./description.mjs";

class CookieJar {
  #cookies = new Map();

  take(lines = []) {
    for (const line of lines) {
      const [pair, ...attributes] = line.split(";").map((part) => part.trim());
      const name = pair.slice(0, pair.indexOf("="));
      const ended = attributes.some((attribute) => /^max-age=0$/i.test(attribute));
      if (ended) this.#cookies.delete(name);
      else this.#cookies.set(name, pair.slice(pair.indexOf("=") + 1));
    }
  }

  get(name) {
    return this.#cookies.get(name);
  }

  header() {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }
}

export class Client {
  /** `server` is one of startServer. */
  constructor(server) {
    this.server = server;
    this.cookies = new CookieJar();
    this.agent = new Agent({ keepAlive: true, maxSockets: 8 });
  }

  /** One request by path, whose answer must be one that api/openapi.yaml promises; answers { status, headers, text, bytes, body } with `body` parsed where it is JSON. */
  async send(method, path, { body, type, headers = {} } = {}) {
    const bytes = body === undefined ? undefined : Buffer.from(body);
    const sent = {
      host: `127.0.0.1:${this.server.port}`,
      ...(this.cookies.header() && { cookie: this.cookies.header() }),
      ...(method !== "GET" && { origin: this.server.baseUrl, "sec-fetch-site": "same-origin" }),
      ...(type && { "content-type": type }),
      ...(bytes && { "content-length": bytes.length }),
      ...(!bytes && method !== "GET" && { "content-length": 0 }),
      ...headers,
    };
    for (const name of Object.keys(sent)) if (sent[name] === undefined) delete sent[name];
    const answer = await new Promise((resolve, reject) => {
      const asked = request({ host: "127.0.0.1", port: this.server.port, method, path, headers: sent, agent: this.agent });
      asked.on("error", reject);
      asked.on("response", (response) => {
        const chunks = [];
        response.on("data", (chunk) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, text: Buffer.concat(chunks).toString(), bytes: Buffer.concat(chunks) }));
      });
      asked.end(bytes);
    });
    this.cookies.take(answer.headers["set-cookie"]);
    if (method !== "HEAD" && /json/.test(answer.headers["content-type"] ?? "")) answer.body = JSON.parse(answer.text);
    checkAnswer(method, path, answer);
    return answer;
  }

  get(path, options) {
    return this.send("GET", `/api/v1${path}`, options);
  }
  post(path, value, options) {
    return this.#write("POST", path, value, options);
  }
  put(path, value, options) {
    return this.#write("PUT", path, value, options);
  }
  patch(path, value, options) {
    return this.#write("PATCH", path, value, options);
  }
  delete(path, options) {
    return this.#write("DELETE", path, undefined, options);
  }

  #write(method, path, value, options = {}) {
    const content = value === undefined ? {} : { body: JSON.stringify(value), type: "application/json" };
    return this.send(method, `/api/v1${path}`, { ...content, ...options });
  }
}
