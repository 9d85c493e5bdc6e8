import { type Browser, expect, test } from "@playwright/test";
import { type Carer, endByDesk, grant, invite, join, register, switchRecord } from "./family";
import { heading } from "./keyboard";
import { expectAccessible, newDevice, settled, signIn } from "./portal";
import { newClinic } from "./server";

/** The front desk lets a carer in to a child of theirs; gives the desk's page about the child. */
async function letGuardianIn(browser: Browser, width: number, given: string, { name, username }: Carer) {
  const desk = await newDevice(browser, { width });
  const { page } = desk;
  await register(page, { given, family: `Rivera-${width}`, day: "9", month: "3", year: String(new Date().getFullYear() - 8) });
  await expectAccessible(page);
  await grant(page, { child: `${given} Rivera-${width}`, username, relationship: "father" });
  await expect(page.getByRole("heading", { level: 3, name })).toBeVisible();
  await settled(page);
  await expectAccessible(page);
  return desk;
}

for (const { width, given, name } of [
  { width: 320, given: "Ada", name: "Sam Rivera" },
  { width: 1280, given: "Bea", name: "Tom Rivera" },
]) {
  test(`a carer is invited, looks after somebody, and is out at once, at ${width} px`, async ({ browser }) => {
    test.setTimeout(300_000);
    const carer = { name, username: `carer.${width}` };
    const maria = await newDevice(browser, { width });
    await signIn(maria.page);
    const link = await invite(maria.page, `sam${width}@example.org`);

    const sam = await newDevice(browser, { width });
    await join(sam.page, link, carer);
    await expect(sam.page.getByText("You are looking after Maria Alvarez.")).toBeVisible();
    // The patient's open page has heard of it.
    await expect(maria.page.getByRole("heading", { level: 3, name })).toBeVisible();

    const other = await newDevice(browser, { width });
    await other.page.goto(link);
    await heading(other.page, "This invitation does not work any more");
    await expectAccessible(other.page);

    const desk = await letGuardianIn(browser, width, given, carer);
    await expect(sam.page.getByLabel("Whose record")).toBeVisible();
    await settled(sam.page);
    await expectAccessible(sam.page);
    await sam.page.getByRole("link", { name: "Medical records" }).click();
    await settled(sam.page);
    await switchRecord(sam.page, given);
    await expect(sam.page.getByText(`You are looking after ${given} Rivera-${width}.`).first()).toBeVisible();
    await heading(sam.page, "Medical records");
    await expectAccessible(sam.page);
    await switchRecord(sam.page, "Maria");
    await heading(sam.page, "Medical records are not shared with you");
    await expectAccessible(sam.page);
    await sam.page.getByRole("link", { name: "Appointments" }).click();
    await heading(sam.page, "Appointments");
    await settled(sam.page);
    await expect(sam.page.getByRole("link", { name: "Reschedule" }).first()).toBeVisible();
    await expectAccessible(sam.page);

    await maria.page.getByRole("link", { name: `See what ${name} did` }).click();
    await heading(maria.page, name);
    await expect(maria.page.getByText("Looked at appointments").first()).toBeVisible();
    await expect(maria.page.getByText("Accepted the invitation")).toBeVisible();
    await expectAccessible(maria.page);
    await maria.page.getByRole("button", { name: `End the access of ${name}` }).click();
    await expectAccessible(maria.page);
    await maria.page.getByRole("button", { name: "End access now" }).click();
    await expect(sam.page.getByText("You are looking after Maria Alvarez.")).toHaveCount(0, { timeout: 1_000 });
    await expect(sam.page.getByText("The record of Maria Alvarez is not open to you any more.")).toBeVisible();
    await settled(sam.page);
    await expect(sam.page.getByRole("link", { name: "Reschedule" })).toHaveCount(0);
    await expectAccessible(sam.page);

    await sam.page.getByRole("button", { name: `Go on with ${given} Rivera-${width}` }).click();
    await expect(sam.page.getByText(/not open to you any more/)).toHaveCount(0);
    await endByDesk(desk.page, name);
    await heading(sam.page, "You look after nobody now");
    await expectAccessible(sam.page);
    for (const path of ["/", "/account", "/account/family", "/account/notifications", "/account/privacy", "/notifications", "/records", "/appointments/new", "/account/family/invite"]) {
      await sam.page.goto(path);
      await settled(sam.page);
      await expectAccessible(sam.page);
    }
    expect([...maria.complaints, ...sam.complaints, ...desk.complaints].filter((words) => !words.includes("404"))).toEqual([]);
    for (const { context } of [maria, sam, other, desk]) await context.close();
  });
}

/** The day that lies so many days ahead, so many years ago. */
function bornSo(daysAhead: number, years: number): [day: string, month: string, year: string] {
  const day = new Date(Date.now() + daysAhead * 86_400_000);
  return [String(day.getUTCDate()), String(day.getUTCMonth() + 1), String(day.getUTCFullYear() - years)];
}

test("a guardian loses a child's records on the birthday that the clinic sets", async ({ browser }) => {
  test.setTimeout(300_000);
  const clinic = await newClinic();
  try {
    await clinic.start({ PORTAL_CHILD_RECORDS_UNTIL_AGE: "12" });
    const desk = await newDevice(browser, { at: clinic.url });
    const [day, month, year] = bornSo(2, 12);
    await register(desk.page, { given: "Leo", family: "Alvarez", day, month, year });
    await expect(desk.page.getByText(/on, a birthday that the clinic has set/)).toBeVisible();
    await grant(desk.page, { child: "Leo Alvarez", username: "maria.alvarez", relationship: "mother" });
    await expect(desk.page.getByRole("heading", { level: 3, name: "Maria Alvarez" })).toBeVisible();
    await desk.context.close();

    const maria = await newDevice(browser, { at: clinic.url });
    await signIn(maria.page);
    await maria.page.getByRole("link", { name: "Medical records" }).click();
    await maria.page.getByLabel("Whose record").selectOption("Leo Alvarez");
    await expect(maria.page.getByText("You are looking after Leo Alvarez.").first()).toBeVisible();
    await heading(maria.page, "Medical records");
    const address = maria.page.url();
    await maria.page.goto("/account/family");
    await expect(maria.page.getByText(/Medical records and advice until/).first()).toBeVisible();

    await clinic.stop();
    await clinic.start({ PORTAL_CHILD_RECORDS_UNTIL_AGE: "12", PORTAL_DEMO_CLOCK_OFFSET: "72h" });
    await maria.page.goto("about:blank");
    await signIn(maria.page);
    await maria.page.goto(address);
    await heading(maria.page, "Medical records are not shared with you");
    await maria.page.getByRole("link", { name: "Appointments" }).click();
    await heading(maria.page, "Appointments");
    await expect(maria.page.getByText("You are looking after Leo Alvarez.").first()).toBeVisible();
    await maria.context.close();
  } finally {
    await clinic.close();
  }
});
