package main

import (
	"database/sql"
	"encoding/json"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"patientportal/server/fault"
)

// A setting that cannot be right ends the program with exit code 2 and the
// variable's name, before it has written anything.
func TestWrongSettingsAreNamed(t *testing.T) {
	t.Parallel()
	readable := filepath.Join(t.TempDir(), "secret.key")
	if err := os.WriteFile(readable, []byte("x"), 0o644); err != nil { //nolint:gosec // too open on purpose
		t.Fatal(err)
	}
	halfWritten := filepath.Join(t.TempDir(), "privacy.md")
	if err := os.WriteFile(halfWritten, []byte("---\nversion: 1\n---\n# Privacy\n\nText.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ setting, expected string }{
		{"PORTAL_ADDR=nonsense", "HOST:PORT"},
		{"PORTAL_ADDR=:99999", "HOST:PORT"},
		{"PORTAL_BASE_URL=localhost:8080", "http://"},
		{"PORTAL_BASE_URL=https://portal.example.org/here", "no path"},
		{"PORTAL_BASE_URL=https://portal.example.org", "localhost"},
		{"PORTAL_DATABASE_URL=mysql://localhost/portal", "sqlite:PATH"},
		{"PORTAL_DATA_DIR=/dev/null", "folder"},
		{"PORTAL_DATABASE_URL=sqlite:portal.db?mode=ro", "no parameters"},
		{"PORTAL_DATABASE_URL=postgres://localhost:port/portal", "postgres://"},
		{"PORTAL_SMTP_URL=http://localhost", "smtp://"},
		{"PORTAL_SMTP_URL=smtp://localhost:25?starttls=perhaps", "starttls"},
		{"PORTAL_SMTP_URL=smtp://localhost/path", "no path"},
		{"PORTAL_CORS_ORIGINS=example.org", "origins"},
		{"PORTAL_TRUSTED_PROXIES=here", "networks"},
		{"PORTAL_SECRET_KEY_FILE=" + readable, "chmod 600"},
		{"PORTAL_CLINIC_NAME=", "a name"},
		{"PORTAL_PRIVACY_POLICY_FILE=" + halfWritten, "date: 2026-11-26"},
		{"PORTAL_PRIVACY_POLICY_FILE=/nowhere/privacy.md", "can be read"},
		{"PORTAL_DEMO_CLOCK_OFFSET=soon", "duration"},
		{"PORTAL_SECURITY_QUESTIONS=perhaps", "on or off"},
		{"PORTAL_DEMO=perhaps", "bool"},
	} {
		t.Run(c.setting, func(t *testing.T) {
			t.Parallel()
			folder := filepath.Join(t.TempDir(), "data")
			said, code := runProgram(t, []string{"PORTAL_ADDR=127.0.0.1:0", "PORTAL_DATA_DIR=" + folder, c.setting}, "serve", "--demo")
			name, _, _ := strings.Cut(c.setting, "=")
			if code != exitUsage || !strings.Contains(said, name) || !strings.Contains(said, c.expected) {
				t.Errorf("exit code %d, want %d, the variable and %q:\n%s", code, exitUsage, c.expected, said)
			}
			if _, err := os.Stat(filepath.Join(folder, "portal.db")); !os.IsNotExist(err) {
				t.Errorf("there is a database: %v", err)
			}
		})
	}
}

// What people agreed to stays what it was: a text that changes takes another
// version along, and with it everybody is asked again.
func TestAChangedPolicyNeedsAnotherVersion(t *testing.T) {
	t.Parallel()
	p := newProgram(t, "sqlite", nil)
	file := filepath.Join(p.folder, "privacy.md")
	write := func(version, text string) {
		t.Helper()
		if err := os.WriteFile(file, []byte("---\nversion: "+version+"\ndate: 2026-03-01\n---\n# Privacy\n\n"+text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	const setting = "PORTAL_PRIVACY_POLICY_FILE="
	write("1", "One text.")
	p.start(setting + file)
	p.stop()
	write("1", "Another text.")
	said, code := runProgram(t, append(p.env, setting+file), "serve", "--demo")
	if code != exitUsage || !strings.Contains(said, "PORTAL_PRIVACY_POLICY_FILE: expected another version") {
		t.Errorf("exit code %d: %s", code, said)
	}
	write("2", "Another text.")
	p.start(setting + file)
	var read struct {
		Clinic struct {
			PrivacyPolicy struct{ Version, Body string }
		}
	}
	p.mustAsk(client{url: p.url}, `{ clinic { privacyPolicy { version body } } }`, nil, &read)
	if got := read.Clinic.PrivacyPolicy; got.Version != "2" || got.Body != "Another text." {
		t.Errorf("in force is %+v", got)
	}
	p.stop()
}

// A port that somebody else has ends the program before its jobs begin, so
// that no mail goes out of a server nobody can reach.
func TestATakenPortEndsTheProgramBeforeItsJobs(t *testing.T) {
	t.Parallel()
	taken, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = taken.Close() }()
	folder := t.TempDir()
	said, code := runProgram(t, []string{"PORTAL_ADDR=" + taken.Addr().String(), "PORTAL_DATA_DIR=" + folder}, "serve")
	if code != exitFailed || !strings.HasPrefix(said, "portal: PORTAL_ADDR: ") {
		t.Errorf("exit code %d: %s", code, said)
	}
	db, err := sql.Open("sqlite3", filepath.Join(folder, "portal.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	var jobs int
	if err := db.QueryRowContext(t.Context(), "SELECT COUNT(*) FROM river_job").Scan(&jobs); err != nil || jobs != 0 {
		t.Errorf("%d jobs were begun (%v)", jobs, err)
	}
}

// Whoever makes an account knows flags, not the fields behind them.
func TestAccountProblemsNameTheirFlags(t *testing.T) {
	t.Parallel()
	taken := &fault.Fault{Code: fault.Conflict, Field: "patientId", Message: "Taken."}
	if got := byFlag(taken).Error(); got != "--clinic-number: Taken." {
		t.Errorf("got %q", got)
	}
	if broken := errors.New("disk full"); !errors.Is(byFlag(broken), broken) {
		t.Error("a failure that is nobody's input was hidden")
	}
}

func TestClockOffsetIsForTheDemo(t *testing.T) {
	t.Parallel()
	said, code := runProgram(t, []string{"PORTAL_DATA_DIR=" + t.TempDir(), "PORTAL_DEMO_CLOCK_OFFSET=167h"}, "serve")
	if code != exitUsage || !strings.Contains(said, "PORTAL_DEMO_CLOCK_OFFSET") {
		t.Errorf("exit code %d: %s", code, said)
	}
}

// Demo accounts stay on this machine, also when the server comes back without
// being told that it is a demo.
func TestDemoAccountsStayOnLocalhost(t *testing.T) {
	t.Parallel()
	p := newProgram(t, "sqlite", nil)
	said, code := runProgram(t, append(p.env, "PORTAL_BASE_URL=https://portal.example.org"), "serve")
	if code != exitUsage || !strings.Contains(said, "PORTAL_BASE_URL") {
		t.Errorf("exit code %d: %s", code, said)
	}
}

// Rotating leaves the old key for what was made with it, and says so on the trail.
func TestKeysAreRotated(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for range 2 {
		said, code := runProgram(t, []string{"PORTAL_DATA_DIR=" + folder}, "keys", "rotate")
		if code != 0 || !strings.HasPrefix(said, "Current key: ") {
			t.Fatalf("exit code %d: %s", code, said)
		}
	}
	var held struct{ Keys []struct{ ID string } }
	text, err := os.ReadFile(filepath.Join(folder, "secret.key"))
	if err := errors.Join(err, json.Unmarshal(text, &held)); err != nil || len(held.Keys) != 3 {
		t.Errorf("%d keys in the file, want the first and two more (%v)", len(held.Keys), err)
	}
	db, err := sql.Open("sqlite3", filepath.Join(folder, "portal.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	var rows int
	row := db.QueryRowContext(t.Context(), "SELECT COUNT(*) FROM audit_events WHERE action = 'keys.rotate' AND subject_id IN (?, ?)",
		held.Keys[1].ID, held.Keys[2].ID)
	if err := row.Scan(&rows); err != nil || rows != 2 {
		t.Errorf("%d rows on the trail, want 2 (%v)", rows, err)
	}
}

// runProgram gives what the program said and its exit code. Of settings given
// twice the later counts.
func runProgram(t *testing.T, settings []string, args ...string) (said string, code int) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], args...)
	cmd.Env = append(append(withoutSettings(os.Environ()), asProgram+"=1"), settings...)
	cmd.WaitDelay = time.Second
	timer := time.AfterFunc(patience, func() { _ = cmd.Process.Kill() }) // it serves instead of refusing
	defer timer.Stop()
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return string(out), cmd.ProcessState.ExitCode()
}
