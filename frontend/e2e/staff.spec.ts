import { expect, test } from "@playwright/test";
import { expectAccessible, newDevice, settled, signInAs } from "./portal";

for (const width of [320, 1280]) {
  test(`the front desk finds and registers patients at ${width} px`, async ({ browser }) => {
    const { page, context, complaints } = await newDevice(browser, { width });
    await signInAs(page, "desk.lindgren", "Maple-Window-41!", "Patients");
    await expectAccessible(page);
    await page.getByLabel("Name, clinic number or birth date").fill("alv mar");
    await page.getByRole("button", { name: "Search" }).click();
    await expect(page.getByRole("link", { name: "Maria Alvarez" })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("link", { name: "Maria Alvarez" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Maria Alvarez" })).toBeFocused();
    await settled(page);
    await expectAccessible(page);
    expect(page.url()).not.toMatch(/alv/i);
    await page.getByRole("link", { name: "All patients" }).click();
    await expect(page.getByRole("link", { name: "Maria Alvarez" })).toBeVisible();

    await page.getByRole("link", { name: "Register a patient" }).click();
    await page.getByRole("button", { name: "Register" }).click();
    await expect(page.getByRole("alert")).toBeFocused();
    await expectAccessible(page);
    await page.getByLabel("Given names").fill(`Robin ${width}`);
    await page.getByLabel("Family name").fill("Newcomer");
    await page.getByLabel("Day").fill("9");
    await page.getByLabel("Month").fill("3");
    await page.getByLabel("Year").fill("1984");
    await page.getByRole("button", { name: "Register" }).click();
    await expect(page.getByRole("heading", { level: 1, name: `Robin ${width} Newcomer` })).toBeVisible();
    await expect(page.getByText(/^\d-\d{3}-\d{3}$/)).toBeVisible();
    expect(complaints).toEqual([]);
    await context.close();
  });
}
