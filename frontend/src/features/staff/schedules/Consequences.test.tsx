import { I18nProvider } from "@lingui/react";
import { i18n } from "@lingui/core";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { AffectedFieldsFragment } from "@/gql/graphql";
import { Consequences } from "./Consequences";

const affected = [
  {
    __typename: "AffectedAppointment",
    action: null,
    proposed: 0,
    patient: { __typename: "FoundPatient", id: "pat-1", fullName: "Made Up", clinicNumber: "1-000-001" },
    appointment: {
      __typename: "Appointment",
      id: "app-1",
      start: "2030-08-05T14:20:00Z",
      timeZone: "America/Chicago",
      service: { __typename: "Service", id: "svc-1", name: "Office visit" },
      practitioner: { __typename: "Practitioner", id: "doc-1", name: "Dr. One" },
    },
  },
] as AffectedFieldsFragment[];

function shown(list: AffectedFieldsFragment[]) {
  i18n.loadAndActivate({ locale: "en", messages: {} });
  const [onApply, onBack] = [vi.fn(), vi.fn()];
  render(
    <I18nProvider i18n={i18n}>
      <Consequences affected={list} isBusy={false} onApply={onApply} onBack={onBack} />
    </I18nProvider>,
  );
  return { onApply, onBack, user: userEvent.setup() };
}

describe("what a change of hours breaks", () => {
  it("proposes other times unless something else is chosen", async () => {
    const { onApply, user } = shown(affected);
    expect(screen.getByRole("heading", { level: 2 })).toHaveFocus();
    await user.click(screen.getByRole("button", { name: "Apply" }));
    expect(onApply).toHaveBeenCalledWith({ affected: [{ appointmentId: "app-1", action: "PROPOSE" }], message: "" });
  });

  it("cancels only with a reason", async () => {
    const { onApply, user } = shown(affected);
    await user.selectOptions(screen.getByLabelText("What becomes of it"), "CANCEL");
    await user.click(screen.getByRole("button", { name: "Apply" }));
    expect(onApply).not.toHaveBeenCalled();
    await user.type(screen.getByLabelText("Reason, for the patients whose appointment is cancelled"), "We move rooms");
    await user.click(screen.getByRole("button", { name: "Apply" }));
    expect(onApply).toHaveBeenCalledWith({ affected: [{ appointmentId: "app-1", action: "CANCEL" }], message: "We move rooms" });
  });

  it("says that nothing is affected, and changes nothing on the way back", async () => {
    const { onBack, user } = shown([]);
    expect(screen.getByRole("heading", { name: "No appointment is affected" })).toHaveFocus();
    await user.click(screen.getByRole("button", { name: "Go back and change nothing" }));
    expect(onBack).toHaveBeenCalled();
  });
});
