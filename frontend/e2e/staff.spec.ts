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

    await page.getByRole("button", { name: "Issue activation code" }).click();
    await expect(page.getByText(/^([A-HJ-NP-Z2-9]{4}-){2}[A-HJ-NP-Z2-9]{4}$/)).toBeVisible();
    await settled(page);
    await expectAccessible(page);
    const letter = await page.getByRole("link", { name: "Letter (PDF)" }).getAttribute("href");
    const file = await page.request.get(letter ?? "");
    expect(file.headers()["content-type"]).toBe("application/pdf");
    const stranger = await newDevice(browser);
    expect((await stranger.page.request.get(letter ?? "")).status()).toBe(404);
    await stranger.context.close();
    await page.emulateMedia({ media: "print" });
    await expect(page.getByText("Activation code", { exact: true })).toBeVisible();
    await expect(page.getByRole("button", { name: "Print" })).toBeHidden();
    expect(complaints).toEqual([]);
    await context.close();
  });
}
