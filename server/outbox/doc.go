// Package outbox holds what happened as rows, written in the transaction that
// made it happen and told after the commit. The rows are the truth; telling is
// a wake-up that may be lost or come twice.
//
// Words:
//
//   - An Event is one thing that happened to one subject, such as an
//     appointment. It is unique for (subject, version, kind, lead).
//   - A stream is what a reader follows: all events of one patient. Its events
//     are numbered 1, 2, 3 without a gap, and whoever sees 5 committed sees 4:
//     the number comes from a row that stays locked until the writer commits.
//   - A handler runs inside the transaction of the event, and can undo it.
//   - Being told happens after the commit, once a listener in this process,
//     and again by a relay for events whose process died in between.
package outbox
