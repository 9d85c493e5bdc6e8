// Package visit is the day of a visit: checking in before it, joining it by
// video, and who comes when, for those who receive them.
//
// Words:
//
//   - A Kind is what a service's visits are on the day: whether they are held by
//     video, and the questions asked at check-in (FHIR Questionnaire.item).
//   - Checked in means that all that comes before the visit is done: the patient
//     has confirmed contact and insurance and answered the questions, or a
//     member of staff has seen to it (FHIR checked-in). Arrived means that the
//     patient was here (FHIR arrived); staff say so.
//   - A day sheet is who comes when on one day at one place.
//
// Invariants:
//
//   - A visit changes its state by the steps of package booking alone, each once,
//     whoever is first; this room adds when and who may take them.
//   - A check-in is for the appointment as it stood: who is moved checks in again.
//   - The answers are sealed, and stand with the question as it was asked.
//   - A video visit's address is told to who may see the appointment, from 20
//     minutes before the start until the end, and at no other time.
//   - A day sheet is one statement, however many come.
//
// Who may: patients and carers with the scope APPOINTMENTS check in from two
// days before the start until 15 minutes after it. Day sheets and the other
// steps are for clinicians, the front desk and administrators; kinds are for
// administrators. Answers are for the patient, those who act for them, and
// clinicians.
package visit
