const answered = new Set<string>();

/** Remembers that an offer was answered on this page, which says so itself. */
export function noteAnswered(offerId: string): void {
  answered.add(offerId);
}

export function wasAnsweredHere(offerId: string): boolean {
  return answered.has(offerId);
}
