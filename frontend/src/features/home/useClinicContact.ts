import { useQuery } from "urql";
import { ClinicContactDocument } from "@/gql/graphql";

/** The clinic's name and where to call; null until known. */
export function useClinicContact() {
  const [{ data }] = useQuery({ query: ClinicContactDocument, requestPolicy: "cache-first" });
  return data?.clinic ?? null;
}
