package web

import (
	"context"
	"log/slog"
	"runtime/debug"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"patientportal/graph"
	"patientportal/server/fault"
)

// runner executes documents, for POST and for sockets alike.
type runner struct {
	exec      graphql.GraphExecutor
	documents documents
}

func newRunner(d Deps) *runner {
	exec := executor.New(d.Schema)
	limiter := graph.NewLimiter(graph.DefaultLimits, d.Playground)
	exec.Use(limiter)
	exec.SetQueryCache(limiter)
	exec.SetParserTokenLimit(graph.DefaultLimits.Tokens)
	exec.SetDisableSuggestion(true) // looking for near names is the dearest part of refusing
	for _, e := range d.Extensions {
		exec.Use(e)
	}
	exec.SetErrorPresenter(mask)
	if d.Present != nil {
		exec.SetErrorPresenter(d.Present)
	}
	exec.SetRecoverFunc(logPanic(d.Log))
	if d.Recover != nil {
		exec.SetRecoverFunc(d.Recover)
	}
	return &runner{exec: exec, documents: newDocuments(d.Documents, d.AdHoc)}
}

func logPanic(log *slog.Logger) graphql.RecoverFunc {
	return func(ctx context.Context, value any) error {
		log.ErrorContext(ctx, "panic", "request", graph.ClientFrom(ctx).RequestID,
			"panic", describePanic(value), "stack", string(debug.Stack()))
		return fault.New(fault.Internal, "internal", internalMessage)
	}
}

// prepared is an operation that may be executed.
type prepared struct {
	operation *graphql.OperationContext
	kind      ast.Operation
}

// prepare parses, measures and validates, or gives the request errors.
func (r *runner) prepare(ctx context.Context, in *request) (prepared, gqlerror.List) {
	params, errs := r.documents.params(in)
	if len(errs) > 0 {
		return prepared{}, errs
	}
	op, errs := r.exec.CreateOperationContext(ctx, params)
	if len(errs) > 0 {
		return prepared{}, present(errs)
	}
	return prepared{operation: op, kind: op.Operation.Operation}, nil
}

// results starts the operation and gives its results one by one, nil at the end.
func (r *runner) results(ctx context.Context, p prepared) (graphql.ResponseHandler, context.Context) {
	return r.exec.DispatchOperation(ctx, p.operation)
}
