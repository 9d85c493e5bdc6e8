import { useLingui } from "@lingui/react/macro";
import { ActionLink } from "@/components/ActionLink";
import { Empty } from "@/components/Empty";
import { Expander } from "@/components/Expander";
import { Failed } from "@/components/Failed";
import { SkeletonList } from "@/components/Skeleton";
import { Row, Stack } from "@/components/Stack";
import { FamilyDocument } from "@/gql/graphql";
import { calledName, isOwn, type PatientRecord } from "@/lib/record";
import { useAsk } from "@/lib/useAsk";
import { CarerCard } from "./CarerCard";
import { InvitationCard } from "./InvitationCard";
import type { Changes } from "./useChanges";

type WhoMayActProps = { record: PatientRecord; changes: Changes };

/** For the patient, or who decides for a child: who is let in, who was invited, and the way to invite. */
export function WhoMayAct({ record, changes }: WhoMayActProps) {
  const { t } = useLingui();
  const name = calledName(record);
  return (
    <Stack as="section" labelledBy="who-may-act">
      <h2 id="who-may-act">{isOwn(record) ? t`Who may act for you` : t`Who may act for ${name}`}</h2>
      <p>{t`Let somebody you trust help with appointments, records or advice. You choose what they see, you see what they do, and you can end it at any time.`}</p>
      <Row>
        <ActionLink to="/account/family/invite">{t`Invite somebody`}</ActionLink>
      </Row>
      <Lists record={record} changes={changes} />
    </Stack>
  );
}

function Lists({ record, changes }: WhoMayActProps) {
  const { t } = useLingui();
  const { data, isLoading, isOffline, retry } = useAsk(FamilyDocument, { patientId: record.id });
  if (isLoading) return <SkeletonList rows={2} />;
  if (!data?.patient) return <Failed what={t`who may act`} offline={isOffline} onRetry={retry} />;
  const { carers, carerInvitations } = data.patient;
  const active = carers.filter(({ state }) => state === "ACTIVE");
  const past = carers.filter(({ state }) => state !== "ACTIVE");
  const open = carerInvitations.filter(({ state }) => state === "OPEN");
  return (
    <>
      {active.length === 0 && open.length === 0 ? (
        <Empty title={t`Nobody yet`}><p>{t`People you invite appear here, with what they may see and until when.`}</p></Empty>
      ) : null}
      <Stack as="ul">
        {active.map((carer) => <CarerCard key={carer.id} carer={carer} changes={changes} />)}
        {open.map((invitation) => <InvitationCard key={invitation.id} invitation={invitation} changes={changes} />)}
      </Stack>
      {past.length > 0 ? (
        <Expander title={t`Access that is over`}>
          <Stack as="ul">
            {past.map((carer) => <CarerCard key={carer.id} carer={carer} changes={changes} />)}
          </Stack>
        </Expander>
      ) : null}
    </>
  );
}
