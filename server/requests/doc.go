// Package requests arranges visits that patients do not book themselves: they
// ask, the clinic keeps times for them, and they take one.
//
// Words:
//
//   - A Request is a visit that a patient asks for, in their own words, of a kind
//     that the front desk arranges. It is WAITING for the desk, ANSWERED with
//     times, and then BOOKED, DECLINED or WITHDRAWN; asking for other times makes
//     it WAITING again.
//   - A Proposal is a time that the clinic keeps for a patient to take: for a
//     request, or for an appointment that it asks them to move. It holds the slot
//     under its own id, as a hold of booking does.
//
// Invariants:
//
//   - A request becomes one appointment, whoever takes which of its times and how
//     often; the other times are given back in the same transaction.
//   - What is answered again gives back what was proposed before.
//   - A proposal that has run out is free at read time: no job has to free it.
//   - The clinic chose the time, so notice, referral and limits do not count.
//
// Who may: whoever may make a patient's appointments asks, takes and withdraws;
// clinicians and the front desk answer. For everyone else there are none.
//
// Tables, faults and actions on the trail have booking in their names: they are
// older than the room.
package requests
