// Starts the program itself, on either database, in a folder of its own.
import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

export const program =
  process.env.ASSETBUDDY_BINARY ?? join(dirname(fileURLToPath(import.meta.url)), "../../build/release/assetbuddy");

// Options of whoever runs the tests must not reach the program.
const plainEnvironment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("ASSETBUDDY_")));

const run = promisify(execFile);

export function scratchFolder(trial) {
  const folder = mkdtempSync(join(tmpdir(), "assetbuddy-"));
  trial.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs SQL as the tests' role; answers the lines psql prints, columns parted by `|`. */
export async function askPostgres(url, sql) {
  const { stdout } = await run("psql", ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", url, "-c", sql]);
  return stdout.split("\n").filter((line) => line !== "");
}

async function freshPostgres(trial) {
  const server = process.env.ASSETBUDDY_TEST_POSTGRES;
  if (!server) throw new Error("ASSETBUDDY_TEST_POSTGRES is not set: ./dev test starts a PostgreSQL and sets it");
  const name = `ab_process_${randomBytes(6).toString("hex")}`;
  await askPostgres(server, `CREATE DATABASE ${name}`);
  trial.after(() => askPostgres(server, `DROP DATABASE ${name} WITH (FORCE)`));
  return server.replace(/^(postgresql:\/\/[^/]*\/)[^?]*/, `$1${name}`);
}

/** A place for data and an empty database: { folder, url }. */
export async function freshDatabase(trial, database) {
  const folder = scratchFolder(trial);
  const url = database === "postgresql" ? await freshPostgres(trial) : `sqlite:${join(folder, "assetbuddy.db")}`;
  return { folder, url };
}

/** Runs one command of the program to its end: { code, stdout, stderr }. */
export async function command(args, { env = {}, cwd, seconds = 30 } = {}) {
  const child = spawn(program, args, { env: { ...plainEnvironment, ...env }, cwd, stdio: ["ignore", "pipe", "pipe"] });
  const output = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"]) child[stream].on("data", (bytes) => (output[stream] += bytes));
  const timer = setTimeout(() => child.kill("SIGKILL"), seconds * 1000);
  const code = await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status, signal) => resolve(signal ?? status));
  });
  clearTimeout(timer);
  return { code, ...output };
}

/** A running server. `address` is where it listens, `baseUrl` what its mails link to. */
class Server {
  constructor(child, data) {
    this.child = child;
    this.data = data;
    this.output = "";
    this.ended = new Promise((resolve) => child.on("close", (code, signal) => resolve(signal ?? code)));
    child.on("error", (fault) => (this.output += fault));
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes) => (this.output += bytes));
  }

  async ready(seconds) {
    const deadline = Date.now() + seconds * 1000;
    let over = false;
    this.ended.then(() => (over = true));
    for (;;) {
      const line = /^listening on (http:\/\/\S+)/m.exec(this.output);
      if (line) {
        this.address = line[1];
        this.port = Number(new URL(this.address).port);
        this.baseUrl = `http://localhost:${this.port}`;
        return this;
      }
      if (over || Date.now() > deadline) throw new Error(`the server did not start:\n${this.output}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** Waits until it has said something of this pattern; its log comes by a thread of its own, after what it prints. */
  async says(pattern, seconds = 5) {
    for (const deadline = Date.now() + seconds * 1000; !pattern.test(this.output) && Date.now() < deadline; )
      await new Promise((resolve) => setTimeout(resolve, 10));
    return this.output;
  }

  /** Asks it to stop; answers its exit code. */
  async stop() {
    this.child.kill("SIGTERM");
    return this.ended;
  }

  async kill() {
    this.child.kill("SIGKILL");
    return this.ended;
  }
}

/**
 * Starts `assetbuddy serve` on a port of its own. `data` is what freshDatabase answered (made here when left out); `smtp` a
 * mail server of startSink; `args` further options.
 */
export async function startServer(trial, { database = "sqlite", data, smtp, signUp = "open", args = [], env = {}, seconds = 20 } = {}) {
  const place = data ?? (await freshDatabase(trial, database));
  const options = ["--listen", "127.0.0.1:0", "--database", place.url, "--data-dir", place.folder, "--sign-up", signUp];
  if (smtp) options.push("--smtp", smtp.url);
  const child = spawn(program, ["serve", ...options, ...args], {
    env: { ...plainEnvironment, ...env },
    cwd: place.folder,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const server = new Server(child, place);
  trial.after(async () => {
    if (child.exitCode === null && child.signalCode === null) await server.kill();
  });
  trial.onFailure(() => `The server's last words:\n${server.output.slice(-4000)}`);
  return server.ready(seconds);
}
