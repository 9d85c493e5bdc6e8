/**
 * Which page's heading had focus last. Moving focus on the very first load
 * would only hurry past the browser's own announcement, and a page whose
 * pieces are drawn twice (loading, then ready) must not take focus twice.
 */
let last: string | undefined;

export function shouldFocusHeading(path: string): boolean {
  if (last === undefined) return false;
  if (last !== path) return true;
  // The element that had focus was taken away by a redraw: give it back a place.
  return document.activeElement === null || document.activeElement === document.body;
}

export function rememberFocus(path: string): void {
  last = path;
}
