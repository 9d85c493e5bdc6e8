import { expect, type Page, test } from "@playwright/test";
import { tabTo } from "./keyboard";
import { expectAccessible, newDevice, settled, signInAs } from "./portal";
import { mailsOf } from "./mail";

const drawn = /^([a-z2-9]{5}-){3}[a-z2-9]{5}$/;

async function administrator(page: Page): Promise<void> {
  await signInAs(page, "admin", "Granite-Compass-63!", "Patients");
  await page.getByRole("link", { name: "Staff accounts" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Staff accounts" })).toBeVisible();
  await settled(page);
}

/** Adds a member of the front desk and gives the first password. */
async function add(page: Page, username: string, name: string): Promise<string> {
  await page.getByRole("link", { name: "Add a member of staff" }).click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Username").fill(username);
  await page.getByLabel("Email address (optional)").fill(`${username}@example.org`);
  await page.getByRole("radio", { name: /Front desk/ }).check({ force: true });
  await page.getByRole("button", { name: "Add account" }).click();
  await expect(page.getByRole("heading", { name: `First password for ${name}` })).toBeFocused();
  return page.getByText(drawn).innerText();
}

/** Signs in as far as the page with that heading, or to the refusal. */
async function tryToSignIn(page: Page, username: string, password: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("Personal Username").fill(username);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Login" }).click();
}

const own = (page: Page) => page.getByRole("heading", { level: 1, name: "Choose a password of your own" });

for (const width of [320, 1280]) {
  test(`an administrator adds, disables, enables and resets a member of staff at ${width} px`, async ({ browser }) => {
    test.setTimeout(240_000);
    const { page, context, complaints } = await newDevice(browser, { width });
    const name = `Robin ${width} Desk`;
    const username = `robin.${width}`;
    await administrator(page);
    await expectAccessible(page);
    await page.getByRole("link", { name: "Add a member of staff" }).click();
    await page.getByRole("button", { name: "Add account" }).click();
    await expect(page.getByRole("alert")).toBeFocused();
    await expectAccessible(page);
    await page.getByRole("link", { name: "All staff accounts" }).click();

    const before = await mailsOf(page, "Confirm your email address");
    const first = await add(page, username, name);
    await expectAccessible(page);
    await page.emulateMedia({ media: "print" });
    await expect(page.getByText(first)).toBeVisible();
    await expect(page.getByRole("button", { name: "Print" })).toBeHidden();
    await expect(page.getByRole("heading", { level: 1 })).toBeHidden();
    await page.emulateMedia({ media: "screen" });
    await page.getByRole("button", { name: "I have handed it over" }).click();
    await expect.poll(() => mailsOf(page, "Confirm your email address"), { timeout: 30_000 }).toBe(before + 1);
    const card = page.getByRole("article", { name });
    await expect(card.getByText("First password", { exact: true })).toBeVisible();
    await settled(page);

    // They begin with it, and are out at once when the account is disabled.
    const theirs = await newDevice(browser);
    await tryToSignIn(theirs.page, username, first);
    await expect(own(theirs.page)).toBeVisible();
    await card.getByRole("button", { name: `Disable account: ${name}` }).click();
    await card.getByRole("button", { name: "Disable account" }).click();
    await expect(card.getByRole("alert")).toBeFocused();
    await expectAccessible(page);
    await card.getByLabel("Reason").fill("Left the clinic");
    await card.getByRole("button", { name: "Disable account" }).click();
    await expect(card.getByText("Disabled", { exact: true })).toBeVisible();
    await expect(card.getByRole("button", { name: `Enable account: ${name}` })).toBeFocused();
    await expectAccessible(page);
    await tryToSignIn(theirs.page, username, first);
    await expect(theirs.page.getByRole("alert")).toBeVisible();

    await card.getByRole("button", { name: `Enable account: ${name}` }).click();
    await card.getByLabel("Reason").fill("Back from leave");
    await card.getByRole("button", { name: "Enable account" }).click();
    await expect(card.getByRole("button", { name: `Reset sign-in: ${name}` })).toBeFocused();
    await card.getByRole("button", { name: `Reset sign-in: ${name}` }).click();
    await card.getByLabel("Reason").fill("Lost the letter; badge seen");
    await card.getByRole("button", { name: "Reset sign-in" }).click();
    const again = await card.getByText(drawn).innerText();
    expect(again).not.toBe(first);
    await expectAccessible(page);
    await card.getByRole("button", { name: "I have handed it over" }).click();
    await expect(page.getByText(again)).toHaveCount(0);
    await tryToSignIn(theirs.page, username, again);
    await expect(own(theirs.page)).toBeVisible();

    const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
    expect(kept).not.toContain(again);
    expect(complaints).toEqual([]);
    await theirs.context.close();
    await context.close();
  });
}

test("an account is disabled by the keyboard alone, and the administrator's own is not offered", async ({ browser }) => {
  test.setTimeout(180_000);
  const { page, context } = await newDevice(browser);
  await administrator(page);
  await add(page, "kim.keys", "Kim Keys");
  await page.getByRole("button", { name: "I have handed it over" }).click();
  await settled(page);
  await tabTo(page, /^Disable account: Kim Keys/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Disable the account of Kim Keys?" })).toBeFocused();
  await tabTo(page, /Reason/);
  await page.keyboard.type("Never began here");
  await tabTo(page, /Disable account/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Enable account: Kim Keys" })).toBeFocused();
  await expect(page.getByRole("article", { name: "Demo administrator" }).getByText("This is your own account.")).toBeVisible();
  await context.close();
});

test("the front desk has no page for staff accounts", async ({ browser }) => {
  const { page, context } = await newDevice(browser, { width: 320 });
  await signInAs(page, "desk.lindgren", "Maple-Window-41!", "Patients");
  await expect(page.getByRole("link", { name: "Staff accounts" })).toHaveCount(0);
  for (const path of ["/staff/accounts", "/staff/accounts/new"]) {
    await page.goto(path);
    await expect(page.getByText("This page is for administrators.")).toBeVisible();
    await expectAccessible(page);
  }
  await context.close();
});
