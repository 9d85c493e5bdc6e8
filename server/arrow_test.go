package main

import (
	"encoding/json"
	"errors"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "patientportal/"

// rooms from left to right: a room may import rooms after it, never before.
var rooms = []string{"fhir", "advice", "calendar", "waitlist", "visit", "schedules", "requests", "invitations", "booking", "hours", "records", "carer", "registration", "patient", "clinic", "recovery", "factor", "account", "contact"}

type listed struct {
	ImportPath string
	Imports    []string
	Deps       []string
}

// TestTheArrowHolds reads what the compiler reads, so it holds without a
// linter. The line is drawn in docs/architecture.md.
func TestTheArrowHolds(t *testing.T) {
	t.Parallel()
	for _, p := range listPackages(t) {
		path := strings.TrimPrefix(p.ImportPath, module)
		for _, dep := range p.Deps {
			if why := forbidden(path, dep); why != "" {
				t.Errorf("%s depends on %s: %s", path, dep, why)
			}
		}
		for _, dep := range p.Imports {
			if why := forbiddenDirectly(path, dep); why != "" {
				t.Errorf("%s imports %s: %s", path, dep, why)
			}
		}
	}
}

func forbidden(path, dep string) string {
	ours := strings.HasPrefix(dep, module)
	target := strings.TrimPrefix(dep, module)
	room := roomOf(path)
	switch {
	case ours && within(target, "graph") && !within(path, "graph") && !within(path, "server/web") && path != "server":
		return "only server/web stands on the graph"
	case ours && strings.HasSuffix(target, "test") && !strings.Contains(path, "test"):
		return "only tests stand on what is made for tests"
	case ours && path == "ent/schema":
		return "tables know nothing of the program"
	case room == "":
		return ""
	case ours && (within(target, "server/web") || within(target, "server/config") || within(target, "server/demo")):
		return "rooms lie below web, config and demo"
	case within(dep, "github.com/99designs/gqlgen"):
		return "a room knows no GraphQL"
	case ours && roomOf(target) != "" && !mayImport(room, roomOf(target)):
		return "rooms import to their right alone"
	}
	return ""
}

func forbiddenDirectly(path, dep string) string {
	if roomOf(path) != "" && dep == "net/http" {
		return "a room knows no transport"
	}
	if leaf := strings.TrimPrefix(path, "server/"); slices.Contains([]string{"fault", "actor", "page"}, leaf) && strings.HasPrefix(dep, module+"ent") {
		return "this leaf knows no storage"
	}
	return ""
}

func mayImport(from, to string) bool {
	if from == to {
		return true
	}
	if from == "notify" || to == "notify" {
		return false
	}
	return slices.Index(rooms, from) < slices.Index(rooms, to)
}

func roomOf(path string) string {
	rest, ok := strings.CutPrefix(path, "server/")
	name, _, _ := strings.Cut(rest, "/")
	if ok && (name == "notify" || slices.Contains(rooms, name)) {
		return name
	}
	return ""
}

func within(path, folder string) bool { return path == folder || strings.HasPrefix(path, folder+"/") }

func listPackages(t *testing.T) []listed {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports,Deps", module+"...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []listed
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

// TestOnlyStoreFilesSpeakToEnt keeps the rules of a room apart from its tables.
func TestOnlyStoreFilesSpeakToEnt(t *testing.T) {
	t.Parallel()
	eachSource(t, func(path string, imports []string) {
		inRoom := roomOf(filepath.ToSlash(filepath.Dir("server/"+path))) != ""
		if !inRoom || strings.HasPrefix(filepath.Base(path), "store") {
			return
		}
		for _, i := range imports {
			if within(i, module+"ent") || within(i, "entgo.io") {
				t.Errorf("%s imports %s: only store*.go may", path, i)
			}
		}
	})
}

// TestOnlyAccountMakesActors keeps one door: a verified session.
func TestOnlyAccountMakesActors(t *testing.T) {
	t.Parallel()
	out, _ := exec.CommandContext(t.Context(), "git", "grep", "-l", "actor.FromSession(", "--", "*.go").Output()
	for _, path := range strings.Fields(string(out)) {
		if !strings.HasSuffix(path, "_test.go") && !strings.HasSuffix(filepath.Dir(path), "test") && !strings.HasPrefix(path, "account/") {
			t.Errorf("%s makes an actor: only account may", path)
		}
	}
}

func eachSource(t *testing.T, visit func(path string, imports []string)) {
	t.Helper()
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && d.Name() == "node_modules" {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		var imports []string
		for _, i := range file.Imports {
			imports = append(imports, strings.Trim(i.Path.Value, `"`))
		}
		visit(path, imports)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
