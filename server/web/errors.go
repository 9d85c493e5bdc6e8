package web

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"patientportal/server/fault"
)

// errorsMost is how many request errors one answer tells: a client mends the
// first ones, and a document of 1,000 tokens can have hundreds.
const errorsMost = 10

// internalMessage is all that a failure of our own says outside.
const internalMessage = "Something went wrong on our side. Please try again."

// requestError refuses a request as a whole.
func requestError(messageID, message string) gqlerror.List {
	return gqlerror.List{graphQLError(fault.InvalidInput, messageID, message)}
}

func graphQLError(code fault.Code, messageID, message string) *gqlerror.Error {
	return &gqlerror.Error{Message: message, Extensions: map[string]any{"code": string(code), "messageId": messageID}}
}

// refuse answers with one GraphQL error outside of any operation.
func refuse(w http.ResponseWriter, status int, messageID, message string) {
	code := fault.InvalidInput
	switch {
	case status == http.StatusForbidden:
		code = fault.Forbidden
	case status == http.StatusTooManyRequests:
		code = fault.RateLimited
	case status >= http.StatusInternalServerError:
		code = fault.Internal
	}
	writeErrors(w, status, typeJSON, gqlerror.List{graphQLError(code, messageID, message)})
}

// present gives request errors the code and message id of the contract. What
// validation says of names is kept, since it helps whoever writes the
// document; what it says of values is not, since a person may have typed them.
func present(list gqlerror.List) gqlerror.List {
	if len(list) > errorsMost {
		list = list[:errorsMost]
	}
	out := make(gqlerror.List, len(list))
	for i, err := range list {
		out[i] = presentOne(err)
	}
	return out
}

// fieldOf is the place of a bad value in the input, as the rooms tell it. The
// variable's own name is the client's choice and part of it only when the
// variable as a whole is bad.
func fieldOf(path ast.Path) string {
	if len(path) > 1 {
		path = path[1:]
	}
	parts := make([]string, len(path))
	for i, part := range path {
		parts[i] = fmt.Sprint(part)
	}
	return strings.Join(parts, ".")
}

func presentOne(err *gqlerror.Error) *gqlerror.Error {
	if id, ok := err.Extensions["messageId"]; ok && id != "" {
		return err // ours
	}
	if len(err.Path) > 0 && err.Path[0] == ast.PathName("variable") {
		out := graphQLError(fault.InvalidInput, "graphql.variable", "A variable does not have the type that the document asks for.")
		out.Extensions["field"] = fieldOf(err.Path[1:])
		return out
	}
	message := err.Message
	if err.Rule == "ValuesOfCorrectType" {
		message = "A value does not have the type that the schema asks for."
	}
	if strings.HasPrefix(message, "operation ") {
		message = "The document has no operation of this name, or several and none was named."
	}
	out := graphQLError(fault.InvalidInput, "graphql.validation", message)
	out.Locations = err.Locations
	return out
}

// mask is the presenter for a portal that gave none: a fault is shown, all
// else is internal.
func mask(_ context.Context, err error) *gqlerror.Error {
	for _, f := range fault.List(err) {
		return graphQLError(f.Code, f.MessageID, f.Message)
	}
	return graphQLError(fault.Internal, "internal", internalMessage)
}
