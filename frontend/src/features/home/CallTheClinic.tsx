import { useLingui } from "@lingui/react/macro";
import { useClinicContact } from "./useClinicContact";

/** The support phone and when it is answered. */
export function CallTheClinic() {
  const { t } = useLingui();
  const clinic = useClinicContact();
  if (!clinic) return null;
  return (
    <p>
      {t`Call`} <a href={telephone(clinic.supportPhone)}>{clinic.supportPhone}</a>
      <br />
      {clinic.supportHours}
    </p>
  );
}

/** A number as a tel: address (RFC 3966): digits and a leading plus. */
export function telephone(number: string): string {
  return `tel:${number.replaceAll(/(?!^\+)\D/g, "")}`;
}
