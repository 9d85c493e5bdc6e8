import { graphql, HttpResponse } from "msw";
import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { NotificationAddedDocument } from "@/gql/graphql";
import { trackActivity } from "@/lib/activity";
import { type Clinic, makeClinic, notification } from "@/testing/clinic";
import { network, serve } from "@/testing/network";
import { open } from "@/testing/open";
import { socket } from "@/testing/socket";

const heading = (name: string) => screen.findByRole("heading", { level: 1, name });
const minutes = (count: number) => act(() => vi.advanceTimersByTimeAsync(count * 60_000));

/** Runs with a clock that the test moves. */
async function withClock(run: (user: ReturnType<typeof userEvent.setup>) => Promise<void>) {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  try {
    await run(userEvent.setup({ advanceTimers: vi.advanceTimersByTime }));
  } finally {
    vi.useRealTimers();
  }
}

/** Collects whether each request said that nobody caused it. */
function watchRequests(): boolean[] {
  const inBackground: boolean[] = [];
  network.events.on("request:start", ({ request }) => {
    if (request.method === "POST") inBackground.push(request.headers.has("X-Portal-Background"));
  });
  return inBackground;
}

describe("a session without use", () => {
  it("is warned about, and goes on by one press", async () => {
    await withClock(async (user) => {
      const asked = serve(makeClinic());
      open("/records");
      await heading("Medical records");
      await minutes(28.5);
      await user.click(await screen.findByRole("button", { name: "Stay signed in" }));
      await waitFor(() => expect(screen.queryByText("Are you still there?")).not.toBeInTheDocument());
      expect(asked.at(-1)?.operation).toBe("ExtendSession");
      await minutes(31);
      await heading("Sign in");
      expect(screen.getByText(/after 30 minutes without activity/)).toBeInTheDocument();
      expect(asked.map((one) => one.operation)).toContain("SignOut");
    });
  });

  it("is not prolonged by what the page asks again by itself", async () => {
    await withClock(async (user) => {
      serve(makeClinic());
      const server = socket();
      open("/notifications");
      await heading("Notifications");
      await vi.waitFor(() => expect(server.latest(NotificationAddedDocument)).toBeDefined());
      await minutes(27);
      const requests = watchRequests();
      server.latest(NotificationAddedDocument)?.tell("notificationAdded", { __typename: "Notification", ...notification(2) });
      await waitFor(() => expect(requests.length).toBeGreaterThan(0));
      expect(requests).not.toContain(false);
      await minutes(1.5);
      await user.click(await screen.findByRole("button", { name: "Stay signed in" }));
      expect(requests.at(-1)).toBe(false);
      network.events.removeAllListeners();
    });
  });

  it("is used as long as another tab is", async () => {
    const [here, there] = [trackActivity(() => 1_000), trackActivity(() => 2_000)];
    there.note();
    await vi.waitFor(() => expect(here.last()).toBe(2_000));
    here.note();
    await vi.waitFor(() => expect(here.last()).toBe(1_000));
    expect(there.last()).toBe(2_000);
    here.close();
    there.close();
  });
});

describe("the end that no use puts off", () => {
  const soon = () => new Date(Date.now() + 4.5 * 60_000).toISOString();

  it("is told of five minutes before, with what to do", async () => {
    await withClock(async (user) => {
      const clinic = makeClinic();
      if (!clinic.viewer) throw new Error("nobody is signed in");
      clinic.viewer.account.sessionEndsAt = new Date(Date.now() + 7 * 60_000).toISOString();
      const asked = serve(clinic);
      const app = open("/records");
      await heading("Medical records");
      expect(screen.queryByText("Your session is about to end")).not.toBeInTheDocument();
      await minutes(2.1);
      const warning = await screen.findByRole("region", { name: "Your session is about to end" });
      expect(warning).toHaveTextContent(/cannot be extended/);
      expect(warning).toHaveTextContent(/in 5 minutes/);
      expect(await screen.findByText(/Your session ends in five minutes/)).toBeInTheDocument();
      await user.click(screen.getByRole("button", { name: "Sign in again now" }));
      await heading("Sign in");
      expect(app.router.state.location.search).toMatchObject({ to: "/records" });
      expect(asked.map((one) => one.operation)).toContain("SignOut");
    });
  });

  it("is the server's to bring", async () => {
    await withClock(async () => {
      const clinic = makeClinic();
      if (!clinic.viewer) throw new Error("nobody is signed in");
      clinic.viewer.account.sessionEndsAt = soon();
      serve(clinic);
      open("/records");
      await heading("Medical records");
      clinic.viewer = null;
      await minutes(5);
      await heading("Sign in");
      expect(screen.getByText(/Your session has ended/)).toBeInTheDocument();
    });
  });
});

describe("why somebody was signed out", () => {
  it("is still told after the socket has closed too", async () => {
    await withClock(async () => {
      const clinic = makeClinic();
      serve(clinic);
      const server = socket();
      open("/");
      await heading("Welcome, Maria");
      await vi.waitFor(() => expect(server.subscribed.length).toBeGreaterThan(0));
      clinic.signOut = () => {
        clinic.viewer = null;
        server.subscribed[0]?.drop(4401);
        return { signedOut: true };
      };
      await minutes(31);
      await screen.findByRole("link", { name: "Log in to Your Patient Account" });
      await minutes(1);
      expect(screen.getByText(/after 30 minutes without activity/)).toBeInTheDocument();
    });
  });
});

describe("what was typed when a session ran out", () => {
  const reason = () => screen.findByLabelText("Reason, in your own words");

  /** Types a reason for a visit and loses the session. */
  async function typeAndLose(clinic: Clinic, afterServing = () => {}) {
    serve(clinic);
    afterServing();
    const server = socket();
    const app = open("/appointments/new/reason?location=loc-1&department=dep-1&doctor=doc-1");
    await app.user.type(await reason(), "My knee hurts");
    const { viewer } = clinic;
    clinic.viewer = null;
    act(() => server.subscribed[0]?.drop(4401));
    await heading("Sign in");
    clinic.viewer = viewer;
    return app;
  }

  async function signIn({ user }: ReturnType<typeof open>) {
    await user.type(screen.getByLabelText("Personal Username"), "someone");
    await user.type(screen.getByLabelText("Password"), "secret");
    await user.click(screen.getByRole("button", { name: "Login" }));
  }

  it("is there again for who signs in again, at the same address", async () => {
    const app = await typeAndLose(makeClinic());
    await signIn(app);
    expect(await reason()).toHaveValue("My knee hurts");
    expect(app.router.state.location.pathname).toBe("/appointments/new/reason");
  });

  it("reaches the server then, if that refused it when the session had ended", async () => {
    const clinic = makeClinic();
    const refused: unknown[] = [];
    const refuseWhileSignedOut = () =>
      network.use(
        graphql.operation(({ operationName, variables }) => {
          if (operationName !== "SaveBookingDraft" || clinic.viewer) return undefined;
          refused.push(variables);
          return HttpResponse.json({ errors: [{ message: "refused", extensions: { code: "UNAUTHENTICATED" } }], data: null });
        }),
      );
    const app = await typeAndLose(clinic, () => {
      refuseWhileSignedOut();
      clinic.saveBookingDraft = vi.fn(clinic.saveBookingDraft);
    });
    const { viewer } = clinic;
    clinic.viewer = null;
    await waitFor(() => expect(refused).toHaveLength(1));
    expect(clinic.saveBookingDraft).not.toHaveBeenCalled();
    clinic.viewer = viewer;
    await signIn(app);
    await reason();
    await waitFor(() => expect(clinic.bookingDraft({ patientId: "pat-1" })).toMatchObject({ reason: "My knee hurts" }));
  });

  it("stays with the patient it was typed for", async () => {
    const clinic = makeClinic();
    clinic.viewer?.patients.push({ ...clinic.patientRecord, id: "pat-2", fullName: "Leo Alvarez" });
    serve(clinic);
    const app = open("/appointments/new/reason?location=loc-1&department=dep-1&doctor=doc-1");
    await app.user.type(await reason(), "My knee hurts");
    const go = (to: string) => act(() => app.router.navigate({ href: to }));
    await go("/appointments/new/reason?location=loc-1&department=dep-1&doctor=doc-1&for=pat-2");
    await waitFor(async () => expect(await reason()).toHaveValue(""));
    await app.user.type(await reason(), "Vaccination");
    await go(`/appointments/new/reason?location=loc-1&department=dep-1&doctor=doc-1&for=${clinic.patientRecord.id}`);
    await waitFor(async () => expect(await reason()).toHaveValue("My knee hurts"));
  });

  it("is gone for anybody else", async () => {
    const clinic = makeClinic();
    const app = await typeAndLose(clinic);
    const { viewer } = clinic;
    if (!viewer) throw new Error("nobody is signed in");
    clinic.bookingDraft = () => null; // the server keeps it for the account that typed it
    const other = { ...viewer, account: { ...viewer.account, id: "acc-2" } };
    clinic.signIn = () => ({ __typename: "SignedIn", viewer: other, accessToken: null, refreshToken: null, expiresAt: "2030-08-01T10:00:00Z" });
    await signIn(app);
    expect(await reason()).toHaveValue("");
  });
});
