import { type Browser, expect, type Page, test } from "@playwright/test";
import { heading } from "./keyboard";
import { linkIn, mailsOf, newestMail } from "./mail";
import { agree, expectAccessible, newDevice, settled, signInAs } from "./portal";
import { totp } from "./totp";

/** Somebody new to the clinic, made up; they sign up with the code of their letter. */
const robin = { given: "Róbin", family: "Ferreira-Holm", born: ["30", "4", "1979"], email: "robin.holm@example.org" };
const first = "Amber-Foundry-71!";
const second = "Velvet-Sawmill-46!";
const answers = { pet: "Tortellini", cousin: "Persimmon", job: "Kristiansund" };

/** The front desk registers them and hands the letter over. */
async function letter(browser: Browser): Promise<{ number: string; code: string }> {
  const { page, context } = await newDevice(browser);
  await signInAs(page, "desk.lindgren", "Maple-Window-41!", "Patients");
  await page.getByRole("link", { name: "Register a patient" }).click();
  await page.getByLabel("Given names").fill(robin.given);
  await page.getByLabel("Family name").fill(robin.family);
  await born(page);
  await page.getByRole("button", { name: "Register" }).click();
  await heading(page, `${robin.given} ${robin.family}`);
  const number = await page.getByText(/^\d-\d{3}-\d{3}$/).innerText();
  await page.getByRole("button", { name: "Issue activation code" }).click();
  const code = await page.getByText(/^([A-HJ-NP-Z2-9]{4}-){2}[A-HJ-NP-Z2-9]{4}$/).innerText();
  await context.close();
  return { number, code };
}

async function born(page: Page): Promise<void> {
  const group = page.getByRole("group", { name: "Date of birth" });
  for (const [index, part] of ["Day", "Month", "Year"].entries()) {
    await group.getByRole("textbox", { name: part }).fill(robin.born[index] ?? "");
  }
}

/** From the first page, as the reference tells it. */
async function logIn(page: Page, username: string, password: string): Promise<void> {
  await page.goto("/");
  await page.getByRole("link", { name: "Log in to Your Patient Account" }).click();
  await page.getByRole("textbox", { name: "Personal Username" }).fill(username);
  const field = page.getByLabel("Password", { exact: true });
  await field.fill(password);
  await expect(field).toHaveAttribute("type", "password");
  await page.getByText("Show Password", { exact: true }).click();
  await expect(field).toHaveAttribute("type", "text");
  await page.getByRole("button", { name: "Login", exact: true }).click();
}

async function logOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Sign out" }).or(page.getByRole("link", { name: "Sign out" })).first().click();
  await expect(page.getByRole("link", { name: "Log in to Your Patient Account" }).or(page.getByRole("button", { name: "Login" })).first()).toBeVisible();
}

/** “Create Account”, both steps. */
async function signUp(page: Page, number: string, code: string): Promise<string> {
  await page.goto("/");
  await expect(page.getByText(/\+1 555 0100/).first()).toBeVisible();
  await page.getByRole("link", { name: "Create Account" }).click();
  await page.getByRole("textbox", { name: "Clinic number" }).fill(number);
  await page.getByRole("textbox", { name: "Activation code" }).fill(code);
  await page.getByRole("textbox", { name: "Primary email address" }).fill(robin.email);
  await page.getByRole("textbox", { name: "Full name" }).fill("ferreira holm robin");
  await born(page);
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  for (const [index, [question, words]] of [["FIRST_PET", answers.pet], ["COUSIN", answers.cousin], ["FIRST_JOB", answers.job]].entries()) {
    await page.getByLabel(`Question ${index + 1}`).selectOption(question ?? "");
    await page.getByLabel(`Answer ${index + 1}`).fill(words ?? "");
  }
  const username = await page.getByRole("textbox", { name: "Username" }).inputValue();
  await page.getByLabel("Password", { exact: true }).fill("Ferreira-Holm-79!");
  await expect(page.getByText(/Leave out/)).toBeVisible();
  await page.getByLabel("Password", { exact: true }).fill(first);
  await page.getByRole("button", { name: "Submit", exact: true }).click();
  await expect(page.getByRole("button", { name: "Agree and continue", exact: true })).toBeVisible();
  await agree(page);
  await heading(page, `Welcome, ${robin.given}`);
  return username;
}

async function confirmAddress(page: Page, before: number): Promise<void> {
  const mail = await newestMail(page, "Confirm your email address", before + 1);
  await page.goto(linkIn(mail, "/verify-email"));
  await page.getByRole("button", { name: "Confirm email address" }).click();
  await heading(page, "Your email address is confirmed");
}

/** “Forgot Username”: what is asked for, and the mail that follows. */
async function recoverUsername(page: Page, number: string): Promise<string> {
  const before = await mailsOf(page, "Your username");
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Forgot Username" }).click();
  await page.getByRole("textbox", { name: "Full name" }).fill(`${robin.given} ${robin.family}`);
  await born(page);
  await page.getByRole("textbox", { name: "Clinic number" }).fill(number);
  await page.getByRole("button", { name: "Send my username" }).click();
  await heading(page, "Check your email");
  return /Username: (\S+)/.exec(await newestMail(page, "Your username", before + 1))?.[1] ?? "";
}

/** “Forgot Password”: the mailed link, a security question beside it, a new password. */
async function resetPassword(page: Page): Promise<void> {
  const before = await mailsOf(page, "Create a new password");
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Forgot Password" }).click();
  await page.getByRole("textbox", { name: "Username or email" }).fill(robin.email.toUpperCase());
  await page.getByRole("button", { name: "Send the link" }).click();
  await heading(page, "Check your email");
  await page.goto(linkIn(await newestMail(page, "Create a new password", before + 1), "/reset-password"));
  await heading(page, "Create a new password");
  const question = page.getByRole("textbox", { name: /first pet|cousin|first job/i });
  await expect(question).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("New password").fill(second);
  await question.fill("Not that at all");
  await page.getByRole("button", { name: "Save new password" }).click();
  await expect(page.getByRole("alert")).toBeFocused();
  await expectAccessible(page);
  const asked = (await page.locator("label", { hasText: /pet|cousin|job/i }).innerText()).toLowerCase();
  const key = (["pet", "cousin", "job"] as const).find((word) => asked.includes(word)) ?? "pet";
  await question.fill(`  ${answers[key].toUpperCase()} `);
  await page.getByRole("button", { name: "Save new password" }).click();
  await heading(page, "Your new password is ready");
}

/** Account, “Two-factor authentication”: the secret and the recovery codes. */
async function secondFactor(page: Page): Promise<{ secret: string; codes: string[] }> {
  await page.getByRole("link", { name: "Account", exact: true }).click();
  for (const name of ["Security questions", "Two-factor authentication", "Passkeys", "Signed-in devices", "Notification preferences", "Family and carers", "Privacy"]) {
    await expect(page.getByRole("main").getByRole("link", { name, exact: true })).toBeVisible();
  }
  await page.getByRole("main").getByRole("link", { name: "Two-factor authentication", exact: true }).click();
  await page.getByRole("button", { name: "Set up an authenticator app" }).click();
  const secret = await page.getByText(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/).innerText();
  await page.getByLabel("Six-digit code").fill(totp(secret, -1));
  await page.getByRole("button", { name: "Turn on" }).click();
  await expect(page.getByRole("heading", { name: "Keep your recovery codes" })).toBeFocused();
  const codes = await page.getByRole("listitem").locator("code").allInnerTexts();
  await page.getByRole("button", { name: "I have kept my codes" }).click();
  return { secret, codes };
}

test("a new patient signs up, forgets everything and proves it twice", async ({ browser }) => {
  test.setTimeout(300_000);
  const { number, code } = await letter(browser);
  const { page, context, complaints } = await newDevice(browser, { width: 360 });
  const before = await mailsOf(page, "Confirm your email address");
  const username = await signUp(page, number, code);
  await confirmAddress(page, before);
  await page.goto("/");
  for (const name of ["Appointments", "Medical records", "Advice", "Notifications", "Account"]) {
    await expect(page.getByRole("navigation").getByRole("link", { name })).toBeVisible();
  }
  await logOut(page);

  expect(await recoverUsername(page, number)).toBe(username);
  await resetPassword(page);
  await logIn(page, username, first);
  await expect(page.getByRole("alert")).toBeVisible();
  await logIn(page, username, second);
  await heading(page, `Welcome, ${robin.given}`);
  await settled(page);

  const { secret, codes } = await secondFactor(page);
  await logOut(page);
  await logIn(page, username, second);
  await page.getByLabel("Six-digit code").fill(totp(secret));
  await page.getByRole("button", { name: "Continue" }).click();
  await heading(page, `Welcome, ${robin.given}`);
  await logOut(page);
  await logIn(page, username, second);
  await page.getByRole("button", { name: /recovery code/i }).or(page.getByRole("radio", { name: /recovery code/i })).first().click();
  await page.getByLabel(/recovery code/i).fill(codes[0] ?? "");
  await page.getByRole("button", { name: "Continue" }).click();
  await heading(page, `Welcome, ${robin.given}`);
  expect(complaints.filter((words) => !words.includes("404"))).toEqual([]);
  await context.close();
});
