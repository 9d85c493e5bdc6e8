package actor

import (
	"testing"

	"patientportal/server/fault"
)

func TestRequireTellsStrangersFromThoseWhoMayNot(t *testing.T) {
	t.Parallel()
	desk := FromSession(Session{ID: "s", AccountID: "a", Role: RoleFrontDesk})
	for name, c := range map[string]struct {
		who  Actor
		want fault.Code
	}{
		"nobody": {Actor{}, fault.Unauthenticated}, "the program": {System("x"), ""}, "the desk": {desk, ""},
		"a patient": {FromSession(Session{ID: "s", AccountID: "a", Role: RolePatient}), fault.Forbidden},
	} {
		err := c.who.Require(RoleFrontDesk, RoleAdministrator)
		if (c.want == "") != (err == nil) || (err != nil && fault.CodeOf(err) != c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

func TestACarerActsWithinTheirScopesAlone(t *testing.T) {
	t.Parallel()
	carer := FromSession(Session{ID: "s", AccountID: "a", Role: RolePatient, Grants: []Grant{
		{PatientID: "own", Self: true}, {PatientID: "child", Scopes: []Scope{ScopeAppointments}},
	}})
	if !carer.MayActFor("own", ScopeRecords) || !carer.MayActFor("child", ScopeAppointments) {
		t.Error("what was granted does not hold")
	}
	if carer.MayActFor("child", ScopeRecords) || carer.MayActFor("other", ScopeAppointments) || carer.IsSelf("child") {
		t.Error("more holds than was granted")
	}
}

func TestTheFirstDutyIsTheOneToSettle(t *testing.T) {
	t.Parallel()
	free := FromSession(Session{ID: "s", AccountID: "a", Role: RolePatient})
	if err := free.Settled(); err != nil {
		t.Errorf("nothing is owed: %v", err)
	}
	for duty, want := range map[Duty]fault.Code{
		DutyPassword: fault.Forbidden, DutySecondFactor: fault.Forbidden, DutyConsent: fault.ConsentRequired,
	} {
		err := FromSession(Session{ID: "s", AccountID: "a", Owes: []Duty{duty}}).Settled()
		if err == nil || fault.CodeOf(err) != want {
			t.Errorf("%s: %v, want %s", duty, err, want)
		}
	}
}
