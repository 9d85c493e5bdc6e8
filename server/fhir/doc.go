// Package fhir reads health records in HL7 FHIR R4 and hands them to the
// rooms that keep them: patients to patient, everything on a record to
// records, and to both the author's name, which is all that an imported
// practitioner or organization becomes here. None of them can be booked.
//
// # Words
//
// A source is one file (or one in-memory document). A document is what a
// source holds: one resource, one Bundle, or one resource a line (ndjson). A
// key names a resource across imports: the system it came from, its type and
// its id. A rank is the turn in which a type is stored, so that what a record
// names is there before the record.
//
// # Invariants
//
//   - Every source is read to its end and found good before the first row is
//     written: one bad line and nothing of the command is stored.
//   - A Bundle is one transaction. A bulk file is stored in bounded chunks; run
//     again after a crash, it completes, because importing twice changes nothing.
//   - The resource is kept as it came, byte for byte. What lists show is made
//     from it; numbers and dates keep the text they were written with.
//   - A resource on somebody's record is stored only under a patient who is
//     known; otherwise it is skipped and counted, with the reason.
//   - Memory does not grow with the input: it is bounded by the largest single
//     resource, the chunk, and about a hundred bytes for each entry of a Bundle.
package fhir
