import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { Notice } from "@/components/Notice";
import { AccountDocument } from "@/gql/graphql";
import { useAsk } from "@/lib/useAsk";

/** Reminds whoever has not confirmed their address: until then nothing about their visits is mailed there. */
export function ProveAddress() {
  const { t } = useLingui();
  const { data } = useAsk(AccountDocument, {});
  const account = data?.viewer?.account;
  if (!account?.email || account.emailVerified) return null;
  return (
    <Notice title={t`Check your mail to confirm your address`}>
      <p>{t`We sent a link to ${account.email}. Until you open it we mail nothing about your visits and advice.`}</p>
      <p>
        <Link to="/account/email">{t`No link there? Have it sent again`}</Link>
      </p>
    </Notice>
  );
}
