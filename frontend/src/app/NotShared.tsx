import { useLingui } from "@lingui/react/macro";
import { ActionLink } from "@/components/ActionLink";
import { Page } from "@/components/Page";
import { Row } from "@/components/Stack";
import type { CarerScope } from "@/gql/graphql";
import { calledName, type PatientRecord } from "@/lib/record";
import { useClinicDay } from "@/lib/useClinicDay";
import { useNow } from "@/lib/useNow";

type NotSharedProps = { record: PatientRecord; scope: CarerScope };

/** Stands in place of a page about a part of the record that this account may not see, and says why. */
export function NotShared({ record, scope }: NotSharedProps) {
  const { t } = useLingui();
  const titles = {
    APPOINTMENTS: t`Appointments are not shared with you`,
    RECORDS: t`Medical records are not shared with you`,
    ADVICE: t`Advice is not shared with you`,
    ACCOUNT: t`The account is not shared with you`,
  } satisfies Record<CarerScope, string>;
  return (
    <Page title={titles[scope]}>
      <p>{useWhyNotShared(record, scope)}</p>
      <Row>
        <ActionLink kind="secondary" to="/account/family">{t`See what is shared with you`}</ActionLink>
      </Row>
    </Page>
  );
}

/** Why a part is not shared, in a sentence or two. */
export function useWhyNotShared(record: PatientRecord | null, scope: CarerScope): string {
  const { t } = useLingui();
  const now = useNow(60_000);
  const dayOf = useClinicDay();
  if (!record) return "";
  const name = calledName(record);
  const until = record.access?.recordsUntil;
  const grown = (scope === "RECORDS" || scope === "ADVICE") && until && Date.parse(until) <= now;
  if (grown) return t`Since ${dayOf(until)} medical records and advice are for ${name} alone. Together you can ask the clinic what else is possible.`;
  return t`${name} has not shared this part with you. Ask them: they can share more under “Family and carers”.`;
}
