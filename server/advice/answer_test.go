package advice

import (
	"strconv"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

func decimal(i int) string { return strconv.Itoa(i) }

func TestReadingTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newRoom(t, s)
		a := r.publish(t, r.input())
		first := r.clock.Now()
		for range 2 {
			done, err := r.MarkRead(t.Context(), r.who, MarkAdviceReadInput{AdviceID: a.ID})
			must(t, err)
			if !done.Advice.ReadAt.Equal(first) || done.Advice.State != Open {
				t.Errorf("advice %+v", done.Advice)
			}
			r.clock.Advance(time.Hour)
		}
		if n := r.count(t, `SELECT count(*) FROM audit_events WHERE action = 'advice.markRead' AND account_id = 'own'`); n != 1 {
			t.Errorf("%d audit rows, want 1", n)
		}
	})
}

func TestInstructionsAreDoneAndTakenBack(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newRoom(t, s)
		a := r.publish(t, r.input())
		at := r.clock.Now()
		complete := func(i int, done bool) *Advice {
			t.Helper()
			p, err := r.CompleteInstruction(t.Context(), r.who, CompleteInstructionInput{InstructionID: a.Instructions[i].ID, Done: done})
			must(t, err)
			return p.Advice
		}
		after := complete(0, true)
		if after.State != Open || !after.ReadAt.Equal(at) || !after.Instructions[0].DoneAt.Equal(at) || after.Instructions[1].DoneAt != nil {
			t.Errorf("after the first %+v", after)
		}
		r.clock.Advance(time.Hour)
		complete(0, true)
		if after = complete(1, true); after.State != Done || !after.Instructions[0].DoneAt.Equal(at) {
			t.Errorf("after the second %+v", after)
		}
		complete(1, false)
		if after = complete(1, false); after.State != Open || after.Instructions[1].DoneAt != nil || !after.ReadAt.Equal(at) {
			t.Errorf("taken back %+v", after)
		}
		if n := r.count(t, `SELECT count(*) FROM audit_events WHERE action = 'advice.completeInstruction'`); n != 3 {
			t.Errorf("%d audit rows, want 3", n)
		}
	})
}

func TestWhoMaySayWhatIsReadAndDone(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newRoom(t, s)
		a := r.publish(t, r.input())
		for name, c := range map[string]struct {
			who  actor.Actor
			want fault.Code
		}{
			"clinician": {r.clinician, fault.Forbidden}, "system": {system, fault.Forbidden},
			"front desk": {desk, fault.NotFound}, "administrator": {admin, fault.NotFound},
			"another patient": {self(store.NewID()), fault.NotFound},
			"carer for all else": {carer(r.patientID, actor.ScopeAppointments, actor.ScopeRecords, actor.ScopeAccount),
				fault.NotFound},
			"nobody": {actor.Actor{}, fault.Unauthenticated},
		} {
			_, err := r.MarkRead(t.Context(), c.who, MarkAdviceReadInput{AdviceID: a.ID})
			wantCode(t, name+" reading", err, c.want)
			_, err = r.CompleteInstruction(t.Context(), c.who, CompleteInstructionInput{InstructionID: a.Instructions[0].ID, Done: true})
			wantCode(t, name+" doing", err, c.want)
		}
		if n := r.count(t, `SELECT count(*) FROM advice WHERE read_at <> 0`); n != 0 {
			t.Error("someone's refusal marked it read")
		}
		_, err := r.MarkRead(t.Context(), carer(r.patientID, actor.ScopeAdvice), MarkAdviceReadInput{AdviceID: a.ID})
		wantCode(t, "carer for advice", err, "")
		_, err = r.MarkRead(t.Context(), r.who, MarkAdviceReadInput{AdviceID: "none"})
		wantCode(t, "no such advice", err, fault.NotFound)
		_, err = r.CompleteInstruction(t.Context(), r.who, CompleteInstructionInput{InstructionID: "none"})
		wantCode(t, "no such instruction", err, fault.NotFound)
		_, err = r.MarkRead(t.Context(), r.who, MarkAdviceReadInput{})
		wantCode(t, "no id", err, fault.InvalidInput)
	})
}
