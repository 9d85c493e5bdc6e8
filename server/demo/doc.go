// Package demo lays out a made-up clinic with made-up patients, so that the
// portal can be tried by hand and walked by tests.
//
// Nobody in it exists. The records are FHIR R4 bundles that this package
// writes and the importer reads, the same way real ones come in; each resource
// carries the tag HTEST, FHIR's mark for test data
// (http://terminology.hl7.org/CodeSystem/v3-ActReason). The same seed and the
// same day give the same clinic.
package demo
