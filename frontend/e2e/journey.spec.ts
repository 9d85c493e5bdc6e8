import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { callOff } from "./api";
import { choose, goOn, heading, tabTo, tabToRadio } from "./keyboard";
import { agree, expectAccessible, newDevice, settled } from "./portal";

/*
 * Scheduling as the clinic tells it, step by step, by keyboard alone: with a
 * reload, Back, a second tab and signing in again in the middle.
 */

const reason = "Tired for weeks";
const notes = "Please speak slowly";

async function press(page: Page, name: RegExp): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press("Enter");
}

async function typeInto(page: Page, name: RegExp, text: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press("Control+A");
  await page.keyboard.type(text);
}

/** Fills in the page that asks who it is. */
async function signInHere(page: Page): Promise<void> {
  await heading(page, "Sign in");
  await typeInto(page, /Personal Username/, "maria.alvarez");
  await typeInto(page, /^ *Password/, "Quiet-Harbor-72!");
  await page.keyboard.press("Enter");
}

/** The question stands there with focus on it, and nothing is wrong with the page. */
async function asks(page: Page, question: string): Promise<void> {
  await heading(page, question);
  await settled(page);
  await expectAccessible(page);
}

/** Opens the last day that the page has whole, which is far enough for a reminder, and takes one of its last times. */
async function chooseSomeDay(page: Page, fromLast: number): Promise<void> {
  const days = page.getByRole("main").getByRole("button", { expanded: false });
  await expect(days.nth(1)).toBeVisible();
  const day = days.nth((await days.count()) - 2);
  const name = (await day.innerText()).split("\n")[0] ?? "";
  await tabTo(page, new RegExp(name));
  await page.keyboard.press("Enter");
  await tabToRadio(page);
  await page.keyboard.press("Space");
  // Up from the first choice is the last one.
  for (let step = 0; step < fromLast; step += 1) await page.keyboard.press("ArrowUp");
  await expectAccessible(page);
}

/** What was said so far is kept by the server, whatever becomes of the page. */
function saved(page: Page) {
  return page.waitForResponse(async (response) => response.url().endsWith("/graphql") && (await response.text()).includes('"saveBookingDraft"'));
}

async function secondTab(context: BrowserContext, url: string): Promise<void> {
  const tab = await context.newPage();
  await tab.goto(url);
  await heading(tab, "How can we reach you, and how is the visit paid for?");
  await expect(tab.getByLabel(/Anything else/)).toHaveValue(notes);
  await expect(tab.getByRole("timer")).toBeVisible();
  await tab.close();
}

for (const width of [320, 1280]) {
  test(`an appointment is scheduled by keyboard at ${width} px, whatever comes between`, async ({ browser }) => {
    test.setTimeout(300_000);
    const { page, context } = await newDevice(browser, { width });

    // 1 to 3: sign in, "Appointments", "Schedule an Appointment".
    await page.goto("/");
    await press(page, /Log in to Your Patient Account/);
    await signInHere(page);
    await agree(page);
    await heading(page, "Welcome, Maria");
    await press(page, /^ *Appointments/);
    await heading(page, "Appointments");
    await press(page, /Schedule an Appointment/);

    // 4: location, department, doctor, reason.
    await asks(page, "Where would you like to be seen?");
    await tabToRadio(page);
    await choose(page, /Lakeshore/);
    await goOn(page);
    await asks(page, "Which department do you need?");
    await tabToRadio(page);
    await choose(page, /Internal medicine/);
    await goOn(page);
    await asks(page, "Whom would you like to see?");
    await tabToRadio(page);
    await choose(page, /No preference/);
    await goOn(page);
    await asks(page, "What is the visit for?");
    await page.goBack();
    await heading(page, "Whom would you like to see?");
    await expect(page.getByRole("radio", { name: /No preference/ })).toBeChecked();
    await page.goForward();
    await heading(page, "What is the visit for?");
    await tabToRadio(page);
    await choose(page, /Office visit/);
    const said = saved(page);
    await typeInto(page, /own words/, reason);
    await said;
    await page.reload();
    await heading(page, "What is the visit for?");
    await expect(page.getByLabel("Reason, in your own words")).toHaveValue(reason);
    await tabToRadio(page);
    await choose(page, /Office visit/);
    await goOn(page);

    // 5: date and time. A reload finds the time kept, and for no longer than it was.
    await asks(page, "When would you like to come?");
    // Nobody is at two places at once: each run takes another time.
    await chooseSomeDay(page, width === 320 ? 1 : 8);
    await goOn(page);
    await asks(page, "How can we reach you, and how is the visit paid for?");
    await expect(page.getByRole("button", { name: "Keep this time" })).toBeVisible();
    const before = await left(page);
    const noted = saved(page);
    await typeInto(page, /Anything else/, notes);
    await noted;
    await page.reload();
    await heading(page, "How can we reach you, and how is the visit paid for?");
    await expect(page.getByLabel(/Anything else/)).toHaveValue(notes);
    expect(await left(page)).toBeLessThanOrEqual(before);

    // A second tab shows the same, and leaves the time to the first.
    await secondTab(context, page.url());
    await expect(page.getByRole("timer")).toBeVisible();

    // 6: contact and insurance; meanwhile the session ends, and the page is loaded anew.
    await context.clearCookies();
    await page.reload();
    await signInHere(page);
    await heading(page, "How can we reach you, and how is the visit paid for?");
    await expect(page.getByLabel(/Anything else/)).toHaveValue(notes);
    await goOn(page);
    await asks(page, "Check your answers");
    for (const words of [reason, notes]) await expect(page.getByText(words)).toBeVisible();
    expect(page.url()).not.toMatch(/Tired|slowly|maria/i);

    // 7: check and confirm.
    await press(page, /Confirm appointment/);
    await asks(page, "Your appointment is confirmed");
    await expect(page).toHaveURL(/\/appointments\/[0-9a-f-]{36}/);
    await expect(page.getByText(reason)).toBeVisible();

    const address = page.url();

    // 8: a notification, reminders, and ways to move and cancel it.
    await expect(page.getByRole("link", { name: /Notifications \d+ unread/ })).toBeVisible();
    await expect(page.getByRole("heading", { name: /Reminders/ })).toBeVisible();
    await expect(page.getByRole("link", { name: /Reschedule/ })).toBeVisible();
    await expect(page.getByRole("link", { name: /Add to calendar/ }).first()).toBeVisible();
    await press(page, /^ *Cancel/);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectAccessible(page);

    // What was typed is gone with the booking: nothing is offered to go on with.
    await page.goto("/appointments/new");
    await heading(page, "Where would you like to be seen?");
    await settled(page);
    await expect(page.getByText("You began to book an appointment")).toHaveCount(0);
    await context.close();
    await callOff(browser, address);
  });
}

test("a time that is left is free for others at once", async ({ browser }) => {
  const { page, context } = await newDevice(browser);
  await page.goto("/sign-in");
  await signInHere(page);
  await agree(page);
  await heading(page, "Welcome, Maria");
  await page.goto("/appointments/new");
  for (const choice of ["Lakeshore Center", "Internal medicine", "No preference", "Office visit"]) {
    await page.getByText(choice, { exact: false }).first().click();
    if (choice === "Office visit") await page.getByLabel("Reason, in your own words").fill(reason);
    await page.getByRole("button", { name: "Continue" }).click();
  }
  await page.getByText("First available", { exact: false }).first().click();
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("timer")).toBeVisible();
  const released = page.waitForResponse(async (response) => response.url().endsWith("/graphql") && (await response.text()).includes('"releaseHold"'));
  await page.getByRole("link", { name: /^Medical records/ }).first().click();
  await released;
  await page.goto("/appointments/new");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Go on where you were" }).click();
  await heading(page, "How can we reach you, and how is the visit paid for?");
  await expect(page.getByText(/no longer kept for you, but it may still be free/)).toBeVisible();
  await context.close();
});

/** The seconds that the countdown shows. */
async function left(page: Page): Promise<number> {
  const [minutes, seconds] = (await page.getByRole("timer").innerText()).split(":").map(Number);
  return (minutes ?? 0) * 60 + (seconds ?? 0);
}
