package main

import (
	"context"
	"encoding/json"
	"maps"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"

	"patientportal/frontend"
	"patientportal/graph"
	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/demo"
	"patientportal/server/store"
)

// screens are the queries of the app itself, by name, as it was built.
func screens(t *testing.T) map[string]string {
	t.Helper()
	documents, err := frontend.Documents()
	if err != nil {
		t.Fatal(err)
	}
	if len(documents) == 0 && os.Getenv("CI") != "" {
		t.Fatal("the app is not built: make app")
	}
	if len(documents) == 0 {
		t.Skip("the app is not built: make app")
	}
	name := regexp.MustCompile(`query (\w+)`)
	found := map[string]string{}
	for _, text := range documents {
		if m := name.FindStringSubmatch(text); m != nil {
			found[m[1]] = text
		}
	}
	return found
}

// mostStatements is more than any screen needs; the session check is one of
// them. A screen that needs more wants another look.
const mostStatements = 14

// TestNoScreenGrowsWithItsRows counts the statements of each of the app's
// screens with one row in every list and with as many as fit.
func TestNoScreenGrowsWithItsRows(t *testing.T) {
	t.Parallel()
	for _, dialect := range dialects {
		t.Run(dialect, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, dialect)
			maria, desk, admin := w.signIn(t, "maria.alvarez"), w.signIn(t, "desk.lindgren"), w.signIn(t, "admin")
			variables := w.screenVariables(t, maria)
			size := regexp.MustCompile(`first: \d+`)
			for name, text := range screens(t) {
				who := maria
				if isStaffs(name) {
					who = desk
				}
				if isAdministrators(name) {
					who = admin
				}
				one := w.warmStatements(t, who, size.ReplaceAllString(text, "first: 1"), variables)
				many := w.warmStatements(t, who, text, variables)
				t.Logf("%s: %d statements", name, len(many))
				if len(one) != len(many) || len(many) > mostStatements {
					t.Errorf("%s: %d statements with one row, %d with many, at most %d are fine:\n%s",
						name, len(one), len(many), mostStatements, strings.Join(many, "\n"))
				}
			}
		})
	}
}

// TestBothWaysAnswerAlike runs each screen through the functions that write
// plain structs straight to JSON, and through gqlgen alone: a directive on
// every selection is what those functions leave to it.
func TestBothWaysAnswerAlike(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "sqlite")
	variables := w.screenVariables(t, w.signIn(t, "maria.alvarez"))
	exec := executor.New(graph.NewSchema(w.Rooms))
	maria := graphql.StartOperationTrace(actor.NewContext(t.Context(), w.asMaria(t)))
	desk := graphql.StartOperationTrace(actor.NewContext(t.Context(),
		actor.FromSession(actor.Session{ID: "s", AccountID: "a", Role: actor.RoleFrontDesk})))
	admin := graphql.StartOperationTrace(actor.NewContext(t.Context(),
		actor.FromSession(actor.Session{ID: "s", AccountID: "a", Role: actor.RoleAdministrator})))
	for name, text := range screens(t) {
		ctx := maria
		if isStaffs(name) {
			ctx = desk
		}
		if isAdministrators(name) {
			ctx = admin
		}
		straight := execute(ctx, t, exec, text, variables)
		slow := execute(ctx, t, exec, strings.ReplaceAll(text, "__typename", "__typename @include(if: true)"), variables)
		if straight != slow {
			t.Errorf("%s:\nstraight %s\ngqlgen   %s", name, straight, slow)
		}
		if len(straight) < 20 {
			t.Errorf("%s answers nothing: %s", name, straight)
		}
	}
}

// isStaffs tells the screens of the front desk from the patients'.
func isStaffs(screen string) bool {
	return strings.HasPrefix(screen, "Staff") || screen == "PractitionerHours"
}

// isAdministrators tells the screens of administrators.
func isAdministrators(screen string) bool { return strings.HasPrefix(screen, "Administrator") }

func (w *world) asMaria(t *testing.T) actor.Actor {
	t.Helper()
	known := demo.Accounts()[0]
	outcome, err := w.Account.SignIn(t.Context(), account.SignInInput{
		Username: known.Username, Password: known.Password, Client: account.Browser,
	}, account.Client{Address: "127.0.0.1"})
	if err != nil {
		t.Fatal(err)
	}
	return w.agree(t, outcome.Who())
}

func execute(ctx context.Context, t *testing.T, exec *executor.Executor, text string, variables map[string]any) string {
	t.Helper()
	op, errs := exec.CreateOperationContext(ctx, &graphql.RawParams{Query: text, Variables: maps.Clone(variables)})
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	next, ctx := exec.DispatchOperation(ctx, op)
	response := next(ctx)
	if len(response.Errors) > 0 {
		t.Fatal(response.Errors)
	}
	return string(response.Data)
}

// screenVariables answers whatever a screen may ask for; those that a document
// does not declare are ignored.
func (w *world) screenVariables(t *testing.T, maria *browser) map[string]any {
	t.Helper()
	things := w.mariasThings(t, maria)
	var got struct {
		Clinic struct {
			Locations, Departments []struct{ ID string }
			Practitioners          []struct{ ID, Name string }
		}
	}
	maria.do(t, `{ clinic { locations { id } departments { id } practitioners { id name } } }`, nil).into(t, &got)
	return map[string]any{
		"patientId": w.maria.ID, "appointmentId": things["appointment"], "adviceId": things["advice"], "challengeId": "none",
		"locationId": got.Clinic.Locations[0].ID, "departmentId": got.Clinic.Departments[0].ID,
		"practitionerId": got.Clinic.Practitioners[0].ID, "serviceId": things["service"],
		"code": "http://loinc.org|4548-4", "holdId": things["hold"], "requestId": things["request"],
		"when": "UPCOMING", "date": w.clock().Format(time.DateOnly), "unreadOnly": false, "search": "a",
		"from": w.clock().Format(time.RFC3339), "to": w.clock().AddDate(0, 0, 30).Format(time.RFC3339),
		"input":        map[string]any{"password": "Made-Up-Lantern-38!"}, // of PasswordAdvice, the one query with an input
		"appointments": true, "advice": true, "results": true,
		"registrationId": w.begunRegistration(t), "carerId": things["carer"], "token": w.linkOf(t, things["invitation"].(string)),
	}
}

// warmStatements leaves out the clinic's directory, which is read once and kept
// for a moment: of three tries the one that met it fresh counts.
func (w *world) warmStatements(t *testing.T, b *browser, document string, variables map[string]any) []string {
	t.Helper()
	least := w.statements(t, b, document, variables)
	for range 2 {
		if again := w.statements(t, b, document, variables); len(again) < len(least) {
			least = again
		}
	}
	return least
}

func (w *world) statements(t *testing.T, b *browser, document string, variables map[string]any) []string {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": document, "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	ctx, count := store.Counting(t.Context())
	r := httptest.NewRequestWithContext(ctx, "POST", "/graphql", strings.NewReader(string(body)))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Portal-Client", "test")
	r.Header.Set("Cookie", b.cookie)
	rec := httptest.NewRecorder()
	w.handler.ServeHTTP(rec, r)
	if text := rec.Body.String(); strings.Contains(text, `"errors"`) {
		t.Errorf("%.200s: %.300s", document, text)
	}
	return slices.Clone(count.Texts())
}
