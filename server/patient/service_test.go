package patient

import (
	"slices"
	"testing"

	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// What each caller hears, by what they ask for. A foreign patient and one who
// does not exist must sound alike.
func TestWhoMayReadWhat(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newRoom(s)
		p := r.register(t, RegisterInput{FullName: "Some Example"})
		const no, none = fault.NotFound, fault.Unauthenticated
		for name, c := range map[string]struct {
			who                      actor.Actor
			identity, reach, careful fault.Code
		}{
			"self":                   {self(p.ID), "", "", ""},
			"carer for appointments": {carer(p.ID, actor.ScopeAppointments), "", "", no},
			"carer for account":      {carer(p.ID, actor.ScopeAccount), "", "", no},
			"carer for records":      {carer(p.ID, actor.ScopeRecords), "", no, ""},
			"carer for advice":       {carer(p.ID, actor.ScopeAdvice), "", no, no},
			"another patient":        {self(store.NewID()), no, no, no},
			"clinician":              {clinician, "", "", ""},
			"front desk":             {desk, "", "", no},
			"administrator":          {admin, "", no, no},
			"system":                 {system, "", "", ""},
			"nobody":                 {actor.Actor{}, none, none, none},
		} {
			_, err := r.Patient(t.Context(), c.who, p.ID)
			wantCode(t, name+": Patient", err, c.identity)
			known, err := r.Known(t.Context(), c.who, p.ID)
			wantCode(t, name+": Known", err, c.identity)
			if err == nil && known != (Patient{ID: p.ID}) {
				t.Errorf("%s: Known gives %v", name, known)
			}
			_, err = r.Contact(t.Context(), c.who, p.ID)
			wantCode(t, name+": Contact", err, c.reach)
			_, err = r.Coverages(t.Context(), c.who, p.ID)
			wantCode(t, name+": Coverages", err, c.reach)
			_, err = r.OwnsCoverage(t.Context(), c.who, p.ID, "x")
			wantCode(t, name+": OwnsCoverage", err, c.reach)
			_, err = r.CareTeam(t.Context(), c.who, p.ID)
			wantCode(t, name+": CareTeam", err, c.careful)
		}
		_, err := r.Known(t.Context(), clinician, "no-such")
		wantCode(t, "knowing a patient who is not there", err, no)
		for name, who := range map[string]actor.Actor{"self": self("no-such"), "clinician": clinician} {
			_, err := r.Patient(t.Context(), who, "no-such")
			wantCode(t, name+": a patient who is not there", err, no)
		}
	})
}

func TestReadsByOthersAreNoted(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newRoom(s)
		p := r.register(t, RegisterInput{FullName: "Some Example", ClinicNumber: "4-820-117"})
		for _, who := range []actor.Actor{self(p.ID), clinician, carer(p.ID, actor.AllScopes...)} {
			for _, read := range []func() error{
				func() error { _, err := r.Patient(t.Context(), who, p.ID); return err },
				func() error { _, err := r.Known(t.Context(), who, p.ID); return err },
				func() error { _, err := r.Contact(t.Context(), who, p.ID); return err },
				func() error { _, err := r.CareTeam(t.Context(), who, p.ID); return err },
			} {
				wantCode(t, "reading", read(), "")
			}
		}
		_, err := r.ByClinicNumber(t.Context(), desk, "4-820-117")
		wantCode(t, "by clinic number", err, "")
		_, err = r.Patients(t.Context(), carer(p.ID, actor.ScopeAdvice))
		wantCode(t, "cared for", err, "")
		if noted := r.trail(t, "own", p.ID); len(noted) != 0 {
			t.Errorf("the patient's own reads were noted: %v", noted)
		}
		all := []string{"read patient.identity", "read patient.identity", "read patient.contact", "read patient.careTeam"}
		if noted := r.trail(t, "carer", p.ID); !slices.Equal(noted, append(slices.Clone(all), "read patient.identity")) {
			t.Errorf("of the carer's reads: %v", noted)
		}
		if noted := r.trail(t, "staff", p.ID); !slices.Equal(noted, append(all, "read patient.identity")) {
			t.Errorf("of staff's reads: %v", noted)
		}
	})
}

func TestByClinicNumberIsForStaff(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newRoom(s)
		p := r.register(t, RegisterInput{FullName: "Some Example", ClinicNumber: "4-820-117"})
		for name, c := range map[string]struct {
			who  actor.Actor
			want fault.Code
		}{
			"system": {system, ""}, "front desk": {desk, ""}, "administrator": {admin, ""}, "clinician": {clinician, ""},
			"the patient": {self(p.ID), fault.NotFound}, "nobody": {actor.Actor{}, fault.Unauthenticated},
		} {
			found, err := r.ByClinicNumber(t.Context(), c.who, "4-820-117")
			wantCode(t, name, err, c.want)
			if err == nil && found.ID != p.ID {
				t.Errorf("%s found another", name)
			}
		}
		_, err := r.ByClinicNumber(t.Context(), desk, "4-820-118")
		wantCode(t, "a number nobody has", err, fault.NotFound)
	})
}

func TestPatientsStartsWithTheAccountsOwn(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newRoom(s)
		var ids []string
		for _, name := range []string{"Cared One", "Own Person", "Cared Two"} {
			ids = append(ids, r.register(t, RegisterInput{FullName: name}).ID)
		}
		who := actor.FromSession(actor.Session{ID: "s", AccountID: "a", Role: actor.RolePatient, Grants: []actor.Grant{
			{PatientID: ids[2]}, {PatientID: ids[0]}, {PatientID: ids[1], Self: true}, {PatientID: "gone"},
		}})
		list, err := r.Patients(t.Context(), who)
		wantCode(t, "listing", err, "")
		var names []string
		for _, p := range list {
			names = append(names, p.FullName)
		}
		if !slices.Equal(names, []string{"Own Person", "Cared Two", "Cared One"}) {
			t.Errorf("listed %v", names)
		}
		none, err := r.Patients(t.Context(), clinician)
		wantCode(t, "staff", err, "")
		if len(none) != 0 {
			t.Errorf("staff act for %v", none)
		}
		_, err = r.Patients(t.Context(), actor.Actor{})
		wantCode(t, "nobody", err, fault.Unauthenticated)
	})
}
