package graph

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

const limitsSDL = `
	directive @mark on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT | QUERY
	enum Color { RED GREEN }
	type Query { person(id: ID, color: Color): Person one: Int two: Int }
	type Mutation { rename(name: String): Person remove: Person }
	type Subscription { told: Person heard: Person }
	type Person {
		id: ID! name: String friend: Person friends: [Person!]!
		results(first: Int = 20, after: ID): Results!
	}
	type Results { edges: [Edge!]! }
	type Edge { node: Person! cursor: String! }`

// described is a schema without an implementation: nothing here is executed.
type described struct{ schema *ast.Schema }

func (d described) Schema() *ast.Schema { return d.schema }
func (described) Complexity(context.Context, string, string, int, map[string]any) (int, bool) {
	return 0, false
}
func (described) Exec(context.Context) graphql.ResponseHandler { return nil }

func limited(introspection bool) *executor.Executor {
	exec := executor.New(described{gqlparser.MustLoadSchema(&ast.Source{Input: limitsSDL})})
	limiter := NewLimiter(DefaultLimits, introspection)
	exec.Use(limiter)
	exec.SetQueryCache(limiter)
	exec.SetParserTokenLimit(DefaultLimits.Tokens)
	exec.SetDisableSuggestion(true)
	return exec
}

func create(exec *executor.Executor, query string, variables map[string]any) gqlerror.List {
	ctx := graphql.StartOperationTrace(context.Background())
	_, errs := exec.CreateOperationContext(ctx, &graphql.RawParams{Query: query, Variables: variables})
	return errs
}

// messageID is that of the first error, or what is there instead of one.
func messageID(errs gqlerror.List) string {
	if len(errs) == 0 {
		return "accepted"
	}
	id, _ := errs[0].Extensions["messageId"].(string)
	if id == "" {
		return "invalid: " + errs[0].Message
	}
	return id
}

func nested(depth int) string {
	return "{person" + strings.Repeat("{friend", depth-2) + "{id}" + strings.Repeat("}", depth-1)
}

func repeated(n int, format string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.ReplaceAll(format, "#", fmt.Sprint(i)))
	}
	return b.String()
}

// doubling spreads each fragment twice in the one before it: n fragments make
// 2^n fields out of a few hundred bytes.
func doubling(n int) string {
	return "{person{...f0}}" + repeated(n, "fragment f# on Person{friend{...g#} name}") +
		func() string {
			var b strings.Builder
			for i := range n {
				if i == n-1 {
					fmt.Fprintf(&b, "fragment g%d on Person{name}", i)
					continue
				}
				fmt.Fprintf(&b, "fragment g%d on Person{...f%d friend{...f%d}}", i, i+1, i+1)
			}
			return b.String()
		}()
}

// flat spreads each fragment n times in the one before without nesting fields.
func flat(fragments, spreads int) string {
	var b strings.Builder
	b.WriteString("{person{...f0}}")
	for i := range fragments {
		body := "name"
		if i < fragments-1 {
			body = strings.Repeat(fmt.Sprintf("...f%d ", i+1), spreads)
		}
		fmt.Fprintf(&b, "fragment f%d on Person{%s}", i, body)
	}
	return b.String()
}

func TestLimits(t *testing.T) {
	t.Parallel()
	cases := map[string]struct{ query, want string }{
		"small":                      {"{person{id name}}", "accepted"},
		"eight deep":                 {nested(8), "accepted"},
		"nine deep":                  {nested(9), "graphql.too_deep"},
		"nine deep by fragment":      {"{person{friend{...a}}} fragment a on Person" + strings.TrimSuffix(strings.TrimPrefix(nested(8), "{person"), "}"), "graphql.too_deep"},
		"15 aliases":                 {"{person{" + repeated(15, "a#:id ") + "}}", "accepted"},
		"16 aliases":                 {"{person{" + repeated(16, "a#:id ") + "}}", "graphql.too_many_aliases"},
		"aliases through fragments":  {"{person{...a friend{...a friend{...a friend{...a}}}}} fragment a on Person{" + repeated(5, "a#:id ") + "}", "graphql.too_many_aliases"},
		"the same field again":       {"{person{" + strings.Repeat("id ", 17) + "}}", "graphql.too_many_aliases"},
		"10 root fields":             {"{" + repeated(8, "a#:one ") + "one two}", "accepted"},
		"11 root fields":             {"{" + repeated(9, "a#:one ") + "one two}", "graphql.too_many_root_fields"},
		"root fields by fragment":    {"{...a ...b ...c one} fragment a on Query{" + repeated(4, "a#:one ") + "} fragment b on Query{" + repeated(4, "b#:one ") + "} fragment c on Query{c:one d:one}", "graphql.too_many_root_fields"},
		"one mutation":               {"mutation{rename{id}}", "accepted"},
		"two mutations":              {"mutation{rename{id} remove{id}}", "graphql.one_mutation"},
		"one mutation, two aliases":  {"mutation{a:rename{id} b:rename{id}}", "graphql.one_mutation"},
		"two mutations by fragment":  {"mutation{...a} fragment a on Mutation{rename{id} remove{id}}", "graphql.one_mutation"},
		"one subscription":           {"subscription{told{id name}}", "accepted"},
		"two subscriptions":          {"subscription{told{id} heard{id}}", "graphql.one_subscription"},
		"one subscription, aliases":  {"subscription{a:told{id} b:told{id}}", "graphql.one_subscription"},
		"subscriptions by fragment":  {"subscription{...a} fragment a on Subscription{told{id} heard{id}}", "graphql.one_subscription"},
		"the schema":                 {"{__schema{types{name}}}", "graphql.introspection_off"},
		"a type, in a fragment":      {"{...a} fragment a on Query{__type(name:\"Person\"){name}}", "graphql.introspection_off"},
		"a type's name":              {"{person{__typename}}", "accepted"},
		"20 directives":              {"{person{" + strings.Repeat("...@mark{id} ", 20) + "}}", "accepted"},
		"21 directives":              {"{person{" + strings.Repeat("...@mark{id} ", 21) + "}}", "graphql.too_many_directives"},
		"fragment cycle":             {"{person{...a}} fragment a on Person{...b} fragment b on Person{...a}", "graphql.fragment_cycle"},
		"fragment of itself, unused": {"{one} fragment a on Person{friend{...a}}", "graphql.fragment_cycle"},
		"long name":                  {"{" + strings.Repeat("a", 101) + "}", "graphql.long_name"},
		"long enum":                  {"{person(color:" + strings.Repeat("a", 101) + "){id}}", "graphql.long_name"},
		"long type":                  {"query($a:" + strings.Repeat("a", 101) + "){one}", "graphql.long_name"},
		"two pages of a hundred":     {"{person{results(first:100){edges{node{results(first:100){edges{node{id name}}}}}}}}", "graphql.too_costly"},
		"a page far too long":        {"{person{results(first:2000000000){edges{node{id name}}}}}", "accepted"}, // the service refuses it
		"plain lists in plain lists": {"{person{friends{friends{friends{friends{id name friend{id}}}}}}}", "graphql.too_costly"},
		"no operation":               {"fragment a on Person{id}", "graphql.no_operation"},
		"empty":                      {"", "graphql.no_operation"},
		"syntax":                     {"{person(id:\"hunter2\"", "graphql.syntax"},
		"tokens":                     {"{person{" + strings.Repeat("id ", 1000) + "}}", "graphql.too_long"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			exec := limited(false)
			for range 2 { // the second time the text may be in the cache
				if got := messageID(create(exec, c.query, nil)); got != c.want {
					t.Errorf("got %s, want %s", got, c.want)
				}
			}
		})
	}
}

func TestCostKnowsVariables(t *testing.T) {
	t.Parallel()
	exec := limited(false)
	query := "query($n:Int){person{results(first:$n){edges{node{results(first:$n){edges{node{id name}}}}}}}}"
	for n, want := range map[int64]string{10: "accepted", 100: "graphql.too_costly"} {
		if got := messageID(create(exec, query, map[string]any{"n": n})); got != want {
			t.Errorf("first %d: got %s, want %s", n, got, want)
		}
	}
	if got := messageID(create(exec, query, nil)); got != "accepted" {
		t.Errorf("without the variable: got %s, want the default page", got)
	}
}

func TestSyntaxErrorKeepsTypedTextToItself(t *testing.T) {
	t.Parallel()
	for _, query := range []string{`{person(id:"hunter2" "hunter2")}`, `{person(id:"hunter2`, `mutation "hunter2"`} {
		errs := create(limited(false), query, nil)
		if messageID(errs) != "graphql.syntax" || strings.Contains(errs.Error(), "hunter2") {
			t.Errorf("%s: %v", query, errs)
		}
		if len(errs[0].Locations) == 0 {
			t.Errorf("%s: the error has no place", query)
		}
	}
}

// The query GraphiQL sends to draw its documentation.
func TestIntrospectionOfThePlaygroundPasses(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join("testdata", "introspection.graphql"))
	if err != nil {
		t.Fatal(err)
	}
	if got := messageID(create(limited(true), string(text), nil)); got != "accepted" {
		t.Errorf("with introspection: %s", got)
	}
	if got := messageID(create(limited(false), string(text), nil)); got != "graphql.introspection_off" {
		t.Errorf("without introspection: %s", got)
	}
}

// abuse lists documents that cost seconds where a limit is missing.
func abuse() map[string]string {
	return map[string]string{
		"doubling fragments":       doubling(24),
		"fragments spread tenfold": flat(25, 8),
		"fragments, breadth":       flat(3, 240),
		"one field, 60 kB":         "{person{" + strings.Repeat("id ", 20_000) + "}}",
		"one field, 990 tokens":    "{person{" + strings.Repeat("id ", 990) + "}}",
		"aliases, 60 kB":           "{" + repeated(5_000, "a#:person{id} "),
		"aliases, 900 tokens":      "{person{" + repeated(300, "a#:id ") + "}}",
		"directives":               "{person{id " + strings.Repeat("@mark ", 480) + "}}",
		"unknown fields":           "{person{" + repeated(480, "x# ") + "}}",
		"unknown long fields":      "{person{" + repeated(480, strings.Repeat("x", 95)+"# ") + "}}",
		"inline fragments":         "{person{" + strings.Repeat("...{friend{id}}", 120) + "}}",
		"inline, nested":           "{person" + strings.Repeat("{...", 320) + "{id}" + strings.Repeat("}", 320) + "}",
		"spreads of a pair":        "{person{" + strings.Repeat("...a ...b ", 220) + "}} fragment a on Person{friend{id}} fragment b on Person{friend{id}}",
		"many fragments, one body": "{person{" + repeated(60, "...f# ") + "}}" + repeated(60, "fragment f# on Person{friend{friend{id}}}"),
		"fragments in each other":  "{person{...f0}}" + repeated(79, "fragment f# on Person{friend{id} ...f0 }"),
		"brackets":                 "{person(id:" + strings.Repeat("[", 900),
		"objects":                  "{person(id:" + strings.Repeat("{a:", 240) + "1" + strings.Repeat("}", 240) + "){id}}",
		"variables":                "query(" + repeated(240, "$a#:Int ") + "){one}",
		"operations":               repeated(190, "query q#{one} "),
		"comments":                 strings.Repeat("#\n", 30_000) + "{one}",
		"a long string":            `{person(id:"` + strings.Repeat("a", 60_000) + `"){id}}`,
		"a long block string":      `{person(id:"""` + strings.Repeat(" \n", 29_000) + `"""){id}}`,
	}
}

// What a document may cost to settle, accepted or not.
const (
	abuseTime  = 20 * time.Millisecond // of processor time
	abuseBytes = 5 << 20
)

func TestAbuseIsCheap(t *testing.T) {
	for name, query := range abuse() {
		spent, bytes, verdict := cheapest(t, func() string { return messageID(create(limited(false), query, nil)) })
		t.Logf("%-26s %6d bytes: %8s, %5d kB: %s", name, len(query), spent, bytes>>10, verdict)
		if spent > abuseTime || bytes > abuseBytes {
			t.Errorf("%s cost %s and %d kB", name, spent, bytes>>10)
		}
	}
}

// cheapest gives the least of five runs, for the machine may be busy.
func cheapest(t *testing.T, work func() string) (spent time.Duration, bytes uint64, verdict string) {
	t.Helper()
	spent, bytes = time.Hour, 1<<62
	for range 5 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := processorTime(t)
		verdict = work()
		spent = min(spent, processorTime(t)-start)
		runtime.ReadMemStats(&after)
		bytes = min(bytes, after.TotalAlloc-before.TotalAlloc)
	}
	return spent, bytes, verdict
}

// processorTime is what this process has used, all threads together.
func processorTime(t *testing.T) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func FuzzLimiter(f *testing.F) {
	for _, query := range abuse() {
		f.Add(query)
	}
	f.Fuzz(func(t *testing.T, query string) {
		_ = create(limited(true), query, nil)
	})
}
