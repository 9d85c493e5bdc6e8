// Command withpostgres runs a command beside one throwaway PostgreSQL, so that
// the test binaries of many packages share it:
//
//	go run ./server/store/storetest/withpostgres go test ./...
//
// The command finds its URL in PORTAL_TEST_POSTGRES. When that is set already,
// the command runs as it is. Without PostgreSQL installed it runs all the same
// and its tests skip; under CI=true this fails instead.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"

	"patientportal/server/store/storetest/pgtemp"
)

const variable = "PORTAL_TEST_POSTGRES"

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: withpostgres COMMAND [ARGUMENT…]")
		os.Exit(2)
	}
	code, err := run(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "withpostgres:", err)
		os.Exit(1)
	}
	os.Exit(code)
}

func run(args []string) (code int, err error) {
	if os.Getenv(variable) != "" {
		return runCommand(args, os.Environ())
	}
	cluster, err := pgtemp.Start(context.Background())
	switch {
	case errors.Is(err, pgtemp.ErrMissing) && os.Getenv("CI") != "true":
		fmt.Fprintln(os.Stderr, "withpostgres: tests on PostgreSQL will be skipped:", err)
		return runCommand(args, os.Environ())
	case err != nil:
		return 0, err
	}
	defer func() { err = errors.Join(err, cluster.Stop()) }()
	return runCommand(args, append(os.Environ(), variable+"="+cluster.URL("postgres")))
}

// runCommand gives the command's exit code. A signal goes to the command, whose
// end is then ours.
func runCommand(args, env []string) (int, error) {
	cmd := exec.Command(args[0], args[1:]...) //nolint:noctx // a signal ends it, see below
	cmd.Env = env
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM)
	defer signal.Stop(signals)
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	go func() {
		for s := range signals {
			_ = cmd.Process.Signal(s) // it may have ended meanwhile
		}
	}()
	err := cmd.Wait()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return max(exit.ExitCode(), 1), nil
	}
	return 0, err
}
