package patient

import (
	"strings"
	"testing"

	"patientportal/server/fault"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

func TestSameName(t *testing.T) {
	t.Parallel()
	maria := Patient{FullName: "María Elena Álvarez-Ruiz", GivenNames: "María Elena", FamilyName: "Álvarez-Ruiz"}
	single := Patient{FullName: "Suharto"}
	unparted := Patient{FullName: "Jo Ann O’Neill"}
	for _, c := range []struct {
		who  Patient
		name string
		same bool
	}{
		{maria, "maria alvarez ruiz", true},
		{maria, "ALVAREZ-RUIZ, Maria", true},
		{maria, "Maria Elena Alvarez Ruiz", true},
		{maria, "Maria X. Alvarez Ruiz", true},
		{maria, "Elena Alvarez Ruiz", false},
		{maria, "Maria Alvarez", false},
		{maria, "Maria", false},
		{maria, "", false},
		{single, "suharto", true},
		{single, "sukarno", false},
		{unparted, "Jo ONeill", true},
		{unparted, "Ann O'Neill", false},
		{Patient{}, "", false},
	} {
		if got := SameName(c.who, c.name); got != c.same {
			t.Errorf("%q for %q: %v", c.name, c.who.FullName, got)
		}
	}
}

func TestMatchWantsAllThree(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newRoom(s)
		p := r.register(t, RegisterInput{FullName: "Ana Lima", GivenNames: "Ana", FamilyName: "Lima", DateOfBirth: "1984-03-09", ClinicNumber: "4-820-117"})
		r.register(t, RegisterInput{FullName: "No Birthdate", GivenNames: "No", FamilyName: "Birthdate", ClinicNumber: "4-820-118"})
		right := Claim{FullName: "lima ana", DateOfBirth: "1984-03-09", ClinicNumber: "4820117"}
		wrong := map[string]func(*Claim){
			"name":          func(c *Claim) { c.FullName = "Ana Luna" },
			"birth date":    func(c *Claim) { c.DateOfBirth = "1984-03-10" },
			"number":        func(c *Claim) { c.ClinicNumber = "4-820-119" },
			"no birth date": func(c *Claim) { *c = Claim{FullName: "No Birthdate", ClinicNumber: "4-820-118"} },
			"nothing":       func(c *Claim) { *c = Claim{} },
		}
		ctx, count := store.Counting(t.Context())
		found, ok, err := r.Match(ctx, system, right)
		if err != nil || !ok || found.ID != p.ID {
			t.Fatalf("found %v %v (%v)", found, ok, err)
		}
		want := strings.Join(count.Texts(), ";")
		for name, spoil := range wrong {
			c := right
			spoil(&c)
			ctx, count := store.Counting(t.Context())
			if _, ok, err := r.Match(ctx, system, c); ok || err != nil {
				t.Errorf("%s: found (%v)", name, err)
			}
			if got := strings.Join(count.Texts(), ";"); got != want {
				t.Errorf("%s asks %q, want %q", name, got, want)
			}
		}
		if _, _, err := r.Match(t.Context(), desk, right); fault.CodeOf(err) != fault.Forbidden {
			t.Errorf("the desk: %v", err)
		}
	})
}
