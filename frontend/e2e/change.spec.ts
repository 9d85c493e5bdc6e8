import { expect, type Page, test } from "@playwright/test";
import { choose, goOn, heading, tabTo, tabToRadio } from "./keyboard";
import { expectAccessible, newDevice, signIn } from "./portal";

async function press(page: Page, name: RegExp): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press("Enter");
}

/** Opens a day of the time page, and chooses its first time. */
async function chooseOn(page: Page, day: number): Promise<void> {
  const title = (await page.getByRole("button", { name: /\d+ times?$/ }).nth(day).getByText(/20\d\d/).textContent()) ?? "";
  await press(page, new RegExp(title));
  const times = page.getByRole("group", { name: title, exact: true });
  await expect(times).toBeVisible();
  // The group is one stop for Tab: "First available" comes first, then the open day's times.
  await tabToRadio(page);
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  await expect(times.getByRole("radio").first()).toBeChecked();
}

for (const width of [320, 1280]) {
  test(`books the same as last time, moves and cancels it by keyboard alone, ${width} px wide`, async ({ browser }) => {
    test.setTimeout(300_000);
    const watcher = await newDevice(browser);
    await signIn(watcher.page);
    const { page, context, complaints } = await newDevice(browser, { width });
    await signIn(page);

    await press(page, /^ *Appointments/);
    await heading(page, "Appointments");
    await expect(page.getByRole("button", { name: "Same as last time" })).toBeVisible();
    await expectAccessible(page);
    await press(page, /Same as last time/);
    await heading(page, "When would you like to come?");
    await chooseOn(page, 3);
    await goOn(page);
    await heading(page, "How can we reach you, and how is the visit paid for?");
    await goOn(page);
    await heading(page, "Check your answers");
    await expect(page.getByText(/you can move or cancel the visit here until 24 hours before it begins/)).toBeVisible();
    await press(page, /Confirm appointment/);
    await heading(page, "Your appointment is confirmed");
    await expect(page.getByText(/You can move or cancel this appointment here until/)).toBeVisible();
    const address = new URL(page.url()).pathname;
    const calendar = (await page.getByRole("link", { name: /Add to calendar/ }).first().getAttribute("href")) ?? "";
    await watcher.page.goto(address);
    await heading(watcher.page, "Your appointment is confirmed");

    await press(page, /^Reschedule/);
    await heading(page, "When would you like to come instead?");
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
    await expectAccessible(page);
    await chooseOn(page, 4);
    await goOn(page);
    await heading(page, "Check the new time");
    await expect(page.getByRole("timer")).toHaveText(/^(10:00|9:\d\d)$/);
    await expectAccessible(page);
    await page.reload();
    await heading(page, "Check the new time");
    await expect(page.getByRole("timer")).toHaveText(/^(10:00|9:\d\d)$/);
    await press(page, /Confirm the new time/);
    await heading(page, "Your appointment is confirmed");
    expect(new URL(page.url()).pathname).toBe(address);
    await expect(page.getByText(/^Moved from /)).toBeVisible();
    await expect(page.getByRole("region", { name: "Appointment moved" })).toBeVisible();
    await expectAccessible(page);
    // The other device shows it without a reload.
    await expect(watcher.page.getByText(/^Moved from /)).toBeVisible();

    await press(page, /^Cancel/);
    await heading(page, "Do you want to cancel this appointment?");
    await expect(page.getByRole("link", { name: "Reschedule instead" })).toBeVisible();
    await press(page, /Cancel appointment/);
    await expect(page.getByRole("alert")).toContainText("Choose why you cancel");
    await expect(page.getByRole("alert")).toBeFocused();
    await expectAccessible(page);
    await tabToRadio(page);
    await choose(page, /Too ill to come/);
    await tabTo(page, /Anything to add/);
    await page.keyboard.type("A fever since yesterday");
    await press(page, /Cancel appointment/);
    await heading(page, "This appointment was cancelled");
    await expect(page.getByText("Cancelled: Too ill to come")).toBeVisible();
    await expect(page.getByText("A fever since yesterday")).toBeVisible();
    await expectAccessible(page);
    await heading(watcher.page, "This appointment was cancelled");
    const file = await page.request.get(calendar);
    expect(await file.text()).toContain("STATUS:CANCELLED");

    await page.goto(`${address}/cancel`);
    await heading(page, "This appointment cannot be cancelled here");
    await expectAccessible(page);
    expect(complaints).toEqual([]);
    await context.close();
    await watcher.context.close();
  });
}
