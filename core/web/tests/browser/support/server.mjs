// The real server on a data directory and a port of its own, with the demo company in it.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const PASSWORD = "demo-pass-1234";
/** A debug build prepares the demo company in a few seconds; a busy machine takes longer. */
const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 10_000;
const SEED = "weir-browser-seed-";
const SEED_KEPT_MS = 24 * 3_600_000;

function binary() {
  const path = process.env.WEIR_BIN;
  if (!path) throw new Error("WEIR_BIN is not set: name the weir binary to test, such as target/debug/weir (cargo build -p weir builds it)");
  return path;
}

function freePort() {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });
}

/** A folder with the demo company, made once in an hour for a build: preparing it takes longer than all else of a start. */
async function seeded(program) {
  const { mtimeMs, size } = await stat(program);
  const hour = new Date().toISOString().slice(0, 13);
  const mark = createHash("sha256").update(JSON.stringify([program, mtimeMs, size, hour, PASSWORD])).digest("hex").slice(0, 16);
  const folder = join(tmpdir(), `${SEED}${mark}`);
  if (existsSync(folder)) return folder;
  const made = await mkdtemp(join(tmpdir(), "weir-browser-"));
  await (await served(program, made, {})).stop();
  // Whole or not at all: another file of tests may be about to copy it, or have made the same.
  await rename(made, folder).catch(() => rm(made, { recursive: true, force: true }));
  await forgetOld();
  return folder;
}

/** Those of earlier builds and hours, once nobody can be copying them any more. */
async function forgetOld() {
  for (const name of (await readdir(tmpdir())).filter((one) => one.startsWith(SEED))) {
    const folder = join(tmpdir(), name);
    const kept = await stat(folder).catch(() => undefined);
    if (kept && Date.now() - kept.mtimeMs > SEED_KEPT_MS) await rm(folder, { recursive: true, force: true });
  }
}

export async function startServer(settings = {}) {
  const program = binary();
  const data = await mkdtemp(join(tmpdir(), "weir-browser-"));
  await cp(await seeded(program), data, { recursive: true });
  const server = await served(program, data, settings);
  return {
    url: server.url,
    async stop() {
      await server.stop();
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** The server on a data directory, once it answers. */
async function served(program, data, settings) {
  const port = await freePort();
  const env = { ...process.env, WEIR_DATA_DIR: data, WEIR_LISTEN: `127.0.0.1:${port}`, WEIR_DEMO_PASSWORD: PASSWORD, ...settings };
  const child = spawn(program, ["serve", "--demo"], { env, cwd: data, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise((done) => child.once("exit", done));
  let said = "";
  await new Promise((ready, failed) => {
    const timer = setTimeout(() => failed(new Error(`the server is not ready after ${READY_WITHIN_MS} ms:\n${said}`)), READY_WITHIN_MS);
    const listen = (chunk) => {
      said = (said + chunk).slice(-20_000);
      if (said.includes(`127.0.0.1:${port}\n`)) ready(clearTimeout(timer));
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.once("error", failed);
    child.once("exit", (code) => failed(new Error(`the server ended with ${code}:\n${said}`)));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), STOP_WITHIN_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}
