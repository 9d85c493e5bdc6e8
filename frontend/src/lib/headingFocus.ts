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

/** A ref for what may be taken away by itself: focus that was inside goes to the page's heading. */
export function keepFocus(element: HTMLElement | null): (() => void) | undefined {
  if (!element) return undefined;
  let inside = element.contains(document.activeElement);
  const note = ({ type, relatedTarget }: FocusEvent) => {
    // A button that is switched off loses focus to nothing, and stays the place where the person was.
    inside = type === "focusin" || (inside && relatedTarget === null);
  };
  element.addEventListener("focusin", note);
  element.addEventListener("focusout", note);
  return () => {
    element.removeEventListener("focusin", note);
    element.removeEventListener("focusout", note);
    const isLost = element.contains(document.activeElement) || document.activeElement === document.body;
    if (inside && isLost) document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
  };
}
