package main

import (
	"context"
	"slices"
	"testing"

	"patientportal/server/account"
	"patientportal/server/actor"
)

// carersPassword is that of the carers whom tests give to Maria.
const carersPassword = "Brisk-Lighthouse-90!"

// carer makes an account that acts for Maria within the scopes, and signs it in.
func (w *world) carer(t testing.TB, username string, scopes ...actor.Scope) (carerID string, b *browser) {
	t.Helper()
	id, err := w.Account.Create(t.Context(), actor.System("test"), account.CreateInput{
		Username: username, DisplayName: "Made Up " + username, Role: actor.RolePatient, Password: carersPassword, Demo: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	err = w.store.Tx(t.Context(), func(ctx context.Context) error {
		carerID, err = w.Account.GiveCare(ctx, account.Care{
			AccountID: id, PatientID: w.maria.ID, Relationship: "friend", Scopes: scopes, GivenBy: account.GivenByPatient, Since: w.clock(),
		})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return carerID, w.signInWith(t, username, carersPassword)
}

// linkOf is the token that the mail of an invitation carries.
func (w *world) linkOf(t testing.TB, invitationID string) string {
	t.Helper()
	ctx := actor.NewContext(t.Context(), actor.System("test"))
	var link string
	err := w.store.Prepare(`SELECT id FROM account_links WHERE subject_id = ?`).QueryRow(ctx, invitationID).Scan(&link)
	if err != nil {
		t.Fatal(err)
	}
	token, err := w.Account.LinkToken(ctx, link)
	if err != nil {
		t.Fatal(err)
	}
	return token
}

// carersMay tells, for every field that is about a patient, with which scopes a
// carer is answered. A field that is in the role table and not here fails.
var carersMay = map[string][]actor.Scope{
	"Query.patient":                actor.AllScopes,
	"Query.appointment":            {actor.ScopeAppointments},
	"Query.advice":                 {actor.ScopeAdvice},
	"Query.deliveries":             {actor.ScopeAppointments},
	"Query.carer":                  {}, // another carer
	"Patient.access":               actor.AllScopes,
	"Patient.carers":               {},
	"Patient.carerInvitations":     {},
	"Patient.childhood":            {},
	"Patient.contact":              {actor.ScopeAppointments, actor.ScopeAccount},
	"Patient.coverages":            {actor.ScopeAppointments, actor.ScopeAccount},
	"Patient.careTeam":             {actor.ScopeRecords},
	"Patient.appointments":         {actor.ScopeAppointments},
	"Patient.invitations":          {actor.ScopeAppointments},
	"Patient.waitlistOffers":       {actor.ScopeAppointments},
	"Patient.referrals":            {actor.ScopeAppointments},
	"Patient.calendarFeed":         {actor.ScopeAppointments},
	"Query.bookingDraft":           {actor.ScopeAppointments},
	"Query.appointmentRequest":     {actor.ScopeAppointments},
	"Patient.appointmentRequests":  {actor.ScopeAppointments},
	"Mutation.requestAppointment":  {actor.ScopeAppointments},
	"Mutation.askForOtherTimes":    {actor.ScopeAppointments},
	"Mutation.joinWaitlist":        {actor.ScopeAppointments},
	"Mutation.leaveWaitlist":       {actor.ScopeAppointments},
	"Mutation.saveBookingDraft":    {actor.ScopeAppointments},
	"Mutation.dropBookingDraft":    {actor.ScopeAppointments},
	"Mutation.createCalendarFeed":  {actor.ScopeAppointments},
	"Patient.recordSummary":        {actor.ScopeRecords},
	"Patient.results":              {actor.ScopeRecords},
	"Patient.resultTrend":          {actor.ScopeRecords},
	"Patient.vitals":               {actor.ScopeRecords},
	"Patient.medications":          {actor.ScopeRecords},
	"Patient.allergies":            {actor.ScopeRecords},
	"Patient.immunizations":        {actor.ScopeRecords},
	"Patient.conditions":           {actor.ScopeRecords},
	"Patient.procedures":           {actor.ScopeRecords},
	"Patient.visits":               {actor.ScopeRecords},
	"Patient.documents":            {actor.ScopeRecords},
	"Patient.carePlans":            {actor.ScopeRecords},
	"Patient.advice":               {actor.ScopeAdvice},
	"Mutation.inviteCarer":         {},
	"Mutation.revokeCarer":         {},
	"Mutation.holdSlot":            {actor.ScopeAppointments},
	"Mutation.cancelAppointment":   {actor.ScopeAppointments},
	"Mutation.markAdviceRead":      {actor.ScopeAdvice},
	"Mutation.completeInstruction": {actor.ScopeAdvice},
	// A hold, a session and an invitation are those of the account that made them.
	"Mutation.extendHold":            {},
	"Mutation.releaseHold":           {},
	"Mutation.leaveHold":             {},
	"Mutation.resumeHold":            {},
	"Mutation.bookAppointment":       {},
	"Mutation.rescheduleAppointment": {},
	"Mutation.revokeSession":         {},
	"Mutation.revokeCarerInvitation": {},
}

// TestCarersMayWhatTheirScopeSays asks every field that is about a patient of
// four carers with one scope each, and of one whose access has ended.
func TestCarersMayWhatTheirScopeSays(t *testing.T) {
	t.Parallel()
	for _, dialect := range dialects {
		t.Run(dialect, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, dialect)
			maria := w.signIn(t, "maria.alvarez")
			variables := w.mariasThings(t, maria)
			type asker struct {
				*browser
				scope actor.Scope
			}
			var askers []asker
			for i, scope := range actor.AllScopes {
				_, b := w.carer(t, "carer."+string(rune('a'+i)), scope)
				askers = append(askers, asker{b, scope})
			}
			over, former := w.carer(t, "former", actor.AllScopes...)
			maria.do(t, `mutation($c: ID!) { revokeCarer(input: {carerId: $c}) { carer { state } } }`, map[string]any{"c": over}).into(t, &struct{}{})
			askers = append(askers, asker{former, "NONE"})
			for _, r := range roleTable {
				if r.outcomes[1] != yes || r.outcomes[2] != not {
					continue // not about a patient
				}
				scopes, known := carersMay[r.field]
				if !known {
					t.Errorf("%s: say what a carer needs for it", r.field)
				}
				for i, a := range askers {
					if r.field == "Mutation.holdSlot" {
						variables["slot"] = w.freeSlot(t, maria, i)
					}
					want := not
					if slices.Contains(scopes, a.scope) {
						want = yes
					}
					if got := a.do(t, r.document, variables).code(); got != want {
						t.Errorf("%s asked by a carer for %s: %q, want %q", r.field, a.scope, got, want)
					}
				}
			}
		})
	}
}

// TestACarerBooksMovesAndCancels walks through what the scope for appointments
// is for.
func TestACarerBooksMovesAndCancels(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "sqlite")
	_, carer := w.carer(t, "carer", actor.ScopeAppointments)
	var clinic struct {
		Clinic struct{ Services []struct{ ID string } }
	}
	carer.do(t, `{ clinic { services { id } } }`, nil).into(t, &clinic)
	variables := map[string]any{"patient": w.maria.ID, "service": clinic.Clinic.Services[0].ID}
	hold := func(n int) string {
		t.Helper()
		variables["slot"] = w.freeSlot(t, carer, n)
		var held struct {
			HoldSlot struct{ Hold struct{ ID string } }
		}
		carer.do(t, `mutation($slot: ID!, $service: ID!, $patient: ID!) {
			holdSlot(input: {slotId: $slot, serviceId: $service, patientId: $patient}) { ... on SlotHeld { hold { id } } } }`, variables).into(t, &held)
		return held.HoldSlot.Hold.ID
	}
	variables["hold"] = hold(0)
	var booked struct {
		BookAppointment struct {
			Appointment struct {
				ID      string
				History []struct{ By string }
			}
		}
	}
	carer.do(t, `mutation($hold: ID!, $patient: ID!) {
		bookAppointment(input: {holdId: $hold, patientId: $patient, reason: "r", contact: {email: "carer@example.org"}}) {
			... on AppointmentBooked { appointment { id history { by } } } } }`, variables).into(t, &booked)
	made := booked.BookAppointment.Appointment
	if made.ID == "" || len(made.History) != 1 || made.History[0].By != "a carer" {
		t.Fatalf("booked %+v", made)
	}
	variables["appointment"], variables["hold"] = made.ID, hold(1)
	if code := carer.do(t, `mutation($appointment: ID!, $hold: ID!) {
		rescheduleAppointment(input: {appointmentId: $appointment, holdId: $hold}) { __typename } }`, variables).code(); code != "" {
		t.Errorf("moving it: %s", code)
	}
	if code := carer.do(t, `mutation($appointment: ID!) {
		cancelAppointment(input: {appointmentId: $appointment, reasonCode: OTHER}) { __typename } }`, variables).code(); code != "" {
		t.Errorf("cancelling it: %s", code)
	}
}

// TestRevokedCarersAreOutWithTheNextRequest, and so is the patient of the list
// of those they may act for. That open pages hear nothing more is notify's test.
func TestRevokedCarersAreOutWithTheNextRequest(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "sqlite")
	id, carer := w.carer(t, "carer", actor.AllScopes...)
	maria := w.signIn(t, "maria.alvarez")
	variables := map[string]any{"patient": w.maria.ID, "carer": id}
	ask := `query($patient: ID!) { patient(patientId: $patient) { results(first: 1) { edges { node { id } } } } }`
	if code := carer.do(t, ask, variables).code(); code != "" {
		t.Fatal(code)
	}
	maria.do(t, `mutation($carer: ID!) { revokeCarer(input: {carerId: $carer}) { carer { state } } }`, variables).into(t, &struct{}{})
	if code := carer.do(t, ask, variables).code(); code != not {
		t.Errorf("the next request is answered %q", code)
	}
	var viewer struct {
		Viewer struct{ Patients []struct{ ID string } }
	}
	carer.do(t, `{ viewer { patients { id } } }`, nil).into(t, &viewer)
	if len(viewer.Viewer.Patients) != 0 {
		t.Error("the patient is still among those they may act for")
	}
}
