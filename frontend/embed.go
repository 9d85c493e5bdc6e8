// Package frontend carries the built app inside the program, and the GraphQL
// documents it sends. `npm run build` here makes both.
package frontend

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
)

// Each pattern also matches a text file beside the folder it is meant for, so
// that this compiles before the app is built.
//
//go:embed all:dist* all:persisted*
var embedded embed.FS

// Files gives the built app, index.html on top; it has no files before a build.
func Files() fs.FS {
	built, err := fs.Sub(embedded, "dist")
	if err != nil {
		panic(err) // a constant, valid path
	}
	return built
}

// Documents gives the texts of the app's GraphQL operations by their ids;
// none before a build.
func Documents() (map[string]string, error) {
	text, err := embedded.ReadFile("persisted/operations.json")
	if errors.Is(err, fs.ErrNotExist) {
		return map[string]string{}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("frontend: read the app's operations: %w", err)
	}
	var documents map[string]string
	if err := json.Unmarshal(text, &documents); err != nil {
		return nil, fmt.Errorf("frontend: read the app's operations: %w", err)
	}
	return documents, nil
}
