package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"patientportal/server/config"
	"patientportal/server/demo"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

const (
	recoverUsername = `mutation($name: String!, $born: Date!, $number: String!) {
		recoverUsername(input: {fullName: $name, dateOfBirth: $born, clinicNumber: $number}) { accepted } }`
	requestReset  = `mutation($who: String!) { requestPasswordReset(input: {usernameOrEmail: $who}) { accepted } }`
	lookAtReset   = `query($token: String!) { passwordReset(token: $token) { valid securityQuestion } }`
	resetPassword = `mutation($token: String!, $password: String!) { resetPassword(input: {token: $token, newPassword: $password}) { reset } }`
)

// seen is what somebody who asks gets to see, and what it took.
type seen struct {
	status     int
	body       string
	statements string
}

func (w *world) see(t *testing.T, document string, variables map[string]any) seen {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": document, "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	ctx, count := store.Counting(t.Context())
	r := httptest.NewRequestWithContext(ctx, http.MethodPost, "/graphql", bytes.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Portal-Client", "test")
	got := httptest.NewRecorder()
	w.handler.ServeHTTP(got, r)
	return seen{got.Code, got.Body.String(), strings.Join(count.Texts(), ";\n")}
}

// The whole program, deliveries and their jobs included, does the same for
// whoever is asked for.
func TestRecoveryTellsNobodyApart(t *testing.T) {
	t.Parallel()
	storetest.EachDialect(t, func(t *testing.T, dialect string) {
		w := newWorld(t, dialect)
		person := func(name, born, number string) seen {
			return w.see(t, recoverUsername, map[string]any{"name": name, "born": born, "number": number})
		}
		known := person(w.maria.FullName, *w.maria.DateOfBirth, w.maria.ClinicNumber)
		if known.status != http.StatusOK || !strings.Contains(known.body, `"accepted":true`) {
			t.Fatalf("answered %+v", known)
		}
		for name, got := range map[string]seen{
			"unknown":    person("No One", "1984-03-09", "1-111-111"),
			"wrong date": person(w.maria.FullName, "1984-03-10", w.maria.ClinicNumber),
			"no address": person(w.jordan.FullName, *w.jordan.DateOfBirth, w.jordan.ClinicNumber),
		} {
			if got != known {
				t.Errorf("a username, %s:\n%+v\nwant as for a known person:\n%+v", name, got, known)
			}
		}
		forgot := func(who string) seen { return w.see(t, requestReset, map[string]any{"who": who}) }
		known = forgot("maria.alvarez")
		for _, who := range []string{"maria@example.org", "no.one", "no.one@example.org", "jordan.whitfield"} {
			if got := forgot(who); got != known {
				t.Errorf("a password, %s:\n%+v\nwant as for a known person:\n%+v", who, got, known)
			}
		}
	})
}

// A forgotten password, from asking to signing in: the token is in the mail, and
// neither it nor a password is in the log or in any table.
func TestAForgottenPasswordIsMendedByMail(t *testing.T) {
	t.Parallel()
	storetest.EachDialect(t, func(t *testing.T, dialect string) {
		var log syncBuffer
		w := loggedWorld(t, dialect, slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
		b := w.anonymous()
		b.do(t, requestReset, map[string]any{"who": "Maria.Alvarez"})
		text := w.mailTo(t, "Create a new password")
		token := regexp.MustCompile(`/reset-password#([\w-]{43})\s`).FindStringSubmatch(text)
		if token == nil || !strings.Contains(text, "Username: maria.alvarez") {
			t.Fatalf("no link in:\n%s", text)
		}
		var look struct{ PasswordReset struct{ Valid bool } }
		b.do(t, lookAtReset, map[string]any{"token": token[1]}).into(t, &look)
		if !look.PasswordReset.Valid {
			t.Fatal("the mailed link does not work")
		}
		const next = "Copper-Thicket-57!"
		if got := b.do(t, resetPassword, map[string]any{"token": token[1], "password": next}); got.code() != "" {
			t.Fatalf("resetting: %v", got.Errors)
		}
		if got := b.do(t, resetPassword, map[string]any{"token": token[1], "password": next + "2"}); got.code() != old {
			t.Errorf("a second time: %v", got.Errors)
		}
		if text := w.mailTo(t, "Your password was changed"); strings.Contains(text, next) {
			t.Error("the mail tells the password")
		}
		got := b.do(t, `mutation($p: String!) { signIn(input: {username: "maria.alvarez", password: $p}) { __typename } }`, map[string]any{"p": next})
		if got.code() != "" {
			t.Errorf("signing in with the new password: %v", got.Errors)
		}
		for where, held := range map[string]string{"log": log.String(), "database": w.everyRow(t)} {
			for name, secret := range map[string]string{"token": token[1], "new password": next, "old password": passwords()["maria.alvarez"]} {
				if strings.Contains(held, secret) {
					t.Errorf("the %s holds the %s", where, name)
				}
			}
		}
	})
}

// loggedWorld is newWorld with its jobs at work and a log to look into.
func loggedWorld(t *testing.T, dialect string, log slog.Handler) *world {
	t.Helper()
	settings := config.Serve{
		Store: config.Store{DataDir: t.TempDir(), DatabaseURL: storetest.URL(t, dialect), ClinicNames: config.ClinicNames{ClinicName: "Clinic"}},
		Addr:  ":0", BaseURL: "http://localhost", MailFrom: "no-reply@localhost", Demo: true,
	}
	settings.SecretKeyFile = filepath.Join(settings.DataDir, "secret.key")
	p, err := openPortal(t.Context(), settings, slog.New(log))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.close)
	if _, err := demo.LayOut(t.Context(), p.demoRooms(), demo.Options{Patients: 2, Seed: 1}); err != nil {
		t.Fatal(err)
	}
	handler, err := p.handler(settings)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.startJobs(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.stopJobs(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return &world{portal: p, handler: handler}
}

// mailTo waits for the mail of that subject and gives its text.
func (w *world) mailTo(t *testing.T, subject string) (text string) {
	t.Helper()
	until(t, "a mail: "+subject, func() bool {
		list, err := w.mailbox.List()
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range list {
			if m.Subject == subject {
				mail, err := w.mailbox.Open(m.Name)
				if err != nil {
					t.Fatal(err)
				}
				text = strings.ReplaceAll(mail.Text, "\r\n", "\n")
				return true
			}
		}
		return false
	})
	return text
}

// everyRow is every value of every table.
func (w *world) everyRow(t *testing.T) string {
	t.Helper()
	tables := `SELECT tablename FROM pg_tables WHERE schemaname = 'public'`
	if w.store.Dialect() == "sqlite3" {
		tables = `SELECT name FROM sqlite_master WHERE type = 'table'`
	}
	var all strings.Builder
	for _, table := range w.rows(t, tables) {
		all.WriteString(strings.Join(w.rows(t, `SELECT * FROM "`+table+`"`), "\n"))
	}
	if !strings.Contains(all.String(), "maria.alvarez") {
		t.Fatal("the tables are empty")
	}
	return all.String()
}

func (w *world) rows(t *testing.T, query string) (list []string) {
	t.Helper()
	rows, err := w.store.WriterDB().QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		for i, v := range values {
			if raw, ok := v.([]byte); ok {
				values[i] = string(raw)
			}
		}
		list = append(list, strings.TrimSuffix(strings.TrimPrefix(fmt.Sprint(values), "["), "]"))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return list
}
