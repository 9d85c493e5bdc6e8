import type { DraftAnswersFragment, SaveBookingDraftInput } from "@/gql/graphql";
import type { Answers, Words } from "./flow";

/** Answers that changed, as the server keeps them: empty takes one back. */
export type DraftChange = Omit<SaveBookingDraftInput, "patientId" | "flowId">;

/** All choices, so that those which a change has voided are taken back too. */
export function choicesFor(answers: Answers): DraftChange {
  return {
    locationId: answers.location ?? "",
    departmentId: answers.department ?? "",
    practitionerId: answers.doctor ?? "",
    serviceId: answers.service ?? "",
    holdId: answers.hold ?? "",
    coverageId: answers.coverage ?? "",
  };
}

/** The words that were said, and no others: another page may have said those meanwhile. */
export function wordsFor({ email, ...said }: Partial<Words>): DraftChange {
  return email === undefined ? said : { ...said, email: email ?? "" };
}

export function choicesIn(saved: DraftAnswersFragment): Answers {
  const { locationId, departmentId, practitionerId, serviceId, holdId, coverageId } = saved;
  const all = { location: locationId, department: departmentId, doctor: practitionerId, service: serviceId, hold: holdId, coverage: coverageId };
  return Object.fromEntries(Object.entries(all).filter(([, id]) => id));
}

export function wordsIn(saved: DraftAnswersFragment): Words {
  return { reason: saved.reason ?? "", email: saved.email ?? null, phone: saved.phone ?? "", notes: saved.notes ?? "" };
}
