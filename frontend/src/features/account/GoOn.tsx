import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { useLinkToken } from "./useLinkToken";

/**
 * Leads on to where the person was going. `to` is an address with its search,
 * which the router takes as a whole; the token of a mailed link stays behind "#".
 */
export function GoOn({ to }: { to: string }) {
  const router = useRouter();
  const token = useLinkToken();
  useEffect(() => router.history.replace(token ? `${to}#${token}` : to), [router, to, token]);
  return null;
}
