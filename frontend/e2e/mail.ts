import { expect, type Page } from "@playwright/test";

/** How many mails of that subject stand in the demo's mailbox. */
export async function mailsOf(page: Page, subject: string): Promise<number> {
  const list = await (await page.request.get("/dev/mail")).text();
  return list.split(`>${subject}</a>`).length - 1;
}

/** The text of the newest mail of that subject, once there are that many. */
export async function newestMail(page: Page, subject: string, count: number): Promise<string> {
  await expect.poll(() => mailsOf(page, subject), { timeout: 30_000 }).toBe(count);
  const list = await (await page.request.get("/dev/mail")).text();
  const link = new RegExp(`<a href="([^"]+)">${subject}</a>`).exec(list)?.[1];
  const mail = await (await page.request.get(link ?? "")).text();
  return mail.replaceAll("&#43;", "+").replaceAll("&#34;", '"').replaceAll("&amp;", "&");
}

/** The link in a mail, without the address of the portal. */
export function linkIn(mail: string, path: string): string {
  const found = new RegExp(`${path}#[\\w-]+`).exec(mail)?.[0];
  if (!found) throw new Error(`no link to ${path} in the mail`);
  return found;
}
