import { defineConfig } from "@playwright/test";
import { browserPath, flags } from "./e2e/browser";

/**
 * Runs against PORTAL_E2E_URL, or against ../bin/portal on a database of its
 * own when that is not set.
 */
export default defineConfig({
  testDir: "e2e",
  testMatch: "*.spec.ts",
  globalSetup: "./e2e/server.ts",
  fullyParallel: false,
  workers: 1,
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
