// Package playground carries GraphiQL inside the program, so that it works
// without a network. `npm run build` here puts the files into dist.
package playground

import (
	"embed"
	"io/fs"
)

// The pattern matches dist.txt as well, so that this compiles before a build.
//
//go:embed all:dist*
var embedded embed.FS

// Files gives the built page with its assets; it has no files before a build.
func Files() fs.FS {
	built, err := fs.Sub(embedded, "dist")
	if err != nil {
		panic(err) // a constant, valid path
	}
	return built
}
