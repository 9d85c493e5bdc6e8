import { useLingui } from "@lingui/react/macro";
import { ActionLink } from "@/components/ActionLink";
import { Card } from "@/components/Card";
import { ConfirmAction } from "@/components/ConfirmAction";
import { type Fact, Facts } from "@/components/Facts";
import { Row } from "@/components/Stack";
import type { CarerFieldsFragment } from "@/gql/graphql";
import { longDate } from "@/lib/dates";
import type { Changes } from "./useChanges";
import { useShareWords } from "./useShareWords";
import styles from "./family.module.css";

type CarerCardProps = { carer: CarerFieldsFragment; changes: Changes };

/** Somebody who may act for the patient, or might once. */
export function CarerCard({ carer, changes }: CarerCardProps) {
  const { t } = useLingui();
  const { id, name, relationship } = carer;
  return (
    <Card as="li">
      <h3 className={styles.name}>{name}</h3>
      <p>{relationship}</p>
      <CarerFacts carer={carer} />
      <Row>
        <ActionLink kind="secondary" to="/account/family/$carerId" params={{ carerId: id }} aria-label={t`See what ${name} did`}>
          {t`See what they did`}
        </ActionLink>
        {carer.state === "ACTIVE" ? <EndAccess carer={carer} changes={changes} /> : null}
      </Row>
    </Card>
  );
}

export function EndAccess({ carer, changes }: CarerCardProps) {
  const { t } = useLingui();
  const { name } = carer;
  return (
    <ConfirmAction
      label={t`End access`}
      name={t`End the access of ${name}`}
      question={t`${name} can see and do nothing here from that moment on. To let them in again you send a new invitation.`}
      yes={t`End access now`}
      no={t`Keep it`}
      isBusy={changes.isBusy}
      onConfirm={() => void changes.end(carer)}
    />
  );
}

/** What they may see and do, since and until when. */
export function CarerFacts({ carer }: { carer: CarerFieldsFragment }) {
  const { t } = useLingui();
  const words = useShareWords();
  const facts: Fact[] = [{ name: t`May see and do`, value: words.list(carer.scopes) }];
  const limit = words.recordsUntil(carer);
  if (limit && carer.state === "ACTIVE") facts.push({ name: t`Changes by itself`, value: limit });
  if (carer.givenBy === "CLINIC") facts.push({ name: t`Let in by`, value: t`The clinic` });
  if (carer.givenBy === "GUARDIAN") facts.push({ name: t`Let in by`, value: t`A guardian` });
  facts.push({ name: t`Since`, value: longDate(carer.since) });
  if (carer.endedAt) facts.push({ name: t`Ended`, value: longDate(carer.endedAt) });
  else facts.push({ name: carer.state === "EXPIRED" ? t`Ended` : t`Until`, value: words.until(carer) });
  return <Facts facts={facts} />;
}
