// Package direct writes a selection over plain structs straight to JSON.
//
// gqlgen walks a selection again for every element of a list: a goroutine, a
// context and a closure a field. Where everything selected is a plain struct
// field, none of that decides anything, so the selection is compiled once to a
// Plan and rows are appended by generated functions. Whatever a plan does not
// know (resolvers, arguments, directives, a null that the schema forbids) is
// left to gqlgen, whose answer is the same byte for byte; a test holds that.
package direct

import (
	"io"
	"sync/atomic"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// TypeName is the index of __typename in every plan.
const TypeName = -1

// Field is one entry of an object's answer.
type Field struct {
	Key   []byte // `"alias":`
	Index int    // which field, as the generated function counts them
	Sub   *Plan  // the selection inside, for objects
	name  string
}

// Plan is a compiled selection over one object type.
type Plan struct {
	Fields []Field
	last   atomic.Int64 // bytes of the latest answer
}

// The room made for an answer: lists of one document are much of a size.
const (
	leastRoom = 512
	mostRoom  = 64 << 10
)

// Buffer is where to append an answer, with room for one like the last.
func (p *Plan) Buffer() []byte {
	last := p.last.Load()
	return make([]byte, 0, min(max(last+last/8, leastRoom), mostRoom))
}

// Done notes how long the answer has become.
func (p *Plan) Done(answer []byte) JSON {
	p.last.Store(int64(len(answer)))
	return answer
}

// Object tells what a plan may select of one type: for each field that is a
// plain struct field its index and, for objects, the object inside.
type Object struct {
	Name   string
	Fields map[string]Target
}

// Target is a field that a plan may select.
type Target struct {
	Index int
	Of    *Object
}

// JSON is an answer that is ready to be sent.
type JSON []byte

// MarshalGQL writes the answer.
func (j JSON) MarshalGQL(w io.Writer) { _, _ = w.Write(j) }

var _ graphql.Marshaler = JSON(nil)

// Plans keeps the plans of one object type.
type Plans struct {
	Of   *Object
	memo Memo[*Plan]
}

// For gives the plan of a selection, nil when gqlgen has to do it.
func (p *Plans) For(selection ast.SelectionSet) *Plan {
	if len(selection) == 0 {
		return nil
	}
	plan, ok := p.memo.Get(selection)
	if !ok {
		plan = compile(p.Of, selection)
		p.memo.Keep(selection, plan)
	}
	return plan.usable()
}

func (p *Plan) usable() *Plan {
	if p.Fields == nil {
		return nil
	}
	return p
}

// compile gives a plan without fields for a selection it does not know, so
// that the refusal is remembered too.
func compile(of *Object, selection ast.SelectionSet) *Plan {
	plan := &Plan{}
	if !plan.add(of, selection) {
		plan.Fields = nil
	}
	return plan
}

func (p *Plan) add(of *Object, selection ast.SelectionSet) bool {
	for _, node := range selection {
		if !p.addNode(of, node) {
			return false
		}
	}
	return true
}

func (p *Plan) addNode(of *Object, node ast.Selection) bool {
	switch node := node.(type) {
	case *ast.Field:
		return len(node.Directives) == 0 && p.addField(of, node)
	case *ast.InlineFragment:
		same := node.TypeCondition == "" || node.TypeCondition == of.Name
		return same && len(node.Directives) == 0 && p.add(of, node.SelectionSet)
	case *ast.FragmentSpread:
		same := node.Definition != nil && node.Definition.TypeCondition == of.Name
		return same && len(node.Directives) == 0 && p.add(of, node.Definition.SelectionSet)
	}
	return false
}

func (p *Plan) addField(of *Object, node *ast.Field) bool {
	field := Field{Key: AppendString(nil, node.Alias), Index: TypeName, name: node.Alias}
	field.Key = append(field.Key, ':')
	if node.Name != "__typename" {
		target, ok := of.Fields[node.Name]
		if !ok || len(node.Arguments) > 0 {
			return false
		}
		field.Index = target.Index
		if target.Of != nil {
			field.Sub = compile(target.Of, node.SelectionSet).usable()
			if field.Sub == nil {
				return false
			}
		}
	}
	return p.merge(field)
}

// merge adds the field unless its answer is there already. Two selections of
// one object under one name would have to be merged: that is left to gqlgen.
func (p *Plan) merge(field Field) bool {
	for _, have := range p.Fields {
		if have.name == field.name {
			return have.Index == field.Index && field.Sub == nil
		}
	}
	p.Fields = append(p.Fields, field)
	return true
}
