import { screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { browserName } from "@/lib/push";
import { makeClinic } from "@/testing/clinic";
import { refuse, serve } from "@/testing/network";
import { open } from "@/testing/open";

afterEach(() => vi.unstubAllGlobals());

/** A browser with a push service that gives out one address. */
function browserThatPushes(permission = "granted") {
  let subscription: object | null = null;
  const made = {
    endpoint: "https://fcm.googleapis.com/fcm/send/1",
    toJSON: () => ({ endpoint: "https://fcm.googleapis.com/fcm/send/1", keys: { p256dh: "key", auth: "secret" } }),
    unsubscribe: async () => ((subscription = null), true),
  };
  const pushManager = { getSubscription: async () => subscription, subscribe: vi.fn(async () => (subscription = made)) };
  const registration = { pushManager };
  vi.stubGlobal("PushManager", class {});
  vi.stubGlobal("Notification", { requestPermission: async () => permission });
  Object.defineProperty(navigator, "serviceWorker", {
    configurable: true,
    value: { register: async () => registration, getRegistration: async () => registration },
  });
  return pushManager;
}

describe("texts and push messages", () => {
  it("go to a phone whose code came back", async () => {
    const asked = serve(makeClinic());
    const { user } = open("/account/messages");
    await user.type(await screen.findByLabelText("Mobile number"), "+1 555 010 0199");
    await user.click(screen.getByRole("button", { name: "Text me a code" }));
    await user.type(await screen.findByLabelText("Code from the text message"), "123456");
    await user.click(screen.getByRole("button", { name: "Confirm the number" }));
    expect(await screen.findByText("We text you at +1 555 010 0199.")).toBeInTheDocument();
    expect(asked.find((one) => one.operation === "ProvePhone")?.variables).toEqual({ input: { code: "123456" } });
    await user.click(screen.getByRole("button", { name: "Stop texts" }));
    expect(await screen.findByLabelText("Mobile number")).toBeInTheDocument();
  });

  it("say at the field what is wrong with the number or the code", async () => {
    serve(makeClinic());
    const { user } = open("/account/messages");
    await screen.findByLabelText("Mobile number");
    refuse("AskForTexts", "INVALID_INPUT", { field: "phone" });
    await user.click(screen.getByRole("button", { name: "Text me a code" }));
    await user.click(await screen.findByRole("link", { name: "refused" }));
    expect(screen.getByLabelText("Mobile number")).toHaveFocus();
    expect(document.title).toMatch(/^Error: /);
  });

  it("say when the text could not be sent", async () => {
    serve(makeClinic());
    const { user } = open("/account/messages");
    await screen.findByLabelText("Mobile number");
    refuse("AskForTexts", "CONFLICT");
    await user.click(screen.getByRole("button", { name: "Text me a code" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("The text message could not be sent.");
  });

  it("come to this browser once it was asked", async () => {
    const push = browserThatPushes();
    const asked = serve(makeClinic());
    const { user } = open("/account/messages");
    await user.click(await screen.findByRole("button", { name: "Send push messages to this browser" }));
    expect(await screen.findByText(/\(this browser\)$/)).toBeInTheDocument();
    expect(push.subscribe).toHaveBeenCalledWith({ userVisibleOnly: true, applicationServerKey: "BKey" });
    expect(asked.find((one) => one.operation === "SavePushDevice")?.variables).toMatchObject({
      input: { endpoint: "https://fcm.googleapis.com/fcm/send/1", p256dh: "key", auth: "secret" },
    });
    await user.click(screen.getByRole("button", { name: /^Stop push messages to/ }));
    expect(await screen.findByRole("button", { name: "Send push messages to this browser" })).toBeInTheDocument();
    expect(await push.getSubscription()).toBeNull();
  });

  it("say how to allow what the browser does not let us", async () => {
    browserThatPushes("denied");
    serve(makeClinic());
    const { user } = open("/account/messages");
    await user.click(await screen.findByRole("button", { name: "Send push messages to this browser" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Allow notifications for this site in its settings");
  });

  it("are offered in the preferences once they are set up", async () => {
    const clinic = makeClinic();
    serve(clinic);
    const { user } = open("/account/notifications");
    await user.click(await screen.findByRole("link", { name: "Set up text messages or push messages" }));
    await user.type(await screen.findByLabelText("Mobile number"), "+15550100199");
    await user.click(screen.getByRole("button", { name: "Text me a code" }));
    await user.type(await screen.findByLabelText("Code from the text message"), "123456");
    await user.click(screen.getByRole("button", { name: "Confirm the number" }));
    await user.click(await screen.findByRole("link", { name: "Choose what we tell you" }));
    expect(await screen.findByRole("checkbox", { name: /^Appointments, by text message/ })).toBeChecked();
  });
});

describe("a browser's name", () => {
  it("is what people call it", () => {
    expect(browserName("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0")).toBe("Edge on Windows");
    expect(browserName("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1")).toBe("Safari on iOS");
    expect(browserName("curl/8")).toBe("Browser");
  });
});
