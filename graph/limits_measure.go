package graph

import (
	"fmt"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// longestName bounds the names a document uses: validation compares an unknown
// name with every known one.
const longestName = 100

// tooMany is where counting stops, far beyond every limit and far from
// overflowing: fragments that double each other reach 2^100 in 1,000 tokens.
const tooMany = 1 << 20

// size is what a selection amounts to with all its fragments put in.
type size struct {
	rootFields, fields, depth, aliases, directives int
}

// measuring walks a document before validation, so it knows nothing of types.
// Each fragment is measured once, whatever the number of its spreads.
type measuring struct {
	fragments     map[string]*ast.FragmentDefinition
	measured      map[string]size
	open          map[string]bool // being measured: a spread of it is a cycle
	introspection bool
	fault         *gqlerror.Error
}

// check refuses a document of which any operation exceeds a limit.
func (l *Limiter) check(query *ast.QueryDocument) *gqlerror.Error {
	if len(query.Operations) == 0 {
		return refused("graphql.no_operation", "The document has no operation.")
	}
	m := &measuring{
		fragments: map[string]*ast.FragmentDefinition{}, measured: map[string]size{},
		open: map[string]bool{}, introspection: l.introspection,
	}
	for _, f := range query.Fragments {
		m.fragments[f.Name] = f
	}
	for _, op := range query.Operations {
		s := m.selection(op.SelectionSet)
		s.directives += m.directives(op.Directives)
		m.name(op.Name)
		m.variables(op.VariableDefinitions)
		m.add(l.within(s))
		m.add(l.root(op.Operation, s.rootFields))
	}
	for _, f := range query.Fragments { // the unused: validation walks them too
		if _, ok := m.measured[f.Name]; !ok {
			m.add(l.within(m.fragment(f.Name)))
		}
	}
	return m.fault
}

func (m *measuring) add(err *gqlerror.Error) {
	if m.fault == nil {
		m.fault = err
	}
}

// within compares a size with the limits that hold for fragments as well.
func (l *Limiter) within(s size) *gqlerror.Error {
	switch {
	case s.depth > l.limits.Depth:
		return refused("graphql.too_deep", fmt.Sprintf("Fields nest deeper than %d.", l.limits.Depth))
	case s.aliases > l.limits.Aliases:
		return refused("graphql.too_many_aliases", fmt.Sprintf("More than %d fields are renamed or asked for twice.", l.limits.Aliases))
	case s.directives > l.limits.Directives:
		return refused("graphql.too_many_directives", fmt.Sprintf("More than %d directives are used.", l.limits.Directives))
	case s.fields > l.limits.Fields:
		return refused("graphql.too_many_fields", fmt.Sprintf("More than %d fields are asked for.", l.limits.Fields))
	}
	return nil
}

// root holds a mutation to one field, so that one request is one attempt at
// whatever it changes, and a subscription to one, for each is one stream
// (GraphQL 6.2.3.1).
func (l *Limiter) root(operation ast.Operation, fields int) *gqlerror.Error {
	if operation == ast.Mutation && fields > 1 {
		return refused("graphql.one_mutation", "A mutation has one field. Send the others on their own.")
	}
	if operation == ast.Subscription && fields > 1 {
		return refused("graphql.one_subscription", "A subscription has one field. Subscribe to the others on their own.")
	}
	if fields > l.limits.RootFields {
		return refused("graphql.too_many_root_fields", fmt.Sprintf("More than %d operations are asked for at once.", l.limits.RootFields))
	}
	return nil
}

func (m *measuring) selection(set ast.SelectionSet) size {
	var total size
	seen := make(map[string]bool, len(set))
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			total = total.plus(m.field(s, seen))
		case *ast.InlineFragment:
			inner := m.selection(s.SelectionSet)
			inner.directives += m.directives(s.Directives)
			m.name(s.TypeCondition)
			total = total.plus(inner)
		case *ast.FragmentSpread:
			inner := m.fragment(s.Name)
			inner.directives += m.directives(s.Directives)
			total = total.plus(inner)
		}
	}
	return total
}

func (m *measuring) field(f *ast.Field, seen map[string]bool) size {
	inner := m.selection(f.SelectionSet)
	s := size{
		rootFields: 1, fields: inner.fields + 1, depth: inner.depth + 1, aliases: inner.aliases,
		directives: inner.directives + m.directives(f.Directives),
	}
	m.name(f.Name)
	m.name(f.Alias)
	m.arguments(f.Arguments)
	if (f.Alias != "" && f.Alias != f.Name) || seen[f.Name] {
		s.aliases++
	}
	seen[f.Name] = true
	if f.Name == "__schema" || f.Name == "__type" {
		s.depth = 1
		if !m.introspection {
			m.add(refused("graphql.introspection_off", "The schema cannot be asked for here. It is served at /schema.graphql."))
		}
	}
	return s
}

func (m *measuring) fragment(name string) size {
	if s, ok := m.measured[name]; ok {
		return s
	}
	if m.open[name] {
		m.add(refused("graphql.fragment_cycle", "A fragment contains itself."))
		return size{}
	}
	f, ok := m.fragments[name]
	m.name(name)
	if !ok {
		return size{} // validation names it
	}
	m.open[name] = true
	s := m.selection(f.SelectionSet)
	s.directives += m.directives(f.Directives)
	delete(m.open, name)
	m.name(f.TypeCondition)
	m.measured[name] = s
	return s
}

func (m *measuring) directives(list ast.DirectiveList) int {
	for _, d := range list {
		m.name(d.Name)
		m.arguments(d.Arguments)
	}
	return len(list)
}

func (m *measuring) arguments(list ast.ArgumentList) {
	for _, a := range list {
		m.name(a.Name)
		m.value(a.Value)
	}
}

// value looks at the names inside a literal. The parser bounds its nesting.
func (m *measuring) value(v *ast.Value) {
	if v == nil {
		return
	}
	if v.Kind == ast.EnumValue || v.Kind == ast.Variable {
		m.name(v.Raw)
	}
	for _, c := range v.Children {
		m.name(c.Name)
		m.value(c.Value)
	}
}

func (m *measuring) variables(list ast.VariableDefinitionList) {
	for _, v := range list {
		m.name(v.Variable)
		m.name(v.Type.Name())
		m.value(v.DefaultValue)
	}
}

func (m *measuring) name(name string) {
	if len(name) > longestName {
		m.add(refused("graphql.long_name", fmt.Sprintf("A name is longer than %d letters.", longestName)))
	}
}

func (s size) plus(o size) size {
	return size{
		rootFields: min(s.rootFields+o.rootFields, tooMany),
		fields:     min(s.fields+o.fields, tooMany),
		depth:      max(s.depth, o.depth),
		aliases:    min(s.aliases+o.aliases, tooMany),
		directives: min(s.directives+o.directives, tooMany),
	}
}
