import { expect, type Page } from "@playwright/test";

/** The page's question or name is on the screen. */
export const heading = (page: Page, name: string) => expect(page.getByRole("heading", { level: 1, name })).toBeVisible();

/** Tabs until the element that has focus bears the name. */
export async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press("Tab");
    const words = await page.evaluate(() => {
      const at = document.activeElement;
      if (!at || at === document.body) return "";
      const isField = at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement;
      const label = isField ? at.labels?.[0]?.textContent : at.textContent;
      return `${at.getAttribute("aria-label") ?? ""} ${label ?? ""}`;
    });
    if (name.test(words)) return;
  }
  throw new Error(`Tab never reached ${name}`);
}

/** Tabs into a radio group. */
export async function tabToRadio(page: Page): Promise<void> {
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement?.matches("input[type=radio]"))) return;
  }
  throw new Error("Tab never reached a radio button");
}

/** Moves down a radio group by the arrow keys until the choice has the name. */
export async function choose(page: Page, name: RegExp): Promise<void> {
  for (let step = 0; step < 30; step += 1) {
    const chosen = page.getByRole("radio", { checked: true });
    if ((await chosen.count()) > 0 && (await page.getByRole("radio", { name, checked: true }).count()) > 0) return;
    await page.keyboard.press(step === 0 ? "Space" : "ArrowDown");
  }
  throw new Error(`the arrow keys never reached ${name}`);
}

/** Presses Continue. */
export async function goOn(page: Page): Promise<void> {
  await tabTo(page, /Continue/);
  await page.keyboard.press("Enter");
}
