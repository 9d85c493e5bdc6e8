import { expect, type Page, test } from "@playwright/test";
import { expectAccessible, newDevice, settled, signInAs } from "./portal";
import { newClinic } from "./server";

/** A Tuesday morning in Chicago, as the setting that moves the program's clock there. */
function tuesday(): number {
  const at = new Date();
  at.setUTCHours(14, 0, 0, 0);
  do at.setUTCDate(at.getUTCDate() + 1);
  while (at.getUTCDay() !== 2);
  return at.getTime();
}

type Made = { id: string; start: string; location: { id: string; timeZone: string } };

/** Books Maria's visit for today, as staff may. */
async function bookForMaria(page: Page): Promise<Made> {
  return page.evaluate(async () => {
    const ask = async (query: string, variables: object = {}) => {
      const headers = { "content-type": "application/json", "x-portal-client": "e2e" };
      const answer = await fetch("/graphql", { method: "POST", headers, body: JSON.stringify({ query, variables }) });
      return (await answer.json()).data;
    };
    const { clinic, patients } = await ask(`{ clinic { services { id name } } patients(search: "alvarez maria") { edges { node { id } } } }`);
    const serviceId = clinic.services.find((one: { name: string }) => one.name === "Office visit").id;
    const { firstAvailable } = await ask("query($s: ID!) { firstAvailable(serviceId: $s) { id } }", { s: serviceId });
    const { bookForPatient } = await ask(
      `mutation($i: BookForPatientInput!) { bookForPatient(input: $i) {
        ... on AppointmentBooked { appointment { id start location { id timeZone } } } } }`,
      {
        i: {
          slotId: firstAvailable.id, serviceId, patientId: patients.edges[0].node.id, reason: "Sent over",
          contact: { email: "maria@example.org" }, overrideReason: "Sent over by Dr. Okafor.",
        },
      },
    );
    return bookForPatient.appointment;
  });
}

for (const width of [320, 1280]) {
  test(`the desk sees a visit through its day at ${width} px`, async ({ browser }) => {
    test.setTimeout(300_000);
    const clinic = await newClinic();
    await clinic.start({ PORTAL_DEMO_CLOCK_OFFSET: `${Math.round((tuesday() - Date.now()) / 1000)}s` });
    try {
      const { page, context, complaints } = await newDevice(browser, { width, at: clinic.url });
      await signInAs(page, "desk.lindgren", "Maple-Window-41!", "Patients");
      await page.getByRole("navigation", { name: "Menu" }).getByRole("link", { name: "The day" }).click();
      await expect(page.getByRole("heading", { level: 1, name: "The day" })).toBeFocused();
      await settled(page);
      await expectAccessible(page);

      const visit = await bookForMaria(page);
      const date = new Intl.DateTimeFormat("en-CA", { timeZone: visit.location.timeZone }).format(new Date(visit.start));
      await page.goto(`/staff/day?date=${date}&location=${visit.location.id}`);
      await settled(page);
      const line = (on: Page) => on.getByRole("listitem").filter({ has: on.getByRole("link", { name: "Maria Alvarez" }) });
      await expect(line(page)).toContainText("Expected");
      await expectAccessible(page);

      const desk = await newDevice(browser, { at: clinic.url });
      const other = desk.page;
      await signInAs(other, "desk.lindgren", "Maple-Window-41!", "Patients");
      await other.goto(page.url());
      await settled(other);
      await line(page).getByRole("button", { name: "Is here: Maria Alvarez" }).press("Enter");
      await expect(page.getByRole("heading", { level: 3, name: "Maria Alvarez" })).toBeFocused();
      await expect(line(page)).toContainText("Here since");
      await expect(line(other)).toContainText("Here since");
      await expectAccessible(page);
      await line(other).getByRole("button", { name: "Completed: Maria Alvarez" }).press("Enter");
      await expect(line(page)).toContainText("Completed");
      await desk.context.close();

      await line(page).getByRole("link", { name: "Details: Maria Alvarez" }).click();
      await expect(page.getByRole("heading", { level: 1, name: "Office visit" })).toBeFocused();
      await settled(page);
      await expectAccessible(page);
      await expect(page.getByRole("region", { name: "What happened" })).toContainText("Took place by the front desk");

      const second = await bookForMaria(page);
      await page.goto(`/staff/appointments/${second.id}`);
      await settled(page);
      await expect(page.getByText("Why all the same: Sent over by Dr. Okafor.")).toBeVisible();
      await page.getByRole("button", { name: "Cancel this visit" }).press("Enter");
      await expect(page.getByRole("alert")).toBeFocused();
      await expectAccessible(page);
      await page.getByLabel("Why the notice is waived").fill("The clinic lost power.");
      await page.getByRole("button", { name: "Cancel this visit" }).press("Enter");
      await expect(page.getByRole("button", { name: "Cancel this visit" })).toHaveCount(0);
      expect(complaints).toEqual([]);
      await context.close();
    } finally {
      await clinic.close();
    }
  });
}
