import { Outlet } from "@tanstack/react-router";
import { createContext, type ReactNode, useContext, useState } from "react";
import type { Owner } from "@/features/account/usePasswordAdvice";
import { isoDate } from "@/lib/birthDate";
import type { Claim } from "./claim";

type Draft = { claim: Claim | null; setClaim: (claim: Claim) => void };

const DraftContext = createContext<Draft>({ claim: null, setClaim: () => {} });

/**
 * The two pages of signing up. What was typed on the first is kept while the
 * person goes back and forth, in the page's memory alone; a reload goes on with
 * the token in the address.
 */
export function SignUpArea() {
  return (
    <DraftKept>
      <Outlet />
    </DraftKept>
  );
}

function DraftKept({ children }: { children: ReactNode }) {
  const [claim, setClaim] = useState<Claim | null>(null);
  return <DraftContext value={{ claim, setClaim }}>{children}</DraftContext>;
}

export function useDraft(): Draft {
  return useContext(DraftContext);
}

/** What the person said of themself on the first page, none of which belongs into a password; nothing after a reload. */
export function useKnown(): Owner {
  const { claim } = useDraft();
  if (!claim) return {};
  const { fullName, email, clinicNumber, born } = claim;
  return { fullName, email: email.trim(), clinicNumber, dateOfBirth: isoDate(born) };
}
