import { useLingui } from "@lingui/react/macro";
import { ActionLink } from "@/components/ActionLink";
import { Page } from "@/components/Page";
import { Row, Stack } from "@/components/Stack";
import { WhySignedOut } from "@/features/account/WhySignedOut";
import { CallTheClinic } from "./CallTheClinic";
import { useClinicContact } from "./useClinicContact";
import styles from "./home.module.css";

/** What anyone sees: what this is, the way in, and whom to call. */
export function WelcomePage() {
  const { t } = useLingui();
  const clinic = useClinicContact();
  return (
    <Page
      title={clinic ? t`Your care at ${clinic.name}` : t`Your care, in one place`}
      lead={<p>{t`Book a visit, read your medical records and see what your doctor advises, at any hour and on any device.`}</p>}
    >
      <WhySignedOut />
      <div className={styles.ways}>
        <ActionLink to="/sign-in">{t`Log in to Your Patient Account`}</ActionLink>
        <ActionLink kind="secondary" to="/create-account">{t`Create Account`}</ActionLink>
      </div>
      <Stack as="section" labelledBy="need-help" gap="tight">
        <h2 id="need-help">{t`Need help?`}</h2>
        <p>{t`We help you to sign in, to get an account, or to book a visit by phone.`}</p>
        <CallTheClinic />
        <Row>
          <ActionLink kind="quiet" to="/forgot-username">{t`Forgot Username`}</ActionLink>
          <ActionLink kind="quiet" to="/forgot-password">{t`Forgot Password`}</ActionLink>
        </Row>
      </Stack>
    </Page>
  );
}
