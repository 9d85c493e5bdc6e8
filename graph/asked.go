package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"patientportal/graph/direct"
	"patientportal/server/page"
)

// askedKept has what each selection asks for, worked out once.
var askedKept direct.Memo[page.Fields]

// asked gives what the document asks for inside the field that is being
// resolved, so that no more is read for it. It is nil, which asks for
// everything, where that depends on the variables of @skip and @include.
func asked(ctx context.Context) page.Fields {
	selection := graphql.GetFieldContext(ctx).Field.Selections
	fields, ok := askedKept.Get(selection)
	if !ok {
		fields = page.Fields{}
		if !gather(fields, selection) {
			fields = nil
		}
		askedKept.Keep(selection, fields)
	}
	return fields
}

// gather adds what the selection asks for; false when a directive has a say.
// Fragments count whatever type they are on: too much is asked for at worst.
func gather(into page.Fields, selection ast.SelectionSet) bool {
	for _, node := range selection {
		if !gatherNode(into, node) {
			return false
		}
	}
	return true
}

func gatherNode(into page.Fields, node ast.Selection) bool {
	switch node := node.(type) {
	case *ast.Field:
		if into[node.Name] == nil {
			into[node.Name] = page.Fields{}
		}
		return len(node.Directives) == 0 && gather(into[node.Name], node.SelectionSet)
	case *ast.InlineFragment:
		return len(node.Directives) == 0 && gather(into, node.SelectionSet)
	case *ast.FragmentSpread:
		return len(node.Directives) == 0 && node.Definition != nil && gather(into, node.Definition.SelectionSet)
	}
	return false
}
