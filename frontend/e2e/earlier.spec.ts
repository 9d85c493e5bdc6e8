import { type Browser, expect, type Page, test } from "@playwright/test";
import { ask } from "./api";
import { goOn, heading } from "./keyboard";
import { expectAccessible, newDevice, settled, signIn, signInAs } from "./portal";

/** The tests run at any hour: nobody is asleep while they do. */
async function quietHours(page: Page, on: boolean): Promise<void> {
  await ask(
    page,
    `mutation($on: Boolean!) { saveNotificationPreferences(input: {channels: [], leads: [], quietHours: {on: $on, from: "21:00", until: "08:00"}}) { preferences { id } } }`,
    { on },
  );
}

type Visit = { id: string; start: string; service: { id: string }; practitioner: { id: string }; location: { id: string } };

/** The desk chooses a time with the same doctor for desk else and gives it back. */
async function giveBackEarlier(page: Page, visit: Visit): Promise<void> {
  type Found = { edges: { node: { id: string } }[] };
  const { patients, slots } = await ask<{ patients: Found; slots: Found }>(
    page,
    `query($practitioner: ID!, $location: ID!, $service: ID!, $to: DateTime!) { patients(search: "whitfield jordan") { edges { node { id } } }
      slots(practitionerId: $practitioner, locationId: $location, serviceId: $service, to: $to, first: 30) { edges { node { id } } } }`,
    { practitioner: visit.practitioner.id, location: visit.location.id, service: visit.service.id, to: visit.start },
  );
  const slot = slots.edges.at(-1)?.node.id;
  const { holdSlot } = await ask<{ holdSlot: { hold: { id: string } } }>(
    page,
    `mutation($slot: ID!, $service: ID!, $patient: ID!) { holdSlot(input: {slotId: $slot, serviceId: $service, patientId: $patient}) { ... on SlotHeld { hold { id } } } }`,
    { slot, service: visit.service.id, patient: patients.edges[0]?.node.id },
  );
  await ask(page, `mutation($hold: ID!) { releaseHold(input: {holdId: $hold}) { released } }`, { hold: holdSlot.hold.id });
}

/** Books a visit like the last one, on the last of the days that are shown. */
async function bookLater(page: Page): Promise<Visit> {
  await page.goto("/appointments");
  await page.getByRole("button", { name: "Same as last time" }).click();
  await heading(page, "When would you like to come?");
  await page.getByRole("button", { name: /\d+ times?$/ }).last().click();
  await page.getByRole("group", { name: /20\d\d/ }).last().getByRole("radio").first().check({ force: true });
  await goOn(page);
  await heading(page, "How can we reach you, and how is the visit paid for?");
  await goOn(page);
  await heading(page, "Check your answers");
  await page.getByRole("button", { name: "Confirm appointment" }).click();
  await heading(page, "Your appointment is confirmed");
  const id = new URL(page.url()).pathname.split("/").at(-1);
  const { appointment } = await ask<{ appointment: Visit }>(
    page,
    `query($id: ID!) { appointment(appointmentId: $id) { id start service { id } practitioner { id } location { id } } }`,
    { id },
  );
  return appointment;
}

/** Waits for an earlier time than that of a new visit, which ends cancelled. */
async function waitAndTake(browser: Browser, page: Page): Promise<void> {
  const visit = await bookLater(page);
  await page.getByRole("link", { name: "Tell me about earlier times" }).click();
  await heading(page, "When would an earlier time suit you?");
  await settled(page);
  await page.getByRole("button", { name: "Add other times" }).click();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Remove times 2" }).click();
  await page.getByLabel("How long before must you know?").selectOption("I can come at short notice");
  await page.getByRole("button", { name: "Tell me about earlier times" }).click();
  await heading(page, "Your appointment is confirmed");
  await expect(page.getByText("We look for an earlier time and tell you when one is free.")).toBeVisible();
  await expectAccessible(page);

  await page.goto("/");
  await heading(page, "Welcome, Maria");
  const desk = await newDevice(browser);
  await signInAs(desk.page, "desk.lindgren", "Maple-Window-41!", "Patients");
  await giveBackEarlier(desk.page, visit);
  // The open page hears of it.
  await expect(page.getByRole("region", { name: "An earlier time is free" }).first()).toBeVisible();
  await expect(page.getByRole("timer")).toHaveText(/^(30:00|29:\d\d)$/);
  await settled(page);
  await expectAccessible(page);
  await page.getByRole("button", { name: /^Take this time/ }).click();
  await heading(page, "Your appointment is confirmed");
  expect(page.url()).toContain(visit.id);
  await expect(page.getByText(/^Moved from /)).toBeVisible();
  await expect(page.getByRole("link", { name: "Tell me about earlier times" })).toBeVisible();
  const moved = await ask<{ appointment: Visit }>(page, `query($id: ID!) { appointment(appointmentId: $id) { id start } }`, { id: visit.id });
  expect(Date.parse(moved.appointment.start)).toBeLessThan(Date.parse(visit.start));
  await ask(page, `mutation($id: ID!) { cancelAppointment(input: {appointmentId: $id, reasonCode: OTHER}) { __typename } }`, { id: visit.id });
  expect(desk.complaints).toEqual([]);
  await desk.context.close();
}

for (const width of [320, 1280]) {
  test(`waits for an earlier time, is offered one and takes it, ${width} px wide`, async ({ browser }) => {
    test.setTimeout(240_000);
    const { page, context, complaints } = await newDevice(browser, { width });
    await signIn(page);
    await quietHours(page, false);
    await waitAndTake(browser, page).finally(() => quietHours(page, true));
    expect(complaints).toEqual([]);
    await context.close();
  });

  test(`a clinician asks a patient to book, ${width} px wide`, async ({ browser }) => {
    const staff = await newDevice(browser, { width });
    await signInAs(staff.page, "desk.lindgren", "Maple-Window-41!", "Patients");
    await staff.page.getByLabel("Name, clinic number or birth date").fill("alv mar");
    await staff.page.getByRole("button", { name: "Search" }).click();
    await staff.page.getByRole("link", { name: "Maria Alvarez" }).click();
    await heading(staff.page, "Maria Alvarez");
    await staff.page.getByRole("button", { name: "Ask to book" }).click();
    await expect(staff.page.getByRole("alert")).toContainText("Choose a kind of visit");
    await expectAccessible(staff.page);
    for (const label of ["Department", "Kind of visit", "Location"]) {
      await staff.page.getByLabel(label, { exact: true }).selectOption({ index: 1 });
    }
    await staff.page.getByLabel("Why, for the patient to read").fill(`To see how you are, ${width}`);
    await staff.page.getByRole("button", { name: "Ask to book" }).click();
    await expect(staff.page.getByRole("article").filter({ hasText: `To see how you are, ${width}` })).toBeVisible();
    await settled(staff.page);
    await expectAccessible(staff.page);

    const { page, context, complaints } = await newDevice(browser, { width });
    await signIn(page);
    const card = page.getByRole("article").filter({ hasText: `To see how you are, ${width}` });
    await expect(card).toBeVisible();
    await settled(page);
    await expectAccessible(page);
    await card.getByRole("link", { name: /^Choose a time/ }).click();
    await heading(page, "When would you like to come?");
    expect(page.url()).not.toMatch(/see|how/);

    const open = staff.page.getByRole("article").filter({ hasText: `To see how you are, ${width}` });
    await open.getByRole("button", { name: /^Withdraw/ }).click();
    await open.getByRole("button", { name: "Yes, withdraw" }).click();
    await expect(open.getByText("Withdrawn")).toBeVisible();
    await page.goto("/");
    await heading(page, "Welcome, Maria");
    await settled(page);
    await expect(card).toHaveCount(0);
    expect([...complaints, ...staff.complaints]).toEqual([]);
    await context.close();
    await staff.context.close();
  });
}
