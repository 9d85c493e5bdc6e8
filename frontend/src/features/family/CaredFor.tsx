import { useLingui } from "@lingui/react/macro";
import { ActionLink } from "@/components/ActionLink";
import { Card } from "@/components/Card";
import { ConfirmAction } from "@/components/ConfirmAction";
import { type Fact, Facts } from "@/components/Facts";
import { Row, Stack } from "@/components/Stack";
import { type PatientRecord, useRecordSearch } from "@/lib/record";
import { useSession } from "@/lib/session";
import styles from "./family.module.css";
import type { Changes } from "./useChanges";
import { useShareWords } from "./useShareWords";

type CaredForProps = { records: PatientRecord[]; changes: Changes };

/** Whom this account looks after, within what, and the way out of it. */
export function CaredFor({ records, changes }: CaredForProps) {
  const { t } = useLingui();
  return (
    <Stack as="section" labelledBy="cared-for">
      <h2 id="cared-for">{t`Whom you look after`}</h2>
      <p>{t`They see what you look at and do, and can end it at any time. So can you.`}</p>
      <Stack as="ul">
        {records.map((record) => <CaredForCard key={record.id} record={record} changes={changes} />)}
      </Stack>
    </Stack>
  );
}

function CaredForCard({ record, changes }: { record: PatientRecord; changes: Changes }) {
  const { t } = useLingui();
  const { check } = useSession();
  const search = useRecordSearch();
  const words = useShareWords();
  const { access, fullName } = record;
  if (!access?.carerId) return null;
  const { carerId } = access;
  const facts: Fact[] = [{ name: t`You may see and do`, value: words.list(access.scopes) }];
  const limit = words.recordsUntil(access);
  if (limit) facts.push({ name: t`Changes by itself`, value: limit });
  facts.push({ name: t`Until`, value: words.until(access) });
  const leave = async () => {
    if (await changes.end({ id: carerId, name: fullName })) check();
  };
  return (
    <Card as="li">
      <h3 className={styles.name}>{fullName}</h3>
      <p>{t`You are their: ${access.relationship}`}</p>
      <Facts facts={facts} />
      <Row>
        <ActionLink kind="secondary" to="/" search={search(record.id)} aria-label={t`Open the record of ${fullName}`}>{t`Open the record`}</ActionLink>
        <ConfirmAction
          label={t`Give up access`}
          name={t`Give up access to the record of ${fullName}`}
          question={t`You can see and do nothing for ${fullName} from that moment on. To look after them again you need a new invitation.`}
          yes={t`Give up access now`}
          no={t`Keep it`}
          isBusy={changes.isBusy}
          onConfirm={() => void leave()}
        />
      </Row>
    </Card>
  );
}
