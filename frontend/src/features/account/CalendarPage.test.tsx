import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { makeClinic } from "@/testing/clinic";
import { refuse, serve } from "@/testing/network";
import { open } from "@/testing/open";

const secret = "/calendar/Q2FsZW5kYXIgYWRkcmVzcyBmb3IgdGVzdHMgb25seSE.ics";

/** A clinic that keeps one feed. */
function withFeed(over: object | null = {}) {
  const made = { id: "feed-1", detailedTitles: false, createdAt: "2030-08-01T08:00:00Z", lastReadAt: null as string | null };
  let feed: typeof made | null = over ? { ...made, ...over } : null;
  const clinic = makeClinic();
  const answers = {
    ...clinic,
    patient: () => ({ ...clinic.patientRecord, calendarFeed: feed }),
    createCalendarFeed: ({ input }: { input: { detailedTitles: boolean } }) => {
      feed = { ...made, id: "feed-2", detailedTitles: input.detailedTitles };
      return { feed, url: secret };
    },
    saveCalendarFeed: ({ input }: { input: { detailedTitles: boolean } }) => {
      feed = { ...made, ...feed, detailedTitles: input.detailedTitles };
      return { feed };
    },
    revokeCalendarFeed: () => {
      feed = null;
      return { revoked: true };
    },
  };
  return answers;
}

const make = () => screen.findByRole("button", { name: "Make a calendar address" });

describe("the calendar page", () => {
  it("makes an address, shows it this once and lets it be copied", async () => {
    const asked = serve(withFeed(null));
    const { user } = open("/account/calendar");
    const copied = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
    await user.click(await screen.findByRole("checkbox", { name: /^Show the kind of visit and the doctor/ }));
    await user.click(await make());
    expect(await screen.findByRole("heading", { name: "Your new calendar address" })).toHaveFocus();
    expect(asked.find((one) => one.operation === "CreateCalendarFeed")?.variables).toEqual({ input: { patientId: "pat-1", detailedTitles: true } });
    const field = screen.getByLabelText("Calendar address");
    expect(field).toHaveValue(window.location.origin + secret);
    await user.click(screen.getByRole("button", { name: "Copy address" }));
    expect(copied).toHaveBeenCalledWith(window.location.origin + secret);
    expect((await screen.findAllByText("The address is copied.")).length).toBe(2); // shown, and said
    expect(await screen.findByRole("heading", { name: "Your calendar has an address" })).toBeInTheDocument();
  });

  it("makes one once it is sure who asks", async () => {
    const clinic = withFeed(null);
    serve(clinic);
    refuse("CreateCalendarFeed", "STEP_UP_REQUIRED");
    const plain = clinic.stepUp;
    clinic.stepUp = (args) => {
      serve(clinic);
      return plain(args);
    };
    const { user } = open("/account/calendar");
    await user.click(await make());
    await user.type(await screen.findByLabelText("Password"), "Quiet-Harbor-72!");
    await user.click(screen.getByRole("button", { name: "Confirm" }));
    expect(await screen.findByRole("heading", { name: "Your new calendar address" })).toBeInTheDocument();
  });

  it("says what to do when the browser does not let us copy", async () => {
    serve(withFeed(null));
    const { user } = open("/account/calendar");
    vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new Error("no"));
    await user.click(await make());
    await user.click(await screen.findByRole("button", { name: "Copy address" }));
    expect((await screen.findAllByText(/Select the address and copy it yourself/)).length).toBe(2);
  });

  it("does not show an address that was made before, and changes its titles", async () => {
    const asked = serve(withFeed({ lastReadAt: "2030-08-02T08:00:00Z" }));
    const { user } = open("/account/calendar");
    const titles = await screen.findByRole("checkbox", { name: /^Show the kind of visit/ });
    expect(screen.queryByLabelText("Calendar address")).toBeNull();
    expect(titles).not.toBeChecked();
    await user.click(titles);
    await waitFor(() => expect(titles).toBeChecked());
    expect(asked.find((one) => one.operation === "SaveCalendarFeed")?.variables).toEqual({ input: { feedId: "feed-1", detailedTitles: true } });
  });

  it("ends an address after asking once more", async () => {
    serve(withFeed());
    const { user } = open("/account/calendar");
    await user.click(await screen.findByRole("button", { name: "End this calendar address" }));
    await user.click(screen.getByRole("button", { name: "Yes, end it" }));
    expect(await make()).toBeInTheDocument();
    expect(screen.getByText("The address works no more.")).toBeInTheDocument();
  });

  it("says so when nothing came of it", async () => {
    serve(withFeed(null));
    refuse("CreateCalendarFeed", "INTERNAL");
    const { user } = open("/account/calendar");
    await user.click(await make());
    expect(await screen.findByRole("alert")).toHaveTextContent("The address could not be made");
    expect(document.title).toMatch(/^Error: /);
  });
});
