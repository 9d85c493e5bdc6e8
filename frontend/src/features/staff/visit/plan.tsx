import { Outlet, useParams } from "@tanstack/react-router";
import { createContext, useContext, useState } from "react";
import type { Details } from "@/features/booking/details";
import type { Chosen } from "../VisitChoices";
import type { ChosenTime } from "./TimeChoice";

/** What a member of staff has said so far of a visit that is to be booked. */
export type Plan = {
  choices: Chosen;
  showsHeld: boolean;
  time: ChosenTime | null;
  reason: string;
  /** Null until the patient's own are there to begin with. */
  details: Details | null;
};

const nothing: Plan = { choices: { department: "", service: "", location: "", practitioner: "" }, showsHeld: false, time: null, reason: "", details: null };

type Planning = { plan: Plan; change: (change: Partial<Plan>) => void };

const PlanContext = createContext<Planning | null>(null);

/** Booking for one patient: what is filled in is kept between its pages, in memory alone, and never shown for another. */
export function BookForPatientArea() {
  const { patientId } = useParams({ from: "/signed-in/staff/patients/$patientId/book" });
  return <PlanKept key={patientId} />;
}

function PlanKept() {
  const [plan, setPlan] = useState(nothing);
  const change = (by: Partial<Plan>) => setPlan((now) => ({ ...now, ...by }));
  return (
    <PlanContext value={{ plan, change }}>
      <Outlet />
    </PlanContext>
  );
}

export function usePlan(): Planning {
  const found = useContext(PlanContext);
  if (!found) throw new Error("usePlan outside BookForPatientArea");
  return found;
}
