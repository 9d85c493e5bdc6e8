// Package patient owns the people the clinic keeps a record of: who they are,
// the number the clinic knows them by, how to reach them, their insurance and
// who cares for them.
//
// # Words
//
// A clinic number is seven digits written 4-820-117; it names one patient for
// life and is printed on letters. An identifier is a number that another system
// knows the patient by. A source key names the patient in the system a record
// was imported from. A carer is an account that a patient lets act for them, in
// some scopes.
//
// # Invariants
//
//   - A clinic number is unique: the database decides who gets it, in one
//     conditional insert.
//   - Who a patient is may be read by the patient, by each of their carers, and
//     by staff. How to reach and who insures them, by a carer with the scope for
//     appointments or account, by clinicians and by the front desk. Their care
//     team comes from the record: carers need the scope for records, and the
//     front desk does not see it. Administrators put people on the books, so
//     they see who is on them and nothing more.
//   - Every word of a patient's name is a row of its own, folded, written
//     with the name: searches read nothing else.
//   - Whoever may not read a patient hears the same as for a patient who is not
//     there.
//   - A read by anyone but the patient leaves a row on the audit trail, and so
//     does every change, in its transaction.
package patient
