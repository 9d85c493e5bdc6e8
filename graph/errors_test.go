package graph

import (
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// A value that a scalar refuses is named as the rooms name theirs: by its path
// in the input, list items by number, dots between.
func TestARefusedValueIsNamedByItsPathInTheInput(t *testing.T) {
	t.Parallel()
	answer := ast.Path{ast.PathName("publishAdvice")}
	inside := ast.Path{ast.PathName("publishAdvice"), ast.PathName("input"), ast.PathName("instructions"), ast.PathIndex(2), ast.PathName("from")}
	shown := &gqlerror.Error{Path: answer, Extensions: map[string]any{}}
	nameField(shown, &gqlerror.Error{Path: inside})
	if got := shown.Extensions["field"]; got != "instructions.2.from" {
		t.Errorf("got %v", got)
	}
}
