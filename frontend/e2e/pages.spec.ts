import { expect, test } from "@playwright/test";
import { agree, expectAccessible, newDevice, settled, signIn } from "./portal";

const signedOut = ["/", "/sign-in", "/create-account", "/forgot-username", "/forgot-password", "/verify-email", "/verify-email#token", "/no-such-page"];
const signedIn = [
  "/",
  "/appointments",
  "/appointments/past",
  "/appointments/new",
  "/records",
  "/records/results",
  "/records/vitals",
  "/records/medications",
  "/records/allergies",
  "/records/immunizations",
  "/records/conditions",
  "/records/procedures",
  "/records/visits",
  "/records/documents",
  "/records/care-plans",
  "/advice",
  "/notifications",
  "/notifications/sent",
  "/account",
  "/account/security-questions",
  "/account/two-factor",
  "/account/passkeys",
  "/account/devices",
  "/account/notifications",
  "/account/email",
  "/account/privacy",
];

for (const width of [320, 1280]) {
  test(`every page is accessible at ${width} px, in light and dark`, async ({ browser }) => {
    test.setTimeout(400_000);
    const { page, context, complaints } = await newDevice(browser, { width });
    for (const path of signedOut) {
      await page.goto(path);
      await settled(page);
      await expectAccessible(page);
    }
    await signIn(page);
    for (const path of signedIn) {
      await page.goto(path);
      await settled(page);
      await expectAccessible(page);
    }
    await page.goto("/records/results");
    await page.getByRole("button", { name: "Over time" }).first().click();
    await expect(page.getByRole("img").first()).toBeVisible();
    await expectAccessible(page);
    for (const list of ["/advice", "/appointments"]) {
      await page.goto(list);
      await settled(page);
      await page.locator("li article a").first().click();
      await expect(page).toHaveURL(/\/(advice|appointments)\/[0-9a-f-]{36}$/);
      await settled(page);
      await expectAccessible(page);
    }
    expect(complaints).toEqual([]);
    await context.close();
  });
}

test("on the narrowest phone every word of the menu is on the screen", async ({ browser }) => {
  const { page, context } = await newDevice(browser, { width: 320 });
  await signIn(page);
  for (const name of ["Appointments", "Medical records", "Advice", "Notifications", "Account"]) {
    await page.getByRole("navigation").getByRole("link", { name }).click(); // the current one is the widest
    for (const link of await page.getByRole("navigation").getByRole("link").all()) {
      const box = await link.boundingBox();
      expect(box && box.x >= 0 && box.x + box.width <= 320, await link.innerText()).toBe(true);
    }
  }
  await context.close();
});

test("signed out, the fixed words lead where they say", async ({ browser }) => {
  const { page, context } = await newDevice(browser);
  await page.goto("/");
  await expect(page.getByRole("link", { name: "Create Account" })).toBeVisible();
  await expect(page.getByText("+1 555 0100").first()).toBeVisible();
  await page.getByRole("link", { name: "Log in to Your Patient Account" }).click();
  for (const name of ["Forgot Username", "Forgot Password", "Create Account"]) {
    await page.goto("/sign-in");
    await page.getByRole("link", { name }).click();
    await expect(page.getByRole("heading", { level: 1, name })).toBeFocused();
    await expect(page).toHaveTitle(new RegExp(`^${name}`));
  }
  await context.close();
});

test("a page behind the sign-in comes back after it, and signing out closes it", async ({ browser }) => {
  const { page, context } = await newDevice(browser);
  await page.goto("/records/medications");
  await page.getByLabel("Personal Username").fill("maria.alvarez");
  await page.getByLabel("Password", { exact: true }).fill("Quiet-Harbor-72!");
  await page.getByRole("button", { name: "Login" }).click();
  await agree(page);
  await expect(page.getByRole("heading", { level: 1, name: "Medications" })).toBeVisible();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("link", { name: "Log in to Your Patient Account" })).toBeVisible();
  await page.goBack();
  await page.goto("/records/medications");
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  expect(kept).not.toMatch(/Maria|Alvarez|tablet/i);
  await context.close();
});

test("signing a device out closes it within seconds", async ({ browser }) => {
  const first = await newDevice(browser);
  await signIn(first.page);
  await first.page.goto("/advice");
  const second = await newDevice(browser);
  await signIn(second.page);
  await second.page.goto("/account/devices");
  await settled(second.page);
  await second.page.getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(second.page.getByRole("link", { name: "Log in to Your Patient Account" })).toBeVisible();
  await expect(first.page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  await first.context.close();
  await second.context.close();
});
