import { useLocation } from "@tanstack/react-router";

/**
 * The token of a mailed link. It stands behind "#", which browsers send to no
 * server and in no Referer, and it stays there so that a reload finds it again.
 */
export function useLinkToken(): string {
  return useLocation({ select: ({ hash }) => hash });
}
