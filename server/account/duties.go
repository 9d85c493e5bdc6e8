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

// duties lists what the session owes, in the order in which it is to be settled.
func (s *Service) duties(of liveSession) []actor.Duty {
	var list []actor.Duty
	if of.mustChangePassword {
		list = append(list, actor.DutyPassword)
	}
	if of.Role == actor.RolePatient && of.policyVersion != s.policy.Version {
		list = append(list, actor.DutyConsent)
	}
	return list
}
