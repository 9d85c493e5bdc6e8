// Package migrations holds the versioned migrations: sqlite and postgres, the
// same versions and names in both, atlas.sum over each. `make migration` writes
// them; the store applies them.
package migrations

import "embed"

// Files has the folders sqlite and postgres.
//
//go:embed sqlite postgres
var Files embed.FS
