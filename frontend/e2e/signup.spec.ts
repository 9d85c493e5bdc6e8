import { type Browser, expect, type Page, test } from "@playwright/test";
import { agree, expectAccessible, newDevice, settled, signInAs } from "./portal";

type Newcomer = { number: string; name: string; born: [day: string, month: string, year: string]; code: string };

const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** The front desk gives a made-up patient of the demo a code. */
async function issue(browser: Browser, number: string): Promise<Newcomer> {
  const { page, context } = await newDevice(browser);
  await signInAs(page, "desk.lindgren", "Maple-Window-41!", "Patients");
  await page.getByLabel("Name, clinic number or birth date").fill(number);
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("article").getByRole("link").click();
  await page.getByRole("button", { name: "Issue activation code" }).click();
  const code = await page.getByText(/^([A-HJ-NP-Z2-9]{4}-){2}[A-HJ-NP-Z2-9]{4}$/).innerText();
  const name = await page.getByRole("heading", { level: 1 }).innerText();
  const [day = "", month = "", year = ""] = (await page.getByText(/^\d+ [A-Z][a-z]+ \d{4}$/).first().innerText()).split(" ");
  await context.close();
  return { number, name, born: [day, String(months.indexOf(month) + 1), year], code };
}

async function claim(page: Page, { name, born }: Newcomer, email: string): Promise<void> {
  await page.getByLabel("Primary email address").fill(email);
  await page.getByLabel("Full name").fill(name.toUpperCase());
  await page.getByLabel("Day").fill(born[0]);
  await page.getByLabel("Month").fill(born[1]);
  await page.getByLabel("Year").fill(born[2]);
  await page.getByRole("button", { name: "Continue" }).click();
}

async function answer(page: Page): Promise<void> {
  for (const [index, [question, words]] of [["FIRST_PET", "Rex"], ["COUSIN", "Ida"], ["FIRST_JOB", "Kristiansund"]].entries()) {
    await page.getByLabel(`Question ${index + 1}`).selectOption(question ?? "");
    await page.getByLabel(`Answer ${index + 1}`).fill(words ?? "");
  }
}

/** The link of the newest mail to that address, as the demo's mail reader shows it. */
async function mailedLink(page: Page, to: string): Promise<string> {
  let link: string | undefined;
  await expect(async () => {
    await page.goto("/dev/mail");
    await page.locator("p", { hasText: to }).getByRole("link").first().click();
    link = /https?:\S+#\S+/.exec((await page.locator("pre").first().innerText()).replaceAll(/\s*\n(?=\S)/g, " "))?.[0];
    expect(link).toBeTruthy();
  }).toPass({ timeout: 30_000 });
  return link ?? "";
}

for (const { width, number } of [
  { width: 320, number: "4-820-742" },
  { width: 1280, number: "4-820-759" },
]) {
  test(`a patient signs up with a letter at ${width} px`, async ({ browser }) => {
    test.setTimeout(300_000);
    const newcomer = await issue(browser, number);
    const email = `newcomer${width}@example.org`;
    const { page, context, complaints } = await newDevice(browser, { width });

    await page.goto(`/create-account#${new URLSearchParams({ number, code: newcomer.code })}`);
    await expect(page.getByLabel("Clinic number")).toHaveValue(number);
    await expect(page).toHaveURL(/\/create-account$/);
    await expectAccessible(page);
    await page.getByLabel("Activation code").fill("AAAA AAAA AAAA");
    await claim(page, newcomer, email);
    await expect(page.getByRole("alert")).toContainText("do not go together");
    await expectAccessible(page);
    await page.getByLabel("Activation code").fill(newcomer.code.toLowerCase().replaceAll("-", " "));
    await page.getByRole("button", { name: "Continue" }).click();

    await expect(page.getByRole("heading", { level: 1, name: "Choose how you sign in" })).toBeVisible();
    await expect(page.getByLabel("Username")).not.toHaveValue("");
    await expectAccessible(page);
    await page.reload();
    await expect(page.getByLabel("Username")).not.toHaveValue("");
    const other = await context.newPage();
    await other.goto(page.url());
    await expect(other.getByLabel("Username")).not.toHaveValue("");
    await other.close();

    await page.getByRole("button", { name: "Submit" }).click();
    await expect(page.getByRole("alert")).toBeFocused();
    await expectAccessible(page);
    await answer(page);
    const username = await page.getByLabel("Username").inputValue();
    await page.getByLabel("Username").fill("maria.alvarez");
    await page.getByLabel("Password", { exact: true }).fill("Quiet-Harbor-72-Moss!");
    await page.getByRole("button", { name: "Submit" }).click();
    await page.getByRole("link", { name: /taken/ }).click();
    await expect(page.getByLabel("Username")).toBeFocused();
    await page.getByLabel("Username").fill(username);
    await page.getByRole("button", { name: "Submit" }).click();
    await agree(page);
    await expect(page.getByText("Check your mail to confirm your address")).toBeVisible();
    await settled(page);
    await expectAccessible(page);

    await page.goto(await mailedLink(page, email));
    await settled(page);
    await page.getByRole("button").filter({ hasText: /confirm/i }).first().click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText(/confirmed/i);
    await page.goto("/");
    await settled(page);
    await expect(page.getByText("Check your mail to confirm your address")).toHaveCount(0);
    await page.goto("/account/security-questions");
    await expect(page.getByText("What was the name of your first pet?")).toBeVisible();
    await page.getByRole("button", { name: "Change questions" }).click();
    await expectAccessible(page);
    const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
    expect(kept).not.toMatch(/Rex|Kristiansund|example\.org/i);
    expect(complaints.filter((words) => !words.includes("404"))).toEqual([]);
    await context.close();
  });
}

test("three wrong tries lock a number, and the desk lets the patient try again", async ({ browser }) => {
  const newcomer = await issue(browser, "4-820-763");
  const { page, context } = await newDevice(browser);
  await page.goto("/create-account");
  await page.getByLabel("Clinic number").fill(newcomer.number);
  await page.getByLabel("Activation code").fill("AAAA-AAAA-AAAA");
  await claim(page, newcomer, "newcomer@example.org");
  for (let tries = 1; tries < 3; tries += 1) {
    await expect(page.getByRole("alert")).toContainText("do not go together");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.waitForLoadState("networkidle");
  }
  await page.getByLabel("Activation code").fill(newcomer.code);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("alert")).toContainText("Wait an hour");
  const desk = await newDevice(browser, { width: 320 });
  await signInAs(desk.page, "desk.lindgren", "Maple-Window-41!", "Patients");
  await expect(desk.page.getByRole("heading", { name: "Locked clinic numbers" })).toBeVisible();
  await expectAccessible(desk.page);
  await desk.page.getByRole("button", { name: `Let ${newcomer.name} try again` }).click();
  await expect(desk.page.getByRole("heading", { name: "Locked clinic numbers" })).toHaveCount(0);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Choose how you sign in" })).toBeVisible();
  await desk.context.close();
  await context.close();
});
