import { useLingui } from "@lingui/react/macro";
import { useMutation } from "urql";
import { Card } from "@/components/Card";
import { ConfirmAction } from "@/components/ConfirmAction";
import { Row, Stack } from "@/components/Stack";
import { Tag } from "@/components/Tag";
import { type InvitationFieldsFragment, StaffInvitationsDocument, WithdrawInvitationDocument } from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import { partialDate } from "@/lib/dates";
import { useRole } from "@/lib/session";
import { useAsk } from "@/lib/useAsk";
import { AskToBookForm } from "./AskToBookForm";

/** Of those that have ended, the newest are enough. */
const mostEnded = 3;

/** Clinicians and the front desk ask a patient to book a visit. */
export function AskToBook({ patientId }: { patientId: string }) {
  const role = useRole();
  if (role === "ADMINISTRATOR") return null;
  return <ForThoseWhoMay patientId={patientId} />;
}

function ForThoseWhoMay({ patientId }: { patientId: string }) {
  const { t } = useLingui();
  const { data, retry } = useAsk(StaffInvitationsDocument, { patientId }, "cache-and-network");
  const invitations = data?.patient?.invitations ?? [];
  const [open, ended] = [invitations.filter(({ state }) => state === "OPEN"), invitations.filter(({ state }) => state !== "OPEN").slice(-mostEnded)];
  return (
    <Stack as="section" labelledBy="ask-to-book">
      <h2 id="ask-to-book">{t`Ask to book`}</h2>
      <p>{t`The patient finds it on their home page, with everything filled in but the time. We mail them that there is something to book, not what.`}</p>
      {[...open, ...ended].map((invitation) => (
        <Asked key={invitation.id} invitation={invitation} onChange={retry} />
      ))}
      <AskToBookForm patientId={patientId} onAsked={retry} />
    </Stack>
  );
}

function Asked({ invitation, onChange }: { invitation: InvitationFieldsFragment; onChange: () => void }) {
  const { t } = useLingui();
  const words = { OPEN: t`Not booked yet`, BOOKED: t`Booked`, WITHDRAWN: t`Withdrawn`, EXPIRED: t`Ran out` };
  const [from, to] = [partialDate(invitation.from), partialDate(invitation.to)];
  const whom = invitation.practitioner?.name ?? invitation.department.name;
  return (
    <Card as="article" labelledBy={invitation.id}>
      <Stack gap="tight">
        <h3 id={invitation.id}>{t`${invitation.service.name} with ${whom}`}</h3>
        <p>{t`Between ${from} and ${to}`}</p>
        <p>{invitation.reason}</p>
        <Row>
          <Tag strong={invitation.state === "OPEN"}>{words[invitation.state]}</Tag>
        </Row>
        {invitation.state === "OPEN" ? <Withdraw invitation={invitation} onDone={onChange} /> : null}
      </Stack>
    </Card>
  );
}

function Withdraw({ invitation, onDone }: { invitation: InvitationFieldsFragment; onDone: () => void }) {
  const { t } = useLingui();
  const announce = useAnnounce();
  const [{ fetching }, send] = useMutation(WithdrawInvitationDocument);
  const withdraw = async () => {
    const { error } = await send({ input: { invitationId: invitation.id } });
    announce(error ? t`This could not be saved. Try again in a moment.` : t`The invitation is withdrawn.`);
    onDone();
  };
  return (
    <ConfirmAction
      label={t`Withdraw`}
      name={t`Withdraw: ${invitation.service.name}`}
      question={t`Take the invitation back? It goes from the patient's home page.`}
      yes={t`Yes, withdraw`}
      no={t`No, keep it`}
      onConfirm={() => void withdraw()}
      isBusy={fetching}
    />
  );
}
