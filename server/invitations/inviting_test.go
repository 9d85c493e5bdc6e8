package invitations

import (
	"sync"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/booking"
	"patientportal/server/booking/bookingtest"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

func (b *bench) asking(patientID string) InviteToBookInput {
	return InviteToBookInput{
		PatientID: patientID, ServiceID: b.Visit.ID, Reason: "To see how it heals",
		Window: BookingWindowInput{From: "2026-07-06", To: "2026-07-20"},
	}
}

func (b *bench) invite(patientID string) BookingInvitation {
	b.T.Helper()
	return bookingtest.Must(b.InviteToBook(b.Ctx, b.Account(actor.RoleClinician), b.asking(patientID)))(b.T).Invitation
}

func (b *bench) invitations(who actor.Actor, patientID string, all bool) []BookingInvitation {
	b.T.Helper()
	return bookingtest.Must(b.Invitations(b.Ctx, who, patientID, all))(b.T)
}

func TestAnInvitationIsShownAndToldOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		p := b.Person()
		patientID, who := p.PatientID, p.Who
		made := b.invite(patientID)
		if made.State != BookingInvitationStateOpen || made.Location == nil || made.Location.ID != b.Chicago.ID || made.By != "a clinician" {
			t.Errorf("asked with %+v, want an open invitation by a clinician to the only place", made)
		}
		// The last day is over at midnight in Chicago.
		if want := time.Date(2026, 7, 21, 5, 0, 0, 0, time.UTC); !made.ExpiresAt.Equal(want) {
			t.Errorf("it ends at %s, want %s", made.ExpiresAt, want)
		}
		if list := b.invitations(who, patientID, false); len(list) != 1 || list[0].ID != made.ID || list[0].Reason != "To see how it heals" {
			t.Errorf("the patient sees %+v", list)
		}
		if n := b.Count(`SELECT count(*) FROM outbox_events WHERE kind = ? AND subject_id = ?`, string(outbox.BookingInvited), made.ID); n != 1 {
			t.Errorf("told %d times", n)
		}
		if n := b.Count(`SELECT count(*) FROM outbox_events WHERE payload LIKE '%heals%'`); n != 0 {
			t.Error("the event says what it is about")
		}
	})
}

func TestBookingEndsTheInvitation(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		p := b.Person()
		patientID, who := p.PatientID, p.Who
		first, second := b.invite(patientID), b.invite(patientID)
		booked := b.Book(p, b.Free(booking.SlotFilter{})[2])
		open := b.invitations(who, patientID, false)
		if len(open) != 1 {
			t.Fatalf("%d invitations are open, want the other one", len(open))
		}
		for _, v := range b.invitations(who, patientID, true) {
			if v.ID == open[0].ID {
				continue
			}
			if v.State != BookingInvitationStateBooked || v.AppointmentID == nil || *v.AppointmentID != booked.ID {
				t.Errorf("the one that was answered is %+v", v)
			}
		}
		if first.ID == second.ID {
			t.Error("two invitations are one")
		}
	})
}

func TestAnotherKindOfVisitEndsNoInvitation(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		p := b.Person()
		patientID, who := p.PatientID, p.Who
		in := b.asking(patientID)
		in.ServiceID = b.Bench.Service(clinic.AddServiceInput{Name: "Wound check", DurationMinutes: 30}).ID
		bookingtest.Must(b.InviteToBook(b.Ctx, b.Account(actor.RoleFrontDesk), in))(t)
		b.Book(p, b.Free(booking.SlotFilter{})[2])
		if list := b.invitations(who, patientID, false); len(list) != 1 {
			t.Errorf("%d invitations are open, want 1", len(list))
		}
	})
}

func TestAnInvitationRunsOutAndIsWithdrawn(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		p := b.Person()
		patientID, who := p.PatientID, p.Who
		taken, left := b.invite(patientID), b.invite(patientID)
		doctor := b.Account(actor.RoleClinician)
		for range 2 { // again is no error
			got := bookingtest.Must(b.WithdrawInvitation(b.Ctx, doctor, WithdrawInvitationInput{InvitationID: taken.ID}))(t).Invitation
			if got.State != BookingInvitationStateWithdrawn {
				t.Errorf("withdrawn it is %s", got.State)
			}
		}
		b.Set(left.ExpiresAt)
		if list := b.invitations(who, patientID, false); len(list) != 0 {
			t.Errorf("still open: %+v", list)
		}
		states := map[string]BookingInvitationState{}
		for _, v := range b.invitations(doctor, patientID, true) {
			states[v.ID] = v.State
		}
		if states[taken.ID] != BookingInvitationStateWithdrawn || states[left.ID] != BookingInvitationStateExpired {
			t.Errorf("they are %v", states)
		}
		if n := b.Count(`SELECT count(*) FROM outbox_events WHERE kind = ?`, string(outbox.BookingInvitationEnded)); n != 1 {
			t.Errorf("the end was told %d times", n)
		}
	})
}

// Booking and withdrawing at once end an invitation once.
func TestAnInvitationEndsOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		p := b.Person()
		patientID, who := p.PatientID, p.Who
		made := b.invite(patientID)
		doctor := b.Account(actor.RoleClinician)
		in := bookingtest.Agreed(p, b.Hold(p, b.Free(booking.SlotFilter{})[2]))
		var wg sync.WaitGroup
		for i := range 16 {
			wg.Go(func() {
				var err error
				if i%2 == 0 {
					_, err = b.WithdrawInvitation(b.Ctx, doctor, WithdrawInvitationInput{InvitationID: made.ID})
				} else {
					_, err = b.Booking.BookAppointment(b.Ctx, who, in)
				}
				if err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if n := b.Count(`SELECT count(*) FROM outbox_events WHERE kind = ?`, string(outbox.BookingInvitationEnded)); n != 1 {
			t.Errorf("it ended %d times", n)
		}
	})
}

func TestWhoInvitesAndWhatIsRefused(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Open(t, storetest.Dialects[0]))
	p := b.Person()
	patientID, who := p.PatientID, p.Who
	doctor := b.Account(actor.RoleClinician)
	made := b.invite(patientID)
	stranger := b.Person().Who
	for name, of := range map[string]error{
		"a patient invites":     second(b.InviteToBook(b.Ctx, who, b.asking(patientID))),
		"a patient withdraws":   second(b.WithdrawInvitation(b.Ctx, who, WithdrawInvitationInput{InvitationID: made.ID})),
		"an administrator asks": second(b.InviteToBook(b.Ctx, b.Account(actor.RoleAdministrator), b.asking(patientID))),
	} {
		if fault.CodeOf(of) != fault.Forbidden {
			t.Errorf("%s: %v, want FORBIDDEN", name, of)
		}
	}
	if _, err := b.Invitations(b.Ctx, stranger, patientID, true); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("a stranger reads: %v", err)
	}
	if _, err := b.WithdrawInvitation(b.Ctx, doctor, WithdrawInvitationInput{InvitationID: store.NewID()}); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("one that is not there: %v", err)
	}
	if _, err := b.InviteToBook(b.Ctx, doctor, b.asking(store.NewID())); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("a patient that is not there: %v", err)
	}
	request := b.Bench.Service(clinic.AddServiceInput{Name: "Operation", DurationMinutes: 30, SelfBooking: clinic.SelfBookingRequest})
	for name, change := range map[string]func(*InviteToBookInput){
		"no reason":         func(in *InviteToBookInput) { in.Reason = " " },
		"arranged by phone": func(in *InviteToBookInput) { in.ServiceID = request.ID },
		"backwards":         func(in *InviteToBookInput) { in.Window.To = "2026-07-05" },
		"past":              func(in *InviteToBookInput) { in.Window = BookingWindowInput{"2026-07-01", "2026-07-05"} },
		"no day":            func(in *InviteToBookInput) { in.Window.From = "soon" },
		"far":               func(in *InviteToBookInput) { in.Window.To = "2028-01-01" },
		"nobody of ours":    func(in *InviteToBookInput) { in.PractitionerID = new(store.NewID()) },
		"not given there":   func(in *InviteToBookInput) { in.LocationID = new(b.Location("Uptown", "America/Chicago").ID) },
		"a service unknown": func(in *InviteToBookInput) { in.ServiceID = store.NewID() },
	} {
		in := b.asking(patientID)
		change(&in)
		if _, err := b.InviteToBook(b.Ctx, doctor, in); fault.CodeOf(err) != fault.InvalidInput {
			t.Errorf("%s: %v, want INVALID_INPUT", name, err)
		}
	}
}

func TestNobodyIsAskedForTooMany(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Open(t, storetest.Dialects[0]))
	patientID := b.Patient()
	for range mostInvitations {
		b.invite(patientID)
	}
	if _, err := b.InviteToBook(b.Ctx, b.Account(actor.RoleClinician), b.asking(patientID)); fault.CodeOf(err) != fault.RateLimited {
		t.Errorf("got %v, want RATE_LIMITED", err)
	}
}

// Being asked to book is as good as a referral, as long as it lasts.
func TestAnInvitationRefers(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		p := b.Person()
		patientID, who := p.PatientID, p.Who
		b.Visit = b.Bench.Service(clinic.AddServiceInput{Name: "By referral", DurationMinutes: 30, NeedsReferral: true})
		slot := b.Free(booking.SlotFilter{})[2]
		in := booking.HoldSlotInput{SlotID: slot.ID, ServiceID: b.Visit.ID, PatientID: patientID}
		if _, err := b.Booking.HoldSlot(b.Ctx, who, in); fault.CodeOf(err) != fault.Conflict {
			t.Fatalf("without either: %v", err)
		}
		b.invite(patientID)
		b.Book(p, slot)
	})
}
