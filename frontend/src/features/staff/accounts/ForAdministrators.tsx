import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { ActionLink } from "@/components/ActionLink";
import { Page } from "@/components/Page";
import { Row } from "@/components/Stack";
import { useRole } from "@/lib/session";

/** A page for administrators; others are told so. What they may do is the server's to say. */
export function ForAdministrators({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useLingui();
  if (useRole() === "ADMINISTRATOR") return children;
  return (
    <Page title={title} lead={<p>{t`This page is for administrators.`}</p>}>
      <Row>
        <ActionLink to="/staff/patients">{t`Go to patients`}</ActionLink>
      </Row>
    </Page>
  );
}
