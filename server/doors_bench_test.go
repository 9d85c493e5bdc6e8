package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/patient"
)

// door is a public operation that people come to whom the clinic knows, and
// others. vars gives the input for the nth of them.
type door struct {
	name, document string
	vars           func(n int, known bool) map[string]any
}

// BenchmarkDoors asks every public door for people the clinic knows and for
// nobody, in turns at who is first, and reports the medians of the two as a ratio: 1 tells
// nothing. It asks b.N of each; 200 (-benchtime 200x) is what docs/security.md
// speaks of. Each comes from a network of its own, as guessers do.
func BenchmarkDoors(b *testing.B) {
	for _, dialect := range dialects {
		b.Run(dialect, func(b *testing.B) {
			w := newWorld(b, dialect)
			w.crowd(b, 200)
			for _, d := range doors {
				b.Run(d.name, func(b *testing.B) { w.compareDoor(b, d) })
			}
		})
	}
}

var doors = []door{
	{"sign-in", `mutation($in: SignInInput!) { signIn(input: $in) { __typename } }`, func(n int, known bool) map[string]any {
		return map[string]any{"username": crowdName(n, known), "password": "Wrong-Lantern-38!"}
	}},
	{"forgot-username", `mutation($in: RecoverUsernameInput!) { recoverUsername(input: $in) { accepted } }`, func(n int, known bool) map[string]any {
		return map[string]any{"fullName": "Made Up", "dateOfBirth": "1990-01-01", "clinicNumber": crowdNumber(n, known)}
	}},
	{"forgot-password", `mutation($in: RequestPasswordResetInput!) { requestPasswordReset(input: $in) { accepted } }`, func(n int, known bool) map[string]any {
		return map[string]any{"usernameOrEmail": crowdName(n, known)}
	}},
	{"sign-up", `mutation($in: StartRegistrationInput!) { startRegistration(input: $in) { registration { id } } }`, func(n int, known bool) map[string]any {
		return map[string]any{
			"clinicNumber": crowdNumber(n, known), "activationCode": "ABCD-EFGH-JKLM-NPQR", "email": "made.up@example.org",
			"fullName": "Made Up", "dateOfBirth": "1990-01-01",
		}
	}},
}

func crowdName(n int, known bool) string {
	if known {
		return fmt.Sprintf("crowd.%d", n)
	}
	return fmt.Sprintf("nobody.%d", n)
}

func crowdNumber(n int, known bool) string {
	if known {
		return fmt.Sprintf("7-100-%03d", n)
	}
	return fmt.Sprintf("7-900-%03d", n)
}

// crowd registers made-up patients, each with an account and an address.
func (w *world) crowd(b *testing.B, count int) {
	b.Helper()
	who := actor.System("test")
	for n := range count {
		p, err := w.Patient.Register(b.Context(), who, patient.RegisterInput{
			ClinicNumber: crowdNumber(n, true), FullName: "Made Up", GivenNames: "Made", FamilyName: "Up", DateOfBirth: "1990-01-01",
		})
		if err != nil {
			b.Fatal(err)
		}
		_, err = w.Account.Create(b.Context(), who, account.CreateInput{
			Username: crowdName(n, true), DisplayName: "Made Up", Email: fmt.Sprintf("crowd.%d@example.org", n),
			Role: actor.RolePatient, PatientID: p.ID, Password: jordanPassword,
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

func (w *world) compareDoor(b *testing.B, d door) {
	var known, unknown []time.Duration
	for n := range b.N {
		// Who comes second finds the memory of the first: they take turns at it.
		if n%2 == 0 {
			known = append(known, w.knock(b, d, n, true))
			unknown = append(unknown, w.knock(b, d, n, false))
			continue
		}
		unknown = append(unknown, w.knock(b, d, n, false))
		known = append(known, w.knock(b, d, n, true))
	}
	b.ReportMetric(float64(median(known))/float64(median(unknown)), "known/unknown")
	b.ReportMetric(0, "ns/op")
}

func median(list []time.Duration) time.Duration {
	slices.Sort(list)
	return list[len(list)/2]
}

// knock asks once, from a network that nobody else comes from.
func (w *world) knock(b *testing.B, d door, n int, known bool) time.Duration {
	b.Helper()
	body, err := json.Marshal(map[string]any{"query": d.document, "variables": map[string]any{"in": d.vars(n%200, known)}})
	if err != nil {
		b.Fatal(err)
	}
	r := httptest.NewRequestWithContext(b.Context(), http.MethodPost, "/graphql", strings.NewReader(string(body)))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Portal-Client", "test")
	side := 1
	if known {
		side = 2
	}
	r.RemoteAddr = fmt.Sprintf("10.%d.%d.7:4000", len(d.name)*2+side, n%250)
	answer := httptest.NewRecorder()
	began := time.Now()
	w.handler.ServeHTTP(answer, r)
	took := time.Since(began)
	if strings.Contains(answer.Body.String(), "INTERNAL") || strings.Contains(answer.Body.String(), "RATE_LIMITED") {
		b.Fatalf("%s: %s", d.name, answer.Body)
	}
	return took
}
