import { expect, test } from "@playwright/test";
import { expectAccessible, newDevice, settled, signInAs } from "./portal";

test("an administrator tries a service's rules, applies them and puts them back, by keyboard at 320 px", async ({ browser }) => {
  const { page, context, complaints } = await newDevice(browser, { width: 320 });
  await signInAs(page, "admin", "Granite-Compass-63!", "Patients");
  await page.getByRole("link", { name: "Schedules" }).click();
  await page.getByRole("link", { name: "Services and their rules" }).press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Services" })).toBeFocused();
  await settled(page);
  await expectAccessible(page);

  for (const [most, words] of [["7", "7 a day with one practitioner"], ["0", ""]] as const) {
    await page.getByRole("link", { name: "Change the rules of Therapy session" }).press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "Therapy session" })).toBeFocused();
    if (words) await expectAccessible(page);
    await page.getByLabel("At most so many a day with one practitioner").fill(most);
    await page.getByRole("button", { name: "See what changes" }).press("Enter");
    await expect(page.getByRole("heading", { level: 2, name: "This would change" })).toBeFocused();
    if (words) await expectAccessible(page);
    await page.getByRole("button", { name: "Apply" }).press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "Services" })).toBeFocused();
    await expect(page.getByText("7 a day with one practitioner")).toHaveCount(words ? 1 : 0);
  }

  await page.getByRole("link", { name: "Check-in and video of Therapy session" }).press("Enter");
  await page.getByRole("button", { name: "Add a question" }).press("Enter");
  await expect(page.getByLabel("Question, in plain words").last()).toBeFocused();
  await page.getByLabel("How it is answered").last().selectOption({ label: "By one of several answers" });
  await page.getByRole("button", { name: "Save check-in" }).press("Enter");
  await expect(page.getByRole("alert")).toBeFocused();
  await expectAccessible(page);
  expect(complaints).toEqual([]);
  await context.close();
});
