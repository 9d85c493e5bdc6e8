import { createRoute, redirect } from "@tanstack/react-router";
import type { ComponentType } from "react";
import * as v from "valibot";
import { daySchema } from "@/features/staff/day/useDay";
import { lazyPage } from "./lazyPage";
import { signedIn } from "./signedIn";

/** The addresses of those who work at the clinic, and the page each shows. */

const staff = createRoute({
  getParentRoute: () => signedIn,
  path: "/staff",
  component: lazyPage(() => import("@/features/staff/StaffArea"), "StaffArea"),
});
const staffStart = createRoute({
  getParentRoute: () => staff,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/staff/patients", replace: true });
  },
});
const staffPage = <Path extends string>(path: Path, page: () => Promise<{ default: ComponentType }>) =>
  createRoute({ getParentRoute: () => staff, path, component: lazyPage(page) });
const staffPatients = staffPage("/patients", async () => ({ default: (await import("@/features/staff/PatientsPage")).PatientsPage }));
const staffRegister = staffPage("/patients/new", async () => ({ default: (await import("@/features/staff/RegisterPage")).RegisterPage }));
const staffPatient = staffPage("/patients/$patientId", async () => ({ default: (await import("@/features/staff/PatientPage")).PatientPage }));
const staffGrant = staffPage("/patients/$patientId/carer", async () => ({ default: (await import("@/features/staff/GrantPage")).GrantPage }));
const staffAccounts = staffPage("/accounts", async () => ({ default: (await import("@/features/staff/accounts/StaffAccountsPage")).StaffAccountsPage }));
const staffAccountNew = staffPage("/accounts/new", async () => ({ default: (await import("@/features/staff/accounts/AddStaffPage")).AddStaffPage }));

const staffRequests = staffPage("/requests", async () => ({ default: (await import("@/features/staff/requests/RequestsPage")).RequestsPage }));
const staffRequest = staffPage("/requests/$requestId", async () => ({ default: (await import("@/features/staff/requests/AnswerPage")).AnswerPage }));
const staffSchedules = staffPage("/schedules", async () => ({ default: (await import("@/features/staff/schedules/SchedulesPage")).SchedulesPage }));
const staffServices = staffPage("/services", async () => ({ default: (await import("@/features/staff/services/ServicesPage")).ServicesPage }));
const staffServiceNew = staffPage("/services/new", async () => ({ default: (await import("@/features/staff/services/ServicePage")).NewServicePage }));
const staffService = staffPage("/services/$serviceId", async () => ({ default: (await import("@/features/staff/services/ServicePage")).ServicePage }));
const staffServiceKind = staffPage("/services/$serviceId/check-in", async () => ({ default: (await import("@/features/staff/services/KindPage")).KindPage }));
const staffDay = createRoute({
  getParentRoute: () => staff,
  path: "/day",
  validateSearch: (search: Record<string, unknown>) => v.parse(v.fallback(daySchema, {}), search),
  component: lazyPage(() => import("@/features/staff/day/DayPage"), "DayPage"),
});
const staffBlock = createRoute({
  getParentRoute: () => staff,
  path: "/day/block",
  validateSearch: (search: Record<string, unknown>) => v.parse(v.fallback(daySchema, {}), search),
  component: lazyPage(() => import("@/features/staff/block/BlockPage"), "BlockPage"),
});
const staffBook = staffPage("/patients/$patientId/book", async () => ({ default: (await import("@/features/staff/visit/plan")).BookForPatientArea }));
const staffBookForm = createRoute({ getParentRoute: () => staffBook, path: "/", component: lazyPage(() => import("@/features/staff/visit/BookPage"), "BookPage") });
const staffBookCheck = createRoute({ getParentRoute: () => staffBook, path: "/check", component: lazyPage(() => import("@/features/staff/visit/BookCheckPage"), "BookCheckPage") });
const staffMove = staffPage("/appointments/$appointmentId/move", async () => ({ default: (await import("@/features/staff/visit/MovePage")).MovePage }));
const staffVisit = staffPage("/appointments/$appointmentId", async () => ({ default: (await import("@/features/staff/day/VisitPage")).VisitPage }));

export const staffRoutes = staff.addChildren([
  staffStart,
  staffDay,
  staffBlock,
  staffVisit,
  staffMove,
  staffBook.addChildren([staffBookForm, staffBookCheck]),
  staffPatients,
  staffRegister,
  staffPatient,
  staffGrant,
  staffAccounts,
  staffAccountNew,
  staffRequests,
  staffRequest,
  staffSchedules,
  staffServices,
  staffServiceNew,
  staffService,
  staffServiceKind,
]);
