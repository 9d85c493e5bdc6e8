// Package advice owns what clinicians tell patients to do, and why: the text,
// what to do one by one, what it is about, and what the patient has read and
// done of it.
//
// # Words
//
// A piece of advice is unread until the patient says it is read, open while
// something in it is left to do, and done after that. An instruction is one
// thing to do. What advice is about keeps the name it had on that day.
//
// # Invariants
//
//   - Advice is published by a clinician to one patient, under the clinician's
//     own name. What it is about is on that patient's record or in their
//     calendar.
//   - It may be read by the patient, by carers with the scope for advice, by
//     clinicians and by the program itself; everyone else hears that there is
//     nothing. Only the patient and those carers say what is read and done.
//   - The text is CommonMark. Raw HTML, images and scripts in it never reach a
//     page.
//   - Publishing writes the advice, its instructions, the event and the audit
//     row in one transaction. A change that changes nothing leaves no trace.
//   - A list is two statements whatever its length, and one more when counted.
package advice
