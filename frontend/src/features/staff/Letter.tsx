import { useLingui } from "@lingui/react/macro";
import { useEffect, useRef } from "react";
import { Button } from "@/components/Button";
import { Row } from "@/components/Stack";
import { useClinicContact } from "@/features/home/useClinicContact";
import type { IssueActivationCodeMutation } from "@/gql/graphql";
import { date } from "@/lib/dates";
import paper from "@/components/paper.module.css";
import action from "@/components/action.module.css";
import styles from "./Letter.module.css";

type LetterProps = {
  patient: { fullName: string; clinicNumber: string };
  issued: IssueActivationCodeMutation["issueActivationCode"];
};

/** The new code, this once. What stands here is also what the printer gets, and nothing else of the page. */
export function Letter({ patient, issued }: LetterProps) {
  const { t } = useLingui();
  const clinic = useClinicContact();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [issued.code]);
  return (
    <>
      <p>{t`The code is shown this once: hand it over now. The letter can be had for ten minutes.`}</p>
      <Row>
        <a className={`${action.action} ${action.secondary}`} href={issued.letterPdfUrl} download>
          {t`Letter (PDF)`}
        </a>
        <Button kind="secondary" onPress={() => window.print()}>{t`Print`}</Button>
      </Row>
      <div className={`${paper.paper} ${styles.letter}`}>
        {clinic ? <p>{clinic.name}</p> : null}
        <h3 ref={heading} tabIndex={-1}>{t`Open your account in our patient portal`}</h3>
        <Words patient={patient} issued={issued} />
      </div>
    </>
  );
}

function Words({ patient, issued }: LetterProps) {
  const { t } = useLingui();
  const clinic = useClinicContact();
  const [address] = issued.signUpUrl.split("#");
  return (
    <>
      <p>{patient.fullName}</p>
      <ol className={styles.steps}>
        <li>{t`Open ${address}, or point the camera of your phone at the square: then number and code are filled in.`}</li>
        <li>{t`Enter your clinic number and activation code, your email address, your full name and your date of birth.`}</li>
        <li>{t`Choose a username and a password, and press “Submit”.`}</li>
      </ol>
      <div className={styles.facts}>
        <dl>
          <dt>{t`Clinic number`}</dt>
          <dd className={styles.code}>{patient.clinicNumber}</dd>
          <dt>{t`Activation code`}</dt>
          <dd className={styles.code}>{issued.code}</dd>
        </dl>
        <img className={styles.square} alt={t`QR code that opens the sign-up page`} src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(issued.qrCodeSvg)}`} />
      </div>
      <p>{t`The code works once, until ${date(issued.expiresAt)}. Until you have used it, keep this letter to yourself.`}</p>
      {clinic ? <p>{t`Questions? Call ${clinic.supportPhone}. ${clinic.supportHours}`}</p> : null}
    </>
  );
}
