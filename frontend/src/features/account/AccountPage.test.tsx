import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { makeClinic } from "@/testing/clinic";
import { refuse, serve } from "@/testing/network";
import { open } from "@/testing/open";
import { accountPages } from "./pages";

const heading = (name: string) => screen.findByRole("heading", { level: 1, name });

describe("the account's pages", () => {
  it("says who is signed in and leads to each page", async () => {
    serve(makeClinic());
    open("/account");
    await heading("Account");
    const main = within(screen.getByRole("main"));
    for (const words of ["Maria Alvarez", "maria.alvarez", "maria@example.org"]) expect(main.getByText(words)).toBeInTheDocument();
    expect(main.getAllByRole("link").map((one) => one.getAttribute("href"))).toEqual(
      accountPages.map((page) => `/account/${page.path}`),
    );
  });

  it.each(accountPages)("titles $path as its link is, with a way back", async ({ path, title }) => {
    serve(makeClinic());
    open(`/account/${path}`);
    await heading(title.message ?? title.id);
    expect(screen.getByRole("link", { name: "Back to account" })).toHaveAttribute("href", "/account");
  });
});

describe("signed-in devices", () => {
  function withPhone() {
    const clinic = makeClinic();
    const phone = { id: "ses-2", device: "Safari on iPhone", ipAddress: "192.0.2.7", createdAt: "2030-08-01T08:00:00Z", lastSeenAt: "2030-08-01T09:00:00Z", current: false };
    const account = clinic.viewer?.account;
    if (!account) throw new Error("nobody is signed in");
    account.sessions = [...account.sessions, phone];
    clinic.revokeSession = () => ({ account: { ...account, sessions: account.sessions.filter((one) => one.current) } });
    return clinic;
  }

  it("signs out another device, not this one", async () => {
    const asked = serve(withPhone());
    const { user } = open("/account/devices");
    await user.click(await screen.findByRole("button", { name: "Sign out Safari on iPhone" }));
    await waitFor(() => expect(screen.queryByText("Safari on iPhone")).not.toBeInTheDocument());
    expect(asked.at(-1)).toEqual({ operation: "RevokeSession", variables: { input: { sessionId: "ses-2" } } });
    expect(screen.getByText("Safari on iPhone is signed out.")).toBeInTheDocument();
  });

  it("says so when a device could not be signed out", async () => {
    serve(withPhone());
    refuse("RevokeSession", "INTERNAL");
    const { user } = open("/account/devices");
    await user.click(await screen.findByRole("button", { name: "Sign out Safari on iPhone" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Safari on iPhone could not be signed out");
  });
});
