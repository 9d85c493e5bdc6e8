package graph

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql/executor"

	"patientportal/frontend"
)

// ours executes nothing, but measures and validates against the real contract.
func ours(introspection bool) *executor.Executor {
	exec := executor.New(NewSchema(Rooms{}))
	limiter := NewLimiter(DefaultLimits, introspection)
	exec.Use(limiter)
	exec.SetQueryCache(limiter)
	exec.SetParserTokenLimit(DefaultLimits.Tokens)
	exec.SetDisableSuggestion(true)
	return exec
}

// Every document of the app passes, with its pages as long as can be.
func TestDocumentsOfTheAppPass(t *testing.T) {
	t.Parallel()
	documents, err := frontend.Documents()
	if err != nil {
		t.Fatal(err)
	}
	if len(documents) == 0 && os.Getenv("CI") == "true" {
		t.Fatal("the app is not built, so its documents cannot be looked at")
	}
	limiter := NewLimiter(DefaultLimits, false)
	for id, text := range documents {
		exec := executor.New(NewSchema(Rooms{}))
		exec.Use(limiter)
		exec.SetQueryCache(limiter)
		for _, err := range create(exec, text, nil) {
			if !strings.HasPrefix(err.Path.String(), "variable") { // none are given here
				t.Errorf("%s: %v", id, err)
			}
		}
		if d, ok := limiter.documents.Get(text); !ok || d.expensive {
			t.Errorf("%s could be too costly: %s", id, text)
		}
	}
}

func TestIntrospectionOfTheContractPasses(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join("testdata", "introspection.graphql"))
	if err != nil {
		t.Fatal(err)
	}
	if got := messageID(create(ours(true), string(text), nil)); got != "accepted" {
		t.Error(got)
	}
}

// The same abuse where there are hundreds of types to compare with.
func TestAbuseOfTheContractIsCheap(t *testing.T) {
	const wide = "id name status unit takenAt releasedAt interpretation{text} referenceRange{low high text} code{system code display}"
	documents := map[string]string{
		"pages per patient":    "{viewer{patients{results(first:100){edges{node{" + wide + "}}} more:results(first:100){edges{node{" + wide + "}}}}}}",
		"page beside page":     "{patient(patientId:1){" + repeated(15, "a#:results(first:100){edges{node{"+wide+"}}} ") + "}}",
		"unknown fields":       "{patient(patientId:1){" + repeated(470, "x# ") + "}}",
		"unknown types":        "{viewer{" + repeated(130, "...on Patien#{id} ") + "}}",
		"unknown arguments":    "{patient(" + repeated(320, "x#:1 ") + "){id}}",
		"fields of many types": "{...f0}" + repeated(45, "fragment f# on Query{clinic{name} viewer{account{id}}} "),
		"doubling":             "{patient(patientId:1){...f0}}" + strings.ReplaceAll(strings.TrimPrefix(flat(25, 8), "{person{...f0}}"), "Person", "Patient"),
	}
	exec := ours(false)
	for name, query := range documents {
		spent, bytes, verdict := cheapest(t, func() string { return messageID(create(ours(false), query, nil)) })
		t.Logf("%-22s %6d bytes: %8s, %5d kB: %s", name, len(query), spent, bytes>>10, verdict)
		if spent > abuseTime || bytes > abuseBytes {
			t.Errorf("%s cost %s and %d kB", name, spent, bytes>>10)
		}
		if messageID(create(exec, query, nil)) == "accepted" {
			t.Errorf("%s was accepted", name)
		}
	}
}
