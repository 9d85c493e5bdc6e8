import { useLingui } from "@lingui/react/macro";
import type { HoldOutcome } from "./useHold";

/** Why a time could not be kept, in words. */
export function useHoldWords(): (outcome: Exclude<HoldOutcome, { kind: "held" }>) => string {
  const { t } = useLingui();
  return (outcome) => {
    if (outcome.kind === "taken") {
      return outcome.alternatives.length > 0
        ? t`Someone else has just taken that time. The nearest free times stand below`
        : t`Someone else has just taken that time. Choose another`;
    }
    switch (outcome.code) {
      case "OFFLINE":
        return t`There is no connection to the clinic. Check your network, then try again`;
      case "RATE_LIMITED":
        return t`You have asked for many times in a row. Wait a minute, then try again`;
      default:
        return t`That time could not be kept for you. Choose another, or try again`;
    }
  };
}
