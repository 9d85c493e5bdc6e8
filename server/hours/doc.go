// Package hours keeps when practitioners see patients, and lays out the slots
// that are booked.
//
// Words:
//
//   - A Schedule is weekly hours of a practitioner for a department at a
//     location, in the location's own clock; an Exception closes or opens hours
//     of one day or more.
//   - A Plan is all of that for one practitioner, a Time one slot that it gives.
//   - Laying out makes slots of Times, Days ahead, and withdraws free ones that
//     the plan gives no longer. Slots that are held or booked stay.
//
// Invariants:
//
//   - A practitioner's slots do not overlap, whatever the location.
//   - What is laid out twice changes nothing the second time.
//   - A local time that the clocks skip is not laid out, one that they show twice
//     is laid out twice.
//   - Weekly hours are changed as they were read or not at all.
//   - Who changes a practitioner's hours or visits holds LockPractitioner.
//
// This room makes slots and withdraws them; who has one is booking's. What the
// front desk may change, and what becomes of appointments then, is the room
// schedules'.
package hours
