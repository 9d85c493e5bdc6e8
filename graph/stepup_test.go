package graph

import "testing"

// What changes how somebody signs in, and what lets others see a record, takes a
// fresh proof. A new password asks for the old one instead.
func TestSharingAndSignInTakeAFreshProof(t *testing.T) {
	t.Parallel()
	mutation := NewSchema(Rooms{}).Schema().Mutation
	for _, name := range []string{
		"inviteCarer", "grantCarer", "createCalendarFeed",
		"changeEmail", "setSecurityAnswers", "startTotpEnrollment", "disableTotp", "regenerateRecoveryCodes",
		"startPasskeyRegistration", "removePasskey", "resetSecondFactor",
		"addStaff", "disableStaff", "enableStaff", "resetStaff",
	} {
		field := mutation.Fields.ForName(name)
		if field == nil || field.Directives.ForName("stepUp") == nil {
			t.Errorf("%s takes no fresh proof", name)
		}
	}
}
