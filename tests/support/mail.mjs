// A real mail server (src/testing/smtp_sink.py) and a reader of what it took.
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { scratchFolder } from "./server.mjs";

const script = join(dirname(fileURLToPath(import.meta.url)), "../../src/testing/smtp_sink.py");

class Sink {
  constructor(child, folder, port) {
    Object.assign(this, { child, folder, port, url: `smtp://127.0.0.1:${port}` });
  }

  /** What was taken so far, in order of arrival; see readMail. */
  mails() {
    return readdirSync(this.folder)
      .filter((name) => name.endsWith(".mail"))
      .sort()
      .map((name) => {
        const bytes = readFileSync(join(this.folder, name));
        const end = bytes.indexOf(10);
        const envelope = JSON.parse(bytes.subarray(0, end).toString());
        return { envelope, ...readMail(bytes.subarray(end + 1).toString("latin1")) };
      });
  }

  mailsTo(address) {
    return this.mails().filter((mail) => mail.envelope.to.includes(address));
  }

  /** Waits until `count` mails to that address were taken; answers the last of them. */
  async mailTo(address, count = 1, seconds = 15) {
    const deadline = Date.now() + seconds * 1000;
    for (;;) {
      const mails = this.mailsTo(address);
      if (mails.length >= count) return mails[count - 1];
      if (Date.now() > deadline) throw new Error(`${mails.length} of ${count} mails to ${address} after ${seconds} s`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/**
 * Starts a mail server. `answers` maps a step (CONNECT, EHLO, MAIL, RCPT, DATA, END) to an answer given instead of the usual
 * one, "drop" or "swallow"; they apply `times` times each (0: for ever); `delays` are seconds before each step's answer.
 */
export async function startSink(trial, { answers = {}, times = 0, delays = {} } = {}) {
  const folder = scratchFolder(trial);
  const options = { folder, tls: "none", certificate_name: "127.0.0.1", certificate_expired: false, user: "", password: "" };
  const child = spawn("/usr/bin/python3", [script, JSON.stringify({ ...options, answers, times, delays })], {
    stdio: ["pipe", "pipe", "pipe"],
  });
  let complaints = "";
  child.stderr.on("data", (bytes) => (complaints += bytes));
  const ended = new Promise((resolve) => child.on("close", resolve));
  trial.after(() => {
    child.stdin.end(); // it ends with its input
    return ended;
  });
  const port = await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () => reject(new Error(`the mail server did not start: ${complaints}`)));
    child.stdout.once("data", (bytes) => resolve(Number(bytes.toString())));
  });
  return new Sink(child, folder, port);
}

function decodedWords(text) {
  const joined = text.replace(/\?=\s+=\?/g, "?==?");
  return joined.replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind, content) =>
    kind.toLowerCase() === "b"
      ? Buffer.from(content, "base64").toString()
      : quotedPrintable(content.replace(/_/g, " ")),
  );
}

function quotedPrintable(text) {
  const bytes = text.replace(/=\r?\n/g, "").replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString();
}

function splitHead(raw) {
  const end = raw.indexOf("\r\n\r\n");
  const headers = {};
  for (const line of raw.slice(0, end).replace(/\r\n[ \t]/g, " ").split("\r\n")) {
    const colon = line.indexOf(":");
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  return { headers, content: raw.slice(end + 4) };
}

function partsOf(raw) {
  const { headers, content } = splitHead(raw);
  const type = headers["content-type"] ?? "text/plain";
  const boundary = /^multipart\/.*boundary="?([^";]+)/i.exec(type)?.[1];
  if (boundary)
    return content
      .split(`--${boundary}`)
      .slice(1, -1)
      .flatMap((part) => partsOf(part.replace(/^\r\n/, "").replace(/\r\n$/, "")));
  const encoding = (headers["content-transfer-encoding"] ?? "7bit").toLowerCase();
  const decoders = { base64: (text) => Buffer.from(text, "base64").toString(), "quoted-printable": quotedPrintable };
  const decode = decoders[encoding] ?? ((text) => Buffer.from(text, "latin1").toString());
  return [{ type: type.split(";")[0].trim().toLowerCase(), text: decode(content).replace(/\r\n/g, "\n") }];
}

/** Reads raw bytes of a mail: headers, text and HTML part, and the link and code on lines of their own. */
export function readMail(raw) {
  const { headers } = splitHead(raw);
  const parts = partsOf(raw);
  const text = parts.find((part) => part.type === "text/plain")?.text ?? "";
  return {
    raw,
    headers,
    subject: decodedWords(headers.subject ?? ""),
    text,
    html: parts.find((part) => part.type === "text/html")?.text ?? "",
    link: /^(https?:\/\/\S+)$/m.exec(text)?.[1],
    code: /^(?:Invite|Confirmation) code: (\S+)$/m.exec(text)?.[1],
  };
}
