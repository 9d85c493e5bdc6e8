import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { Card } from "@/components/Card";
import { Row, Stack } from "@/components/Stack";
import action from "@/components/action.module.css";
import { useDraft } from "@/features/booking/draft";
import { choicesFor, wordsFor } from "@/features/booking/draftAnswers";
import { anyDoctor } from "@/features/booking/flow";
import { useSaveDraft } from "@/features/booking/savedDraft";
import type { InvitationFieldsFragment } from "@/gql/graphql";
import { partialDate } from "@/lib/dates";
import { useIsOwn } from "@/lib/record";
import styles from "./home.module.css";

/** Visits that the clinic asks for. Nothing is shown while there is none. */
export function Invitations({ invitations }: { invitations: InvitationFieldsFragment[] }) {
  const { t } = useLingui();
  const own = useIsOwn();
  if (invitations.length === 0) return null;
  return (
    <section className={styles.section} aria-labelledby="to-book">
      <h2 id="to-book">{own ? t`Please book` : t`To be booked`}</h2>
      {invitations.map((invitation) => (
        <Invitation key={invitation.id} invitation={invitation} />
      ))}
    </section>
  );
}

function Invitation({ invitation }: { invitation: InvitationFieldsFragment }) {
  const { t } = useLingui();
  const { service, practitioner, department, reason } = invitation;
  const [from, to] = [partialDate(invitation.from), partialDate(invitation.to)];
  const whom = practitioner?.name ?? department.name;
  return (
    <Card as="article" labelledBy={invitation.id}>
      <Stack gap="tight">
        <h3 id={invitation.id}>{t`${service.name} with ${whom}`}</h3>
        <p>{reason}</p>
        <p className={styles.when}>{t`Between ${from} and ${to}`}</p>
        <Row>
          <ChooseTime invitation={invitation} />
        </Row>
      </Stack>
    </Card>
  );
}

/** Opens booking at the time page, with everything else filled in. */
function ChooseTime({ invitation }: { invitation: InvitationFieldsFragment }) {
  const { t } = useLingui();
  const { setWords, setBegun } = useDraft();
  const save = useSaveDraft();
  const { location, department, practitioner, service } = invitation;
  const search = { location: location?.id, department: department.id, doctor: practitioner?.id ?? anyDoctor, service: service.id };
  const begin = () => {
    const said = { reason: invitation.reason };
    setWords(said);
    setBegun(search);
    save({ ...choicesFor(search), ...wordsFor(said) }, "now");
  };
  return (
    <Link
      className={`${action.action} ${action.primary}`}
      to={location ? "/appointments/new/time" : "/appointments/new/location"}
      search={search}
      onClick={begin}
      aria-label={t`Choose a time: ${service.name}`}
    >
      {t`Choose a time`}
    </Link>
  );
}
