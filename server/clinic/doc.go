// Package clinic keeps what the clinic is made of: the places people come to,
// its departments, who can be booked there and for what.
//
// Words:
//
//   - A Location is a place with a clock of its own: an IANA zone.
//   - A Post says that a practitioner works for a department at a location.
//   - A HealthcareService is a kind of visit of one department (FHIR
//     HealthcareService; "service" in the contract).
//   - The Directory is all of it as it stood a moment ago, held in memory.
//
// Invariants:
//
//   - Every zone loads from the time zone database that is in the program.
//   - A service lasts 5 to 480 minutes.
//   - Rows are not deleted but made inactive: appointments keep naming them.
//   - What the clinic is made of is public; changing it is for administrators
//     and the program itself.
//   - A Directory is at most two seconds old, also when another server made
//     the change; a writer sees its own change at once.
package clinic
