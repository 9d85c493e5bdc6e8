import { fireEvent, screen } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { makeClinic } from "@/testing/clinic";
import { cutOff, refuse, serve } from "@/testing/network";
import { open } from "@/testing/open";

const box = (name: RegExp) => screen.findByRole("checkbox", { name });
const save = () => screen.getByRole("button", { name: "Save preferences" });

// Four hundred zones would only make the made-up browser slow.
beforeEach(() => void vi.spyOn(Intl, "supportedValuesOf").mockReturnValue(["Asia/Tokyo", "Europe/Berlin"]));

describe("the notification preferences", () => {
  it("are reached from the account and say what cannot be switched off", async () => {
    serve(makeClinic());
    const { user } = open("/account");
    await user.click(await screen.findByRole("link", { name: /^Notification preferences/ }));
    expect(await screen.findByRole("heading", { level: 1, name: "Notification preferences" })).toBeInTheDocument();
    expect(await box(/^In the portal/)).toBeDisabled();
    expect(screen.getByText(/a link to a new password, cannot be switched off/)).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "What was sent" })).toHaveAttribute("href", "/notifications/sent");
  });

  it("are saved together and say so", async () => {
    const asked = serve(makeClinic());
    const { user } = open("/account/notifications");
    await user.click(await box(/^Advice/));
    await user.click(await box(/^2 days before/));
    fireEvent.change(screen.getByLabelText("Until"), { target: { value: "07:30" } });
    await user.selectOptions(screen.getByLabelText("By the clock of"), "Europe/Berlin");
    await user.click(save());
    expect((await screen.findAllByText(/^Your preferences are saved/)).length).toBe(2); // shown, and said
    expect(asked.find((one) => one.operation === "SaveNotificationPreferences")?.variables).toEqual({
      input: {
        channels: [
          ...["EMAIL", "SMS", "PUSH"].map((channel) => ({ category: "APPOINTMENTS", channel, on: true })),
          ...["EMAIL", "SMS", "PUSH"].map((channel) => ({ category: "ADVICE", channel, on: channel !== "EMAIL" })),
        ],
        leads: [0, 10080, 2880, 120].map((leadMinutes) => ({ leadMinutes, on: leadMinutes !== 2880 })),
        quietHours: { on: true, from: "21:00", until: "07:30" },
        timeZone: "Europe/Berlin",
      },
    });
    expect(await box(/^2 days before/)).not.toBeChecked();
    await user.click(await box(/^2 days before/));
    expect(screen.getAllByText(/^Your preferences are saved/)).toHaveLength(1); // no longer true of what is shown
  });

  it("show no times where there are no quiet hours", async () => {
    serve(makeClinic());
    const { user } = open("/account/notifications");
    await user.click(await box(/^No reminders in quiet hours/));
    expect(screen.queryByLabelText("From")).toBeNull();
  });

  it("say at the field what the server did not like", async () => {
    serve(makeClinic());
    const { user } = open("/account/notifications");
    await box(/^Advice/);
    refuse("SaveNotificationPreferences", "INVALID_INPUT", { field: "quietHours.until" });
    await user.click(save());
    await user.click(await screen.findByRole("link", { name: "refused" }));
    expect(screen.getByLabelText("Until")).toHaveFocus();
    expect(document.title).toMatch(/^Error: /);
  });

  it("are kept on the page when they could not be saved", async () => {
    serve(makeClinic());
    const { user } = open("/account/notifications");
    await user.click(await box(/^Advice/));
    cutOff("SaveNotificationPreferences");
    await user.click(save());
    expect(await screen.findByRole("alert")).toHaveTextContent("could not be saved. Nothing has changed");
    expect(await box(/^Advice/)).not.toBeChecked();
  });
});
