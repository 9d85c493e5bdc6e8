package web

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The audits of npm graphql-http and the client of npm graphql-ws, which know
// nothing of this program.
func TestConformance(t *testing.T) {
	t.Parallel()
	installConformance(t)
	p := start(t, func(d *Deps) { d.Playground = true })
	for script, args := range map[string][]string{
		"graphql-http.mjs": {p.url + "/graphql"},
		"graphql-ws.mjs":   {"ws" + strings.TrimPrefix(p.url, "http") + "/graphql", "good"},
	} {
		t.Run(script, func(t *testing.T) {
			cmd := exec.CommandContext(t.Context(), "node", append([]string{script}, args...)...)
			cmd.Dir = "conformance"
			out, err := cmd.CombinedOutput()
			t.Logf("%s", out)
			if err != nil {
				t.Error(err)
			}
		})
	}
}

// installConformance puts the packages in place, or skips where that cannot be
// done, which CI does not forgive.
func installConformance(t *testing.T) {
	t.Helper()
	if _, err := os.Stat(filepath.Join("conformance", "node_modules", "graphql-ws")); err == nil {
		return
	}
	cmd := exec.CommandContext(t.Context(), "npm", "ci", "--no-audit", "--no-fund")
	cmd.Dir = "conformance"
	if out, err := cmd.CombinedOutput(); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("npm ci: %v\n%s", err, out)
		}
		t.Skipf("npm ci in server/web/conformance: %v", err)
	}
}
