import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { SlotChangesDocument } from "@/gql/graphql";
import { slot } from "@/testing/appointments";
import { makeClinic } from "@/testing/clinic";
import { refuse, serve } from "@/testing/network";
import { open } from "@/testing/open";
import { socket } from "@/testing/socket";

const details = "/appointments/new/details?location=loc-1&department=dep-1&doctor=doc-1&service=svc-1&hold=hold-slot-0";
const moving = "/appointments/apt-1/reschedule/check?hold=hold-slot-0";

/** A page that keeps the first time, whose fate the test decides. */
async function keeping(address: string) {
  const clinic = makeClinic();
  const asked = serve(clinic);
  const server = socket();
  const app = open(address);
  await screen.findByRole("timer");
  await waitFor(() => expect(server.latest(SlotChangesDocument)).toBeDefined());
  const tell = (status: string) =>
    act(async () => server.latest(SlotChangesDocument)?.tell("slotChanges", { __typename: "SlotChange", slotId: "slot-0", status, start: slot(0).start }));
  const giveAway = () => {
    refuse("ResumeHold", "EXPIRED");
    refuse("ExtendHold", "EXPIRED");
  };
  const takes = clinic.holdSlot;
  clinic.holdSlot = (args) => (args?.input.slotId === "slot-0" ? { __typename: "SlotTaken", alternatives: [slot(1), slot(2), slot(3)] } : takes(args));
  return { ...app, asked, tell, giveAway };
}

describe.each([
  ["booking", details],
  ["rescheduling", moving],
])("a time that the clinic gives to somebody else, %s", (_, address) => {
  it("is told on the open page, with the nearest times in place", async () => {
    const { user, tell, giveAway, asked } = await keeping(address);
    giveAway();
    await tell("BUSY");
    expect(await screen.findByText(/Tuesday 6 August 2030 at 9:20am has just been taken and is no longer kept for you/)).toBeInTheDocument();
    expect(screen.queryByRole("timer")).toBeNull();
    await user.click(screen.getByRole("button", { name: "See the nearest free times" }));
    const nearest = await screen.findByRole("radiogroup", { name: "Nearest free times" });
    expect(within(nearest).getAllByRole("radio")).toHaveLength(3);
    await user.click(within(nearest).getByRole("radio", { name: /9:50am/ }));
    await user.click(screen.getByRole("button", { name: "Take this time instead" }));
    expect(await screen.findByRole("timer")).toBeInTheDocument();
    expect(screen.queryByText(/has just been taken/)).toBeNull();
    expect(asked.filter((one) => one.operation === "ReleaseHold")).toEqual([]);
  });

  it("leads to the nearest times when it was to be kept longer", async () => {
    const { user, giveAway } = await keeping(address);
    giveAway();
    await user.click(screen.getByRole("button", { name: "Keep this time" }));
    expect(await screen.findByRole("radiogroup", { name: "Nearest free times" })).toBeInTheDocument();
  });

  it("is no loss while the server keeps it", async () => {
    const { tell, asked } = await keeping(address);
    await tell("FREE");
    await waitFor(() => expect(asked.some((one) => one.operation === "ResumeHold")).toBe(true));
    expect(screen.getByRole("timer")).toBeInTheDocument();
  });
});
