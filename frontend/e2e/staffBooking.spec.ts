import { expect, test } from "@playwright/test";
import { expectAccessible, newDevice, settled, signIn, signInAs } from "./portal";
import { newClinic } from "./server";

/** The desk takes a time from a patient who holds it, by keyboard alone, moves the visit and cancels it again. */
test("the desk books a held time for a patient, who sees it go, and moves it", async ({ browser }) => {
  test.setTimeout(240_000);
  const clinic = await newClinic();
  await clinic.start();
  try {
    const holder = await newDevice(browser, { at: clinic.url });
    await signIn(holder.page);
    await holder.page.goto("/appointments");
    await holder.page.getByRole("button", { name: "Same as last time" }).click();
    const kept = holder.page.getByRole("radio", { name: /First available/ });
    const slot = (await kept.getAttribute("value"))?.split(" ").at(-1);
    await kept.check({ force: true });
    await holder.page.getByRole("button", { name: "Continue" }).click();
    await expect(holder.page.getByRole("timer")).toBeVisible();
    const [date] = (await holder.page.getByRole("region", { name: "The time we keep for you" }).innerText()).split(" at ");
    const chosen = new URL(holder.page.url()).searchParams;

    const { page, context, complaints } = await newDevice(browser, { width: 320, at: clinic.url });
    await signInAs(page, "desk.lindgren", "Maple-Window-41!", "Patients");
    await page.getByLabel("Name, clinic number or birth date").fill("a");
    await page.getByLabel("Name, clinic number or birth date").press("Enter");
    await page.getByRole("link").filter({ hasNotText: "Maria Alvarez" }).and(page.locator("a[href^='/staff/patients/0']")).first().click();
    await page.getByRole("link", { name: "Book an appointment" }).press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "Book an appointment" })).toBeFocused();
    for (const [name, id] of [["Department", "department"], ["Kind of visit", "service"], ["Location", "location"], ["With whom", "doctor"]] as const) {
      await page.getByLabel(name, { exact: true }).selectOption(chosen.get(id) ?? "");
    }
    await page.getByRole("checkbox", { name: /Also show times that patients hold/ }).press("Space");
    const held = page.locator(`label:has(input[value="${slot}"])`);
    const day = page.getByRole("button", { name: new RegExp(`^${date}`) });
    await expect(day).toBeVisible();
    if ((await day.getAttribute("aria-expanded")) === "false") await day.press("Enter");
    await expect(held).toContainText("held by a patient");
    await expectAccessible(page);
    await held.locator("input").press("Space");
    await page.getByLabel("Why the patient comes").fill("Sent over");
    await page.getByLabel("Email address").fill("someone@example.org");
    await page.getByRole("button", { name: "Continue" }).press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "Check the appointment" })).toBeFocused();
    await page.getByRole("button", { name: "Book the appointment" }).press("Enter");
    await expect(page.getByRole("alert")).toBeFocused();
    await expectAccessible(page);
    await page.getByLabel("Why it is booked all the same").fill("Cannot wait.");
    await page.getByRole("button", { name: "Book the appointment" }).press("Enter");
    await expect(page.getByText("Why all the same: Cannot wait.")).toBeVisible();

    // Who held it is told on the open page, and finds another in place.
    await expect(holder.page.getByRole("region", { name: "The time we kept for you" })).toContainText("has just been taken");
    await holder.page.getByRole("button", { name: "See the nearest free times" }).click();
    await expect(holder.page.getByRole("radiogroup", { name: "Nearest free times" }).getByRole("radio")).toHaveCount(3);
    await expectAccessible(holder.page);
    await holder.context.close();

    await settled(page);
    await expectAccessible(page);
    await page.getByRole("link", { name: "Move to another time" }).press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "Move this visit" })).toBeFocused();
    await page.getByRole("button", { name: /\d+ times?$/ }).last().press("Enter");
    await page.getByRole("group", { name: /20\d\d/ }).getByRole("radio").last().press("Space");
    await expectAccessible(page);
    const reason = page.getByLabel("Why it is moved all the same");
    if (await reason.isVisible()) await reason.fill("They asked.");
    await page.getByRole("button", { name: "Move the visit" }).press("Enter");
    await expect(page.getByRole("region", { name: "What happened" })).toContainText("Moved by the front desk");
    expect(complaints).toEqual([]);
    await context.close();
  } finally {
    await clinic.close();
  }
});
