import { expect, type Page, test } from "@playwright/test";
import { linkIn, mailsOf, newestMail } from "./mail";
import { expectAccessible, newDevice, settled, signIn } from "./portal";

const heading = (page: Page, name: string) => expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
const usual = "Quiet-Harbor-72!";

async function recoverUsername(page: Page, name: string, clinicNumber: string) {
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Forgot Username" }).click();
  await heading(page, "Forgot Username");
  await page.getByLabel("Full name").fill(name);
  const born = page.getByRole("group", { name: "Date of birth" });
  await born.getByLabel("Day").fill("9");
  await born.getByLabel("Month").fill("3");
  await born.getByLabel("Year").fill("1984");
  await page.getByLabel("Clinic number").fill(clinicNumber);
  await page.getByRole("button", { name: "Send my username" }).click();
  await heading(page, "Check your email");
}

/** Asks for a link and gives where it leads. */
async function askForReset(page: Page, whom: string): Promise<string> {
  const before = await mailsOf(page, "Create a new password");
  await page.goto("/forgot-password");
  await page.getByLabel("Username or email").fill(whom);
  await page.getByRole("button", { name: "Send the link" }).click();
  await heading(page, "Check your email");
  return linkIn(await newestMail(page, "Create a new password", before + 1), "/reset-password");
}

async function createPassword(page: Page, password: string) {
  await page.getByLabel("New password").fill(password);
  await page.getByRole("button", { name: "Save new password" }).click();
  await heading(page, "Your new password is ready");
}

for (const width of [320, 1280]) {
  test(`the pages of the recoveries are accessible at ${width} px`, async ({ browser }) => {
    test.setTimeout(240_000);
    const { page, context, complaints } = await newDevice(browser, { width });
    const paths = ["/forgot-username", "/forgot-username/sent", "/forgot-password", "/forgot-password/sent", "/reset-password#no-link", "/reset-password/done"];
    for (const path of paths) {
      await page.goto("about:blank");
      await page.goto(path);
      await settled(page);
      await expectAccessible(page);
    }
    await page.goto("/forgot-username");
    await page.getByRole("button", { name: "Send my username" }).click();
    await expect(page.getByRole("alert")).toBeFocused();
    await expectAccessible(page);
    await signIn(page);
    for (const path of ["/account/password", "/account/email"]) {
      await page.goto(path);
      await settled(page);
      await expectAccessible(page);
    }
    await page.goto("/account/password");
    await page.getByLabel("New password").fill("maria");
    await expect(page.getByText(/Still missing/)).toBeVisible();
    await expect(page.getByText(/Leave out your username/)).toBeVisible();
    await expectAccessible(page);
    expect(complaints).toEqual([]);
    await context.close();
  });
}

test("a forgotten username comes by mail, and everybody sees the same page", async ({ browser }) => {
  const { page, context } = await newDevice(browser);
  const before = await mailsOf(page, "Your username");
  await recoverUsername(page, "No One Here", "1-111-111");
  const forNobody = await page.getByRole("main").innerText();
  await recoverUsername(page, "ALVAREZ Maria", "4820117");
  expect(await page.getByRole("main").innerText()).toBe(forNobody);
  expect(await newestMail(page, "Your username", before + 1)).toContain("Username: maria.alvarez");
  await context.close();
});

test("a forgotten password is replaced by a mailed link, which works once", async ({ browser }) => {
  test.setTimeout(240_000);
  const elsewhere = await newDevice(browser);
  await signIn(elsewhere.page);
  const { page, context } = await newDevice(browser, { width: 360 });
  const older = await askForReset(page, "maria.alvarez");
  const link = await askForReset(page, "MARIA@example.org");

  await page.goto(older);
  await heading(page, "This link does not work any more");
  await page.goto("about:blank");
  await page.goto(link);
  await heading(page, "Create a new password");
  await page.reload();
  await heading(page, "Create a new password");
  await page.getByLabel("New password").fill("maria.alvarez");
  await expect(page.getByText(/Leave out your username/)).toBeVisible();
  await page.getByRole("button", { name: "Save new password" }).click();
  await expect(page.getByRole("alert")).toBeFocused();
  await expectAccessible(page);
  await createPassword(page, "Copper-Thicket-57!");
  await expectAccessible(page);
  expect(await newestMail(page, "Your password was changed", await mailsOf(page, "Your password was changed"))).not.toContain("Thicket");

  // Signed out everywhere, and the link is used up.
  await elsewhere.page.goto("/advice");
  await heading(elsewhere.page, "Sign in");
  await page.goto("about:blank");
  await page.goto(link);
  await heading(page, "This link does not work any more");
  await page.getByRole("link", { name: "Get a new link" }).click();
  await heading(page, "Forgot Password");

  // The usual password for whoever comes next.
  await page.goto(await askForReset(page, "maria.alvarez"));
  await createPassword(page, usual);
  await page.getByRole("link", { name: "Sign in" }).click();
  await signIn(page);
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  expect(kept).not.toMatch(/Thicket|Harbor|[\w-]{43}/);
  await context.close();
  await elsewhere.context.close();
});

test("another email address counts once its link was opened", async ({ browser }) => {
  test.setTimeout(240_000);
  const { page, context } = await newDevice(browser);
  await signIn(page);
  for (const address of ["maria.new@example.org", "maria@example.org"]) {
    const before = await mailsOf(page, "Confirm your email address");
    await page.goto("/account/email");
    await page.getByLabel("New email address").fill(address);
    await page.getByRole("button", { name: "Change email address" }).click();
    await expect(page.getByText(`We sent a link to ${address}. Open it`)).toBeVisible();
    const link = linkIn(await newestMail(page, "Confirm your email address", before + 1), "/verify-email");
    await page.goto("/account/email");
    await expect(page.getByText(address, { exact: true })).toHaveCount(0);
    await page.goto(link);
    await page.getByRole("button", { name: "Confirm email address" }).click();
    await heading(page, "Your email address is confirmed");
    await page.goto("/account/email");
    await expect(page.getByText(address, { exact: true })).toBeVisible();
    await expect(page.getByText("Yes, by a link that we mailed")).toBeVisible();
  }
  await context.close();
});

test("a password changed signs out the other devices, not this one", async ({ browser }) => {
  const elsewhere = await newDevice(browser);
  await signIn(elsewhere.page);
  await elsewhere.page.goto("/advice");
  const { page, context } = await newDevice(browser);
  await signIn(page);
  await page.goto("/account/password");
  const change = async (from: string, to: string) => {
    await page.getByLabel("Current password").fill(from);
    await page.getByLabel("New password").fill(to);
    await page.getByRole("button", { name: "Save new password" }).click();
    await expect(page.getByLabel("New password")).toHaveValue("");
    await expect(page.getByText(/Your password is changed/).first()).toBeVisible();
  };
  await change(usual, "Copper-Thicket-58!");
  await expect(elsewhere.page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  await change("Copper-Thicket-58!", usual);
  await page.goto("/advice");
  await heading(page, "Advice");
  await context.close();
  await elsewhere.context.close();
});
