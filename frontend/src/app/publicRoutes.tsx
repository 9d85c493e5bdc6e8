import { createRootRoute, createRoute, Outlet, retainSearchParams } from "@tanstack/react-router";
import type { ComponentType } from "react";
import * as v from "valibot";
import { publicPages } from "@/features/account/publicPages";
import { SignInPage } from "@/features/account/SignInPage";
import { Broken, NotFound } from "./ErrorScreens";
import { Frame } from "./Layout";
import { lazyPage } from "./lazyPage";

/** The addresses that need no sign-in; the rest is in routes.tsx. */

/** Whose record is open stands in every address, and stays until another is opened; see lib/record. */
export const root = createRootRoute({
  validateSearch: (search: Record<string, unknown>): { for?: string } => ({ for: v.parse(v.fallback(v.optional(v.string()), undefined), search.for) }),
  search: { middlewares: [retainSearchParams(["for"])] },
  component: Outlet,
  notFoundComponent: NotFound,
  errorComponent: Broken,
});

const everyone = createRoute({ getParentRoute: () => root, id: "public", component: () => <Frame />, errorComponent: Broken });

/** A path of this app to return to; an address elsewhere is not followed. */
const returnPath = v.fallback(v.pipe(v.string(), v.regex(/^\/(?![/\\])/)), "/");

const signIn = createRoute({
  getParentRoute: () => everyone,
  path: "/sign-in",
  validateSearch: (search: Record<string, unknown>): { to?: string } => ({ to: v.parse(returnPath, search.to) }),
  component: SignInPage,
});

const secondStep = createRoute({
  getParentRoute: () => everyone,
  path: "/sign-in/second-step",
  validateSearch: (search: Record<string, unknown>): { challenge: string; to?: string } => ({
    challenge: v.parse(v.fallback(v.string(), ""), search.challenge),
    to: v.parse(returnPath, search.to),
  }),
  component: lazyPage(() => import("@/features/account/SecondStepPage"), "SecondStepPage"),
});

const doors = publicPages.map(({ path, page }) =>
  createRoute({ getParentRoute: () => everyone, path: `/${path}`, component: lazyPage(page) }),
);

/** Signing up: the two pages share what was typed. */
const createAccount = createRoute({
  getParentRoute: () => everyone,
  path: "/create-account",
  component: lazyPage(() => import("@/features/signup/SignUpArea"), "SignUpArea"),
});
const signUpPage = <Path extends string>(path: Path, page: () => Promise<{ default: ComponentType }>) =>
  createRoute({ getParentRoute: () => createAccount, path, component: lazyPage(page) });
const claim = signUpPage("/", async () => ({ default: (await import("@/features/signup/CreateAccountPage")).CreateAccountPage }));
const choose = signUpPage("/choose", async () => ({ default: (await import("@/features/signup/ChoosePage")).ChoosePage }));

export const publicRoutes = everyone.addChildren([signIn, secondStep, createAccount.addChildren([claim, choose]), ...doors]);
