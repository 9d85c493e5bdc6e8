import { expect, type Page, test } from "@playwright/test";
import { expectAccessible, newDevice, settled, signIn } from "./portal";

type Authenticator = { count: () => Promise<number> };

/** A device that holds passkeys and asks nobody: Chrome's own, for tests. */
async function withAuthenticator(page: Page): Promise<Authenticator> {
  const chrome = await page.context().newCDPSession(page);
  await chrome.send("WebAuthn.enable");
  const { authenticatorId } = await chrome.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    count: async () => (await chrome.send("WebAuthn.getCredentials", { authenticatorId })).credentials.length,
  };
}

const welcome = (page: Page) => page.getByRole("heading", { level: 1, name: "Welcome, Maria" });

async function openPasskeys(page: Page): Promise<void> {
  await page.goto("/account");
  await page.getByRole("main").getByRole("link", { name: "Passkeys" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Passkeys" })).toBeFocused();
  await settled(page);
}

/** Adds the account's first passkey, and gives the recovery codes that come with it. */
async function addPasskey(page: Page): Promise<string[]> {
  await openPasskeys(page);
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByRole("heading", { name: "Keep your recovery codes" })).toBeFocused();
  const codes = await page.getByRole("listitem").locator("code").allInnerTexts();
  await page.getByRole("button", { name: "I have kept my codes" }).click();
  await expect(page.getByText("Not used yet")).toBeVisible();
  return codes;
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Sign out" }).first().click();
  await expect(page.getByRole("link", { name: "Log in to Your Patient Account" })).toBeVisible();
}

/** Takes every passkey off the account, for the tests that come after. */
async function removeAll(page: Page): Promise<void> {
  await openPasskeys(page);
  const remove = page.getByRole("button", { name: /^Remove / });
  for (let left = await remove.count(); left > 0; left--) {
    await remove.first().click();
    await page.getByRole("button", { name: "Remove this passkey" }).click();
    await expect(remove).toHaveCount(left - 1);
  }
}

for (const width of [320, 1280]) {
  test(`a passkey is added, signs in, is renamed and removed at ${width} px`, async ({ browser }) => {
    const { page, context, complaints } = await newDevice(browser, { width });
    const authenticator = await withAuthenticator(page);
    await signIn(page);
    await openPasskeys(page);
    await expect(page.getByText("No passkeys yet")).toBeVisible();
    await expectAccessible(page);
    await addPasskey(page);
    expect(await authenticator.count()).toBe(1);
    await expectAccessible(page);

    await page.getByRole("button", { name: /^Rename / }).click();
    await page.getByLabel("Name of this passkey").fill("Test laptop");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("button", { name: "Rename Test laptop" })).toBeFocused();

    await signOut(page);
    await page.goto("/sign-in");
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await expect(welcome(page)).toBeVisible();
    await openPasskeys(page);
    await expect(page.getByText(/^Added .*Last used/)).toBeVisible();

    await page.getByRole("button", { name: "Remove Test laptop" }).click();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Remove this passkey" }).click();
    await expect(page.getByText("Test laptop is removed and opens nothing any more")).toBeVisible();
    await expectAccessible(page);
    await signOut(page);
    await page.goto("/sign-in");
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await expect(page.getByRole("alert")).toContainText("This passkey opens no account here");
    await expectAccessible(page);
    expect(complaints).toEqual([]);
    await context.close();
  });
}

async function byPassword(page: Page): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("Personal Username").fill("maria.alvarez");
  await page.getByLabel("Password", { exact: true }).fill("Quiet-Harbor-72!");
  await page.getByRole("button", { name: "Login" }).click();
}

for (const width of [320, 1280]) {
  test(`a passkey is the second step, and a fresh proof, at ${width} px`, async ({ browser }) => {
    const { page, context, complaints } = await newDevice(browser, { width });
    await withAuthenticator(page);
    await signIn(page);
    expect(await addPasskey(page)).toHaveLength(10);
    await signOut(page);

    await byPassword(page);
    await expect(page.getByRole("heading", { level: 1, name: "Use your passkey" })).toBeFocused();
    await expectAccessible(page);
    await page.getByText("Remember this device for 30 days").click();
    await page.getByRole("button", { name: "Continue with your passkey" }).click();
    await expect(welcome(page)).toBeVisible();

    // A remembered device is no fresh proof: a change asks for one.
    await signOut(page);
    await byPassword(page);
    await expect(welcome(page)).toBeVisible();
    await openPasskeys(page);
    await page.getByRole("button", { name: /^Remove / }).click();
    await page.getByRole("button", { name: "Remove this passkey" }).click();
    await expect(page.getByRole("heading", { name: "Confirm that it is you" })).toBeFocused();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Confirm with your passkey" }).click();
    await expect(page.getByText("is removed and opens nothing any more")).toBeVisible();
    expect(complaints).toEqual([]);
    await context.close();
  });
}

test("who has lost the passkey gets in by a recovery code", async ({ browser }) => {
  const { page, context } = await newDevice(browser);
  await withAuthenticator(page);
  await signIn(page);
  const codes = await addPasskey(page);
  const other = await newDevice(browser);
  await byPassword(other.page);
  await other.page.getByRole("button", { name: "Use a recovery code" }).click();
  await other.page.getByLabel("Recovery code").fill(codes[2] ?? "");
  await other.page.getByRole("button", { name: "Continue" }).click();
  await expect(welcome(other.page)).toBeVisible();
  await removeAll(other.page);
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  await context.close();
  await other.context.close();
});

test("the browser offers the passkey in the username's field, to who is there", async ({ browser }) => {
  const { page, context } = await newDevice(browser);
  await withAuthenticator(page);
  await signIn(page);
  await addPasskey(page);
  await signOut(page);
  await page.goto("/sign-in");
  await settled(page);
  await expect(page.getByLabel("Personal Username")).toHaveAttribute("autocomplete", "username webauthn");
  // Chrome's device for tests takes at once what it is offered.
  await page.mouse.move(10, 10);
  await page.mouse.move(20, 20);
  await expect(welcome(page)).toBeVisible();
  await removeAll(page);
  await context.close();
});

test("the same device is not added twice", async ({ browser }) => {
  const { page, context } = await newDevice(browser);
  const authenticator = await withAuthenticator(page);
  await signIn(page);
  await addPasskey(page);
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByRole("alert")).toContainText("This device already holds a passkey for your account");
  expect(await authenticator.count()).toBe(1);
  await removeAll(page);
  await context.close();
});
