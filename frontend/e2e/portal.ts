import { type Browser, expect, type Page } from "@playwright/test";
import axe, { type AxeResults, type RunOptions } from "axe-core";

/** The demo's patient; made up, as all of the demo is. */
const maria = { username: "maria.alvarez", password: "Quiet-Harbor-72!" };

/** The clinic of this worker. */
export function address(): string {
  const urls = process.env.PORTAL_E2E_URL?.split(" ") ?? [];
  const url = urls[Number(process.env.TEST_PARALLEL_INDEX ?? 0)];
  if (!url) throw new Error("PORTAL_E2E_URL is not set");
  return url;
}

type Screen = { width?: number; height?: number; at?: string };

/** A device of its own, with its own cookies; console errors fail the test at the end. */
export async function newDevice(browser: Browser, { width = 1280, height = 900, at = address() }: Screen = {}) {
  const context = await browser.newContext({
    baseURL: at,
    viewport: { width, height },
    timezoneId: "Europe/Berlin",
    // Colours on their way from one to the other would be measured half way.
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (problem) => complaints.push(String(problem)));
  return { page, context, complaints };
}

export async function signIn(page: Page): Promise<void> {
  await signInAs(page, maria.username, maria.password, "Welcome, Maria");
}

/** Signs in and waits for the page that comes then. */
export async function signInAs(page: Page, username: string, password: string, heading: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("Personal Username").fill(username);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Login" }).click();
  await agree(page);
  await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
}

/** What everyone is asked at their first sign-in on the web, and not again. */
export async function agree(page: Page): Promise<void> {
  const button = page.getByRole("button", { name: "Agree and continue" });
  await expect(button.or(page.getByRole("navigation"))).toBeVisible();
  if (await button.isVisible()) await button.click();
}

/** The page has its heading, and everything it waits for has come. */
export async function settled(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByText("Loading", { exact: true })).toHaveCount(0);
  await expect(page.getByText("Checking for changes…")).toHaveCount(0);
}

const everything = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * Runs axe in the page itself and puts it in once a document: the portal has no
 * frames, for which other ways of calling it load and run it several times over.
 */
async function violations(page: Page, runOnly: RunOptions["runOnly"]): Promise<AxeResults["violations"]> {
  const isThere = await page.evaluate(() => "axe" in window);
  if (!isThere) await page.evaluate(axe.source);
  const options: RunOptions = { runOnly, resultTypes: ["violations"] };
  return page.evaluate(async (asked) => {
    const { axe: here } = window as unknown as { axe: typeof axe };
    return (await here.run(document, asked)).violations;
  }, options);
}

/**
 * Axe finds nothing by the rules of WCAG 2.2 AA and good practice, in light and
 * in dark, where only colours can differ; and nothing is wider than the screen.
 */
export async function expectAccessible(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: "light" });
  const light = await violations(page, { type: "tag", values: everything });
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await violations(page, { type: "rule", values: ["color-contrast"] });
  await page.emulateMedia({ colorScheme: "light" });
  const found = [...light, ...dark].map(({ id, impact, nodes }) => ({
    id,
    impact,
    at: nodes.map((node) => node.html.slice(0, 160)),
  }));
  expect(found, page.url()).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, `${page.url()} scrolls sideways`).toBeLessThanOrEqual(0);
}
