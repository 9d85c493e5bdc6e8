import { expect, test } from "@playwright/test";
import { callOff } from "./api";
import { expectAccessible, newDevice, settled, signIn, signInAs } from "./portal";

for (const width of [320, 1280]) {
  test(`a visit is asked for, answered with times and taken at ${width} px`, async ({ browser }) => {
    const { page, context, complaints } = await newDevice(browser, { width });
    await signIn(page);
    await page.goto("/appointments/new");
    await page.getByText("Lakeshore Center").click();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByText("Cardiology").click();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByText("No preference").click();
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(page.getByText("Only with a referral")).toBeVisible();
    await settled(page);
    await expectAccessible(page);
    await page.getByRole("link", { name: "Ask for a visit" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Ask for a visit" })).toBeFocused();
    await page.getByRole("button", { name: "Ask for times" }).click();
    await expect(page.getByRole("alert")).toBeFocused();
    await expectAccessible(page);
    await page.getByLabel("Reason, in your own words").fill("Short of breath on stairs");
    await page.getByLabel("When would it suit? (optional)").fill("Mornings");
    await page.getByRole("button", { name: "Ask for times" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "We are looking for times for you" })).toBeFocused();
    await settled(page);
    await expectAccessible(page);
    const request = page.url();

    const desk = await newDevice(browser, { width });
    await signInAs(desk.page, "desk.lindgren", "Maple-Window-41!", "Patients");
    await desk.page.getByRole("link", { name: "Requests" }).click();
    await settled(desk.page);
    await expectAccessible(desk.page);
    await desk.page.getByRole("link", { name: "Answer Maria Alvarez" }).first().click();
    await expect(desk.page.getByRole("checkbox").first()).toBeVisible();
    await expectAccessible(desk.page);
    await desk.page.getByRole("checkbox").first().press("Space");
    await desk.page.getByRole("button", { name: /^\w+day .*times?$/ }).nth(1).press("Enter");
    await desk.page.getByRole("checkbox").last().press("Space");
    await expect(desk.page.getByText(/^Chosen: .*; /)).toBeVisible();
    await desk.page.getByRole("button", { name: "Keep these times" }).click();
    await expect(desk.page.getByRole("heading", { level: 1, name: "Requests" })).toBeVisible();
    expect(desk.complaints).toEqual([]);
    await desk.context.close();

    await page.goto(request);
    await expect(page.getByRole("heading", { level: 1, name: "Choose one of these times" })).toBeVisible();
    await settled(page);
    await expectAccessible(page);
    await page.getByRole("button", { name: /^Take this time/ }).first().click();
    await expect(page.getByRole("heading", { level: 1, name: "Your appointment is confirmed" })).toBeVisible();
    await callOff(browser, page.url());
    expect(complaints).toEqual([]);
    await context.close();
  });

  test(`the desk tries a closure before it applies it at ${width} px`, async ({ browser }) => {
    const { page, context, complaints } = await newDevice(browser, { width });
    await signInAs(page, "desk.lindgren", "Maple-Window-41!", "Patients");
    await page.getByRole("link", { name: "Schedules" }).click();
    await expectAccessible(page);
    await page.getByLabel("Location").selectOption({ label: "Lakeshore Center" });
    await page.getByLabel("Department").selectOption({ label: "Internal medicine" });
    await page.getByLabel("Practitioner").selectOption({ label: "Dr. Ada Okafor" });
    await expect(page.getByRole("heading", { level: 2, name: "Weekly hours of Dr. Ada Okafor" })).toBeVisible();
    await settled(page);
    await expectAccessible(page);

    const weekend = width === 320 ? "Saturday" : "Sunday";
    await page.getByRole("button", { name: `Add hours on ${weekend}` }).press("Enter");
    await page.getByRole("button", { name: "See what changes" }).first().press("Enter");
    await expect(page.getByRole("heading", { level: 2, name: "No appointment is affected" })).toBeFocused();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Apply" }).press("Enter");
    await expect(page.getByRole("button", { name: `Remove 08:00 to 12:00 on ${weekend}` }).first()).toBeVisible();

    // Maria has an appointment within these weeks.
    const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
    await page.getByLabel("First day").fill(day(8));
    await page.getByLabel("Last day (optional)").fill(day(20));
    await page.getByRole("button", { name: "See what changes" }).last().press("Enter");
    await expect(page.getByRole("heading", { level: 2, name: /would be outside the hours|is affected/ })).toBeFocused();
    await settled(page);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Go back and change nothing" }).press("Enter");
    await expect(page.getByText("None ahead.")).toBeVisible();

    // The hours as they were.
    await page.getByRole("button", { name: `Remove 08:00 to 12:00 on ${weekend}` }).press("Enter");
    await page.getByRole("button", { name: "See what changes" }).first().press("Enter");
    await page.getByRole("button", { name: "Apply" }).press("Enter");
    await settled(page);
    await expect(page.getByRole("button", { name: `Remove 08:00 to 12:00 on ${weekend}` })).toHaveCount(0);

    if (width === 320) {
      await page.getByRole("link", { name: "Block times of one day" }).press("Enter");
      await expect(page.getByRole("heading", { level: 1, name: "Block times" })).toBeFocused();
      await page.getByLabel("Day").fill(day(40));
      await settled(page);
      await expectAccessible(page);
      await page.getByRole("button", { name: "See what changes" }).press("Enter");
      await expect(page.getByText("Nothing has changed yet.")).toBeVisible();
      await expectAccessible(page);
      await page.getByRole("button", { name: "Apply" }).press("Enter");
      await expect(page.getByRole("heading", { level: 2, name: "Blocked times" })).toBeFocused();
      await page.getByRole("button", { name: /^Unblock/ }).press("Enter");
      await page.getByRole("button", { name: "Unblock", exact: true }).press("Enter");
      await expect(page.getByText("None ahead.")).toBeVisible();
    }
    expect(complaints).toEqual([]);
    await context.close();
  });
}
