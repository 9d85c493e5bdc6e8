import { createRoute, createRouter, Outlet, redirect, type RouterHistory } from "@tanstack/react-router";
import type { ComponentType } from "react";
import * as v from "valibot";
import { accountPages } from "@/features/account/pages";
import { answersSchema, askedSchema, type StepKey } from "@/features/booking/flow";
import { entryLists } from "@/features/records/lists";
import { StartPage } from "@/features/home/StartPage";
import { dutyPages, dutyPaths } from "./duties";
import { BrokenPage } from "./ErrorScreens";
import { lazyPage } from "./lazyPage";
import { publicRoutes, root } from "./publicRoutes";
import { signedIn } from "./signedIn";
import { staffRoutes } from "./staffRoutes";

/** Every address behind the sign-in, and the page it shows; those for everyone are in publicRoutes.tsx, the staff's in staffRoutes.tsx. */

/* The start page, which welcomes everyone */

const start = createRoute({ getParentRoute: () => signedIn, path: "/", component: StartPage });

/** A page behind the sign-in, fetched when it is first gone to. */
function pageAt<Path extends string>(path: Path, page: () => Promise<{ default: ComponentType }>) {
  return createRoute({ getParentRoute: () => signedIn, path, component: lazyPage(page) });
}

/* What is settled before the rest opens: see duties.ts */

const duties = dutyPages.map(({ duty, page }) => pageAt(dutyPaths[duty], page));

const appointments = createRoute({
  getParentRoute: () => signedIn,
  path: "/appointments",
  component: lazyPage(() => import("@/features/booking/AppointmentsPage"), "AppointmentsPage"),
});
const pastAppointments = createRoute({
  getParentRoute: () => signedIn,
  path: "/appointments/past",
  component: lazyPage(() => import("@/features/booking/PastAppointmentsPage"), "PastAppointmentsPage"),
});
const askForVisit = createRoute({
  getParentRoute: () => signedIn,
  path: "/appointments/request",
  validateSearch: (search: Record<string, unknown>) => v.parse(v.fallback(answersSchema, {}), search),
  component: lazyPage(() => import("@/features/booking/request/AskPage"), "AskPage"),
});
const askedVisit = createRoute({
  getParentRoute: () => signedIn,
  path: "/appointments/requests/$requestId",
  component: lazyPage(() => import("@/features/booking/request/RequestPage"), "RequestPage"),
});
const appointment = createRoute({
  getParentRoute: () => signedIn,
  path: "/appointments/$appointmentId",
  component: lazyPage(() => import("@/features/booking/AppointmentPage"), "AppointmentPage"),
});

const change = () => import("@/features/booking/change/pages");
const heldTime = v.object({ hold: v.optional(v.pipe(v.string(), v.maxLength(64))) });
function changing<Path extends string>(path: Path, page: keyof Awaited<ReturnType<typeof change>>) {
  return createRoute({
    getParentRoute: () => signedIn,
    path: `/appointments/$appointmentId/${path}` as const,
    validateSearch: (search: Record<string, unknown>) => v.parse(v.fallback(heldTime, {}), search),
    component: lazyPage(change, page),
  });
}

const earlier = createRoute({
  getParentRoute: () => signedIn,
  path: "/appointments/$appointmentId/earlier",
  component: lazyPage(() => import("@/features/booking/earlier/pages"), "EarlierPage"),
});
const checkIn = pageAt("/appointments/$appointmentId/check-in", async () => ({ default: (await import("@/features/booking/checkin/CheckInPage")).CheckInPage }));

const booking = createRoute({
  getParentRoute: () => signedIn,
  path: "/appointments/new",
  validateSearch: (search: Record<string, unknown>) => v.parse(v.fallback(askedSchema, {}), search),
  component: Outlet,
});
const bookingStart = createRoute({
  getParentRoute: () => booking,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/appointments/new/location", search: {}, replace: true });
  },
});
const flow = () => import("@/features/booking/pages");
const pageOf = {
  location: "LocationPage",
  department: "DepartmentPage",
  doctor: "DoctorPage",
  reason: "ReasonPage",
  time: "TimePage",
  details: "DetailsPage",
  check: "CheckPage",
} as const satisfies Record<StepKey, keyof Awaited<ReturnType<typeof flow>>>;

function question<Key extends StepKey>(key: Key) {
  return createRoute({ getParentRoute: () => booking, path: key, component: lazyPage(flow, pageOf[key]) });
}

const records = createRoute({
  getParentRoute: () => signedIn,
  path: "/records",
  component: lazyPage(() => import("@/features/records/RecordsPage"), "RecordsPage"),
});
const results = pageAt("/records/results", async () => ({ default: (await import("@/features/records/ResultsPage")).ResultsPage }));
const vitals = pageAt("/records/vitals", async () => ({ default: (await import("@/features/records/VitalsPage")).VitalsPage }));
const entries = entryLists.map((list) =>
  createRoute({
    getParentRoute: () => signedIn,
    path: `/records/${list.path}`,
    component: lazyPage(async () => {
      const { EntryListPage } = await import("@/features/records/EntryListPage");
      return { default: () => <EntryListPage key={list.path} list={list} /> };
    }),
  }),
);

const adviceList = pageAt("/advice", async () => ({ default: (await import("@/features/advice/AdvicePage")).AdvicePage }));
const advice = pageAt("/advice/$adviceId", async () => ({ default: (await import("@/features/advice/AdviceDetailPage")).AdviceDetailPage }));
const notifications = pageAt("/notifications", async () => ({ default: (await import("@/features/notifications/NotificationsPage")).NotificationsPage }));
const deliveries = pageAt("/notifications/sent", async () => ({ default: (await import("@/features/notifications/DeliveriesPage")).DeliveriesPage }));
const account = pageAt("/account", async () => ({ default: (await import("@/features/account/AccountPage")).AccountPage }));
const accountParts = accountPages.map(({ path, page }) => pageAt(`/account/${path}`, page));
const invite = pageAt("/account/family/invite", async () => ({ default: (await import("@/features/family/InvitePage")).InvitePage }));
const carer = pageAt("/account/family/$carerId", async () => ({ default: (await import("@/features/family/CarerPage")).CarerPage }));

const routeTree = root.addChildren([
  publicRoutes,
  signedIn.addChildren([
    start,
    ...duties,
    appointments,
    earlier,
    pastAppointments,
    askForVisit,
    askedVisit,
    appointment,
    checkIn,
    changing("reschedule", "ReschedulePage"),
    changing("reschedule/check", "CheckMovePage"),
    changing("cancel", "CancelPage"),
    booking.addChildren([
      bookingStart,
      question("location"),
      question("department"),
      question("doctor"),
      question("reason"),
      question("time"),
      question("details"),
      question("check"),
    ]),
    records,
    results,
    vitals,
    ...entries,
    adviceList,
    advice,
    notifications,
    deliveries,
    account,
    ...accountParts,
    invite,
    carer,
    staffRoutes,
  ]),
]);

export function createPortalRouter(over: { history?: RouterHistory } = {}) {
  return createRouter({ routeTree, defaultPreload: "intent", defaultErrorComponent: BrokenPage, scrollRestoration: true, ...over });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createPortalRouter>;
  }
}
