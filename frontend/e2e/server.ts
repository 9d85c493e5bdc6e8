import { type ChildProcess, spawn } from "node:child_process";
import { accessSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FullConfig } from "@playwright/test";

const binary = join(import.meta.dirname, "../../bin/portal");

/** Serves a demo clinic of its own for each worker, unless one is given. */
export default async function startServers({ workers }: FullConfig): Promise<(() => Promise<void>) | undefined> {
  if (process.env.PORTAL_E2E_URL) return undefined;
  const clinics = await Promise.all(Array.from({ length: workers }, newClinic));
  await Promise.all(clinics.map((clinic) => clinic.start()));
  process.env.PORTAL_E2E_URL = clinics.map(({ url }) => url).join(" ");
  return async () => void (await Promise.all(clinics.map((clinic) => clinic.close())));
}

export type DemoClinic = {
  url: string;
  folder: string;
  /** Runs the program, with more settings if given, until it answers. */
  start: (settings?: Record<string, string>) => Promise<void>;
  stop: () => Promise<void>;
  /** Stops it and throws its data away. */
  close: () => Promise<void>;
};

/** The real program on an address and a data folder of its own; the first start lays out the demo clinic. */
export async function newClinic(): Promise<DemoClinic> {
  try {
    accessSync(binary);
  } catch {
    throw new Error("bin/portal is missing: run `make build` first, or set PORTAL_E2E_URL");
  }
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const folder = await mkdtemp(join(tmpdir(), "portal-e2e-"));
  let server: ChildProcess | undefined;
  const stop = async () => {
    if (!server || server.exitCode !== null) return;
    const ended = new Promise((resolve) => server?.once("exit", resolve));
    if (server.kill()) await ended;
  };
  const close = async () => {
    await stop();
    await rm(folder, { recursive: true, force: true });
  };
  const start = async (settings: Record<string, string> = {}) => {
    const said: string[] = [];
    const begun = spawn(binary, ["serve", "--demo"], {
      env: { ...process.env, PORTAL_ADDR: `:${port}`, PORTAL_BASE_URL: url, PORTAL_DATA_DIR: folder, ...settings },
    });
    begun.stdout.on("data", (text) => said.push(String(text)));
    begun.stderr.on("data", (text) => said.push(String(text)));
    server = begun;
    await ready(url, () => begun.exitCode).catch(async (problem) => {
      await close();
      throw new Error(`bin/portal did not start: ${String(problem)}\n${said.join("").slice(-2_000)}`);
    });
  };
  return { url, folder, start, stop, close };
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
