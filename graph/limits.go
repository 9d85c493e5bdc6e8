package graph

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/hashicorp/golang-lru/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"

	"patientportal/server/fault"
)

// Limits says how large a document may be. Every figure counts a fragment as
// often as it is spread, which is what executing it would cost.
type Limits struct {
	Tokens     int // tokens in the text, a little over the largest document the app sends
	Depth      int // fields inside fields
	Aliases    int // renamed fields, and fields asked for again in one selection
	RootFields int // fields of the root type; a mutation has exactly one
	Directives int // directives applied in an operation
	Fields     int // fields of an operation, before lists multiply them
	Cost       int // fields of the answer as far as they can be foreseen, see cost.go
}

// DefaultLimits are the figures of docs/security.md.
var DefaultLimits = Limits{
	Tokens: 1000, Depth: 8, Aliases: 15, RootFields: 10, Directives: 20, Fields: 1000, Cost: 20_000,
}

// The cache holds at most documentsKept texts of at most documentKept bytes:
// the app sends fewer, and strangers must not fill the memory.
const (
	documentsKept = 512
	documentKept  = 8 << 10
)

// Limiter refuses documents that would cost too much, before they are
// validated: both gqlparser's validation and gqlgen's complexity rule spend
// seconds on a kilobyte of fragments that spread each other. It is also the
// executor's document cache, so that a known text is measured once.
//
// It is a gqlgen extension; use it first.
type Limiter struct {
	limits        Limits
	introspection bool
	documents     *lru.Cache[string, *document]
}

// document is a validated text with the most it can cost.
type document struct {
	query     *ast.QueryDocument
	expensive bool // could exceed the limit, so each request is measured with its variables
}

var _ interface {
	graphql.HandlerExtension
	graphql.OperationParameterMutator
	graphql.OperationContextMutator
	graphql.Cache[*ast.QueryDocument]
} = (*Limiter)(nil)

// NewLimiter makes the extension. With introspection the schema may be asked
// for, and those fields are exempt from the depth limit, which the playground
// exceeds by far; without it a document with such a field is refused.
func NewLimiter(limits Limits, introspection bool) *Limiter {
	documents, err := lru.New[string, *document](documentsKept)
	if err != nil {
		panic("graph: the document cache needs a positive size") // a constant above
	}
	return &Limiter{limits: limits, introspection: introspection, documents: documents}
}

// ExtensionName is part of graphql.HandlerExtension.
func (l *Limiter) ExtensionName() string { return "Limiter" }

// Validate is part of graphql.HandlerExtension.
func (l *Limiter) Validate(graphql.ExecutableSchema) error { return nil }

// Get is part of graphql.Cache.
func (l *Limiter) Get(_ context.Context, text string) (*ast.QueryDocument, bool) {
	d, ok := l.documents.Get(text)
	if !ok {
		return nil, false
	}
	return d.query, true
}

// Add is part of graphql.Cache: the executor calls it once validation passed,
// which is when fields know their definitions and can be priced.
func (l *Limiter) Add(_ context.Context, text string, query *ast.QueryDocument) {
	if len(text) > documentKept {
		return
	}
	d := &document{query: query}
	for _, op := range query.Operations {
		d.expensive = d.expensive || newPricing(query, nil).selection(op.SelectionSet) > l.limits.Cost
	}
	l.documents.Add(strings.Clone(text), d)
}

// MutateOperationParameters is part of graphql.OperationParameterMutator: it
// measures a text that is not known yet.
func (l *Limiter) MutateOperationParameters(_ context.Context, params *graphql.RawParams) *gqlerror.Error {
	if l.documents.Contains(params.Query) {
		return nil
	}
	query, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: params.Query}, l.limits.Tokens)
	if err != nil {
		return l.unparsable(err)
	}
	return l.check(query)
}

// MutateOperationContext is part of graphql.OperationContextMutator: a text
// that could be too dear is priced with the variables it came with.
func (l *Limiter) MutateOperationContext(_ context.Context, op *graphql.OperationContext) *gqlerror.Error {
	op.DisableIntrospection = !l.introspection
	if d, ok := l.documents.Peek(op.RawQuery); ok && !d.expensive {
		return nil
	}
	if newPricing(op.Doc, op.Variables).selection(op.Operation.SelectionSet) > l.limits.Cost {
		return refused("graphql.too_costly", "This asks for too much at once. Ask for fewer items or fewer fields.")
	}
	return nil
}

// unparsable tells a syntax error with its place, and never with the text
// around it, which may hold what somebody typed.
func (l *Limiter) unparsable(err error) *gqlerror.Error {
	var gqlErr *gqlerror.Error
	if !errors.As(err, &gqlErr) || len(gqlErr.Locations) == 0 {
		return refused("graphql.too_long", fmt.Sprintf("The document has more than %d tokens.", l.limits.Tokens))
	}
	message, _, _ := strings.Cut(gqlErr.Message, `"`)
	out := refused("graphql.syntax", "Syntax error: "+strings.TrimSpace(message)+".")
	out.Locations = gqlErr.Locations
	return out
}

func refused(messageID, message string) *gqlerror.Error {
	return &gqlerror.Error{Message: message, Extensions: map[string]any{
		"code": string(fault.InvalidInput), "messageId": messageID,
	}}
}
