// Package records owns what is written about patients' health: results and
// vital signs, and everything else on the record — medications, allergies,
// immunizations, conditions, procedures, visits, documents, care plans.
//
// # Words
//
// A resource is a FHIR resource as it came, byte for byte. An observation or an
// entry is the row that lists read, made from one resource. A result is an
// observation that is no vital sign, survey or social history. The put files
// write these rows, the others read them.
//
// # Invariants
//
//   - What the record does not say is not said: no range, no flag and no unit
//     is invented. A number is rounded for reading alone; its text stays in the
//     row and in the resource.
//   - What its author took back (entered in error) is kept and shown nowhere.
//   - Lists run newest first. What has no date sorts as if it were 1970.
//   - A list is one statement, and one more when it is counted, whatever its
//     length.
//   - A record may be read by the patient, by carers with the scope for
//     records, by clinicians and by the program itself. Everyone else hears
//     that there is nothing.
//   - A read by anyone but the patient leaves a row on the audit trail before
//     anything is read.
package records
