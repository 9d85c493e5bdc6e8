import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Role, StaffState } from "@/gql/graphql";

export type StaffRole = Exclude<Role, "PATIENT">;

/** What members of staff are, in the order in which they are offered. */
export const staffRoles: { value: StaffRole; label: MessageDescriptor; detail: MessageDescriptor }[] = [
  { value: "CLINICIAN", label: msg`Clinician`, detail: msg`Reads records, writes advice, keeps hours and the day.` },
  { value: "FRONT_DESK", label: msg`Front desk`, detail: msg`Registers patients, books and changes appointments.` },
  { value: "ADMINISTRATOR", label: msg`Administrator`, detail: msg`Looks after the accounts of staff. Reads no records.` },
];

export function roleWords(role: Role): MessageDescriptor {
  return staffRoles.find((one) => one.value === role)?.label ?? msg`Patient`;
}

/** Each state with a sentence on what it means. */
export const staffStates: Record<StaffState, { label: MessageDescriptor; meaning: MessageDescriptor }> = {
  ACTIVE: { label: msg`Active`, meaning: msg`Can sign in.` },
  FIRST_PASSWORD: { label: msg`First password`, meaning: msg`Can sign in with the first password, and chooses another then.` },
  DISABLED: { label: msg`Disabled`, meaning: msg`Cannot sign in. What was done with the account keeps its name.` },
};
