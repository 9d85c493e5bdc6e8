import { useLingui } from "@lingui/react/macro";
import { Stack } from "@/components/Stack";
import { WaitlistOffersDocument } from "@/gql/graphql";
import { usePatientId } from "@/lib/record";
import { useAsk } from "@/lib/useAsk";
import { OfferCard } from "./OfferCard";

/** Earlier times that are kept for the patient now: for all their appointments, or for one. */
export function EarlierTimes({ appointmentId }: { appointmentId?: string }) {
  const { t } = useLingui();
  const patientId = usePatientId() ?? "";
  const { data, retry } = useAsk(WaitlistOffersDocument, { patientId }, "cache-and-network");
  const offers = (data?.patient?.waitlistOffers ?? []).filter(({ appointment }) => !appointmentId || appointment.id === appointmentId);
  if (offers.length === 0) return null;
  return (
    <Stack as="section" labelledBy="earlier-times">
      <h2 id="earlier-times">{t`An earlier time for you`}</h2>
      {offers.map((offer) => (
        <OfferCard key={offer.id} offer={offer} onOver={retry} />
      ))}
    </Stack>
  );
}
