import { expect, type Page, test } from "@playwright/test";
import { mailsOf, newestMail } from "./mail";
import { expectAccessible, newDevice, settled, signIn } from "./portal";

/** Other tests may have switched them off, as they run at any hour. */
async function setQuietHours(page: Page): Promise<void> {
  const quiet = page.getByRole("checkbox", { name: /^No reminders in quiet hours/ });
  if (await quiet.isChecked()) return;
  await quiet.focus();
  await page.keyboard.press("Space");
}

for (const width of [320, 1280]) {
  test(`notification preferences are chosen, saved and kept at ${width} px`, async ({ browser }) => {
    test.setTimeout(300_000);
    const { page, context, complaints } = await newDevice(browser, { width });
    await signIn(page);
    await page.goto("/account");
    await page.getByRole("main").getByRole("link", { name: "Notification preferences" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Notification preferences" })).toBeFocused();
    await settled(page);
    await expectAccessible(page);

    const twoDays = page.getByRole("checkbox", { name: "2 days before" });
    await expect(twoDays).toBeChecked();
    await twoDays.focus();
    await page.keyboard.press("Space");
    await setQuietHours(page);
    await page.getByLabel("Until", { exact: true }).fill("");
    await page.getByRole("button", { name: "Save preferences" }).click();
    await expect(page.getByRole("alert")).toBeFocused();
    await expectAccessible(page);
    await page.getByRole("alert").getByRole("link").click();
    await expect(page.getByLabel("Until", { exact: true })).toBeFocused();
    await page.getByLabel("Until", { exact: true }).fill("07:30");
    await page.getByLabel("By the clock of").selectOption("Europe/Berlin");
    await page.getByRole("button", { name: "Save preferences" }).click();
    await expect(page.getByText("Your preferences are saved").first()).toBeVisible();
    await expectAccessible(page);

    await page.reload();
    await settled(page);
    await expect(twoDays).not.toBeChecked();
    await expect(page.getByLabel("Until", { exact: true })).toHaveValue("07:30");
    await expect(page.getByLabel("By the clock of")).toHaveValue("Europe/Berlin");

    // As it was, for the tests that come after.
    await twoDays.focus();
    await page.keyboard.press("Space");
    await page.getByLabel("Until", { exact: true }).fill("08:00");
    await page.getByLabel("By the clock of").selectOption("");
    await page.getByRole("button", { name: "Save preferences" }).click();
    await expect(page.getByText("Your preferences are saved").first()).toBeVisible();
    expect(complaints.filter((one) => !one.includes("400"))).toEqual([]);
    await context.close();
  });
}

test("texts go to a phone once its code came back", async ({ browser }) => {
  test.setTimeout(300_000);
  const { page, context, complaints } = await newDevice(browser, { width: 320 });
  await signIn(page);
  await page.goto("/account");
  await page.getByRole("main").getByRole("link", { name: "Texts and push messages" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Texts and push messages" })).toBeFocused();
  await settled(page);
  await expectAccessible(page);

  await page.getByLabel("Mobile number").fill("555");
  await page.getByRole("button", { name: "Text me a code" }).press("Enter");
  await expect(page.getByRole("alert")).toBeFocused();
  await expectAccessible(page);
  const before = await mailsOf(page, "Text message");
  await page.getByLabel("Mobile number").fill("+1 555 010 0199");
  await page.getByRole("button", { name: "Text me a code" }).press("Enter");
  await expect(page.getByLabel("Code from the text message")).toBeVisible();
  await expectAccessible(page);
  const text = await newestMail(page, "Text message", before + 1);
  await page.getByLabel("Code from the text message").fill(/\b\d{6}\b(?= is your code)/.exec(text)?.[0] ?? "");
  await page.getByRole("button", { name: "Confirm the number" }).press("Enter");
  await expect(page.getByText("We text you at +15550100199.")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Choose what we tell you" }).click();
  await expect(page.getByRole("checkbox", { name: "Appointments, by text message" })).toBeChecked();

  // As it was, for the tests that come after.
  await page.goto("/account/messages");
  await page.getByRole("button", { name: "Stop texts" }).press("Enter");
  await expect(page.getByLabel("Mobile number")).toBeVisible();
  expect(complaints.filter((one) => !one.includes("400"))).toEqual([]);
  await context.close();
});
