import { expect, test } from "@playwright/test";
import { expectAccessible, newDevice, settled, signIn } from "./portal";

for (const width of [320, 1280]) {
  test(`a session without use is warned about and extended by one press at ${width} px`, async ({ browser }) => {
    const { page, context } = await newDevice(browser, { width });
    await page.clock.install();
    await signIn(page);
    await page.clock.fastForward("28:30");
    const warning = page.getByRole("region", { name: "Are you still there?" });
    await expect(warning).toContainText(/in 1:\d\d/);
    await expectAccessible(page);
    const extended = page.waitForResponse(async (response) => (await response.text()).includes('"extendSession"'));
    await warning.getByRole("button", { name: "Stay signed in" }).focus();
    await page.keyboard.press("Enter");
    await extended;
    await expect(warning).toHaveCount(0);
    await page.clock.fastForward("30:01");
    await expect(page.getByRole("link", { name: "Log in to Your Patient Account" })).toBeVisible();
    await expect(page.getByText("after 30 minutes without activity")).toBeVisible();
    await context.close();
  });
}

test("what was typed is there again after a device was signed out from elsewhere", async ({ browser }) => {
  const [{ page, context }, elsewhere] = [await newDevice(browser), await newDevice(browser)];
  await signIn(page);
  await page.goto("/appointments/new");
  for (const choice of ["Lakeshore Center", "Internal medicine", "No preference"]) {
    await page.getByText(choice).click();
    await page.getByRole("button", { name: "Continue" }).click();
  }
  await page.getByLabel("Reason, in your own words").fill("Tired for weeks");
  await signIn(elsewhere.page);
  await elsewhere.page.goto("/account/devices");
  await settled(elsewhere.page);
  await elsewhere.page.getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  await page.getByLabel("Personal Username").fill("maria.alvarez");
  await page.getByLabel("Password", { exact: true }).fill("Quiet-Harbor-72!");
  await page.getByRole("button", { name: "Login" }).click();
  await expect(page.getByLabel("Reason, in your own words")).toHaveValue("Tired for weeks");
  await context.close();
  await elsewhere.context.close();
});

for (const width of [320, 1280]) {
  test(`the end after twelve hours is told before it comes at ${width} px`, async ({ browser }) => {
    const { page, context } = await newDevice(browser, { width });
    await signIn(page);
    const soon = new Date(Date.now() + 4.5 * 60_000).toISOString();
    await page.route("**/graphql", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.text()).replace(/"sessionEndsAt":"[^"]+"/, `"sessionEndsAt":"${soon}"`) });
    });
    await page.goto("/records");
    const warning = page.getByRole("region", { name: "Your session is about to end" });
    await expect(warning).toContainText("You will be signed out in 5 minutes");
    await expectAccessible(page);
    await warning.getByRole("button", { name: "Sign in again now" }).press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
    await expect(page).toHaveURL(/to=%2Frecords/);
    await context.close();
  });
}
