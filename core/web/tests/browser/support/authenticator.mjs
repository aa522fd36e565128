// An authenticator app, as the people of the tests have it on their telephones.
import { createHmac } from "node:crypto";

const STEP_MS = 30_000;

/** RFC 6238 over RFC 4226, for one step. */
function codeAt(secret, step) {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigInt64BE(BigInt(step));
  const hash = createHmac("sha1", key).update(counter).digest();
  const word = hash.readUInt32BE(hash.at(-1) & 0x0f) & 0x7fffffff;
  return String(word % 1_000_000).padStart(6, "0");
}

/** An app with the secret in it. The server takes each code once, and those of the steps beside the present one. */
export class Authenticator {
  constructor(secret) {
    this.secret = secret;
    this.last = 0;
  }
  async next() {
    const now = () => Math.floor(Date.now() / STEP_MS);
    const step = Math.max(this.last + 1, now() - 1);
    while (step > now() + 1) await new Promise((done) => setTimeout(done, 500));
    this.last = step;
    return codeAt(this.secret, step);
  }
  /** A code that counts at none of the steps that the server looks at. */
  wrong() {
    const now = Math.floor(Date.now() / STEP_MS);
    const good = [-2, -1, 0, 1, 2].map((by) => codeAt(this.secret, now + by));
    return ["111111", "222222", "333333", "444444", "555555", "666666"].find((code) => !good.includes(code));
  }
}
