import { useEffect, useRef } from "react";

/** Gives focus to a heading when what stood in its place is gone again. */
export function useFocusBack(isAway: boolean) {
  const heading = useRef<HTMLHeadingElement>(null);
  const wasAway = useRef(isAway);
  useEffect(() => {
    if (wasAway.current && !isAway) heading.current?.focus();
    wasAway.current = isAway;
  }, [isAway]);
  return heading;
}
