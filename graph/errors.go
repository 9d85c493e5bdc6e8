package graph

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
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
			first := present(ctx, list[0])
			nameField(first, err)
			return first
		}
		if refused := fromParser(err); refused != nil {
			return refused
		}
		if errors.Is(err, context.Canceled) {
			return present(ctx, fault.New(fault.Internal, "cancelled", "The request was given up."))
		}
		log.ErrorContext(ctx, "operation failed", "request", ClientFrom(ctx).RequestID, "path", graphql.GetPath(ctx).String(), "error", err.Error())
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

// nameField says which field of the input a scalar refused. It knows its value
// alone; gqlgen has noted the path to it, from the answer's field through the
// argument.
func nameField(shown *gqlerror.Error, err error) {
	var placed *gqlerror.Error
	if !errors.As(err, &placed) || shown.Extensions["field"] != nil || len(placed.Path) <= len(shown.Path) {
		return
	}
	field := placed.Path[len(shown.Path):]
	if len(field) > 1 && field[0] == ast.PathName("input") {
		field = field[1:]
	}
	shown.Extensions["field"] = dotted(field)
}

// dotted writes a path in the input as the rooms do: instructions.0.text.
func dotted(path ast.Path) string {
	parts := make([]string, len(path))
	for i, part := range path {
		parts[i] = fmt.Sprint(part)
	}
	return strings.Join(parts, ".")
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
