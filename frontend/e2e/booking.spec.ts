import { expect, test } from "@playwright/test";
import { callOff } from "./api";
import { choose, goOn, heading, tabTo, tabToRadio } from "./keyboard";
import { expectAccessible, newDevice, settled, signIn } from "./portal";

test("books with Dr. Okafor by keyboard alone, and the confirmation reaches an open page", async ({ browser }) => {
  test.setTimeout(300_000);
  const watcher = await newDevice(browser);
  await signIn(watcher.page);
  await watcher.page.goto("/records");
  await settled(watcher.page);
  const { page, context, complaints } = await newDevice(browser);
  await signIn(page);

  await tabTo(page, /^ *Appointments/);
  await page.keyboard.press("Enter");
  await heading(page, "Appointments");
  await tabTo(page, /Schedule an Appointment/);
  await page.keyboard.press("Enter");

  await heading(page, "Where would you like to be seen?");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await expectAccessible(page);
  await tabToRadio(page);
  await choose(page, /Lakeshore/);
  await goOn(page);
  await heading(page, "Which department do you need?");
  await expectAccessible(page);
  await tabToRadio(page);
  await choose(page, /Internal medicine/);
  await goOn(page);
  await heading(page, "Whom would you like to see?");
  await expectAccessible(page);
  await tabToRadio(page);
  await choose(page, /Okafor/);
  await goOn(page);
  await heading(page, "What is the visit for?");
  await tabToRadio(page);
  await choose(page, /Office visit/);
  await tabTo(page, /own words/);
  await page.keyboard.type("Tired for weeks");
  await expectAccessible(page);
  await goOn(page);

  await heading(page, "When would you like to come?");
  await expect(page.getByText(/All times are Central Time/)).toBeVisible();
  await tabToRadio(page);
  await choose(page, /First available/);
  await expectAccessible(page);
  await goOn(page);
  await heading(page, "How can we reach you, and how is the visit paid for?");
  await expect(page.getByRole("timer")).toHaveText(/^(10:00|9:\d\d)$/);
  await expect(page.getByRole("button", { name: "Keep this time" })).toBeVisible();
  await expectAccessible(page);
  await goOn(page);

  await heading(page, "Check your answers");
  await expectAccessible(page);
  await tabTo(page, /Change Reason/);
  await page.keyboard.press("Enter");
  await heading(page, "What is the visit for?");
  await page.getByLabel("Reason, in your own words").fill("Tired for three weeks");
  await page.getByLabel("Reason, in your own words").focus();
  await goOn(page);
  await heading(page, "Check your answers");
  await expect(page.getByText("Tired for three weeks")).toBeVisible();
  await tabTo(page, /Confirm appointment/);
  await page.keyboard.press("Enter");

  await heading(page, "Your appointment is confirmed");
  await expect(page).toHaveURL(/\/appointments\/[0-9a-f-]{36}$/);
  await expect(page.getByText("Tired for three weeks")).toBeVisible();
  await expect(page.getByRole("region", { name: "Appointment confirmed" })).toBeVisible();
  await expectAccessible(page);

  // The other device is told without a reload, on the page it happens to show.
  await expect(watcher.page.getByRole("region", { name: "Appointment confirmed" })).toBeVisible();
  await expect(watcher.page.getByRole("heading", { level: 1, name: "Medical records" })).toBeVisible();
  await expect(watcher.page.getByRole("link", { name: /Notifications \d+ unread/ })).toBeVisible();
  await expectAccessible(watcher.page);
  await watcher.page.getByRole("button", { name: "Dismiss" }).click();
  await expect(watcher.page.getByRole("region", { name: "Appointment confirmed" })).toHaveCount(0);

  const permanent = page.url();
  await page.reload();
  await heading(page, "Your appointment is confirmed");
  expect(page.url()).toBe(permanent);
  const calendar = await page.getByRole("link", { name: /Add to calendar/ }).first().getAttribute("href");
  const file = await page.request.get(calendar ?? "");
  expect(await file.text()).toContain("BEGIN:VCALENDAR");
  expect(complaints).toEqual([]);
  await context.close();
  await watcher.context.close();
  await callOff(browser, permanent);
});

test("survives a reload and the browser's Back in the middle", async ({ browser }) => {
  const { page, context } = await newDevice(browser, { width: 360 });
  await signIn(page);
  await page.goto("/appointments/new");
  await page.getByText("Lakeshore Center").click();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByText("Internal medicine").click();
  await page.getByRole("button", { name: "Continue" }).click();
  await heading(page, "Whom would you like to see?");
  await page.reload();
  await heading(page, "Whom would you like to see?");
  await page.getByText("No preference").click();
  await page.getByRole("button", { name: "Continue" }).click();
  await heading(page, "What is the visit for?");
  await page.goBack();
  await heading(page, "Whom would you like to see?");
  await expect(page.getByRole("radio", { name: /No preference/ })).toBeChecked();
  await page.goBack();
  await heading(page, "Which department do you need?");
  await expect(page.getByRole("radio", { name: /Internal medicine/ })).toBeChecked();
  expect(page.url()).not.toMatch(/Internal|Lakeshore/);
  await context.close();
});
