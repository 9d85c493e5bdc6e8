import { defineConfig } from "@playwright/test";
import { browserPath, flags } from "./e2e/browser";

/**
 * Runs against PORTAL_E2E_URL, or against ../bin/portal on databases of its own
 * when that is not set: one for each worker, so that two files never change the
 * same clinic at once. The tests of a file run one after the other.
 */
export default defineConfig({
  testDir: "e2e",
  testMatch: "*.spec.ts",
  globalSetup: "./e2e/server.ts",
  fullyParallel: false,
  workers: process.env.PORTAL_E2E_URL ? 1 : 2,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: {
    launchOptions: { executablePath: browserPath(), args: flags },
    trace: "retain-on-failure",
    actionTimeout: 15_000,
    timezoneId: "Europe/Berlin",
  },
});
