package graph

import (
	"reflect"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"

	"patientportal/graph/generated"
	"patientportal/server/page"
	"patientportal/server/patient"
)

func TestGatherFollowsFragmentsAndStopsAtDirectives(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		`{ edges { node { id } } }`: true,
		`{ ...c } fragment c on C { edges { node { ...n } } } fragment n on N { id }`: true,
		`{ ... on C { edges { node { ... { id } } } } }`:                              true,
		`{ a: edges { cursor } b: edges { node { x: id } } }`:                         true,
		`{ edges { node { id @skip(if: true) } } }`:                                   false,
		`{ ... @include(if: true) { edges { node { id } } } }`:                        false,
		`{ edges { ...n @include(if: true) } } fragment n on E { node { id } }`:       false,
	} {
		doc, err := parser.ParseQuery(&ast.Source{Input: text})
		if err != nil {
			t.Fatal(err)
		}
		bindFragments(doc, doc.Operations[0].SelectionSet)
		fields := page.Fields{}
		ok := gather(fields, doc.Operations[0].SelectionSet)
		if ok != want || ok && !fields.Ask("edges", "node", "id") || ok && fields.Ask("edges", "node", "name") {
			t.Errorf("%s asks for %v, %v", text, fields, ok)
		}
	}
}

// bindFragments does what validation does before anything is executed.
func bindFragments(doc *ast.QueryDocument, selection ast.SelectionSet) {
	for _, node := range selection {
		switch node := node.(type) {
		case *ast.Field:
			bindFragments(doc, node.SelectionSet)
		case *ast.InlineFragment:
			bindFragments(doc, node.SelectionSet)
		case *ast.FragmentSpread:
			node.Definition = doc.Fragments.ForName(node.Name)
			bindFragments(doc, node.Definition.SelectionSet)
		}
	}
}

// A field of the patient's own row must not be among those that are resolved
// by the id: it would be shown empty.
func TestFieldsByPatientIDAreNotOfTheRow(t *testing.T) {
	t.Parallel()
	row := reflect.TypeFor[patient.Patient]()
	for _, field := range generated.NewExecutableSchema(generated.Config{}).Schema().Types["Patient"].Fields {
		_, ofRow := row.FieldByNameFunc(func(name string) bool { return strings.EqualFold(name, field.Name) })
		if byPatientID[field.Name] == (ofRow && field.Name != "id") {
			t.Errorf("%s is resolved by the patient's id: %v, is part of the row: %v", field.Name, byPatientID[field.Name], ofRow)
		}
	}
}
