package patient

import (
	"context"
	"testing"

	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

func TestFollowingTheSourceOfAnImportedPatient(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newRoom(s)
		was := RegisterInput{
			FullName: "Some Example", FamilyName: "Example", DateOfBirth: "1970", Email: "a@example.org", Phone: "1", SourceKey: "k",
			Identifiers: []Identifier{{System: "s", Value: "1"}},
		}
		p := r.register(t, was)
		err := r.store.Tx(asSystem(t), func(ctx context.Context) error {
			return r.store.DB(ctx).Patient.UpdateOneID(p.ID).SetPhone("own").Exec(ctx)
		})
		wantCode(t, "changing", err, "")
		now := was
		now.FullName, now.DateOfBirth, now.Email, now.Phone, now.Address = "Some Other", "1970-02-03", "b@example.org", "2", "1 Street"
		now.Identifiers = append(now.Identifiers, Identifier{System: "s", Value: "2"})
		for range 2 {
			wantCode(t, "updating", r.UpdateFromSource(t.Context(), system, p.ID, was, now), "")
		}
		got, err := r.Patient(t.Context(), system, p.ID)
		wantCode(t, "reading", err, "")
		if got.FullName != "Some Other" || *got.DateOfBirth != "1970-02-03" || got.ClinicNumber != p.ClinicNumber {
			t.Errorf("%+v", got)
		}
		reach, err := r.Contact(t.Context(), system, p.ID)
		wantCode(t, "reading contact", err, "")
		if *reach.Email != "b@example.org" || *reach.Phone != "own" || *reach.Address != "1 Street" {
			t.Errorf("%s %s %s", *reach.Email, *reach.Phone, *reach.Address)
		}
		for _, number := range []string{"1", "2"} {
			known, err := r.ByIdentifier(t.Context(), system, "s", number)
			wantCode(t, "by identifier", err, "")
			if len(known) != 1 || known[0].PatientID != p.ID || known[0].ClinicNumber != p.ClinicNumber {
				t.Errorf("%s: %+v", number, known)
			}
		}
		now.DateOfBirth = "1970-02-30"
		wantCode(t, "a bad date", r.UpdateFromSource(t.Context(), system, p.ID, was, now), fault.InvalidInput)
	})
}

func TestWhatIsBroughtTwiceIsThereOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newRoom(s)
		p := r.register(t, RegisterInput{FullName: "Some Example"})
		for _, name := range []string{"First", "Second"} {
			wantCode(t, "coverage", r.PutCoverage(t.Context(), system, p.ID, "c", Insurance{Payer: name, Status: "active"}), "")
			team := []TeamMember{{Name: name, Status: "active"}, {Name: "Both", Status: "active"}, {Name: "Gone", Status: "inactive"}}
			wantCode(t, "team", r.PutCareTeam(t.Context(), system, p.ID, "t", team), "")
		}
		coverages, err := r.Coverages(t.Context(), self(p.ID), p.ID)
		wantCode(t, "coverages", err, "")
		if len(coverages) != 1 || coverages[0].Payer != "Second" {
			t.Errorf("%+v", coverages)
		}
		team, err := r.CareTeam(t.Context(), self(p.ID), p.ID)
		wantCode(t, "team", err, "")
		if len(team) != 2 || team[0].Name != "Second" || team[1].Name != "Both" {
			t.Errorf("%+v", team)
		}
	})
}

func TestOnlyThoseWhoRegisterBringPatients(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newRoom(s)
		p := r.register(t, RegisterInput{FullName: "Some Example"})
		in := RegisterInput{FullName: "Some Example"}
		for who, want := range map[*actor.Actor]fault.Code{
			{}: fault.Unauthenticated, ptr(self(p.ID)): fault.Forbidden, ptr(staff(actor.RoleClinician)): fault.Forbidden,
			ptr(staff(actor.RoleFrontDesk)): "", ptr(staff(actor.RoleAdministrator)): "",
		} {
			_, errBy := r.ByIdentifier(t.Context(), *who, "s", "1")
			_, errIdentity := r.Identity(t.Context(), *who, p.ID)
			_, errNumber := r.HasClinicNumber(t.Context(), *who, p.ClinicNumber)
			for what, err := range map[string]error{
				"updating": r.UpdateFromSource(t.Context(), *who, p.ID, in, in), "coverage": r.PutCoverage(t.Context(), *who, p.ID, "c", Insurance{}),
				"team": r.PutCareTeam(t.Context(), *who, p.ID, "t", nil), "by identifier": errBy, "identity": errIdentity, "number": errNumber,
			} {
				wantCode(t, string(who.Role())+" "+what, err, want)
			}
		}
	})
}

func ptr(a actor.Actor) *actor.Actor { return &a }
