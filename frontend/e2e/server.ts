import { spawn } from "node:child_process";
import { accessSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const binary = join(import.meta.dirname, "../../bin/portal");

/** Starts the real program on a demo clinic of its own, unless one is given. */
export default async function startServer(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.PORTAL_E2E_URL) return undefined;
  try {
    accessSync(binary);
  } catch {
    throw new Error("bin/portal is missing: run `make build` first, or set PORTAL_E2E_URL");
  }
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const folder = await mkdtemp(join(tmpdir(), "portal-e2e-"));
  const said: string[] = [];
  const server = spawn(binary, ["serve", "--demo"], {
    env: { ...process.env, PORTAL_ADDR: `:${port}`, PORTAL_BASE_URL: url, PORTAL_DATA_DIR: folder },
  });
  server.stdout.on("data", (text) => said.push(String(text)));
  server.stderr.on("data", (text) => said.push(String(text)));
  const stop = async () => {
    const ended = new Promise((resolve) => server.once("exit", resolve));
    if (server.exitCode === null && server.kill()) await ended;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await ready(url, () => server.exitCode);
  } catch (problem) {
    await stop();
    throw new Error(`bin/portal did not start: ${String(problem)}\n${said.join("").slice(-2_000)}`);
  }
  process.env.PORTAL_E2E_URL = url;
  return stop;
}

async function ready(url: string, exitCode: () => number | null): Promise<void> {
  const until = Date.now() + 90_000;
  while (Date.now() < until) {
    if (exitCode() !== null) throw new Error(`it exited with ${exitCode()}`);
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error("it was not ready after 90 seconds");
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port"))));
    });
  });
}
