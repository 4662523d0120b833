// A passkey device in software (WebAuthn level 2): ES256, checks its owner, counts its signatures.
import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";

const sha256 = (bytes) => createHash("sha256").update(bytes).digest();
const text = (bytes) => Buffer.from(bytes).toString("base64url");
const present = 0x01;
const checked = 0x04;
const withKey = 0x40;

export class SecurityKey {
  #id = randomBytes(32);
  #pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
  #count = 0;
  #user = "";

  /** What it answers to the options of a new passkey, for `origin`. */
  create(options, origin) {
    this.#user = options.user.id;
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.#id.length);
    const data = Buffer.concat([this.#head(options.rp.id, present | checked | withKey), Buffer.alloc(16), length, this.#id, this.#coseKey()]);
    return { id: text(this.#id), client_data: text(this.#clientData("webauthn.create", options.challenge, origin)), authenticator_data: text(data) };
  }

  /** What it answers when it is asked to show itself. */
  get(options, origin) {
    const client = this.#clientData("webauthn.get", options.challenge, origin);
    const data = this.#head(options.rpId, present | checked);
    const signature = sign("sha256", Buffer.concat([data, sha256(client)]), this.#pair.privateKey);
    return { id: text(this.#id), user_handle: this.#user, client_data: text(client), authenticator_data: text(data), signature: text(signature) };
  }

  #head(host, flags) {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(++this.#count);
    return Buffer.concat([sha256(host), Buffer.from([flags]), count]);
  }

  #clientData(type, challenge, origin) {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  }

  /** RFC 9053: {1: 2, 3: -7, -1: 1, -2: x, -3: y}. */
  #coseKey() {
    const { x, y } = this.#pair.publicKey.export({ format: "jwk" });
    return Buffer.concat([
      Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]),
      Buffer.from(x, "base64url"),
      Buffer.from([0x22, 0x58, 0x20]),
      Buffer.from(y, "base64url"),
    ]);
  }
}
