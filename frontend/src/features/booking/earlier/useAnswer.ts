import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useMutation } from "urql";
import type { Problem } from "@/components/ErrorSummary";
import { useFailureWords } from "@/features/account/useFailureWords";
import { AnswerOfferDocument } from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import { hasCode } from "@/lib/errors";
import { noteAnswered } from "./answered";
import type { Offer } from "./OfferCard";

/** Takes the time or leaves it to others; pressing twice answers once. */
export function useAnswer(offer: Offer, onOver: () => void) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const explain = useFailureWords();
  const [{ fetching }, send] = useMutation(AnswerOfferDocument);
  const [problems, setProblems] = useState<Problem[]>([]);

  const answer = async (accept: boolean) => {
    setProblems([]);
    noteAnswered(offer.id);
    const { data, error } = await send({ input: { offerId: offer.id, accept } });
    const outcome = data?.answerOffer;
    switch (outcome?.__typename) {
      case "AppointmentBooked":
        announce(t`Your appointment is moved to the earlier time.`);
        return navigate({ to: "/appointments/$appointmentId", params: { appointmentId: offer.appointment.id } });
      case "OfferDeclined":
        announce(t`Your appointment stands as it is.`);
        return onOver();
      case "BookingRefused":
        return setProblems([{ message: outcome.message }]);
    }
    if (outcome || hasCode(error, "EXPIRED")) {
      announce(t`This time is no longer kept for you. Your appointment stands as it is.`);
      return onOver();
    }
    setProblems([{ message: explain(error) }]);
  };
  return { answer: (accept: boolean) => void answer(accept), isBusy: fetching, problems };
}
