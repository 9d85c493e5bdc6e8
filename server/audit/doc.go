// Package audit keeps the trail of who did what to whose data.
//
// Rows are added and never changed: triggers in both databases refuse UPDATE
// and DELETE. They hold ids and field names only, never a value, so that the
// trail may be read by people who may not read the records themselves.
//
// What is written:
//
//   - every change, in the transaction that makes it, so that neither can be
//     had without the other;
//   - every read of a patient's data by someone who is not the patient;
//   - calls that were refused, where a room finds them worth a row.
package audit
