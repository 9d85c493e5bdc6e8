/**
 * Pages of one browser may show the same hold. They tell each other when one
 * leaves it, and when one has booked it; nothing but ids is told.
 */
type Message = { from: string } & ({ left: string } | { mine: string } | { booked: string; appointmentId: string });

const channelName = "holds";
/** Longer than a page that is open takes to answer. */
const answerMs = 500;
/** Which page this is. */
const here = crypto.randomUUID();

/** Says that this page leaves a hold, and hears whether another one still shows it. */
export function isShownElsewhere(holdId: string): Promise<boolean> {
  const channel = new BroadcastChannel(channelName);
  const others = new Promise<boolean>((resolve) => {
    channel.addEventListener("message", ({ data }: MessageEvent<Message>) => {
      if ("mine" in data && data.mine === holdId) resolve(true);
    });
    setTimeout(() => resolve(false), answerMs);
  });
  channel.postMessage({ from: here, left: holdId } satisfies Message);
  return others.finally(() => channel.close());
}

/** Says that this page goes away, with no time to hear anything. */
export function tellGoingAway(holdId: string): void {
  tell({ from: here, left: holdId });
}

/** Says that this page made the hold an appointment, or moved one there. */
export function tellBooked(holdId: string, appointmentId: string): void {
  tell({ from: here, booked: holdId, appointmentId });
}

function tell(message: Message): void {
  const channel = new BroadcastChannel(channelName);
  channel.postMessage(message);
  channel.close();
}

/** Hears of the appointment that another page made of the hold. */
export function hearBooked(holdId: string, onBooked: (appointmentId: string) => void): () => void {
  const channel = new BroadcastChannel(channelName);
  channel.addEventListener("message", ({ data }: MessageEvent<Message>) => {
    if ("booked" in data && data.booked === holdId && data.from !== here) onBooked(data.appointmentId);
  });
  return () => channel.close();
}

/** Answers other pages that leave the hold which this one shows. */
export function answerOthers(holdId: string, onLeft: () => void): () => void {
  const channel = new BroadcastChannel(channelName);
  channel.addEventListener("message", ({ data }: MessageEvent<Message>) => {
    if (!("left" in data) || data.left !== holdId || data.from === here) return;
    channel.postMessage({ from: here, mine: holdId } satisfies Message);
    onLeft();
  });
  return () => channel.close();
}
