/** What the server needs to reach this browser. */
export type PushAddress = { endpoint: string; p256dh: string; auth: string; device: string };

/** Why a browser takes no push messages. */
export type NoPush = "unsupported" | "denied" | "failed";

const worker = "/push-worker.js";

/** Whether this browser can take push messages at all; iPhones only from the home screen. */
export const canPush = () => "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

/** Where this browser is reached now, null for nowhere. Asks nobody for anything. */
export async function pushEndpoint(): Promise<string | null> {
  if (!canPush()) return null;
  const registration = await navigator.serviceWorker.getRegistration(worker);
  const subscription = await registration?.pushManager.getSubscription();
  return subscription?.endpoint ?? null;
}

/** Asks the person, then the browser's push service. Call it from a press: browsers refuse to ask otherwise. */
export async function subscribe(key: string): Promise<PushAddress | NoPush> {
  if (!canPush()) return "unsupported";
  if ((await Notification.requestPermission()) !== "granted") return "denied";
  try {
    const registration = await navigator.serviceWorker.register(worker);
    // One for another key, from before the server's keys were changed, would stand in the way.
    await (await registration.pushManager.getSubscription())?.unsubscribe();
    const made = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
    const { endpoint = "", keys = {} } = made.toJSON();
    return { endpoint, p256dh: keys["p256dh"] ?? "", auth: keys["auth"] ?? "", device: browserName(navigator.userAgent) };
  } catch {
    return "failed";
  }
}

/** Ends push messages here; the server hears of it from its caller. */
export async function unsubscribe(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration(worker);
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
}

const browsers: [RegExp, string][] = [[/Edg\//, "Edge"], [/OPR\//, "Opera"], [/Firefox\//, "Firefox"], [/Chrome\//, "Chrome"], [/Safari\//, "Safari"]];
const systems: [RegExp, string][] = [[/iPhone|iPad/, "iOS"], [/Android/, "Android"], [/Windows/, "Windows"], [/Mac OS X/, "macOS"], [/Linux/, "Linux"]];

/** Such as "Firefox on Android". */
export function browserName(userAgent: string): string {
  const named = (list: [RegExp, string][]) => list.find(([pattern]) => pattern.test(userAgent))?.[1];
  const browser = named(browsers) ?? "Browser";
  const system = named(systems);
  return system ? `${browser} on ${system}` : browser;
}
