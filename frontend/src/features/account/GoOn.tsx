import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";

/** Leads on to where the person was going. `to` is an address with its search, which the router takes as a whole. */
export function GoOn({ to }: { to: string }) {
  const router = useRouter();
  useEffect(() => router.history.replace(to), [router, to]);
  return null;
}
