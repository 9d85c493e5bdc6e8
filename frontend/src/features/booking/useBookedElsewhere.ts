import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useAnnounce } from "@/lib/announce";
import { useDraft } from "./draft";
import { hearBooked } from "./holdTabs";

/**
 * Another page of this browser booked the time that this one shows, or moved the
 * appointment there: this one leads to the appointment too, and not to "it has
 * just been taken". Then forget ends what this page was filling in.
 */
export function useBookedElsewhere(forget: () => void): void {
  const { t } = useLingui();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const { held, gone, spent } = useDraft();
  // The news that the slot is taken may be here before the other page is told what of it.
  const holdId = held?.id ?? gone;
  const show = async (hold: string, appointmentId: string) => {
    spent.current.add(hold);
    await navigate({ to: "/appointments/$appointmentId", params: { appointmentId }, replace: true });
    forget();
    announce(t`You have done this on another page. This is the appointment.`);
  };
  const latest = useRef(show);
  latest.current = show;
  useEffect(() => (holdId ? hearBooked(holdId, (appointmentId) => void latest.current(holdId, appointmentId)) : undefined), [holdId]);
}
