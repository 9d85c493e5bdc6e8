import "@testing-library/jest-dom/vitest";
import { i18n } from "@lingui/core";
import { cleanup, configure } from "@testing-library/react";
import { afterAll, afterEach, beforeAll, vi } from "vitest";
import { messages } from "@/locales/en/messages.po";
import { network } from "./network";

i18n.loadAndActivate({ locale: "en", messages });

// What jsdom leaves out and the component library or the router asks for.
if (!globalThis.CSS?.escape) vi.stubGlobal("CSS", { escape: (text: string) => text.replaceAll(/[^\w-]/g, "\\$&") });
window.scrollTo = () => {};

// Whole pages are drawn from the network on: give a busy machine the time.
configure({ asyncUtilTimeout: 5_000 });

beforeAll(() => network.listen({ onUnhandledRequest: "error" }));
afterEach(() => {
  cleanup();
  network.resetHandlers();
  sessionStorage.clear();
});
afterAll(() => network.close());
