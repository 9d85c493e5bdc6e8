import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { Card } from "@/components/Card";
import type { FoundPatientFieldsFragment } from "@/gql/graphql";
import { partialDate } from "@/lib/dates";

/** One person of a search: enough to tell them from the next. */
export function FoundPatientCard({ patient }: { patient: FoundPatientFieldsFragment }) {
  const { t } = useLingui();
  const born = patient.dateOfBirth ? partialDate(patient.dateOfBirth) : t`not known`;
  return (
    <Card as="article">
      <h2>
        <Link to="/staff/patients/$patientId" params={{ patientId: patient.id }}>
          {patient.fullName}
        </Link>
      </h2>
      <p>
        {t`Clinic number ${patient.clinicNumber}`}
        <br />
        {t`Born ${born}`}
      </p>
    </Card>
  );
}
