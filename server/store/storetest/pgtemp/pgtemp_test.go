package pgtemp_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"patientportal/server/store/storetest/pgtemp"
)

// This test binary, run again with the variable set, starts a cluster, says
// where, and waits to be killed.
const asVictim = "PGTEMP_TEST_VICTIM"

func TestMain(m *testing.M) {
	if os.Getenv(asVictim) == "" {
		os.Exit(m.Run())
	}
	c, err := pgtemp.Start(context.Background())
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println(c.URL("postgres"))
	time.Sleep(time.Hour)
}

func start(t *testing.T) *pgtemp.Cluster {
	t.Helper()
	c, err := pgtemp.Start(t.Context())
	if errors.Is(err, pgtemp.ErrMissing) && os.Getenv("CI") != "true" {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestClusterAnswersUntilStopped(t *testing.T) {
	t.Parallel()
	c := start(t)
	conn, err := pgx.Connect(t.Context(), c.URL("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	var encoding string
	if err := conn.QueryRow(t.Context(), "SHOW server_encoding").Scan(&encoding); err != nil || encoding != "UTF8" {
		t.Errorf("encoding %q, %v", encoding, err)
	}
	if err := c.Stop(); err != nil {
		t.Error(err)
	}
	if err := conn.Ping(t.Context()); err == nil {
		t.Error("it still answers")
	}
	if folder := folderOf(t, c.URL("postgres")); exists(folder) {
		t.Errorf("%s was left behind", folder)
	}
}

func TestClusterGoesWhenItsProcessIsKilled(t *testing.T) {
	t.Parallel()
	if err := start(t).Stop(); err != nil { // skips where there is no PostgreSQL
		t.Fatal(err)
	}
	victim := exec.Command(os.Args[0])
	victim.Env = append(os.Environ(), asVictim+"=1")
	out, err := victim.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := victim.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil || !strings.HasPrefix(line, "postgres://") {
		t.Fatalf("the victim said %q, %v", line, err)
	}
	folder := folderOf(t, strings.TrimSpace(line))
	if !exists(folder) {
		t.Fatalf("%s is not there yet", folder)
	}
	if err := errors.Join(victim.Process.Kill(), ignoreKilled(victim.Wait())); err != nil {
		t.Fatal(err)
	}
	deadline := time.After(20 * time.Second)
	for exists(folder) {
		select {
		case <-deadline:
			t.Fatalf("%s outlived the process", folder)
		case <-time.After(5 * time.Millisecond):
		}
	}
}

func ignoreKilled(err error) error {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return nil
	}
	return err
}

func folderOf(t *testing.T, clusterURL string) string {
	t.Helper()
	u, err := url.Parse(clusterURL)
	if err != nil {
		t.Fatal(err)
	}
	return u.Query().Get("host")
}

func exists(folder string) bool {
	_, err := os.Stat(folder)
	return err == nil
}
