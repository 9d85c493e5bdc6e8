import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { expectAccessible, newDevice, settled } from "./portal";
import { type DemoClinic, newClinic } from "./server";

const heading = (page: Page, name: string) => expect(page.getByRole("heading", { level: 1, name })).toBeVisible();

async function arrive(page: Page): Promise<void> {
  await page.goto("/sign-in?to=/records/medications");
  await page.getByLabel("Personal Username").fill("maria.alvarez");
  await page.getByLabel("Password", { exact: true }).fill("Quiet-Harbor-72!");
  await page.getByRole("button", { name: "Login" }).click();
}

/** Serves the clinic with a policy of its own. */
async function startWithPolicy(clinic: DemoClinic, version: string, text: string): Promise<void> {
  const file = join(clinic.folder, "privacy.md");
  await writeFile(file, `---\nversion: ${version}\ndate: 2026-03-0${version}\n---\n# Your privacy\n\n## In short\n\n${text}\n`);
  await clinic.start({ PORTAL_PRIVACY_POLICY_FILE: file });
}

test("the privacy policy comes first, once on the web, and again when it changes", async ({ browser }) => {
  test.setTimeout(300_000);
  const clinic = await newClinic();
  try {
    await startWithPolicy(clinic, "1", "We keep little.");
    const phone = await newDevice(browser, { width: 320, at: clinic.url });
    await arrive(phone.page);
    await heading(phone.page, "Your privacy");
    await expect(phone.page.getByText("Version 1 of 1 March 2026")).toBeVisible();
    await expect(phone.page.getByRole("navigation")).toHaveCount(0);
    await expectAccessible(phone.page);
    await phone.page.goto("/records");
    await heading(phone.page, "Your privacy");
    await phone.page.getByRole("button", { name: "Sign out" }).click();
    await expect(phone.page.getByRole("link", { name: "Log in to Your Patient Account" })).toBeVisible();

    const { page, context } = await newDevice(browser, { at: clinic.url });
    await arrive(page);
    await heading(page, "Your privacy");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Agree and continue" }).focus();
    await page.keyboard.press("Enter");
    await heading(page, "Medications");

    await arrive(phone.page); // not asked twice on the web
    await heading(phone.page, "Medications");
    await phone.context.close();

    await clinic.stop();
    await startWithPolicy(clinic, "2", "We keep a little more.");
    await page.goto("/advice");
    await heading(page, "Your privacy");
    await expect(page.getByText("We keep a little more.")).toBeVisible();
    await page.getByRole("button", { name: "Agree and continue" }).click();
    await heading(page, "Advice");
    await page.goto("/account/privacy");
    await settled(page);
    for (const version of ["Version 2 on the web", "Version 1 on the web"]) await expect(page.getByText(version)).toBeVisible();
    await context.close();
  } finally {
    await clinic.close();
  }
});
