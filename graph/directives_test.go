package graph

import (
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2/ast"

	"patientportal/server/actor"
	"patientportal/server/fault"
)

func TestGateLetsThroughWhatTheSessionIsGoodFor(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	gate := Gate{Now: func() time.Time { return now }}
	session := func(age time.Duration, owes ...actor.Duty) actor.Actor {
		return actor.FromSession(actor.Session{
			ID: "s", AccountID: "a", Role: actor.RolePatient, Owes: owes, SteppedUpAt: now.Add(-age),
		})
	}
	for _, c := range []struct {
		who       actor.Actor
		directive string
		want      fault.Code
	}{
		{actor.Actor{}, "public", ""},
		{actor.Actor{}, "always", fault.Unauthenticated},
		{actor.Actor{}, "", fault.Unauthenticated},
		{session(0), "", ""},
		{session(0, actor.DutyConsent), "", fault.ConsentRequired},
		{session(0, actor.DutyConsent), "always", ""},
		{session(0, actor.DutySecondFactor), "stepUp", fault.Forbidden},
		{session(stepUpAge), "stepUp", ""},
		{session(stepUpAge + 1), "stepUp", fault.StepUpRequired},
	} {
		field := &ast.FieldDefinition{Name: "asked"}
		if c.directive != "" {
			field.Directives = ast.DirectiveList{{Name: c.directive}}
		}
		err := gate.check(actor.NewContext(t.Context(), c.who), field)
		if (c.want == "") != (err == nil) || (err != nil && fault.CodeOf(err) != c.want) {
			t.Errorf("%q with %v owed: %v, want %q", c.directive, c.who.Owes(), err, c.want)
		}
	}
}
