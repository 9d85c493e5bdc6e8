// Command generate writes the server's half of the contract from the SDL:
// gqlgen's executor, and beside it the functions that write plain structs
// straight to JSON (see graph/direct).
package main

import (
	"fmt"
	"os"

	"github.com/99designs/gqlgen/api"
	"github.com/99designs/gqlgen/codegen/config"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func run() error {
	cfg, err := config.LoadConfig("gqlgen.yml")
	if err != nil {
		return fmt.Errorf("reading gqlgen.yml: %w", err)
	}
	writers := plainWriters{executor: cfg.Exec.Filename, output: "graph/generated/direct.go"}
	if err := api.Generate(cfg, api.AddPlugin(&writers)); err != nil {
		return err
	}
	return writers.hook()
}
