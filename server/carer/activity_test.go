package carer

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/page"
)

func TestThePatientSeesWhatACarerDid(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		maria, patient := w.adult()
		other := w.patient("Somebody Else", "1990-01-01")
		sam := w.someone("sam")
		carer := w.letIn(maria.is(), sam, offer(patient.ID, all...))
		who := sam.is()
		for _, e := range []audit.Event{
			{Action: "read", SubjectType: "records.results", PatientID: patient.ID},
			{Action: "booking.book_appointment", SubjectType: "appointment", PatientID: patient.ID},
			{Action: "read", SubjectType: "records.results", PatientID: other.ID}, // another's
			{Action: "booking.something_new", PatientID: patient.ID},
			{Action: "advice.markRead", PatientID: patient.ID, Outcome: audit.Denied},
		} {
			w.clock.Advance(1e9)
			w.fine(w.Trail.Record(w.ctx, who, e))
		}
		want := []string{
			"Marked advice as read (refused)", "Changed something about appointments", "Booked an appointment",
			"Looked at results", "Accepted the invitation",
		}
		if got := w.activity(maria.is(), carer.ID, 2); !slices.Equal(got, want) {
			t.Errorf("the patient reads %q, want %q", got, want)
		}
		if got := w.activity(who, carer.ID, 100); !slices.Equal(got, want) {
			t.Errorf("the carer reads %q", got)
		}
	})
}

// activity reads it all in pages of that size.
func (w *world) activity(who actor.Actor, carerID string, size int) (list []string) {
	w.t.Helper()
	args := page.Args{First: &size, WithTotal: true}
	for {
		got, err := w.Activity(w.ctx, who, carerID, args)
		w.fine(err)
		for _, edge := range got.Edges {
			if edge.Node.Who != "Made Up sam" {
				w.t.Errorf("it was %q", edge.Node.Who)
			}
			list = append(list, edge.Node.What)
		}
		if !got.PageInfo.HasNextPage {
			if got.TotalCount != len(list) {
				w.t.Errorf("%d are counted, %d listed", got.TotalCount, len(list))
			}
			return list
		}
		args.After = got.PageInfo.EndCursor
	}
}

func TestWhoMayReadWhatACarerDid(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		maria, patient := w.adult()
		sam, eve := w.someone("sam"), w.someone("eve")
		carer := w.letIn(maria.is(), sam, offer(patient.ID, all...))
		w.letIn(maria.is(), eve, offer(patient.ID, all...))
		for name, c := range map[string]struct {
			who  actor.Actor
			want fault.Code
		}{
			"nobody": {actor.Actor{}, fault.Unauthenticated}, "the patient": {maria.is(), ""}, "the carer": {sam.is(), ""},
			"another carer": {eve.is(), fault.NotFound}, "the desk": {deskActor(), fault.Forbidden},
		} {
			_, err := w.Activity(w.ctx, c.who, carer.ID, page.Args{})
			wantCode(t, name, err, c.want)
		}
	})
}

// TestEveryDeedHasWords looks through the rooms for what a carer could leave on
// the trail.
func TestEveryDeedHasWords(t *testing.T) {
	t.Parallel()
	notACarers := regexp.MustCompile(`^(account|clinic|fhir)\.|^read$|^patient\.register$|^records\.import$|^advice\.publish$|^notify\.(mark_read|save_preferences)$|^registration\.|^calendar\.read_feed$|^visit\.|^booking\.(add_referral|withdraw_referral|answer_request|block_slots|remove_exception|save_schedule|add_exception|override_hold|lay_out_slots|invite|withdraw_invitation|reopen_invitation)$|^waitlist\.(offer|pass_over)$`)
	action := regexp.MustCompile(`Action: +"([a-zA-Z_.]+)"`)
	files, err := filepath.Glob("../*/*.go")
	if err != nil || len(files) < 50 {
		t.Fatalf("found %d files, %v", len(files), err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range action.FindAllStringSubmatch(string(text), -1) {
			if name := found[1]; deeds[name] == "" && !notACarers.MatchString(name) {
				t.Errorf("%s: a patient would not be told in words what %q is", file, name)
			}
		}
	}
}
