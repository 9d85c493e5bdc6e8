import { msg } from "@lingui/core/macro";

/** FHIR's administrative genders in words. */
export const sexes = [
  { value: "unknown", label: msg`Not known` },
  { value: "female", label: msg`Female` },
  { value: "male", label: msg`Male` },
  { value: "other", label: msg`Other` },
];
