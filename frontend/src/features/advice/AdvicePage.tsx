import { Plural, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { Card } from "@/components/Card";
import { Empty } from "@/components/Empty";
import { ListStates } from "@/components/ListStates";
import { Page } from "@/components/Page";
import { Row } from "@/components/Stack";
import { Tag } from "@/components/Tag";
import { AdviceListDocument, type AdviceListQuery } from "@/gql/graphql";
import { date } from "@/lib/dates";
import { usePatientId } from "@/lib/record";
import { usePages } from "@/lib/usePages";
import styles from "./advice.module.css";
import { useStateWords } from "./stateWords";

type AdviceNode = NonNullable<AdviceListQuery["patient"]>["page"]["edges"][number]["node"];

/** What clinicians told the patient, newest first. */
export function AdvicePage() {
  const { t } = useLingui();
  const patientId = usePatientId() ?? "";
  const pages = usePages({
    query: AdviceListDocument,
    variables: { patientId, state: null, after: null },
    pick: (data) => data.patient?.page,
  });
  return (
    <Page title={t`Advice`} lead={<p>{t`What your care team asks you to do, and why.`}</p>}>
      <ListStates
        pages={pages}
        label={t`Advice`}
        what={t`your advice`}
        keyOf={(one) => one.id}
        render={(one) => <AdviceCard advice={one} />}
        empty={<Empty title={t`No advice yet`}><p>{t`After a visit or a result your doctor may write to you. It will appear here, and you will be notified.`}</p></Empty>}
      />
    </Page>
  );
}

function AdviceCard({ advice }: { advice: AdviceNode }) {
  const { t } = useLingui();
  const words = useStateWords();
  const left = advice.instructions.filter((one) => one.doneAt === null).length;
  return (
    <Card as="article">
      <Row>
        <h2 className={styles.subject}>
          <Link to="/advice/$adviceId" params={{ adviceId: advice.id }}>
            {advice.subject}
          </Link>
        </h2>
        <Tag strong={advice.state === "UNREAD"}>{words[advice.state]}</Tag>
      </Row>
      <p className={styles.quiet}>
        {t`${advice.author}, ${date(advice.publishedAt)}`}
        {left > 0 ? (
          <>
            {" · "}
            <Plural value={left} one="# thing to do" other="# things to do" />
          </>
        ) : null}
      </p>
    </Card>
  );
}
