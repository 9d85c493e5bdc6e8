package graph

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// What a list is taken to hold when nothing says how long it is.
const (
	pageDefault = 20  // a connection asked for without `first`
	pageMost    = 100 // the most a connection gives, whatever is asked for
	plainList   = 10  // a list that cannot be paged, such as a patient's coverages
)

// pricing foresees the number of fields in an answer: one for each field,
// times the length of the lists it stands in. A page counts as long as it was
// asked for; one whose length comes in a variable counts as its value, or as
// the longest page when the variables are not known.
type pricing struct {
	query     *ast.QueryDocument
	variables map[string]any // nil: unknown
	fragments map[string]int
}

func newPricing(query *ast.QueryDocument, variables map[string]any) *pricing {
	return &pricing{query: query, variables: variables, fragments: map[string]int{}}
}

func (p *pricing) selection(set ast.SelectionSet) int {
	total := 0
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			total += p.field(s)
		case *ast.InlineFragment:
			total += p.selection(s.SelectionSet)
		case *ast.FragmentSpread:
			total += p.fragment(s)
		}
	}
	return min(total, tooMany)
}

// fragment prices each fragment once. Validation has refused cycles by now.
func (p *pricing) fragment(spread *ast.FragmentSpread) int {
	if cost, ok := p.fragments[spread.Name]; ok {
		return cost
	}
	def := p.query.Fragments.ForName(spread.Name)
	if def == nil {
		return 0
	}
	cost := p.selection(def.SelectionSet)
	p.fragments[spread.Name] = cost
	return cost
}

func (p *pricing) field(f *ast.Field) int {
	if f.Definition == nil || strings.HasPrefix(f.Name, "__") {
		return 1 // the schema describes itself from memory; its depth is validated
	}
	inner := p.selection(f.SelectionSet)
	return min(1+inner*p.length(f), tooMany)
}

// length is how often the selection under a field is likely to appear.
func (p *pricing) length(f *ast.Field) int {
	if first := f.Definition.Arguments.ForName("first"); first != nil {
		return p.page(f.Arguments.ForName("first"), first.DefaultValue)
	}
	counted := f.Name == "edges" || f.Name == "nodes" // by the connection they stand in
	if f.Definition.Type.Elem == nil || counted || len(f.SelectionSet) == 0 {
		return 1
	}
	return plainList
}

func (p *pricing) page(asked *ast.Argument, byDefault *ast.Value) int {
	value := byDefault
	if asked != nil {
		value = asked.Value
	}
	if value == nil || value.Kind == ast.NullValue {
		return pageDefault
	}
	if value.Kind == ast.Variable {
		return p.variable(value.Raw)
	}
	n, err := strconv.Atoi(value.Raw)
	return clampPage(n, err == nil)
}

func (p *pricing) variable(name string) int {
	if p.variables == nil {
		return pageMost
	}
	switch n := p.variables[name].(type) {
	case nil:
		return pageDefault
	case int64:
		return clampPage(int(n), true)
	case json.Number:
		i, err := n.Int64()
		return clampPage(int(i), err == nil)
	}
	return pageMost
}

// clampPage holds a page between one and the most that a service gives.
func clampPage(n int, known bool) int {
	if !known {
		return pageMost
	}
	return max(1, min(n, pageMost))
}
