// Command portal is the patient portal: server, importer and tools in one file.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // zones, wherever the binary is put

	"github.com/alecthomas/kong"

	"patientportal/server/config"
	"patientportal/server/fault"
)

// Exit codes: what went wrong while working, and what was asked wrongly.
const (
	exitFailed = 1
	exitUsage  = 2
)

type commands struct {
	Serve   serveCommand   `cmd:"" help:"Serve the app, the API and the jobs."`
	Demo    demoCommand    `cmd:"" help:"Lay out the demo clinic in an empty database."`
	Import  importCommand  `cmd:"" help:"Bring in records."`
	Account accountCommand `cmd:"" help:"Create patients' accounts."`
	Staff   staffCommand   `cmd:"" help:"Add, list, disable, enable and reset the accounts of staff."`
	Keys    keysCommand    `cmd:"" help:"Rotate the keys that are not in the database."`
	Migrate migrateCommand `cmd:"" help:"Bring the database to this program's version."`
	Schema  schemaCommand  `cmd:"" help:"Print the GraphQL contract (SDL)."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:]))
}

func run(ctx context.Context, args []string) int {
	var cli commands
	parser, err := kong.New(&cli,
		kong.Name("portal"),
		kong.Description("Patient Portal: book appointments, read records and advice."),
		kong.UsageOnError(),
		kong.BindTo(ctx, (*context.Context)(nil)),
	)
	if err != nil {
		return report(err)
	}
	command, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintln(os.Stderr, "portal:", err)
		return exitUsage
	}
	return report(command.Run())
}

// report says what went wrong, each problem on its own line.
func report(err error) int {
	var wrong config.Wrong
	var quiet *toldError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &wrong):
		fmt.Fprintln(os.Stderr, wrong)
		return exitUsage
	case errors.As(err, &quiet):
		return exitFailed
	}
	if list := fault.List(err); len(list) > 0 {
		for _, f := range list {
			fmt.Fprintln(os.Stderr, "portal:", f)
		}
		return exitFailed
	}
	fmt.Fprintln(os.Stderr, "portal:", err)
	return exitFailed
}

// toldError is a failure that the command itself has already told in full.
type toldError struct{ error }

func newLog() *slog.Logger {
	return slog.New(slog.NewJSONHandler(os.Stderr, nil))
}
