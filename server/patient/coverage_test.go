package patient

import (
	"context"
	"slices"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

func (r room) addCoverage(t *testing.T, patientID, payer, status string, ended int64) string {
	t.Helper()
	id := store.NewID()
	err := r.store.Tx(asSystem(t), func(ctx context.Context) error {
		return r.store.DB(ctx).PatientCoverage.Create().SetID(id).SetPatientID(patientID).SetPayer(payer).
			SetMemberID("M1").SetStatus(status).SetEndedAt(ended).SetCreatedAt(store.Micros(r.clock.Now())).Exec(ctx)
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestOnlyInsuranceInForceCounts(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newRoom(s)
		p, other := r.register(t, RegisterInput{FullName: "Some Example"}), r.register(t, RegisterInput{FullName: "Other Example"})
		now := r.clock.Now()
		own := r.addCoverage(t, p.ID, "In force", "active", 0)
		ending := r.addCoverage(t, p.ID, "Ends tomorrow", "active", store.Micros(now.Add(24*time.Hour)))
		over := r.addCoverage(t, p.ID, "Over", "active", store.Micros(now))
		off := r.addCoverage(t, p.ID, "Cancelled", "cancelled", 0)
		foreign := r.addCoverage(t, other.ID, "Another's", "active", 0)

		list, err := r.Coverages(t.Context(), self(p.ID), p.ID)
		wantCode(t, "listing", err, "")
		var payers []string
		for _, c := range list {
			payers = append(payers, c.Payer)
			if c.Plan != nil || *c.MemberID != "M1" {
				t.Errorf("coverage %+v", c)
			}
		}
		if !slices.Equal(payers, []string{"In force", "Ends tomorrow"}) {
			t.Errorf("in force: %v", payers)
		}
		for id, want := range map[string]bool{own: true, ending: true, over: false, off: false, foreign: false, "none": false} {
			owns, err := r.OwnsCoverage(t.Context(), self(p.ID), p.ID, id)
			wantCode(t, "asking", err, "")
			if owns != want {
				t.Errorf("OwnsCoverage(%s) = %t", id, owns)
			}
		}
		found, err := r.CoveragesByID(t.Context(), self(p.ID), []string{own, over, foreign, "none"})
		wantCode(t, "by id", err, "")
		if len(found) != 2 || found[own].Payer != "In force" || found[over].Payer != "Over" {
			t.Errorf("by id: %v", found)
		}
	})
}

func TestCareTeamLeavesOutWhosePartIsOver(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newRoom(s)
		p := r.register(t, RegisterInput{FullName: "Some Example"})
		err := s.Tx(asSystem(t), func(ctx context.Context) error {
			for i, status := range []string{"active", "inactive", "", "entered-in-error", "active"} {
				name := []string{"First", "Former", "Second", "Mistaken", "First"}[i]
				err := s.DB(ctx).PatientCareTeamMember.Create().SetID(store.NewID()).SetPatientID(p.ID).SetName(name).
					SetRole("Nurse").SetTeam("Team").SetStatus(status).SetPosition(i).Exec(ctx)
				if err != nil {
					return err
				}
			}
			return nil
		})
		wantCode(t, "seeding", err, "")
		team, err := r.CareTeam(t.Context(), carer(p.ID, actor.ScopeRecords), p.ID)
		wantCode(t, "reading", err, "")
		want := []CareTeamMember{{"First", "Nurse", "Team"}, {"Second", "Nurse", "Team"}}
		if !slices.Equal(team, want) {
			t.Errorf("team %v", team)
		}
	})
}
