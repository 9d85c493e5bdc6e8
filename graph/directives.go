package graph

import (
	"context"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/fault"
)

const stepUpAge = account.StepUpAge

// Gate closes the graph by default: a root field needs a session that owes
// nothing unless it is marked @public, or @always for one that does, and a
// recent proof of identity when it is marked @stepUp.
// It decides nothing else; who may see what is the services' business.
type Gate struct{ Now func() time.Time }

var _ interface {
	graphql.HandlerExtension
	graphql.RootFieldInterceptor
	graphql.OperationInterceptor
} = Gate{}

// ExtensionName names the gate to the executor.
func (Gate) ExtensionName() string { return "Gate" }

// Validate has nothing to check in a schema.
func (Gate) Validate(graphql.ExecutableSchema) error { return nil }

// InterceptRootField guards queries and mutations, field by field.
func (g Gate) InterceptRootField(ctx context.Context, next graphql.RootResolver) graphql.Marshaler {
	field := graphql.GetRootFieldContext(ctx).Field
	if err := g.check(ctx, field.Definition); err != nil {
		graphql.AddError(graphql.WithFieldContext(ctx, &graphql.FieldContext{Field: field}), err)
		return graphql.Null
	}
	return next(ctx)
}

// InterceptOperation guards subscriptions, whose root fields have no
// interceptor of their own.
func (g Gate) InterceptOperation(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	ctx = withCaller(ctx)
	op := graphql.GetOperationContext(ctx)
	if op.Operation.Operation != ast.Subscription {
		return next(ctx)
	}
	for _, field := range graphql.CollectFields(op, op.Operation.SelectionSet, []string{"Subscription"}) {
		if err := g.check(ctx, field.Definition); err != nil {
			return graphql.OneShot(&graphql.Response{Errors: presentAll(ctx, err)})
		}
	}
	return next(ctx)
}

func (g Gate) check(ctx context.Context, field *ast.FieldDefinition) error {
	if field == nil || field.Directives.ForName("public") != nil {
		return nil
	}
	if len(field.Name) > 2 && field.Name[:2] == "__" {
		return nil // introspection, which has a switch of its own
	}
	who, ok := actor.From(ctx)
	if !ok {
		return fault.ErrUnauthenticated
	}
	if field.Directives.ForName("always") == nil {
		if err := who.Settled(); err != nil {
			return err
		}
	}
	if field.Directives.ForName("stepUp") != nil && g.Now().Sub(who.SteppedUpAt()) > stepUpAge {
		return account.ErrStepUp
	}
	return nil
}
