import { expect, type Page, test } from "@playwright/test";
import { expectAccessible, newDevice, settled, signIn, signInAs } from "./portal";
import { totp } from "./totp";

/** A demo account that no other test signs in with a password alone. */
const okafor = { username: "dr.okafor", password: "Copper-Lantern-58!" };

async function password(page: Page): Promise<void> {
  await page.goto("/sign-in?to=%2Faccount%2Ftwo-factor");
  await page.getByLabel("Personal Username").fill(okafor.username);
  await page.getByLabel("Password", { exact: true }).fill(okafor.password);
  await page.getByRole("button", { name: "Login" }).click();
}

/** Sets an app up and gives its secret and the recovery codes. */
async function setUp(page: Page): Promise<{ secret: string; codes: string[] }> {
  await page.getByRole("button", { name: "Set up an authenticator app" }).click();
  await expect(page.getByRole("heading", { name: "Set up your authenticator app" })).toBeFocused();
  await expect(page.getByRole("img", { name: "QR code for your authenticator app" })).toBeVisible();
  await expectAccessible(page);
  const secret = await page.getByText(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/).innerText();
  await page.getByLabel("Six-digit code").fill(totp(secret, -1)); // a clock that is a little behind
  await page.getByRole("button", { name: "Turn on" }).click();
  await expect(page.getByRole("heading", { name: "Keep your recovery codes" })).toBeFocused();
  await expectAccessible(page);
  const codes = await page.getByRole("listitem").locator("code").allInnerTexts();
  // On paper the codes stand alone.
  await page.emulateMedia({ media: "print" });
  expect((await page.locator("body").innerText()).split(/\s+/).filter(Boolean)).toEqual(codes);
  await page.emulateMedia({ media: "screen" });
  await page.getByRole("button", { name: "I have kept my codes" }).click();
  return { secret, codes };
}

for (const width of [320, 1280]) {
  test(`two-factor authentication from set up to turned off at ${width} px`, async ({ browser }) => {
    const first = await newDevice(browser, { width });
    await signInAs(first.page, okafor.username, okafor.password, "Patients");
    await first.page.goto("/account/two-factor");
    await settled(first.page);
    await expectAccessible(first.page);
    const { secret, codes } = await setUp(first.page);
    expect(codes).toHaveLength(10);
    await settled(first.page);
    await expectAccessible(first.page);

    // Another device: the password alone opens nothing, a code does, once.
    const second = await newDevice(browser, { width });
    await password(second.page);
    await expect(second.page.getByRole("heading", { level: 1, name: "Enter your code" })).toBeFocused();
    await expectAccessible(second.page);
    await second.page.reload();
    await second.page.getByLabel("Six-digit code").fill("000000");
    await second.page.getByRole("button", { name: "Continue" }).click();
    await expect(second.page.getByRole("alert")).toContainText("This code is not right");
    await expectAccessible(second.page);
    await second.page.getByLabel("Six-digit code").fill(totp(secret));
    await second.page.getByText("Remember this device for 30 days").click();
    await second.page.getByRole("button", { name: "Continue" }).click();
    await expect(second.page.getByRole("heading", { level: 1, name: "Two-factor authentication" })).toBeVisible();
    await expect(second.page.getByText(/Remembered until/)).toBeVisible();
    await expectAccessible(second.page);

    // It is remembered: signing in again takes the password alone, and a change a code.
    await second.page.getByRole("button", { name: "Sign out", exact: true }).click();
    await expect(second.page.getByRole("link", { name: "Log in to Your Patient Account" })).toBeVisible();
    await password(second.page);
    await expect(second.page.getByRole("heading", { level: 1, name: "Two-factor authentication" })).toBeVisible();
    await second.page.getByRole("button", { name: "Make new recovery codes" }).click();
    await expect(second.page.getByRole("heading", { name: "Confirm that it is you" })).toBeFocused();
    await expectAccessible(second.page);
    await second.page.getByLabel("Code", { exact: true }).fill((codes[0] ?? "").toLowerCase());
    await second.page.getByRole("button", { name: "Confirm" }).click();
    await expect(second.page.getByRole("heading", { name: "Keep your recovery codes" })).toBeFocused();
    const fresh = await second.page.getByRole("listitem").locator("code").allInnerTexts();
    expect(fresh).not.toContain(codes[1]);

    // A third device gets in by a recovery code, and back to the first step and on again.
    const third = await newDevice(browser, { width });
    await password(third.page);
    await third.page.getByRole("button", { name: "Use a recovery code" }).click();
    await third.page.goBack();
    await expect(third.page.getByLabel("Personal Username")).toBeVisible();
    await third.page.goForward();
    await third.page.getByRole("button", { name: "Use a recovery code" }).click();
    await third.page.getByLabel("Recovery code").fill(fresh[3] ?? "");
    await third.page.getByRole("button", { name: "Continue" }).click();
    await expect(third.page.getByText("You have 9 left of ten.")).toBeVisible();
    await third.page.getByRole("button", { name: "Turn off" }).click();
    await third.page.getByRole("button", { name: "Turn off the app" }).click();
    await expect(third.page.getByRole("button", { name: "Set up an authenticator app" })).toBeVisible();

    // The others are signed out, and nothing was kept by the browser but cookies.
    await expect(first.page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
    const kept = await third.page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
    expect(kept).not.toContain(secret.slice(0, 9));
    for (const device of [first, second, third]) {
      expect(device.complaints).toEqual([]);
      await device.context.close();
    }
  });
}

test("the desk removes a lost second factor, and the password opens the account again", async ({ browser }) => {
  const patient = await newDevice(browser);
  await signIn(patient.page);
  await patient.page.goto("/account/two-factor");
  await setUp(patient.page);

  const desk = await newDevice(browser, { width: 320 });
  await signInAs(desk.page, "desk.lindgren", "Maple-Window-41!", "Patients");
  await desk.page.getByLabel("Name, clinic number or birth date").fill("4-820-117");
  await desk.page.getByRole("button", { name: "Search" }).click();
  await desk.page.getByRole("link", { name: "Maria Alvarez" }).click();
  await expect(desk.page.getByRole("heading", { name: "Lost phone" })).toBeVisible();
  await expectAccessible(desk.page);
  await desk.page.getByRole("button", { name: "Remove second factor" }).click();
  await expect(desk.page.getByRole("alert")).toBeFocused();
  await expectAccessible(desk.page);
  await desk.page.getByLabel("Reason").fill("Passport seen at the desk");
  await desk.page.getByRole("button", { name: "Remove second factor" }).click();
  await expect(desk.page.getByRole("heading", { name: "Lost phone" })).toHaveCount(0);

  await expect(patient.page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  await signIn(patient.page);
  expect([...patient.complaints, ...desk.complaints]).toEqual([]);
  await patient.context.close();
  await desk.context.close();
});
