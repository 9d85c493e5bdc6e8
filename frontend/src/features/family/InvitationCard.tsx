import { useLingui } from "@lingui/react/macro";
import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import { Facts } from "@/components/Facts";
import { Row } from "@/components/Stack";
import { Tag } from "@/components/Tag";
import type { CarerInvitationFieldsFragment } from "@/gql/graphql";
import { longDate } from "@/lib/dates";
import styles from "./family.module.css";
import type { Changes } from "./useChanges";
import { useShareWords } from "./useShareWords";

type InvitationCardProps = { invitation: CarerInvitationFieldsFragment; changes: Changes };

/** An invitation that nobody has accepted yet. */
export function InvitationCard({ invitation, changes }: InvitationCardProps) {
  const { t } = useLingui();
  const words = useShareWords();
  const { email, relationship } = invitation;
  return (
    <Card as="li">
      <Row>
        <h3 className={styles.name}>{email}</h3>
        <Tag>{t`Invited`}</Tag>
      </Row>
      <p>{relationship}</p>
      <Facts
        facts={[
          { name: t`Would see and do`, value: words.list(invitation.scopes) },
          { name: t`Until`, value: words.until(invitation) },
          { name: t`Can be accepted until`, value: longDate(invitation.linkExpiresAt) },
        ]}
      />
      <Row>
        <Button kind="secondary" isDisabled={changes.isBusy} onPress={() => void changes.takeBack(invitation)} aria-label={t`Take back the invitation to ${email}`}>
          {t`Take back`}
        </Button>
      </Row>
    </Card>
  );
}
