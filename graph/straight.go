package graph

import (
	"context"
	"math"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"patientportal/graph/generated"
	"patientportal/server/actor"
)

// Straight answers queries that are a single path to a list, which is what
// pages ask for when they turn a leaf, without gqlgen's executor. Everything
// else, and whatever goes wrong on the way, is gqlgen's: its answers are the
// same byte for byte.
//
// It is a gqlgen extension; use it after the Gate, which it asks. Interceptors
// of fields and responses do not see what it answers; there are none.
type Straight struct {
	Gate   Gate
	Schema graphql.ExecutableSchema
}

var _ interface {
	graphql.HandlerExtension
	graphql.OperationInterceptor
} = Straight{}

// ExtensionName names it to the executor.
func (Straight) ExtensionName() string { return "Straight" }

// Validate has nothing to check in a schema.
func (Straight) Validate(graphql.ExecutableSchema) error { return nil }

// InterceptOperation tries the path and leaves the rest to gqlgen.
func (s Straight) InterceptOperation(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	if graphql.GetOperationContext(ctx).Operation.Operation != ast.Query || ctx.Err() != nil {
		return next(ctx)
	}
	data, ok := s.answer(ctx)
	if !ok {
		return next(ctx)
	}
	return graphql.OneShot(&graphql.Response{Data: data})
}

// answer is false after a panic too, which gqlgen meets again and reports.
func (s Straight) answer(ctx context.Context) (data []byte, ok bool) {
	defer func() {
		if recover() != nil {
			data, ok = nil, false
		}
	}()
	return generated.Straight(ctx, s.Schema, mostSteps(who(ctx)), func(field *ast.FieldDefinition) error {
		return s.Gate.check(ctx, field)
	})
}

// mostSteps is one for whoever may read another's record: such a read is noted,
// and a step that is taken twice would be noted twice.
func mostSteps(a actor.Actor) int {
	if a.IsStaff() {
		return 1
	}
	for _, id := range a.PatientIDs() {
		if !a.IsSelf(id) {
			return 1
		}
	}
	return math.MaxInt
}
