import { screen } from "@testing-library/react";
import { http, HttpResponse } from "msw";
import { describe, expect, it, vi } from "vitest";
import { makeClinic } from "@/testing/clinic";
import { network, serve } from "@/testing/network";
import { open } from "@/testing/open";
import { fetchPart, NotFetched } from "./lazyPage";

vi.mock("@/features/records/VitalsPage", () => {
  throw new TypeError("Failed to fetch dynamically imported module");
});

describe("a page whose part of the app cannot be fetched", () => {
  it("says so beside the menu, and can be tried again", async () => {
    network.use(http.get("*/livez", () => HttpResponse.error()));
    serve(makeClinic());
    const { user } = open("/records");
    await user.click(await screen.findByRole("link", { name: /Vital signs/ }));
    await screen.findByRole("heading", { level: 1, name: "This page is not here yet" });
    expect(screen.getByText(/no connection to the clinic/)).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Try again" })).toBeInTheDocument();
    await user.click(screen.getByRole("link", { name: "Advice" }));
    await screen.findByRole("heading", { level: 1, name: "Advice" });
  });

  it("is left to the router, which loads a newer app, where the program answers", async () => {
    const gone = new TypeError("Failed to fetch dynamically imported module");
    network.use(http.get("*/livez", () => HttpResponse.text("ok")));
    await expect(fetchPart(() => Promise.reject(gone))).rejects.toBe(gone);
    network.use(http.get("*/livez", () => HttpResponse.error()));
    await expect(fetchPart(() => Promise.reject(gone))).rejects.toBeInstanceOf(NotFetched);
  });
});
