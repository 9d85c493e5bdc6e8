import { expect, type Page, test } from "@playwright/test";
import { expectAccessible, newDevice, settled, signIn } from "./portal";
import { newClinic } from "./server";

/** A Tuesday morning in Chicago, as the setting that moves the program's clock there. */
function tuesday(): number {
  const at = new Date();
  at.setUTCHours(14, 0, 0, 0);
  do at.setUTCDate(at.getUTCDate() + 1);
  while (at.getUTCDay() !== 2);
  return at.getTime();
}

const offsetTo = (at: number) => ({ PORTAL_DEMO_CLOCK_OFFSET: `${Math.round((at - Date.now()) / 1000)}s` });

/** Books the first video visit there is, as the app would. */
async function bookVideoVisit(page: Page): Promise<{ id: string; start: string }> {
  return page.evaluate(async () => {
    const ask = async (query: string, variables: object = {}) => {
      const headers = { "content-type": "application/json", "x-portal-client": "e2e" };
      const answer = await fetch("/graphql", { method: "POST", headers, body: JSON.stringify({ query, variables }) });
      return (await answer.json()).data;
    };
    const { clinic, viewer } = await ask("{ clinic { services { id name } } viewer { patients { id } } }");
    const serviceId = clinic.services.find((one: { name: string }) => one.name === "Video visit").id;
    const patientId = viewer.patients[0].id;
    const { firstAvailable } = await ask("query($s: ID!) { firstAvailable(serviceId: $s) { id } }", { s: serviceId });
    const { holdSlot } = await ask("mutation($i: HoldSlotInput!) { holdSlot(input: $i) { ... on SlotHeld { hold { id } } } }", {
      i: { slotId: firstAvailable.id, serviceId, patientId },
    });
    const { bookAppointment } = await ask(
      "mutation($i: BookAppointmentInput!) { bookAppointment(input: $i) { ... on AppointmentBooked { appointment { id start } } } }",
      { i: { holdId: holdSlot.hold.id, patientId, reason: "A question", contact: { email: "maria@example.org" } } },
    );
    return bookAppointment.appointment;
  });
}

for (const width of [320, 1280]) {
  test(`a video visit is checked in for and joined at ${width} px`, async ({ browser }) => {
    test.setTimeout(300_000);
    const clinic = await newClinic();
    const now = tuesday();
    await clinic.start(offsetTo(now));
    try {
      const { page, context, complaints } = await newDevice(browser, { width, at: clinic.url });
      await signIn(page);
      const visit = await bookVideoVisit(page);
      await page.goto("/");
      await settled(page);
      await expect(page.getByText(/^This visit is by video/)).toBeVisible();
      await expectAccessible(page);
      await page.getByRole("link", { name: /^Check in/ }).first().focus();
      await page.keyboard.press("Enter");
      await expect(page.getByRole("heading", { level: 1, name: "Check in for your visit" })).toBeFocused();
      await settled(page);
      await expectAccessible(page);

      await page.getByRole("button", { name: "Check in" }).press("Enter");
      await expect(page.getByRole("alert")).toBeFocused();
      await expectAccessible(page);
      await page.getByRole("alert").getByRole("link").first().press("Enter");
      await page.keyboard.press("Space"); // yes, the first of the answers
      await page.getByLabel("What would you like to talk about first?").fill("My knee.");
      await page.getByRole("button", { name: "Check in" }).press("Enter");
      await expect(page.getByRole("heading", { level: 1, name: "You are checked in" })).toBeFocused();
      await settled(page);
      await expectAccessible(page);

      await clinic.stop();
      await clinic.start(offsetTo(Date.parse(visit.start) - 10 * 60_000));
      await context.clearCookies();
      await signIn(page);
      await page.goto(`/appointments/${visit.id}`);
      await settled(page);
      const door = page.getByRole("link", { name: /^Join video visit/ });
      await expect(door).toBeVisible();
      await expectAccessible(page);
      const room = await page.request.get((await door.getAttribute("href")) ?? "");
      expect(room.status()).toBe(200);
      expect(complaints.filter((one) => !/401|Failed to (load|fetch)|WebSocket|ERR_CONNECTION/.test(one))).toEqual([]);
      await context.close();
    } finally {
      await clinic.close();
    }
  });
}
