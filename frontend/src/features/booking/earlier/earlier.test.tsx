import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { offer } from "@/testing/appointments";
import { makeClinic } from "@/testing/clinic";
import { refuse, serve } from "@/testing/network";
import { open } from "@/testing/open";

const heading = (name: string) => screen.findByRole("heading", { level: 1, name });

describe("waiting for an earlier time", () => {
  it("is asked for from the appointment's page", async () => {
    const asked = serve(makeClinic());
    const { user, router } = open("/appointments/apt-1");
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
      },
    });
  });

  it("is changed and given up where it was asked for", async () => {
    const clinic = makeClinic();
    const was = clinic.appointment() as object;
    const waitlist = { id: "ent-1", appointmentId: "apt-1", windows: [{ days: ["FRIDAY"], from: "00:00", until: "12:00" }], earliest: null, minimumNoticeHours: 2, anyPractitioner: true, joinedAt: "2030-08-01T10:00:00Z" };
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

describe("an earlier time that is kept", () => {
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
