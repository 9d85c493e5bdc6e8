import { createMemoryHistory } from "@tanstack/react-router";
import { render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { App } from "@/app/App";
import { createPortalRouter } from "@/app/routes";

/** Opens the real app at an address; only the network behind it is made up. */
export function open(path: string) {
  const router = createPortalRouter({ history: createMemoryHistory({ initialEntries: [path] }) });
  const user = userEvent.setup();
  return { router, user, ...render(<App router={router} />) };
}
