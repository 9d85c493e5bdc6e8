import { expect, type Page, test } from "@playwright/test";
import { goOn, heading } from "./keyboard";
import { expectAccessible, newDevice, signIn } from "./portal";

/** Opens the time page of a visit like the last one. */
async function openTimes(page: Page): Promise<void> {
  await page.goto("/appointments");
  await page.getByRole("button", { name: "Same as last time" }).click();
  await heading(page, "When would you like to come?");
}

const status = (page: Page) => page.getByRole("status").filter({ hasText: /free/ });

for (const width of [320, 1280]) {
  test(`a time that another takes goes from the open page, and comes back, ${width} px wide`, async ({ browser }) => {
    const watcher = await newDevice(browser, { width });
    await signIn(watcher.page);
    const taker = await newDevice(browser);
    await signIn(taker.page);
    await openTimes(watcher.page);
    await openTimes(taker.page);

    const open = watcher.page.getByRole("group", { name: /20\d\d/ });
    const label = await open.getByRole("radio").nth(1).getAttribute("value");
    const theTime = (page: Page) => page.locator(`input[type=radio][value="${label}"]`);
    await expect(theTime(watcher.page)).toHaveCount(1);
    const focused = await watcher.page.evaluate(() => document.activeElement?.tagName);

    await theTime(taker.page).check({ force: true });
    await goOn(taker.page);
    await heading(taker.page, "How can we reach you, and how is the visit paid for?");
    await expect(theTime(watcher.page)).toHaveCount(0);
    await expect(status(watcher.page)).toHaveText(/ is no longer free\./);
    expect(await watcher.page.evaluate(() => document.activeElement?.tagName)).toBe(focused);
    await expectAccessible(watcher.page);

    // While the focus is in the day, nothing in it moves: another time that is taken keeps its place.
    await open.getByRole("radio").nth(2).check({ force: true });
    const next = await open.getByRole("radio").nth(3).getAttribute("value");
    const below = watcher.page.getByRole("button", { name: /\d+ times?$/ }).nth(1);
    const top = await below.evaluate((element) => element.getBoundingClientRect().top + window.scrollY);
    await taker.page.goBack();
    await heading(taker.page, "When would you like to come?");
    await taker.page.locator(`input[type=radio][value="${next}"]`).check({ force: true });
    await goOn(taker.page);
    await heading(taker.page, "How can we reach you, and how is the visit paid for?");
    await expect(watcher.page.locator(`label:has(input[value="${next}"])`)).toContainText("no longer free");
    expect(await below.evaluate((element) => element.getBoundingClientRect().top + window.scrollY)).toBe(top);
    await expect(open.getByRole("radio").nth(2)).toBeFocused();
    await expectAccessible(watcher.page);

    // The first one is free again, and there once the focus has left the day.
    await watcher.page.getByRole("button", { name: "Continue" }).focus();
    await expect(theTime(watcher.page)).toHaveCount(1);
    await expect(watcher.page.locator(`input[type=radio][value="${next}"]`)).toHaveCount(0);
    expect([...watcher.complaints, ...taker.complaints]).toEqual([]);
    await watcher.context.close();
    await taker.context.close();
  });
}
