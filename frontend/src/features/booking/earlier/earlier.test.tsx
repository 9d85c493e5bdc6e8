import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { AppointmentEventsDocument } from "@/gql/graphql";
import { appointment, locations, offer, slot } from "@/testing/appointments";
import { makeClinic } from "@/testing/clinic";
import { refuse, serve } from "@/testing/network";
import { open } from "@/testing/open";
import { socket } from "@/testing/socket";

const heading = (name: string) => screen.findByRole("heading", { level: 1, name });

describe("waiting for an earlier time", () => {
  it("is asked for from the appointment's page", async () => {
    const asked = serve(makeClinic());
    const { user, router } = open("/appointments/apt-1");
    await heading("Your appointment is confirmed");
    await user.click(await screen.findByRole("link", { name: "Tell me about earlier times" }));
    await heading("When would an earlier time suit you?");
    await user.click(await screen.findByRole("checkbox", { name: "Tuesday" }));
    await user.click(screen.getByRole("checkbox", { name: "Monday" }));
    await user.type(screen.getByLabelText("Not before (optional)"), "09:00");
    await user.selectOptions(screen.getByLabelText("How long before must you know?"), "Two days before");
    await user.click(screen.getByRole("button", { name: "Tell me about earlier times" }));
    await screen.findByText("We tell you when an earlier time is free. Your appointment stands.");
    expect(router.state.location.pathname).toBe("/appointments/apt-1");
    expect(asked.findLast((one) => one.operation === "JoinWaitlist")?.variables).toEqual({
      input: {
        appointmentId: "apt-1",
        windows: [{ days: ["MONDAY", "TUESDAY"], from: "09:00", until: "24:00" }],
        earliest: null,
        minimumNoticeHours: 48,
        anyPractitioner: false,
        anyLocation: false,
      },
    });
  });

  it("is changed and given up where it was asked for", async () => {
    const clinic = makeClinic();
    const was = clinic.appointment() as object;
    const waitlist = { id: "ent-1", appointmentId: "apt-1", windows: [{ days: ["FRIDAY"], from: "00:00", until: "12:00" }], earliest: null, minimumNoticeHours: 2, anyPractitioner: true, anyLocation: false, joinedAt: "2030-08-01T10:00:00Z" };
    clinic.appointment = () => ({ ...was, waitlist });
    const asked = serve(clinic);
    const { user } = open("/appointments/apt-1");
    await user.click(await screen.findByRole("link", { name: "Change or stop this" }));
    expect(await screen.findByRole("checkbox", { name: "Friday" })).toBeChecked();
    expect(screen.getByLabelText("Not after (optional)")).toHaveValue("12:00");
    await user.click(screen.getByRole("button", { name: "Stop looking for earlier times" }));
    await screen.findByText("We look for earlier times no more. Your appointment stands.");
    expect(asked.map((one) => one.operation)).toContain("LeaveWaitlist");
  });
});

describe("several times that suit", () => {
  const openForm = async () => {
    const asked = serve(makeClinic());
    const { user } = open("/appointments/apt-1/earlier");
    await heading("When would an earlier time suit you?");
    await screen.findByRole("checkbox", { name: "Tuesday" });
    return { asked, user };
  };
  const row = (number: number) => within(screen.getByRole("group", { name: `Times that suit you, ${number}` }));

  it("are added and removed by keyboard, and sent together", async () => {
    const { asked, user } = await openForm();
    await user.click(screen.getByRole("checkbox", { name: "Monday" }));
    screen.getByRole("button", { name: "Add other times" }).focus();
    await user.keyboard("{Enter}");
    expect(row(2).getByRole("checkbox", { name: "Monday" })).toHaveFocus();
    await user.keyboard(" ");
    await user.type(row(2).getByLabelText("Not after (optional)"), "10:00");
    await user.click(screen.getByRole("button", { name: "Add other times" }));
    row(3).getByRole("button", { name: "Remove times 3" }).focus();
    await user.keyboard("{Enter}");
    expect(screen.queryByRole("group", { name: "Times that suit you, 3" })).toBeNull();
    expect(screen.getByRole("button", { name: "Add other times" })).toHaveFocus();
    await user.click(screen.getByRole("checkbox", { name: /^Other locations are fine/ }));
    await user.click(screen.getByRole("button", { name: "Tell me about earlier times" }));
    await waitFor(() => expect(asked.findLast((one) => one.operation === "JoinWaitlist")).toBeDefined());
    expect(asked.findLast((one) => one.operation === "JoinWaitlist")?.variables).toMatchObject({
      input: {
        windows: [
          { days: ["MONDAY"], from: "00:00", until: "24:00" },
          { days: ["MONDAY"], from: "00:00", until: "10:00" },
        ],
        anyLocation: true,
      },
    });
  });

  it("say in their own row what is wrong", async () => {
    const { asked, user } = await openForm();
    await user.click(screen.getByRole("checkbox", { name: "Monday" }));
    await user.click(screen.getByRole("button", { name: "Add other times" }));
    await user.click(screen.getByRole("button", { name: "Tell me about earlier times" }));
    const summary = await screen.findByRole("alert");
    await user.click(within(summary).getByRole("link", { name: "Times 2: choose days or hours, or remove these times." }));
    expect(row(2).getByRole("checkbox", { name: "Monday" })).toHaveFocus();
    expect(asked.some((one) => one.operation === "JoinWaitlist")).toBe(false);
    await user.click(row(2).getByRole("button", { name: "Remove times 2" }));
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("show the clinic's answer in the row it is about", async () => {
    const { user } = await openForm();
    refuse("JoinWaitlist", "INVALID_INPUT", { field: "windows.1.until" });
    await user.click(screen.getByRole("checkbox", { name: "Monday" }));
    await user.click(screen.getByRole("button", { name: "Add other times" }));
    await user.type(row(2).getByLabelText("Not before (optional)"), "12:00");
    await user.type(row(2).getByLabelText("Not after (optional)"), "09:00");
    await user.click(screen.getByRole("button", { name: "Tell me about earlier times" }));
    await user.click(within(await screen.findByRole("alert")).getByRole("link", { name: "Times 2: refused" }));
    expect(row(2).getByLabelText("Not after (optional)")).toHaveFocus();
    expect(row(2).getByLabelText("Not after (optional)")).toBeInvalid();
  });
});

describe("an earlier time that ends while it is looked at", () => {
  const ended = (state: string, over: object = {}) => {
    const { id, status, start, end, timeZone, practitioner, location } = { ...appointment(), ...over };
    return {
      __typename: "WaitlistOfferEnded",
      id: `ev-${state}`,
      at: "2030-08-01T10:00:00Z",
      appointment: { __typename: "Appointment", id, status, start, end, timeZone, practitioner: { __typename: "Practitioner", ...practitioner }, location: { __typename: "Location", ...location } },
      offer: { __typename: "WaitlistOffer", ...offer({ state }), slot: { __typename: "Slot", ...offer().slot, practitioner: { __typename: "Practitioner", ...practitioner }, location: { __typename: "Location", ...location } } },
    };
  };
  const openWithOffer = async () => {
    const clinic = makeClinic();
    let offers = [offer()];
    clinic.patientRecord.waitlistOffers = () => offers;
    const asked = serve(clinic);
    const server = socket();
    const { user } = open("/");
    await screen.findByRole("heading", { level: 3, name: "Friday 2 August 2030 at 10:00am" });
    await vi.waitFor(() => expect(server.latest(AppointmentEventsDocument)).toBeDefined());
    const end = (state: string, over?: object) => {
      offers = [];
      server.latest(AppointmentEventsDocument)?.tell("appointmentEvents", ended(state, over));
    };
    return { asked, user, end };
  };
  const gone = () => waitFor(() => expect(screen.queryByText("An earlier time for you")).toBeNull());

  it.each(["EXPIRED", "WITHDRAWN", "DECLINED"])("goes at once and says so: %s", async (state) => {
    const { end } = await openWithOffer();
    screen.getByRole("button", { name: /^Take this time/ }).focus();
    end(state);
    await gone();
    const banner = await screen.findByRole("region", { name: "The earlier time is no longer kept for you" });
    expect(banner).toHaveTextContent("It was Friday 2 August 2030 at 10:00am Central Time. You have your appointment on Tuesday 6 August 2030 at 9:20am Central Time.");
    expect(screen.getByRole("heading", { level: 1 })).toHaveFocus();
  });

  it("leaves telling of it to the news of the move when it was taken elsewhere", async () => {
    const { end } = await openWithOffer();
    end("ACCEPTED", { start: offer().slot.start });
    await gone();
    expect(screen.queryByRole("region", { name: "The earlier time is no longer kept for you" })).toBeNull();
  });

  it("says nothing twice to who answered here", async () => {
    const { user, end } = await openWithOffer();
    await user.click(screen.getByRole("button", { name: /^Keep my appointment/ }));
    await screen.findByText("Your appointment stands as it is.");
    end("DECLINED");
    await gone();
    expect(screen.queryByRole("region", { name: "The earlier time is no longer kept for you" })).toBeNull();
  });
});

describe("an earlier time that is kept", () => {
  it("says where it is, and first that it is elsewhere", async () => {
    const clinic = makeClinic();
    clinic.patientRecord.waitlistOffers = () => [offer({ slot: { ...slot(0), id: "slot-far", location: { ...locations[1], directions: "Take the ferry." } } })];
    serve(clinic);
    open("/");
    expect(await screen.findByText("At another location: your appointment is at Riverside Clinic.")).toBeInTheDocument();
    expect(screen.getByText("Harbor Clinic")).toBeInTheDocument();
    expect(screen.getByText("2 Quay, Boston")).toBeInTheDocument();
    expect(screen.getByText("Take the ferry.")).toBeInTheDocument();
  });

  it("stands on the home page with both answers, and is taken", async () => {
    const clinic = makeClinic();
    clinic.patientRecord.waitlistOffers = () => [offer()];
    const asked = serve(clinic);
    const { user, router } = open("/");
    expect(await screen.findByRole("heading", { level: 3, name: "Friday 2 August 2030 at 10:00am" })).toBeInTheDocument();
    expect(screen.getByText(/Instead of Tuesday 6 August 2030 at 9:20am/)).toBeInTheDocument();
    expect(screen.getByRole("timer")).toHaveTextContent(/^(30:00|29:\d\d)$/);
    await user.click(screen.getByRole("button", { name: /^Take this time/ }));
    await screen.findByText("Your appointment is moved to the earlier time.");
    expect(router.state.location.pathname).toBe("/appointments/apt-1");
    expect(asked.findLast((one) => one.operation === "AnswerOffer")?.variables).toEqual({ input: { offerId: "off-1", accept: true } });
  });

  it("is left to others, and nothing changes", async () => {
    const clinic = makeClinic();
    let offers = [offer()];
    clinic.patientRecord.waitlistOffers = () => offers;
    const decline = clinic.answerOffer;
    clinic.answerOffer = (given) => {
      offers = [];
      return decline(given);
    };
    serve(clinic);
    const { user } = open("/appointments/apt-1");
    await user.click(await screen.findByRole("button", { name: /^Keep my appointment/ }));
    await screen.findByText("Your appointment stands as it is.");
    await waitFor(() => expect(screen.queryByText("An earlier time for you")).toBeNull());
  });

  it("says so when it came too late", async () => {
    const clinic = makeClinic();
    let offers = [offer()];
    clinic.patientRecord.waitlistOffers = () => offers;
    serve(clinic);
    refuse("AnswerOffer", "EXPIRED");
    const { user } = open("/");
    const take = await screen.findByRole("button", { name: /^Take this time/ });
    offers = [];
    await user.click(take);
    await screen.findByText("This time is no longer kept for you. Your appointment stands as it is.");
    await waitFor(() => expect(screen.queryByText("An earlier time for you")).toBeNull());
  });
});
