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
	if s.owesFactor(of) {
		list = append(list, actor.DutySecondFactor)
	}
	if of.Role == actor.RolePatient && of.policyVersion != s.policy.Version {
		list = append(list, actor.DutyConsent)
	}
	return list
}

// owesFactor: staff see other people's records. The demo's passwords are
// public, and so is everything behind them.
func (s *Service) owesFactor(of liveSession) bool {
	exempt := s.demo && of.demo
	return actor.FromSession(of.Session).IsStaff() && of.secondFactorAt == 0 && !exempt
}
