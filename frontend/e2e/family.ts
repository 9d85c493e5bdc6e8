import { expect, type Page } from "@playwright/test";
import { heading, tabTo } from "./keyboard";
import { linkIn, mailsOf, newestMail } from "./mail";
import { agree, expectAccessible, settled, signInAs } from "./portal";

export type Carer = { name: string; username: string };

const password = "Brisk-Lighthouse-90!";
const invited = "An invitation to help look after somebody";

/** The patient, by keys alone, invites somebody to appointments and advice; gives the mailed link. */
export async function invite(page: Page, email: string): Promise<string> {
  const before = await mailsOf(page, invited);
  await page.goto("/account/family");
  await settled(page);
  await expectAccessible(page);
  await tabTo(page, /Invite somebody/);
  await page.keyboard.press("Enter");
  await heading(page, "Invite somebody to act for you");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await expectAccessible(page);
  await tabTo(page, /Send invitation/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toBeFocused();
  await expectAccessible(page);
  await tabTo(page, /Their email address/);
  // The first stop of that name is the link of the summary, which leads to the field.
  await page.getByLabel("Their email address").focus();
  await page.keyboard.type(email);
  await tabTo(page, /Who they are to you/);
  await page.keyboard.type("brother");
  await tabTo(page, /Appointments/);
  await page.keyboard.press("Space");
  await tabTo(page, /Advice/);
  await page.keyboard.press("Space");
  await tabTo(page, /Send invitation/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 3, name: email })).toBeVisible();
  await settled(page);
  await expectAccessible(page);
  return linkIn(await newestMail(page, invited, before + 1), "/carer-invitation");
}

/** Somebody without an account makes one with the link of the mail, which accepts it. */
export async function join(page: Page, link: string, { name, username }: Carer): Promise<void> {
  await page.goto(link);
  await heading(page, "Maria A. would like your help");
  await settled(page);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Create account" }).click();
  await heading(page, "Create your account");
  await settled(page);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Create account and accept" }).click();
  await expect(page.getByRole("alert")).toBeFocused();
  await expectAccessible(page);
  await page.getByLabel("Full name").fill(name);
  for (const [index, [question, words]] of [["FIRST_PET", "Rex"], ["COUSIN", "Ida"], ["FIRST_JOB", "Kristiansund"]].entries()) {
    await page.getByLabel(`Question ${index + 1}`).selectOption(question ?? "");
    await page.getByLabel(`Answer ${index + 1}`).fill(words ?? "");
  }
  await page.getByLabel("Username").fill("maria.alvarez");
  await page.getByLabel("Password", { exact: true }).fill(`${name}-is-me-2026!`);
  await page.getByRole("button", { name: "Create account and accept" }).click();
  await expect(page.getByRole("alert")).toContainText("taken");
  await expect(page.getByRole("alert").getByRole("link")).toHaveCount(2);
  await page.getByLabel("Username").fill(username);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create account and accept" }).click();
  await agree(page);
  await heading(page, "Looking after Maria");
  await settled(page);
  await expectAccessible(page);
  expect(page.url()).not.toContain("#");
  await page.getByRole("button", { name: "Sign out" }).click();
  await signInAs(page, username, password, "Looking after Maria");
}

type Child = { given: string; family: string; day: string; month: string; year: string };

/** The front desk registers a made-up child, and is on the page about them. */
export async function register(page: Page, { given, family, day, month, year }: Child): Promise<void> {
  await signInAs(page, "desk.lindgren", "Maple-Window-41!", "Patients");
  await page.goto("/staff/patients/new");
  await page.getByLabel("Given names").fill(given);
  await page.getByLabel("Family name").fill(family);
  await page.getByLabel("Day").fill(day);
  await page.getByLabel("Month").fill(month);
  await page.getByLabel("Year").fill(year);
  await page.getByRole("button", { name: "Register" }).click();
  await expect(page.getByText("Nobody acts for this patient.")).toBeVisible();
  await settled(page);
}

/** Lets somebody in who has an account, to everything. */
export async function grant(page: Page, { child, username, relationship }: { child: string; username: string; relationship: string }): Promise<void> {
  await page.getByRole("link", { name: "Add a parent or guardian" }).click();
  await heading(page, `Add a parent or guardian of ${child}`);
  await settled(page);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Send invitation" }).click();
  await expect(page.getByRole("alert")).toBeFocused();
  await expectAccessible(page);
  await page.getByText("They have an account here").click();
  await page.getByRole("textbox", { name: "Their Personal Username" }).fill(username);
  await page.getByLabel("Who they are to the child").fill(relationship);
  for (const scope of ["Appointments", "Medical records", "Advice", "Contact details and insurance"]) {
    await page.getByRole("checkbox", { name: new RegExp(`^${scope}`) }).check({ force: true });
  }
  await page.getByLabel("Reason").fill("Birth certificate and passport seen");
  await page.getByRole("button", { name: "Let them in" }).click();
}

/** By keys alone, opens the record of whoever has that name. */
export async function switchRecord(page: Page, name: string): Promise<void> {
  await tabTo(page, /Maria Alvarez.*Rivera|Rivera.*Maria Alvarez/);
  const opens = page.getByLabel("Whose record").locator("option:checked");
  for (const key of ["ArrowUp", "ArrowDown"]) {
    if (!(await opens.innerText()).startsWith(name)) await page.keyboard.press(key);
  }
  await expect(opens).toContainText(name);
}

/** The desk ends a carer's access, with a reason. */
export async function endByDesk(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: `End the access of ${name}` }).click();
  await expectAccessible(page);
  await page.getByLabel(`Why the access of ${name} ends`).fill("Custody order seen");
  await page.getByRole("button", { name: "End access now" }).click();
  await expect(page.getByText(`The access of ${name} has ended.`)).toBeAttached();
}
