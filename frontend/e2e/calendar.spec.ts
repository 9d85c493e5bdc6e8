import { expect, test } from "@playwright/test";
import { expectAccessible, newDevice, settled, signIn } from "./portal";

for (const width of [320, 1280]) {
  test(`a calendar's address is made, read and ended at ${width} px`, async ({ browser, request }) => {
    test.setTimeout(300_000);
    const { page, context, complaints } = await newDevice(browser, { width });
    await signIn(page);
    await page.goto("/account");
    await page.getByRole("main").getByRole("link", { name: /^Calendar/ }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Calendar" })).toBeFocused();
    await settled(page);
    await expectAccessible(page);

    await page.getByRole("button", { name: "Make a calendar address" }).focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Your new calendar address" })).toBeFocused();
    await expectAccessible(page);
    const address = await page.getByLabel("Calendar address", { exact: true }).inputValue();
    const file = await request.get(address);
    expect(file.status()).toBe(200);
    const text = await file.text();
    expect(text).toContain("BEGIN:VEVENT");
    expect(text).not.toContain("Okafor");

    await page.reload();
    await settled(page);
    await expect(page.getByRole("heading", { name: "Your calendar has an address" })).toBeVisible();
    await expect(page.getByLabel("Calendar address", { exact: true })).toHaveCount(0);
    await page.getByRole("checkbox", { name: "Show the kind of visit" }).focus();
    await page.keyboard.press("Space");
    await expect.poll(async () => (await request.get(address)).text()).toContain("with Dr. Ada Okafor");

    await page.getByRole("button", { name: "End this calendar address" }).click();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Yes, end it" }).click();
    await expect(page.getByRole("button", { name: "Make a calendar address" })).toBeVisible();
    expect((await request.get(address)).status()).toBe(404);
    expect(complaints).toEqual([]);
    await context.close();
  });
}
