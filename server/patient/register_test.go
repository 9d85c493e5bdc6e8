package patient

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

func TestRegisterKeepsWhatWasGiven(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newRoom(s)
		p := r.register(t, RegisterInput{
			GivenNames: " Made  Up\t", FamilyName: "Exámple", DateOfBirth: "1984-03", Sex: "female",
			Email: "made.up@example.org", Phone: "+1 555 0100", Address: "1 Test Street\nNowhere", PreferredLanguage: "es-US",
			Identifiers: []Identifier{{System: "urn:x", Value: "1", Kind: "MR"}, {System: "urn:x", Value: "1"}, {Value: "2"}},
		})
		if p.FullName != "Made Up Exámple" || *p.DateOfBirth != "1984-03" {
			t.Errorf("registered %+v", p)
		}
		if !clinicNumberForm.MatchString(p.ClinicNumber) {
			t.Errorf("clinic number %q", p.ClinicNumber)
		}
		read, err := r.Patient(t.Context(), system, p.ID)
		wantCode(t, "reading", err, "")
		if read.FullName != p.FullName || read.ClinicNumber != p.ClinicNumber || *read.DateOfBirth != *p.DateOfBirth {
			t.Errorf("read %+v, registered %+v", read, p)
		}
		contact, err := r.Contact(t.Context(), system, p.ID)
		wantCode(t, "contact", err, "")
		if *contact.Email != "made.up@example.org" || *contact.Address != "1 Test Street\nNowhere" || *contact.PreferredLanguage != "es-US" {
			t.Errorf("contact %+v", contact)
		}
		if n := r.count(t, `SELECT count(*) FROM patient_identifiers WHERE patient_id = ?`, p.ID); n != 2 {
			t.Errorf("%d identifiers, want 2", n)
		}
		if n := r.count(t, `SELECT count(*) FROM audit_events WHERE action = 'patient.register' AND patient_id = ?`, p.ID); n != 1 {
			t.Errorf("%d audit rows, want 1", n)
		}
		if n := r.count(t, `SELECT count(*) FROM patients WHERE name_search = ?`, "made up example"); n != 1 {
			t.Errorf("%d rows under the folded name, want 1", n)
		}
	})
}

func (r room) count(t *testing.T, query string, args ...any) int {
	t.Helper()
	var n int
	if err := r.store.Prepare(query).QueryRow(asSystem(t), args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestRegisterReportsEveryBadFieldAtOnce(t *testing.T) {
	t.Parallel()
	err := RegisterInput{
		ClinicNumber: "4820117", DateOfBirth: "1984-02-30", Sex: "f", Email: "nobody", PreferredLanguage: "!",
		Phone: strings.Repeat("1", 41), Identifiers: []Identifier{{System: "urn:x"}},
	}.Validate()
	var got []string
	for _, f := range fault.List(err) {
		got = append(got, f.Field)
	}
	want := "fullName clinicNumber dateOfBirth sex email phone preferredLanguage identifiers.0.value"
	if strings.Join(got, " ") != want {
		t.Errorf("fields %v, want %s", got, want)
	}
}

func TestAnImportedPatientMayHaveNoName(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newRoom(s)
		p := r.register(t, RegisterInput{SourceKey: "urn:source/Patient/1"})
		if p.FullName != NameUnknown || p.Sex != "unknown" {
			t.Errorf("registered %+v", p)
		}
		_, err := r.Register(t.Context(), system, RegisterInput{SourceKey: "urn:source/Patient/1"})
		if !errors.Is(err, ErrAlreadyRegistered) {
			t.Errorf("the same source again: %v", err)
		}
		_, err = r.Register(t.Context(), system, RegisterInput{SourceKey: "urn:source/Patient/1", ClinicNumber: "9-999-999"})
		if !errors.Is(err, ErrAlreadyRegistered) {
			t.Errorf("the same source under another number: %v", err)
		}
	})
}

// The bytes that rand.Int makes one clinic number of.
func draw(b byte) []byte { return []byte{0, b, b} }

func TestADrawnNumberThatIsTakenIsDrawnAgain(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newRoom(s)
		r.chance = bytes.NewReader(bytes.Join([][]byte{draw(7), draw(7), draw(8)}, nil))
		first := r.register(t, RegisterInput{FullName: "First Example"})
		second := r.register(t, RegisterInput{FullName: "Second Example"})
		if first.ClinicNumber == second.ClinicNumber {
			t.Errorf("both have %s", first.ClinicNumber)
		}
		if rest, _ := io.ReadAll(r.chance); len(rest) != 0 {
			t.Errorf("%d bytes of chance left: the taken number was not drawn again", len(rest))
		}
	})
}

func TestOneOfManyGetsAClinicNumber(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newRoom(s)
		var won atomic.Int32
		var wait sync.WaitGroup
		for range 16 {
			wait.Go(func() {
				_, err := r.Register(t.Context(), system, RegisterInput{FullName: "Any Example", ClinicNumber: "4-820-117"})
				switch {
				case err == nil:
					won.Add(1)
				case !errors.Is(err, ErrClinicNumberTaken):
					t.Errorf("losing: %v", err)
				}
			})
		}
		wait.Wait()
		if won.Load() != 1 {
			t.Errorf("%d got the number", won.Load())
		}
		if n := r.count(t, `SELECT count(*) FROM audit_events WHERE action = 'patient.register'`); n != 1 {
			t.Errorf("%d audit rows: a loser left one", n)
		}
	})
}

func TestWhoMayRegister(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newRoom(s)
		for name, c := range map[string]struct {
			who  actor.Actor
			want fault.Code
		}{
			"system": {system, ""}, "front desk": {desk, ""}, "administrator": {admin, ""},
			"clinician": {clinician, fault.Forbidden}, "patient": {self("p"), fault.Forbidden}, "nobody": {actor.Actor{}, fault.Unauthenticated},
		} {
			_, err := r.Register(t.Context(), c.who, RegisterInput{FullName: "Some Example"})
			wantCode(t, name, err, c.want)
		}
	})
}

func TestValidEmailIsOneBareAddress(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]bool{
		"maria@example.org": true, "a.b+c@example.org": true,
		"": false, "a": false, "a@": false, "A <a@example.org>": false, "a@example.org, b@example.org": false,
		"a@example.org\r\nBcc: b@example.org": false, strings.Repeat("a", 250) + "@example.org": false,
	} {
		if ValidEmail(address) != want {
			t.Errorf("ValidEmail(%q) = %t", address, !want)
		}
	}
}
