package advice

import (
	"slices"
	"strings"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/page"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

func (r room) subjects(t *testing.T, state AdviceState) []string {
	t.Helper()
	filter := &state
	if state == "" {
		filter = nil
	}
	c, err := r.List(t.Context(), r.who, r.patientID, filter, page.Args{WithTotal: true})
	must(t, err)
	list := []string{}
	for _, e := range c.Edges {
		list = append(list, e.Node.Subject)
		if state != "" && e.Node.State != state {
			t.Errorf("%s is %s among those %s", e.Node.Subject, e.Node.State, state)
		}
	}
	if c.TotalCount != len(list) {
		t.Errorf("%d counted, %d listed", c.TotalCount, len(list))
	}
	return list
}

func TestAdviceIsListedByState(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newRoom(t, s)
		var made []*Advice
		for _, subject := range []string{"unread with nothing to do", "unread", "open", "done", "read with nothing to do"} {
			in := r.input()
			in.Subject = subject
			if strings.HasSuffix(subject, "nothing to do") {
				in.Instructions = nil
			}
			made = append(made, r.publish(t, in))
			r.clock.Advance(time.Minute)
		}
		for _, a := range made[2:] {
			_, err := r.MarkRead(t.Context(), r.who, MarkAdviceReadInput{AdviceID: a.ID})
			must(t, err)
		}
		for _, i := range append(made[3].Instructions, made[2].Instructions[0]) {
			_, err := r.CompleteInstruction(t.Context(), r.who, CompleteInstructionInput{InstructionID: i.ID, Done: true})
			must(t, err)
		}
		for state, want := range map[AdviceState][]string{
			"":     {"read with nothing to do", "done", "open", "unread", "unread with nothing to do"},
			Unread: {"unread", "unread with nothing to do"},
			Open:   {"open"},
			Done:   {"read with nothing to do", "done"},
		} {
			if got := r.subjects(t, state); !slices.Equal(got, want) {
				t.Errorf("state %q: %v, want %v", state, got, want)
			}
		}
		none := AdviceState("SOME")
		_, err := r.List(t.Context(), r.who, r.patientID, &none, page.Args{First: new(0)})
		if len(fault.List(err)) != 2 {
			t.Errorf("bad arguments: %v", err)
		}
	})
}

func TestAdviceComesPageByPage(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newRoom(t, s)
		var want []string
		for range 5 { // three of them at one instant
			a := r.publish(t, r.input())
			want = append([]string{a.ID}, want...)
			if len(want) > 2 {
				r.clock.Advance(time.Minute)
			}
		}
		var got []string
		args := page.Args{First: new(2)}
		for {
			c, err := r.List(t.Context(), r.who, r.patientID, nil, args)
			must(t, err)
			for _, e := range c.Edges {
				got = append(got, e.Node.ID)
				if len(e.Node.Instructions) != 2 || e.Node.BodyHtml == "" {
					t.Errorf("advice %+v", e.Node)
				}
			}
			if !c.PageInfo.HasNextPage {
				break
			}
			args.After = c.PageInfo.EndCursor
		}
		if !slices.Equal(got, want) {
			t.Errorf("listed %v, want %v", got, want)
		}
	})
}

func TestWhoMayReadAdvice(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newRoom(t, s)
		a := r.publish(t, r.input())
		for name, c := range map[string]struct {
			who  actor.Actor
			want fault.Code
		}{
			"self": {r.who, ""}, "carer for advice": {carer(r.patientID, actor.ScopeAdvice), ""},
			"clinician": {r.clinician, ""}, "system": {system, ""},
			"carer for all else": {carer(r.patientID, actor.ScopeAppointments, actor.ScopeRecords, actor.ScopeAccount), fault.NotFound},
			"another patient":    {self(store.NewID()), fault.NotFound},
			"front desk":         {desk, fault.NotFound}, "administrator": {admin, fault.NotFound},
			"nobody": {actor.Actor{}, fault.Unauthenticated},
		} {
			_, err := r.Advice(t.Context(), c.who, a.ID)
			wantCode(t, name+" one", err, c.want)
			_, err = r.List(t.Context(), c.who, r.patientID, nil, page.Args{})
			wantCode(t, name+" all", err, c.want)
		}
		_, err := r.Advice(t.Context(), r.who, "none")
		wantCode(t, "none there", err, fault.NotFound)
		if n := r.count(t, `SELECT count(*) FROM advice WHERE read_at <> 0`); n != 0 {
			t.Error("looking at advice marked it read")
		}
		for account, want := range map[string]int{"own": 0, "carer": 2, "clinician": 2, "staff": 0} {
			n := r.count(t, `SELECT count(*) FROM audit_events WHERE action = 'read' AND subject_type = 'advice.advice' AND account_id = ?`, account)
			if n != want {
				t.Errorf("%d reads noted of %s, want %d", n, account, want)
			}
		}
	})
}

func TestAListIsTwoStatements(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newRoom(t, s)
		for range 12 {
			r.publish(t, r.input())
		}
		for _, first := range []int{1, 12} {
			ctx, count := store.Counting(t.Context())
			_, err := r.List(ctx, r.who, r.patientID, nil, page.Args{First: &first})
			must(t, err)
			if n := len(count.Texts()); n != 2 {
				t.Errorf("%d statements for %d: %v", n, first, count.Texts())
			}
		}
	})
}
