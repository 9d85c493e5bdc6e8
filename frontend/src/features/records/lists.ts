import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";
import type { TypedDocumentNode } from "@urql/core";
import {
  AllergiesDocument,
  CarePlansDocument,
  ConditionsDocument,
  DocumentsDocument,
  type EntryPageFragment,
  ImmunizationsDocument,
  MedicationsDocument,
  ProceduresDocument,
  type RecordList,
  VisitsDocument,
} from "@/gql/graphql";

export type EntryNode = EntryPageFragment["edges"][number]["node"];
type EntryData = { patient: { page: EntryPageFragment } | null };
type EntryVariables = { patientId: string; search?: string | null; after?: string | null };

export type EntryList = {
  /** The last part of the page's address. */
  path: "medications" | "allergies" | "immunizations" | "conditions" | "procedures" | "visits" | "documents" | "care-plans";
  /** Which line of the record's summary counts it. */
  summary: RecordList;
  title: MessageDescriptor;
  /** What stands here once there is something. */
  about: MessageDescriptor;
  query: TypedDocumentNode<EntryData, EntryVariables>;
};

/** The parts of the record that are lists of entries, in the order of the record's page. */
export const entryLists: EntryList[] = [
  {
    path: "medications",
    summary: "MEDICATIONS",
    title: msg`Medications`,
    about: msg`Medicines that were ordered for you or that you take.`,
    query: MedicationsDocument as EntryList["query"],
  },
  {
    path: "allergies",
    summary: "ALLERGIES",
    title: msg`Allergies`,
    about: msg`What you react to. Tell us at every visit if something is missing here.`,
    query: AllergiesDocument as EntryList["query"],
  },
  {
    path: "immunizations",
    summary: "IMMUNIZATIONS",
    title: msg`Immunizations`,
    about: msg`Vaccinations, with those that were planned and not given.`,
    query: ImmunizationsDocument as EntryList["query"],
  },
  {
    path: "conditions",
    summary: "CONDITIONS",
    title: msg`Conditions`,
    about: msg`Diagnoses and health problems, past and present.`,
    query: ConditionsDocument as EntryList["query"],
  },
  {
    path: "procedures",
    summary: "PROCEDURES",
    title: msg`Procedures`,
    about: msg`Operations, examinations and treatments.`,
    query: ProceduresDocument as EntryList["query"],
  },
  {
    path: "visits",
    summary: "VISITS",
    title: msg`Visits`,
    about: msg`Visits that took place. What is still to come stands under Appointments.`,
    query: VisitsDocument as EntryList["query"],
  },
  {
    path: "documents",
    summary: "DOCUMENTS",
    title: msg`Documents`,
    about: msg`Letters, notes and reports.`,
    query: DocumentsDocument as EntryList["query"],
  },
  {
    path: "care-plans",
    summary: "CARE_PLANS",
    title: msg`Care plans`,
    about: msg`What you and your care team have agreed to do.`,
    query: CarePlansDocument as EntryList["query"],
  },
];
