import type { OperationContext } from "@urql/core";
import { useCallback, useEffect, useRef } from "react";
import { useClient } from "urql";
import { BookingDraftDocument, DropBookingDraftDocument, SaveBookingDraftDocument } from "@/gql/graphql";
import { whileLeaving } from "@/lib/client";
import { errorCode } from "@/lib/errors";
import { usePatientId } from "@/lib/record";
import { useDraft } from "./draft";
import type { DraftChange } from "./draftAnswers";

/** How long somebody pauses in typing before it is sent. */
const pauseMs = 600;

/**
 * Brings what the server keeps of this booking into the tab, once. Until it is
 * there nobody knows which questions are open.
 */
export function useLoadedDraft(): boolean {
  const client = useClient();
  const patientId = usePatientId();
  const { isLoaded, load } = useDraft();
  const latest = useRef(load);
  latest.current = load;
  useEffect(() => {
    if (isLoaded || !patientId) return;
    void client
      .query(BookingDraftDocument, { patientId }, { requestPolicy: "network-only" })
      .toPromise()
      .then(({ data, error }) => {
        // Out of reach or not, booking goes on; after signing in again it is asked again.
        if (errorCode(error) !== "UNAUTHENTICATED") latest.current(data?.bookingDraft ?? null);
      });
  }, [client, patientId, isLoaded]);
  return isLoaded || !patientId;
}

export type Save = (change: DraftChange, when?: "soon" | "now") => void;

/** Has the server keep answers: soon while somebody types, at once when the page is left. */
export function useSaveDraft(): Save {
  const client = useClient();
  const patientId = usePatientId();
  const waiting = useRef<DraftChange>({});
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const flush = useCallback(
    (context?: Partial<OperationContext>) => {
      clearTimeout(timer.current);
      const change = waiting.current;
      if (!patientId || Object.keys(change).length === 0) return;
      waiting.current = {};
      void client
        .mutation(SaveBookingDraftDocument, { input: { patientId, ...change } }, context)
        .toPromise()
        .then(({ error }) => {
          // What did not arrive goes with the next, unless it has changed since.
          if (errorCode(error) === "OFFLINE") waiting.current = { ...change, ...waiting.current };
        });
    },
    [client, patientId],
  );

  useEffect(() => {
    const leave = () => flush(whileLeaving);
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      flush();
    };
  }, [flush]);

  return useCallback(
    (change, when = "soon") => {
      waiting.current = { ...waiting.current, ...change };
      clearTimeout(timer.current);
      if (when === "now") flush();
      else timer.current = setTimeout(() => flush(), pauseMs);
    },
    [flush],
  );
}

/** Forgets what was answered so far, here and on the server. */
export function useDropDraft(): () => void {
  const client = useClient();
  const patientId = usePatientId();
  const { clear } = useDraft();
  return () => {
    clear();
    if (patientId) void client.mutation(DropBookingDraftDocument, { input: { patientId } }).toPromise();
  };
}
