import { useLingui } from "@lingui/react/macro";
import { Facts } from "@/components/Facts";
import type { CarerOfferQuery } from "@/gql/graphql";
import { longDate } from "@/lib/dates";
import { useShareWords } from "./useShareWords";

export type Offer = NonNullable<CarerOfferQuery["carerInvitation"]>;

/** What an invitation is about. */
export function OfferFacts({ offer }: { offer: Offer }) {
  const { t } = useLingui();
  const words = useShareWords();
  return (
    <Facts
      facts={[
        { name: t`For`, value: offer.patientName },
        { name: t`You are their`, value: offer.relationship },
        { name: t`You would see and do`, value: words.list(offer.scopes) },
        { name: t`Until`, value: words.until(offer) },
        { name: t`Can be accepted until`, value: longDate(offer.linkExpiresAt) },
      ]}
    />
  );
}
