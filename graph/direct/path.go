package direct

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// Step is a field with a resolver that gives an object.
type Step struct {
	Of    string // the type of the object inside
	Plans *Plans // of that type

	// Resolve gives the object, nil for null. The context has the field's own
	// FieldContext, whose Args it fills from the raw ones.
	Resolve func(ctx context.Context, executor, parent any, raw map[string]any) (any, error)
	// Write answers the selection over the object; nil when it has no plan.
	Write func(selection ast.SelectionSet, object any) graphql.Marshaler
}

// Steps are the steps by type and field, as in "Query.slots".
type Steps map[string]Step

// path is an operation that is one step inside another, and a plan in the last.
type path []pathStep

type pathStep struct {
	Step
	object string
	field  *ast.Field
	key    []byte // `{"alias":`
}

// Paths keeps what operations come to as paths.
type Paths struct {
	Steps Steps
	memo  Memo[path]
}

// Follow answers a query whose every selection above the last plan holds a
// single field. Nothing else is done for such a query by gqlgen's executor,
// but by way of a set, two contexts and half a dozen closures a field.
//
// It is false when the query is no such path or takes more than that many
// steps, and as soon as anything but an answer comes of it: a refusal, a
// failure, a null. gqlgen then does the whole query from its beginning and says
// what there is to say, so steps that were taken are taken twice.
func (p *Paths) Follow(ctx context.Context, executor any, most int, allow func(*ast.FieldDefinition) error) ([]byte, bool) {
	op := graphql.GetOperationContext(ctx)
	steps, known := p.memo.Get(op.Operation.SelectionSet)
	if !known {
		steps = p.find(op.Operation.SelectionSet)
		p.memo.Keep(op.Operation.SelectionSet, steps)
	}
	if len(steps) == 0 || len(steps) > most || allow(steps[0].field.Definition) != nil {
		return nil, false
	}
	return steps.answer(ctx, executor, op.Variables)
}

// find gives no path at all unless a plan ends it.
func (p *Paths) find(selection ast.SelectionSet) path {
	var found path
	object := "Query"
	for {
		field, step, ok := p.single(object, selection)
		if !ok {
			break
		}
		key := append(AppendString([]byte{'{'}, field.Alias), ':')
		found = append(found, pathStep{Step: step, object: object, field: field, key: key})
		object, selection = step.Of, field.SelectionSet
	}
	if len(found) == 0 || found[len(found)-1].Plans.For(selection) == nil {
		return nil
	}
	return found
}

// single gives the only field of the selection if it is a step.
func (p *Paths) single(object string, selection ast.SelectionSet) (*ast.Field, Step, bool) {
	if len(selection) != 1 {
		return nil, Step{}, false
	}
	field, ok := selection[0].(*ast.Field)
	if !ok || len(field.Directives) > 0 {
		return nil, Step{}, false
	}
	step, ok := p.Steps[object+"."+field.Name]
	return field, step, ok
}

func (steps path) answer(ctx context.Context, executor any, variables map[string]any) ([]byte, bool) {
	var object any
	var err error
	for i := range steps {
		s := &steps[i]
		ctx = graphql.WithFieldContext(ctx, &graphql.FieldContext{
			Object: s.object, IsMethod: true, IsResolver: true,
			Field: graphql.CollectedField{Field: s.field, Selections: s.field.SelectionSet},
		})
		if object, err = s.Resolve(ctx, executor, object, s.field.ArgumentMap(variables)); err != nil || object == nil {
			return nil, false
		}
	}
	last := &steps[len(steps)-1]
	inside, ok := last.Write(last.field.SelectionSet, object).(JSON)
	if !ok {
		return nil, false
	}
	return steps.around(inside), true
}

// around puts the answer of the last step into those of the others.
func (steps path) around(inside JSON) []byte {
	room := len(inside) + len(steps)
	for i := range steps {
		room += len(steps[i].key)
	}
	out := make([]byte, 0, room)
	for i := range steps {
		out = append(out, steps[i].key...)
	}
	out = append(out, inside...)
	for range steps {
		out = append(out, '}')
	}
	return out
}
