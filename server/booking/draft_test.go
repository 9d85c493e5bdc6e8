package booking

import (
	"errors"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/secret"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

func testKeys(t testing.TB) *secret.Keyring {
	t.Helper()
	return must(secret.Open(filepath.Join(t.TempDir(), "portal.key")))(t)
}

// saves keeps answers and gives all that are kept then.
func (b *bench) saves(who actor.Actor, patientID string, answers DraftAnswers) DraftAnswers {
	b.t.Helper()
	return must(b.SaveBookingDraft(b.ctx, who, SaveBookingDraftInput{PatientID: patientID, DraftAnswers: answers}))(b.t).Draft.DraftAnswers
}

// drafted is what is kept; nil when nothing is.
func (b *bench) drafted(who actor.Actor, patientID string) *DraftAnswers {
	b.t.Helper()
	draft := must(b.BookingDraft(b.ctx, who, patientID))(b.t)
	if draft == nil {
		return nil
	}
	return &draft.DraftAnswers
}

func TestADraftKeepsWhatWasAnswered(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		if b.drafted(who, patientID) != nil {
			t.Fatal("a draft that nobody began")
		}
		b.saves(who, patientID, DraftAnswers{LocationID: &b.chicago.ID, ServiceID: ptr("s"), Reason: ptr("Knee")})
		got := b.saves(who, patientID, DraftAnswers{ServiceID: ptr(""), Reason: ptr("Knee pain"), Email: ptr("m@")})
		want := DraftAnswers{LocationID: &b.chicago.ID, Reason: ptr("Knee pain"), Email: ptr("m@")}
		if !reflect.DeepEqual(got, want) || !reflect.DeepEqual(b.drafted(who, patientID), &want) {
			t.Errorf("kept %+v", got)
		}
		must(b.DropBookingDraft(b.ctx, who, DropBookingDraftInput{PatientID: patientID}))(t)
		must(b.DropBookingDraft(b.ctx, who, DropBookingDraftInput{PatientID: patientID}))(t)
		if b.drafted(who, patientID) != nil {
			t.Error("still there after it was dropped")
		}
	})
}

func TestADraftIsOneAccountsForOnePatient(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		desk := b.account(actor.RoleFrontDesk)
		b.saves(who, patientID, DraftAnswers{Reason: ptr("mine")})
		b.saves(desk, patientID, DraftAnswers{Reason: ptr("the desk's")})
		other := b.patient()
		b.saves(desk, other, DraftAnswers{Reason: ptr("for another")})
		for _, c := range []struct {
			who     actor.Actor
			patient string
			want    string
		}{{who, patientID, "mine"}, {desk, patientID, "the desk's"}, {desk, other, "for another"}} {
			if got := b.drafted(c.who, c.patient); got == nil || *got.Reason != c.want {
				t.Errorf("kept %+v, want %q", got, c.want)
			}
		}
		_, stranger := b.person()
		for name, who := range map[string]actor.Actor{"a stranger": stranger, "nobody": {}, "the program": b.system} {
			_, err := b.BookingDraft(b.ctx, who, patientID)
			_, saving := b.SaveBookingDraft(b.ctx, who, SaveBookingDraftInput{PatientID: patientID, DraftAnswers: DraftAnswers{Reason: ptr("r")}})
			_, dropping := b.DropBookingDraft(b.ctx, who, DropBookingDraftInput{PatientID: patientID})
			for _, err := range []error{err, saving, dropping} {
				if code := fault.CodeOf(err); code != fault.NotFound && code != fault.Unauthenticated && code != fault.Forbidden {
					t.Errorf("%s: %v", name, err)
				}
			}
		}
		_, err := b.SaveBookingDraft(b.ctx, desk, SaveBookingDraftInput{PatientID: "none"})
		if fault.CodeOf(err) != fault.NotFound {
			t.Errorf("for no patient: %v", err)
		}
	})
}

func TestADraftIsForgottenAfterADay(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		b.saves(who, patientID, DraftAnswers{Reason: ptr("Knee")})
		b.set(monday.Add(20 * time.Hour))
		b.saves(who, patientID, DraftAnswers{Phone: ptr("1")})
		b.set(monday.Add(20*time.Hour + DraftTime - 1000))
		if got := b.drafted(who, patientID); got == nil || *got.Reason != "Knee" {
			t.Fatalf("kept %+v", got)
		}
		b.set(monday.Add(20*time.Hour + DraftTime))
		if got := b.drafted(who, patientID); got != nil {
			t.Errorf("kept %+v after a day", got)
		}
		if got := b.saves(who, patientID, DraftAnswers{Notes: ptr("n")}); got.Reason != nil {
			t.Errorf("a new draft has the old one's %q", *got.Reason)
		}
		b.set(monday.Add(72 * time.Hour))
		if n := must(b.SweepDrafts(b.ctx, b.system))(t); n != 1 {
			t.Errorf("swept %d drafts", n)
		}
		if _, err := b.SweepDrafts(b.ctx, who); fault.CodeOf(err) != fault.Forbidden {
			t.Errorf("a patient sweeps: %v", err)
		}
	})
}

func TestBookingEndsTheDraft(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		hold := b.hold(who, patientID, b.free(SlotFilter{})[0])
		b.saves(who, patientID, DraftAnswers{Reason: ptr("Knee"), HoldID: &hold.ID})
		if _, ok := must(b.BookAppointment(b.ctx, who, agreed(patientID, hold)))(t).(AppointmentBooked); !ok {
			t.Fatal("not booked")
		}
		if got := b.drafted(who, patientID); got != nil {
			t.Errorf("kept %+v", got)
		}
	})
}

// A page sends what was typed a moment before the visit was confirmed, and a
// phone that was asleep sends it hours later.
func TestAnEndedDraftStaysEnded(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		save := func(flow string) error {
			_, err := b.SaveBookingDraft(b.ctx, who, SaveBookingDraftInput{
				PatientID: patientID, FlowID: &flow, DraftAnswers: DraftAnswers{Reason: ptr("Knee")},
			})
			return err
		}
		over := func(step, flow string) {
			t.Helper()
			for _, wait := range []time.Duration{0, 23 * time.Hour, 26 * 24 * time.Hour} {
				b.pass(wait)
				if err := save(flow); fault.CodeOf(err) != fault.Conflict || b.drafted(who, patientID) != nil {
					t.Errorf("%s, saved %s late: %v", step, wait, err)
				}
			}
			b.set(monday)
		}
		// Another page of the account had begun it: both names are over.
		if err := errors.Join(save("page-1"), save("page-2")); err != nil {
			t.Fatal(err)
		}
		if got := must(b.BookingDraft(b.ctx, who, patientID))(t); *got.FlowID != "page-1" {
			t.Errorf("the draft is called %q", *got.FlowID)
		}
		in := agreed(patientID, b.hold(who, patientID, b.free(SlotFilter{})[0]))
		in.FlowID = ptr("page-2")
		if _, ok := must(b.BookAppointment(b.ctx, who, in))(t).(AppointmentBooked); !ok {
			t.Fatal("not booked")
		}
		over("booked", "page-1")
		over("booked by another page", "page-2")
		if err := save("page-3"); err != nil {
			t.Errorf("the next booking: %v", err)
		}
		must(b.DropBookingDraft(b.ctx, who, DropBookingDraftInput{PatientID: patientID}))(t)
		over("dropped", "page-3")
		must(b.DropBookingDraft(b.ctx, who, DropBookingDraftInput{PatientID: patientID, FlowID: ptr("page-4")}))(t)
		over("dropped before it was saved", "page-4")
		otherID, other := b.person()
		if _, err := b.SaveBookingDraft(b.ctx, other, SaveBookingDraftInput{PatientID: otherID, FlowID: ptr("page-1")}); err != nil {
			t.Errorf("another account's page of that name: %v", err)
		}
		b.set(monday.Add(EndedTime))
		must(b.SweepDrafts(b.ctx, b.system))(t)
		if n := b.count(`SELECT count(*) FROM booking_ended_drafts`); n != 0 {
			t.Errorf("%d ended drafts are remembered for ever", n)
		}
	})
}

func TestSavesRaceTheConfirmation(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		in := agreed(patientID, b.hold(who, patientID, b.free(SlotFilter{})[0]))
		in.FlowID = ptr("flow")
		got := atOnce(16, func(i int) string {
			if i == 8 {
				return outcome(b.BookAppointment(b.ctx, who, in))
			}
			_, err := b.SaveBookingDraft(b.ctx, who, SaveBookingDraftInput{
				PatientID: patientID, FlowID: in.FlowID, DraftAnswers: DraftAnswers{Reason: ptr("Knee")},
			})
			if err != nil {
				return string(fault.CodeOf(err))
			}
			return "saved"
		})
		for i, said := range got {
			if i == 8 && said != "BOOKED" || i != 8 && said != "saved" && said != string(fault.Conflict) {
				t.Errorf("call %d: %s", i, said)
			}
		}
		if left := b.drafted(who, patientID); left != nil {
			t.Errorf("%+v came back", left)
		}
	})
}

func TestADraftIsSealed(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		b.saves(who, patientID, DraftAnswers{Reason: ptr("canary words")})
		row, found, err := b.drafts.find(b.ctx, who.AccountID(), patientID, 0)
		if err != nil || !found || strings.Contains(row.sealed, "canary") {
			t.Errorf("the row has %q, %v", row.sealed, err)
		}
		row.id = "another row"
		if _, opens := b.openDraft(row); opens {
			t.Error("it opens in another row")
		}
		b.Keys = testKeys(t)
		if got := b.drafted(who, patientID); got != nil {
			t.Errorf("opened by another key: %+v", got)
		}
		if got := b.saves(who, patientID, DraftAnswers{Notes: ptr("n")}); got.Reason != nil || *got.Notes != "n" {
			t.Errorf("begun anew: %+v", got)
		}
	})
}

func TestADraftsProblemsAreToldAtOnce(t *testing.T) {
	t.Parallel()
	long := func(n int) *string { return ptr(strings.Repeat("é", n+1)) }
	err := SaveBookingDraftInput{DraftAnswers: DraftAnswers{
		LocationID: long(maxID), HoldID: long(maxID), Reason: long(maxReason), Email: long(maxEmail), Notes: long(maxNotes),
	}}.Validate()
	if got := len(fault.List(err)); got != 6 {
		t.Errorf("%d problems: %v", got, err)
	}
	fits := SaveBookingDraftInput{PatientID: "p", DraftAnswers: DraftAnswers{Reason: ptr(strings.Repeat("é", maxReason))}}
	if err := fits.Validate(); err != nil {
		t.Error(err)
	}
}

// Pages that are open side by side save at once.
func TestSixteenSavesLoseNothing(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		each := []DraftAnswers{{Reason: ptr("r")}, {Email: ptr("e")}, {Phone: ptr("p")}, {Notes: ptr("n")}}
		var all sync.WaitGroup
		for i := range 16 {
			all.Go(func() {
				_, err := b.SaveBookingDraft(b.ctx, who, SaveBookingDraftInput{PatientID: patientID, DraftAnswers: each[i%len(each)]})
				if err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		want := &DraftAnswers{Reason: ptr("r"), Email: ptr("e"), Phone: ptr("p"), Notes: ptr("n")}
		if got := b.drafted(who, patientID); !reflect.DeepEqual(got, want) {
			t.Errorf("kept %+v", got)
		}
	})
}
