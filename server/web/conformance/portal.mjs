// Starts the built portal as a process of its own: a demo clinic in a folder
// and a database of its own, on a free port, gone when it is closed.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, rmSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";

const binary = path.resolve(process.env.PORTAL_BIN ?? path.join(import.meta.dirname, "../../../bin/portal"));
const postgres = process.env.PORTAL_TEST_POSTGRES;

/** The databases to go through; under CI none may be left out. */
export const databases = postgres || process.env.CI === "true" ? ["sqlite", "postgres"] : ["sqlite"];

/** Waits for what must come, at most that many milliseconds. */
export async function until(what, come, patience = 60_000) {
  const deadline = Date.now() + patience;
  for (;;) {
    const got = await come();
    if (got) return got;
    if (Date.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

export async function openPortal(database) {
  if (!existsSync(binary)) throw new Error(`there is no ${binary}: run make build`);
  const port = await freePort();
  const made = database === "postgres" ? await newDatabase() : undefined;
  const folder = await mkdtemp(path.join(tmpdir(), "portal-contract-"));
  const store = made ?? { url: `sqlite:${path.join(folder, "portal.db")}`, drop: async () => {} };
  const portal = new Portal(folder, store, port);
  try {
    await portal.start();
  } catch (err) {
    await portal.close();
    throw err;
  }
  return portal;
}

// Whoever breaks the tests off gets rid of what they started, too.
const running = new Set();
process.on("exit", () => {
  for (const portal of running) {
    portal.process?.kill("SIGKILL");
    rmSync(portal.folder, { recursive: true, force: true });
  }
});
for (const [signal, code] of [["SIGINT", 130], ["SIGTERM", 143]]) process.on(signal, () => process.exit(code));

class Portal {
  constructor(folder, store, port) {
    Object.assign(this, { folder, store });
    running.add(this);
    this.url = `http://localhost:${port}`;
    this.graphql = `${this.url}/graphql`;
    this.socket = `ws://localhost:${port}/graphql`;
    this.settings = {
      PORTAL_ADDR: `localhost:${port}`,
      PORTAL_BASE_URL: this.url,
      PORTAL_DATA_DIR: folder,
      PORTAL_DATABASE_URL: store.url,
    };
  }

  async start() {
    const ours = Object.entries(process.env).filter(([name]) => !name.startsWith("PORTAL_"));
    this.said = "";
    this.process = spawn(binary, ["serve", "--demo"], {
      env: { ...Object.fromEntries(ours), ...this.settings },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [this.process.stdout, this.process.stderr]) stream.on("data", (data) => (this.said += data));
    await until("the server answers", async () => {
      if (this.process.exitCode !== null) throw new Error(`the server ended: ${this.said}`);
      return fetch(`${this.url}/readyz`).then((r) => r.ok, () => false);
    });
  }

  /** Asks the server to end and gives its exit code. */
  async stop() {
    const ended = once(this.process, "exit");
    this.process.kill("SIGTERM");
    return (await ended)[0];
  }

  async close() {
    if (this.process && this.process.exitCode === null && this.process.signalCode === null) {
      const ended = once(this.process, "exit");
      this.process.kill("SIGKILL");
      await ended;
    }
    running.delete(this);
    await this.store.drop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** The mails in the folder whose text contains the words. */
  async mails(words) {
    const folder = path.join(this.folder, "mail");
    const names = await readdir(folder).catch(() => []);
    const texts = await Promise.all(names.filter((n) => n.endsWith(".eml")).map((n) => readFile(path.join(folder, n), "utf8")));
    return texts.filter((text) => text.replaceAll(/=\r?\n/g, "").includes(words));
  }
}

async function newDatabase() {
  if (!postgres) throw new Error("PORTAL_TEST_POSTGRES names no server");
  const name = `contract_${randomUUID().replaceAll("-", "")}`;
  await onServer(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'`);
  // A server reached by a socket file has no host, which URL does not take.
  const url = postgres.replace(/[^/?]*(\?.*)?$/, (_, parameters = "") => name + parameters);
  return { url, drop: () => onServer(`DROP DATABASE ${name} WITH (FORCE)`) };
}

async function onServer(statement) {
  const client = new pg.Client({ connectionString: postgres });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

async function freePort() {
  const server = createServer();
  server.listen(0, "localhost");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}
