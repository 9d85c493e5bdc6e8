import { type Browser, expect, type Page } from "@playwright/test";
import { newDevice, signInAs } from "./portal";

/** Asks the API as whoever is signed in on the page. */
export async function ask<Data>(page: Page, query: string, variables: object = {}): Promise<Data> {
  const answer = await page.request.post("/graphql", {
    data: { query, variables },
    headers: { "X-Portal-Client": "e2e", Accept: "application/graphql-response+json", Origin: new URL(page.url()).origin },
  });
  const { data, errors } = (await answer.json()) as { data: Data; errors?: unknown };
  expect(errors).toBeUndefined();
  return data;
}

/** Cancels the visit at that address, as the front desk may at any time: who was booked has the time free again. */
export async function callOff(browser: Browser, address: string): Promise<void> {
  const { page, context } = await newDevice(browser);
  await signInAs(page, "desk.lindgren", "Maple-Window-41!", "Patients");
  const { cancelAppointment } = await ask<{ cancelAppointment: { __typename: string } }>(
    page,
    `mutation($id: ID!) { cancelAppointment(input: {appointmentId: $id, reasonCode: OTHER, overrideReason: "Booked by a test."}) { __typename } }`,
    { id: new URL(address).pathname.split("/").at(-1) },
  );
  expect(cancelAppointment.__typename).toBe("CancelAppointmentPayload");
  await context.close();
}
