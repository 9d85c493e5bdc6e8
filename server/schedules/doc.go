// Package schedules is where staff change when practitioners see
// patients, and decide what becomes of the appointments that a change leaves
// outside the hours.
//
// Words:
//
//   - A change sets a week, closes or opens days, or blocks times. The hours
//     themselves are the room hours'.
//   - An affected appointment is one that the hours covered before the change and
//     do not cover after it. It is kept all the same, called off by the clinic,
//     or stays until its patient takes one of the times proposed instead.
//   - A dry run does all of it, tells, and undoes it.
//   - The rules of a service are changed here too, for it is seen what they do to
//     appointments; the row is the room clinic's.
//
// Invariants:
//
//   - Hours, slots, and what becomes of appointments are written in one
//     transaction or not at all, under the locks of all practitioners touched.
//   - Every affected appointment is decided about, and no other: a decision about
//     a list that has changed since is a CONFLICT.
//   - A closed time is taken from whoever is booking it this moment.
//
// Who may: members of staff; rules of services administrators alone.
//
// Faults and actions on the trail have booking in their names: they are older
// than the room.
package schedules
