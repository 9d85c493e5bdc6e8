package registration

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/patient"
)

func TestCodesAreReadableAndDiffer(t *testing.T) {
	t.Parallel()
	form := regexp.MustCompile(`^([A-HJ-NP-Z2-9]{4}-){2}[A-HJ-NP-Z2-9]{4}$`)
	seen := map[string]bool{}
	for range 1000 {
		code := newCode()
		if !form.MatchString(code) {
			t.Fatalf("%q", code)
		}
		seen[code] = true
	}
	if len(seen) != 1000 || len(codeAlphabet) != 32 {
		t.Errorf("%d different codes of an alphabet of %d", len(seen), len(codeAlphabet))
	}
	for _, typed := range []string{"k7mq-4hdw-9tn3", "K7MQ 4HDW 9TN3", " k7mq–4hdw–9tn3 ", "K7MQ4HDW9TN3"} {
		if got := bareCode(typed); got != "K7MQ4HDW9TN3" {
			t.Errorf("%q is %q", typed, got)
		}
	}
}

func TestOnlyDeskAndAdministratorHandOutCodes(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		patientID := w.ana.ID
		for name, who := range map[string]actor.Actor{
			"clinician": w.staff("doctor", actor.RoleClinician), "nobody": {},
			"patient": actor.FromSession(actor.Session{ID: "s", AccountID: "a", Role: actor.RolePatient, Grants: []actor.Grant{{PatientID: patientID, Self: true}}}),
		} {
			want := fault.Forbidden
			if who.IsZero() {
				want = fault.Unauthenticated
			}
			_, err := w.IssueActivationCode(w.ctx, who, IssueActivationCodeInput{PatientID: patientID})
			wantCode(t, name, err, want)
			_, err = w.Locks(w.ctx, who)
			wantCode(t, name+": locks", err, want)
			_, err = w.SettleRegistrationLock(w.ctx, who, SettleRegistrationLockInput{LockID: "x"})
			wantCode(t, name+": settling", err, want)
		}
		_, err := w.IssueActivationCode(w.ctx, w.admin, IssueActivationCodeInput{PatientID: "none"})
		wantCode(t, "no such patient", err, fault.NotFound)
		if _, err := w.IssueActivationCode(w.ctx, w.admin, IssueActivationCodeInput{PatientID: patientID}); err != nil {
			t.Error(err)
		}
		if n := w.number(`SELECT COUNT(*) FROM audit_events WHERE action = 'registration.issue_code' AND patient_id = ?`, patientID); n != 1 {
			t.Errorf("%d lines on the trail, want 1", n)
		}
	})
}

func TestANewCodeTakesThePlaceOfTheOneBefore(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		first := w.issue()
		flow := w.begin(claim(first.Code))
		second := w.issue()
		_, err := w.StartRegistration(w.ctx, claim(first.Code), home)
		wantCode(t, "the code before", err, fault.NotFound)
		_, err = w.CompleteRegistration(w.ctx, completion(flow), home)
		wantCode(t, "a sign-up begun with it", err, fault.Expired)
		if got, err := w.Registration(w.ctx, flow.ID); err != nil || got.State != StateExpired {
			t.Errorf("%v, %v", got.State, err)
		}
		w.begin(claim(second.Code))
	})
}

func TestACodeIsGoodForFourWeeks(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		made := w.issue()
		if want := start.Add(28 * 24 * time.Hour); !made.ExpiresAt.Equal(want) {
			t.Errorf("expires at %v, want %v", made.ExpiresAt, want)
		}
		state, err := w.SignUp(w.ctx, w.desk, w.ana.ID)
		if err != nil || state.CodeExpiresAt == nil || state.HasAccount {
			t.Errorf("%+v, %v", state, err)
		}
		w.clock.Set(made.ExpiresAt.Add(-time.Second))
		w.begin(claim(made.Code))
		w.clock.Set(made.ExpiresAt)
		_, err = w.StartRegistration(w.ctx, claim(made.Code), home)
		wantCode(t, "after four weeks", err, fault.NotFound)
		if state, err := w.SignUp(w.ctx, w.desk, w.ana.ID); err != nil || state.CodeExpiresAt != nil {
			t.Errorf("%+v, %v", state, err)
		}
	})
}

func TestTheLetterIsForTheSessionThatIssuedIt(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		made := w.issue()
		token, ok := strings.CutPrefix(made.LetterPdfURL, "/download/")
		if !ok || strings.Contains(made.LetterPdfURL, bareCode(made.Code)) {
			t.Fatalf("address %q", made.LetterPdfURL)
		}
		file, err := w.Letter(w.ctx, w.desk, token)
		if err != nil || !bytes.HasPrefix(file.Content, []byte("%PDF-")) || file.Type != "application/pdf" {
			t.Fatalf("%s, %v", file.Type, err)
		}
		for name, who := range map[string]actor.Actor{
			"another session": w.admin, "nobody": {}, "the program": system,
			"a patient": actor.FromSession(actor.Session{ID: w.desk.SessionID(), AccountID: "a", Role: actor.RolePatient}),
		} {
			_, err := w.Letter(w.ctx, who, token)
			wantCode(t, name, err, fault.NotFound)
		}
		for _, bad := range []string{"", "x", token[:len(token)-2] + "AA", made.Code} {
			_, err := w.Letter(w.ctx, w.desk, bad)
			wantCode(t, "no address: "+bad, err, fault.NotFound)
		}
		w.clock.Advance(letterLife)
		_, err = w.Letter(w.ctx, w.desk, token)
		wantCode(t, "ten minutes later", err, fault.NotFound)
		token = strings.TrimPrefix(w.issue().LetterPdfURL, "/download/")
		w.issue()
		_, err = w.Letter(w.ctx, w.desk, token)
		wantCode(t, "of a code that was replaced", err, fault.NotFound)
	})
}

func TestLettersHoldAnyName(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"Zoë O’Neill-Sørensen", "Дмитрий", "王小明", "محمد", "𝒜nn 😀", strings.Repeat("Long ", 40), ""} {
		content, err := page{clinic: Clinic{Name: name}, name: name, link: "https://portal.example.org/#x", at: start, until: start}.pdf()
		if err != nil || len(content) < 5_000 {
			t.Errorf("%q: %d bytes, %v", name, len(content), err)
		}
	}
}

func TestTheLinkKeepsItsSecretsFromServers(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		made := w.issue()
		before, after, _ := strings.Cut(made.SignUpURL, "#")
		if before != "https://portal.example.org/create-account" || after != "code="+made.Code+"&number=4-820-117" {
			t.Errorf("%q", made.SignUpURL)
		}
		if !strings.HasPrefix(made.QRCodeSvg, "<svg") {
			t.Errorf("%.40q", made.QRCodeSvg)
		}
	})
}

func TestUsernamesAreMadeOfNames(t *testing.T) {
	t.Parallel()
	for want, p := range map[string]patient.Patient{
		"ana.lima-sorensen": {GivenNames: "Ána María", FamilyName: "Lima-Sørensen"},
		"suharto":           {FullName: "Suharto"},
	} {
		if got := wishes(p); got[0] != want {
			t.Errorf("%v, want %q first", got, want)
		}
	}
}
