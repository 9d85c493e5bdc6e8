import { useRouterState } from "@tanstack/react-router";

/**
 * The path of the page that is drawn. The router's location runs ahead of it
 * while the next page is being fetched; what belongs to a page must not.
 */
export function usePath(): string {
  return useRouterState({ select: (state) => state.matches.at(-1)?.pathname ?? "/" });
}
