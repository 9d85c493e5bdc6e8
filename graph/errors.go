package graph

import (
	"context"
	"errors"
	"log/slog"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"patientportal/server/fault"
)

// Presenter lets through the failures that are meant for people and masks all
// others as INTERNAL; those stand whole in the log under the request's id.
func Presenter(log *slog.Logger) graphql.ErrorPresenterFunc {
	return func(ctx context.Context, err error) *gqlerror.Error {
		if list := fault.List(err); len(list) > 0 {
			// One GraphQL error for each bad field: all but the first are
			// added here, the first is this function's own answer.
			for _, f := range list[1:] {
				graphql.AddError(ctx, f)
			}
			return present(ctx, list[0])
		}
		if refused := fromParser(err); refused != nil {
			return refused
		}
		if errors.Is(err, context.Canceled) {
			return present(ctx, fault.New(fault.Internal, "cancelled", "The request was given up."))
		}
		log.ErrorContext(ctx, "operation failed", "path", graphql.GetPath(ctx).String(), "error", err.Error())
		return present(ctx, fault.New(fault.Internal, "internal", "Something went wrong on our side. Please try again."))
	}
}

func present(ctx context.Context, f *fault.Fault) *gqlerror.Error {
	extensions := map[string]any{"code": string(f.Code), "messageId": f.MessageID}
	if f.Field != "" {
		extensions["field"] = f.Field
	}
	return &gqlerror.Error{Message: f.Message, Path: graphql.GetPath(ctx), Extensions: extensions}
}

// fromParser lets through what the parser and validator say about the
// document itself. They know the client's text and the schema, never data.
func fromParser(err error) *gqlerror.Error {
	var e *gqlerror.Error
	if !errors.As(err, &e) || e.Err != nil {
		return nil
	}
	code, _ := e.Extensions["code"].(string)
	if e.Rule == "" && code == "" && len(e.Locations) == 0 {
		return nil
	}
	return &gqlerror.Error{
		Message: e.Message, Path: e.Path, Locations: e.Locations, Rule: e.Rule,
		Extensions: map[string]any{"code": string(fault.InvalidInput), "messageId": "graphql.document"},
	}
}

func presentAll(ctx context.Context, err error) gqlerror.List {
	var list gqlerror.List
	for _, f := range fault.List(err) {
		list = append(list, present(ctx, f))
	}
	return list
}
