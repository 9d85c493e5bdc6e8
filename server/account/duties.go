package account

import "patientportal/server/actor"

// standing is what a session's duties follow from. It is read with the session,
// so that no request costs one more statement.
type standing struct {
	policyVersion      string // agreed to on this kind of client; empty for none
	mustChangePassword bool
	secondFactorAt     int64 // 0 without a second factor
	demo               bool
}

// owes lists the duties in the order in which they are to be settled.
func (s standing) owes() []actor.Duty {
	return nil
}
