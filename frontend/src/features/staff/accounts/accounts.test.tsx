import { screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { makeClinic } from "@/testing/clinic";
import { connection } from "@/testing/connection";
import { cutOff, refuse, serve } from "@/testing/network";
import { open } from "@/testing/open";
import { staffAccount } from "@/testing/staffAccounts";

function asRole(role: string) {
  const clinic = makeClinic();
  if (clinic.viewer) {
    clinic.viewer.account.role = role;
    clinic.viewer.patients = [];
  }
  return clinic;
}

const administrator = () => asRole("ADMINISTRATOR");

describe("the list of staff accounts", () => {
  it("says of each what they do and whether they can sign in", async () => {
    serve(administrator());
    open("/staff/accounts");
    const card = within(await screen.findByRole("article", { name: "Lin Made-Up" }));
    expect(card.getByText("Active")).toBeInTheDocument();
    expect(card.getByText("Front desk")).toBeInTheDocument();
    expect(card.getByText(/Not confirmed yet/)).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "Staff accounts" })).toHaveAttribute("aria-current", "page");
  });

  it("is empty, and not to be had", async () => {
    const clinic = administrator();
    clinic.staffAccounts = () => connection([]);
    serve(clinic);
    const first = open("/staff/accounts");
    expect(await screen.findByText("No staff accounts yet")).toBeInTheDocument();
    first.unmount();
    serve(administrator());
    cutOff("AdministratorStaff");
    open("/staff/accounts");
    expect(await screen.findByRole("button", { name: "Try again" })).toBeInTheDocument();
  });

  it("is for administrators", async () => {
    const asked = serve(asRole("FRONT_DESK"));
    open("/staff/accounts");
    expect(await screen.findByText("This page is for administrators.")).toBeInTheDocument();
    expect(screen.queryByRole("link", { name: "Staff accounts" })).toBeNull();
    expect(asked.map((one) => one.operation)).not.toContain("AdministratorStaff");
  });

  it("offers nothing about one's own account", async () => {
    const clinic = administrator();
    clinic.staffAccounts = () => connection([staffAccount({ id: clinic.viewer?.account.id })]);
    serve(clinic);
    open("/staff/accounts");
    expect(await screen.findByText(/This is your own account/)).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /Disable account/ })).toBeNull();
  });
});

describe("an account", () => {
  it("is disabled and enabled with a reason", async () => {
    const asked = serve(administrator());
    const { user } = open("/staff/accounts");
    await user.click(await screen.findByRole("button", { name: "Disable account: Lin Made-Up" }));
    expect(screen.getByRole("heading", { name: "Disable the account of Lin Made-Up?" })).toHaveFocus();
    await user.click(screen.getByRole("button", { name: "Disable account" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Say why");
    await user.type(screen.getByLabelText("Reason"), "Left the clinic");
    await user.click(screen.getByRole("button", { name: "Disable account" }));
    expect(await screen.findByRole("button", { name: "Enable account: Lin Made-Up" })).toHaveFocus();
    expect(screen.getByText("Disabled")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Enable account: Lin Made-Up" }));
    await user.type(screen.getByLabelText("Reason"), "Back from leave");
    await user.click(screen.getByRole("button", { name: "Enable account" }));
    expect(await screen.findByText("Active")).toBeInTheDocument();
    const changes = asked.filter((one) => /ableStaff/.test(one.operation));
    expect(changes.map((one) => one.variables.input)).toEqual([
      { accountId: "acc-desk", reason: "Left the clinic" },
      { accountId: "acc-desk", reason: "Back from leave" },
    ]);
  });

  it("of the last administrator stays, and says why", async () => {
    serve(administrator());
    refuse("DisableStaff", "CONFLICT");
    const { user } = open("/staff/accounts");
    await user.click(await screen.findByRole("button", { name: "Disable account: Lin Made-Up" }));
    await user.type(screen.getByLabelText("Reason"), "Left the clinic");
    await user.click(screen.getByRole("button", { name: "Disable account" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("last administrator");
    await user.click(screen.getByRole("button", { name: "Leave it as it is" }));
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("that is reset shows its first password once, after a fresh proof", async () => {
    const clinic = administrator();
    serve(clinic);
    const stepUp = clinic.stepUp;
    clinic.stepUp = (args) => {
      serve(clinic);
      return stepUp(args);
    };
    refuse("ResetStaff", "STEP_UP_REQUIRED");
    const print = vi.spyOn(window, "print").mockImplementation(() => {});
    const { user } = open("/staff/accounts");
    await user.click(await screen.findByRole("button", { name: "Reset sign-in: Lin Made-Up" }));
    await user.type(screen.getByLabelText("Reason"), "Lost the phone");
    await user.click(screen.getByRole("button", { name: "Reset sign-in" }));
    await user.type(await screen.findByLabelText("Password"), "Maple-Window-41!");
    await user.click(screen.getByRole("button", { name: "Confirm" }));
    expect(await screen.findByText("k7mqx-4hdwp-9tn3c-ueyr6")).toBeInTheDocument();
    expect(screen.getByRole("heading", { name: "First password for Lin Made-Up" })).toHaveFocus();
    await user.click(screen.getByRole("button", { name: "Print" }));
    expect(print).toHaveBeenCalled();
    expect(JSON.stringify({ ...sessionStorage, ...localStorage })).not.toMatch(/k7mqx/);
    await user.click(screen.getByRole("button", { name: "I have handed it over" }));
    expect(screen.queryByText("k7mqx-4hdwp-9tn3c-ueyr6")).toBeNull();
  });
});

describe("a new member of staff", () => {
  it("is asked for with what is missing, and gets a first password", async () => {
    const asked = serve(administrator());
    const { user, router } = open("/staff/accounts/new");
    await user.click(await screen.findByRole("button", { name: "Add account" }));
    expect(within(await screen.findByRole("alert")).getAllByRole("link")).toHaveLength(3);
    await user.type(screen.getByLabelText("Name"), "Lin Made-Up");
    await user.type(screen.getByLabelText("Username"), "lin.desk");
    await user.click(screen.getByRole("radio", { name: /Clinician/ }));
    await user.selectOptions(await screen.findByLabelText("Patients know them as"), await screen.findByRole("option", { name: /Okafor/ }));
    await user.click(screen.getByRole("radio", { name: /Front desk/ }));
    await user.click(screen.getByRole("button", { name: "Add account" }));
    expect(await screen.findByText("k7mqx-4hdwp-9tn3c-ueyr6")).toBeInTheDocument();
    expect(asked.find((one) => one.operation === "AddStaff")?.variables.input).toEqual({
      displayName: "Lin Made-Up", username: "lin.desk", email: null, role: "FRONT_DESK", practitionerId: null,
    });
    await user.click(screen.getByRole("button", { name: "I have handed it over" }));
    await expect.poll(() => router.state.location.pathname).toBe("/staff/accounts");
  });

  it("cannot have a username that somebody has", async () => {
    serve(administrator());
    refuse("AddStaff", "CONFLICT");
    const { user } = open("/staff/accounts/new");
    await user.type(await screen.findByLabelText("Name"), "Lin Made-Up");
    await user.type(screen.getByLabelText("Username"), "maria.alvarez");
    await user.click(screen.getByRole("radio", { name: /Front desk/ }));
    await user.click(screen.getByRole("button", { name: "Add account" }));
    expect(await screen.findByRole("link", { name: "This username is taken. Choose another." })).toBeInTheDocument();
  });
});
