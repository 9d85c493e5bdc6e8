import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { SlotChangesDocument } from "@/gql/graphql";
import { slot } from "@/testing/appointments";
import { connection, makeClinic } from "@/testing/clinic";
import { serve } from "@/testing/network";
import { open } from "@/testing/open";
import { socket } from "@/testing/socket";

type Slot = ReturnType<typeof slot>;

const booking = "/appointments/new/time?location=loc-1&department=dep-1&doctor=doc-1&service=svc-1";
const rescheduling = "/appointments/apt-1/reschedule";

/** A clinic whose free times the test changes, with the page open and listening. */
async function openTimes(address = rescheduling) {
  const clinic = makeClinic();
  let free = [0, 1, 2, 3, 4].map(slot);
  clinic.slots = (args?: { from?: string | null; to?: string | null }) => ({
    ...connection(free.filter((one) => (!args?.from || one.start >= args.from) && (!args?.to || one.start < args.to))),
    noSlotsReason: null,
  });
  const asked = serve(clinic);
  const server = socket();
  const app = open(address);
  if (address === booking) {
    await app.user.type(await screen.findByLabelText("Reason, in your own words"), "Knee pain");
    await app.user.click(screen.getByRole("button", { name: "Continue" }));
  }
  await screen.findByRole("radio", { name: /First available/ });
  await waitFor(() => expect(server.latest(SlotChangesDocument)).toBeDefined());
  const tell = (one: Slot, status: string) =>
    act(async () => {
      free = free.filter((other) => other.id !== one.id);
      if (status === "FREE") free = [...free, one].toSorted((a, b) => (a.start < b.start ? -1 : 1));
      server.latest(SlotChangesDocument)?.tell("slotChanges", { __typename: "SlotChange", slotId: one.id, status, start: one.start });
    });
  const lose = (one: Slot) => void (free = free.filter((other) => other.id !== one.id));
  return { ...app, asked, server, tell, lose };
}

const times = () => {
  const [day] = screen.getAllByRole("group").filter((one) => /2030/.test(one.getAttribute("aria-label") ?? ""));
  return within(day as HTMLElement).getAllByRole("radio").map((radio) => radio.closest("label")?.textContent?.trim());
};
const announced = (words: RegExp) => waitFor(() => expect(screen.getByText(words)).toHaveAttribute("aria-live", "polite"));

describe.each([
  ["booking", booking],
  ["rescheduling", rescheduling],
])("the time page while others book, %s", (_, address) => {
  it("drops a time that is taken and shows one that is freed, and says so", async () => {
    const { tell } = await openTimes(address);
    expect(times()).toEqual(["9:20am", "9:50am", "10:20am", "10:50am"]);
    await tell(slot(1), "HELD");
    await waitFor(() => expect(times()).toEqual(["9:20am", "10:20am", "10:50am"]));
    await announced(/^Tuesday 6 August 2030 at 9:50am is no longer free\.$/);
    await tell(slot(1), "FREE");
    await waitFor(() => expect(times()).toEqual(["9:20am", "9:50am", "10:20am", "10:50am"]));
    await announced(/9:50am is free now\.$/);
  });
});

describe("the time page while others book", () => {
  it("offers the next one first when the first is taken", async () => {
    const { tell } = await openTimes();
    await tell(slot(0), "BUSY");
    expect(await screen.findByRole("radio", { name: /First available.*9:50am/ })).toBeInTheDocument();
  });

  it("moves nothing in the day that has the focus until the focus leaves it", async () => {
    const { tell, user } = await openTimes();
    await user.click(screen.getByRole("radio", { name: "9:50am" }));
    await tell(slot(2), "HELD");
    await waitFor(() => expect(times()).toEqual(["9:20am", "9:50am", "10:20am no longer free", "10:50am"]));
    expect(screen.getByRole("radio", { name: "9:50am" })).toHaveFocus();
    await user.click(screen.getByRole("radio", { name: /10:20am/ }));
    expect(screen.getByRole("radio", { name: /10:20am/ })).not.toBeChecked();
    expect(screen.getByRole("radio", { name: "9:50am" })).toBeChecked();
    act(() => screen.getByRole("button", { name: "Continue" }).focus());
    await waitFor(() => expect(times()).toEqual(["9:20am", "9:50am", "10:50am"]));
  });

  it("keeps a chosen time that is taken, says that it is lost, and leads to the nearest ones", async () => {
    const { tell, user } = await openTimes();
    await user.click(screen.getByRole("radio", { name: "9:50am" }));
    act(() => screen.getByRole("button", { name: "Continue" }).focus());
    await tell(slot(1), "BUSY");
    await waitFor(() => expect(times()).toEqual(["9:20am", "9:50am no longer free", "10:20am", "10:50am"]));
    await announced(/The time you have chosen is no longer free/);
    expect(screen.getByRole("button", { name: "Continue" })).toHaveFocus();
  });

  it("does not tell the person's own hold as a loss", async () => {
    const { tell, user, asked } = await openTimes();
    await user.click(screen.getByRole("radio", { name: "9:50am" }));
    await user.click(screen.getByRole("button", { name: "Continue" }));
    await tell(slot(1), "HELD");
    await waitFor(() => expect(asked.some((one) => one.operation === "HoldSlot")).toBe(true));
    expect(screen.queryByText(/no longer free/)).not.toBeInTheDocument();
  });

  it("is right again after the connection was away", async () => {
    const { server, lose } = await openTimes();
    lose(slot(1));
    lose(slot(2));
    const before = server.subscribed.length;
    act(() => server.latest(SlotChangesDocument)?.drop(1012));
    await waitFor(() => expect(server.subscribed.length).toBeGreaterThan(before), { timeout: 5_000 });
    await waitFor(() => expect(times()).toEqual(["9:20am", "10:50am"]));
    await announced(/^2 times are no longer free\.$/);
  });
});
