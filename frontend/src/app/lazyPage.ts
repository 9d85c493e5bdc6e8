import { lazyRouteComponent } from "@tanstack/react-router";
import type { ComponentType } from "react";

/** A page's part of the app could not be fetched, as the clinic is out of reach. */
export class NotFetched extends Error {
  override name = "NotFetched";
}

/** Whether the program answers at all. */
export function isInReach(): Promise<boolean> {
  return fetch("/livez", { cache: "no-store" }).then(() => true, () => false);
}

type Pages = Record<string, unknown>;

/**
 * Fetches a part of the app. Where the program answers but has no such part, the
 * app is older than the program, and the router loads it anew; out of reach that
 * would leave an empty window.
 */
export async function fetchPart<Module extends Pages>(fetchIt: () => Promise<Module>): Promise<Module> {
  try {
    return await fetchIt();
  } catch (problem) {
    throw (await isInReach()) ? problem : new NotFetched();
  }
}

/** A page that is fetched when it is first gone to. */
export function lazyPage<Module extends Pages, Name extends keyof Module = "default">(fetchIt: () => Promise<Module>, name?: Name) {
  const part = async () => (await fetchPart(fetchIt)) as Record<string, ComponentType>;
  return lazyRouteComponent(part, name as string | undefined);
}
