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

/**
 * Has the server keep answers: soon while somebody types, at once when the page
 * is left. What did not arrive, or was refused as the session had run out, goes
 * with the next, or when the page is there again after signing in.
 */
export function useSaveDraft(): Save {
  const client = useClient();
  const patientId = usePatientId();
  const { unsaved } = useDraft();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const flush = useCallback(
    (context?: Partial<OperationContext>) => {
      clearTimeout(timer.current);
      const saving = patientId ? unsaved.take(patientId) : null;
      if (!patientId || !saving) return;
      void client
        .mutation(SaveBookingDraftDocument, { input: { patientId, ...saving } }, context)
        .toPromise()
        .then(({ error }) => {
          const code = errorCode(error);
          if (code === "OFFLINE" || code === "UNAUTHENTICATED") unsaved.putBack(patientId, saving);
        });
    },
    [client, patientId, unsaved],
  );

  useEffect(() => {
    flush();
    const leave = () => flush(whileLeaving);
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      flush();
    };
  }, [flush]);

  return useCallback(
    (change, when = "soon") => {
      if (!patientId) return;
      unsaved.add(patientId, change);
      clearTimeout(timer.current);
      if (when === "now") flush();
      else timer.current = setTimeout(() => flush(), pauseMs);
    },
    [flush, patientId, unsaved],
  );
}

/** Forgets what was answered so far, here and on the server, for good. */
export function useDropDraft(): () => void {
  const client = useClient();
  const patientId = usePatientId();
  const { clear, unsaved } = useDraft();
  return () => {
    const flowId = unsaved.nameOf(patientId ?? "");
    clear();
    if (patientId) void client.mutation(DropBookingDraftDocument, { input: { patientId, flowId } }).toPromise();
  };
}
