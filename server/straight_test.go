package main

import (
	"context"
	"encoding/json"
	"maps"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"

	"patientportal/graph"
	"patientportal/server/actor"
)

// walked counts the root fields that gqlgen's executor resolved, which it does
// at the same time.
type walked struct{ fields *atomic.Int64 }

func (walked) ExtensionName() string                   { return "walked" }
func (walked) Validate(graphql.ExecutableSchema) error { return nil }

func (w walked) InterceptRootField(ctx context.Context, next graphql.RootResolver) graphql.Marshaler {
	w.fields.Add(1)
	return next(ctx)
}

// TestStraightAnswersAreGqlgens sends each query as it is and with a directive
// that decides nothing, which leaves it to gqlgen alone.
func TestStraightAnswersAreGqlgens(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "sqlite")
	maria := w.asMaria(t)
	variables := w.screenVariables(t, w.signIn(t, "maria.alvarez"))
	desk := actor.FromSession(actor.Session{ID: "s", AccountID: "a", Role: actor.RoleFrontDesk})
	const patient, nobody = `patient(patientId: $patientId)`, `patient(patientId: "0198c7f0-0000-7000-8000-000000000000")`
	for name, c := range map[string]struct {
		who      actor.Actor
		query    string
		straight bool
	}{
		"a list of a patient":     {maria, `@{ ` + patient + ` # { appointments(first: 10) { edges { node { id start practitioner { name } } } } } }`, true},
		"under other names":       {maria, `@{ p: ` + patient + ` # { past: appointments(when: PAST) { totalCount edges { cursor n: node { id } } pageInfo { hasNextPage endCursor } } } }`, true},
		"results":                 {maria, `@{ ` + patient + ` # { results(first: 50) { edges { node { id code { system code display } value unit referenceRange { low high text } } } } } }`, true},
		"a patient":               {maria, `@{ ` + patient + ` # { fullName dateOfBirth } }`, true},
		"free times":              {maria, `@{ slots(first: 5) # { edges { node { id start location { name } } } } }`, true},
		"with a fragment inside":  {maria, `@{ slots(first: 5) # { edges { node { ...s } } } } fragment s on Slot { id start }`, true},
		"by the desk":             {desk, `@{ slots(first: 5) # { edges { node { id } } } }`, true},
		"of another, is noted":    {desk, `@{ ` + patient + ` # { appointments { edges { node { id } } } } }`, false},
		"public":                  {actor.Actor{}, `@{ clinic # { name } }`, true},
		"two lists":               {maria, `@{ ` + patient + ` # { a: appointments { totalCount } b: results { totalCount } } }`, false},
		"two fields":              {maria, `@{ slots(first: 1) # { totalCount } unreadCount }`, false},
		"nobody signed in":        {actor.Actor{}, `@{ ` + patient + ` # { fullName } }`, false},
		"nobody of that name":     {maria, `@{ ` + nobody + ` # { results { totalCount } } }`, false},
		"a page of no size":       {maria, `@{ ` + patient + ` # { results(first: 0) { totalCount } } }`, false},
		"no cursor of ours":       {maria, `@{ ` + patient + ` # { appointments(after: "%") { totalCount } } }`, false},
		"nothing there":           {maria, `@{ appointment(appointmentId: "none") # { id } }`, false},
		"null, without a session": {actor.Actor{}, `@{ viewer # { account { id } } }`, false},
		"resolvers in the list":   {maria, `@{ ` + patient + ` # { appointments { edges { node { id calendarUrl } } } } }`, false},
	} {
		straight, walks := w.answers(t, c.who, c.query, "", variables)
		plain, gqlgens := w.answers(t, c.who, c.query, "@include(if: true)", variables)
		if straight != plain {
			t.Errorf("%s:\nstraight %s\ngqlgen   %s", name, straight, plain)
		}
		if (walks == 0) != c.straight || gqlgens == 0 {
			t.Errorf("%s: gqlgen resolved %d root fields, with the directive %d", name, walks, gqlgens)
		}
	}
}

// document declares the variable where the query uses it.
func document(query, words string) string {
	head := "query "
	if strings.Contains(query, "$patientId") {
		head = "query($patientId: ID!) "
	}
	return strings.NewReplacer("@{", head+"{", "#", words).Replace(query)
}

// answers runs the query with the words in the place of '#' as the portal does.
func (w *world) answers(t *testing.T, who actor.Actor, query, words string, variables map[string]any) (text string, walks int64) {
	t.Helper()
	var fields atomic.Int64
	schema, gate := graph.NewSchema(w.Rooms), graph.Gate{Now: w.clock}
	exec := executor.New(schema)
	exec.Use(walked{&fields}) // outermost: it sees what the gate refuses too
	exec.Use(gate)
	exec.Use(graph.Straight{Gate: gate, Schema: schema})
	exec.SetErrorPresenter(graph.Presenter(w.log))
	ctx := graphql.StartOperationTrace(t.Context())
	if !who.IsZero() {
		ctx = actor.NewContext(ctx, who)
	}
	op, errs := exec.CreateOperationContext(ctx, &graphql.RawParams{Query: document(query, words), Variables: maps.Clone(variables)})
	if len(errs) > 0 {
		t.Fatalf("%s: %v", query, errs)
	}
	next, ctx := exec.DispatchOperation(ctx, op)
	body, err := json.Marshal(next(ctx))
	if err != nil {
		t.Fatal(err)
	}
	return string(body), fields.Load()
}
