package main

import (
	"fmt"
	"go/types"

	"github.com/99designs/gqlgen/codegen"
	"github.com/99designs/gqlgen/codegen/config"
	"github.com/vektah/gqlparser/v2/ast"
)

// plainObject is an object with those of its fields that are plain.
type plainObject struct {
	*codegen.Object
	Plain []plainField
}

// plainField is a struct field that can be written without asking anyone.
type plainField struct {
	Index   int
	GraphQL string // the field's name in the contract
	Of      string // the object inside, empty for a scalar
	Write   string // Go statements that append v's field to b
}

func (o *plainObject) pick(objects map[string]*plainObject) {
	for _, f := range o.Fields {
		if f.IsResolver || len(f.Args) > 0 || f.GoFieldType != codegen.GoFieldVariable || f.Name[0] == '_' {
			continue
		}
		write, ok := statements(f.TypeReference, "v."+f.GoFieldName, f.Type, objects, 0)
		if !ok {
			continue
		}
		o.Plain = append(o.Plain, plainField{
			Index: len(o.Plain), GraphQL: f.Name, Of: inner(f.TypeReference), Write: write,
		})
	}
}

func inner(ref *config.TypeReference) string {
	if ref.Definition.Kind == ast.Object {
		return ref.Definition.Name
	}
	return ""
}

// statements gives Go code that appends the expression, and false for a type
// that it does not know: an interface, a union, a map.
func statements(ref *config.TypeReference, expr string, gql *ast.Type, objects map[string]*plainObject, depth int) (string, bool) {
	goType := ref.GO
	if gql.Elem != nil {
		return listStatements(ref, goType, expr, gql, objects, depth)
	}
	if _, ok := goType.(*types.Pointer); ok {
		return pointerStatements(ref, expr, gql, objects)
	}
	return valueStatements(ref, goType, expr, "&"+expr, objects)
}

func listStatements(ref *config.TypeReference, goType types.Type, expr string, gql *ast.Type, objects map[string]*plainObject, depth int) (string, bool) {
	slice, ok := goType.Underlying().(*types.Slice)
	if !ok || gql.Elem.Elem != nil {
		return "", false
	}
	i := fmt.Sprintf("i%d", depth)
	element := *ref
	element.GO = slice.Elem()
	element.GQL = gql.Elem
	write, ok := statements(&element, expr+"["+i+"]", gql.Elem, objects, depth+1)
	if !ok {
		return "", false
	}
	code := fmt.Sprintf("b = append(b, '[')\nfor %[1]s := range %[2]s {\nif %[1]s > 0 { b = append(b, ',') }\n%[3]s\n}\nb = append(b, ']')", i, expr, write)
	if !gql.NonNull {
		code = fmt.Sprintf("if %s == nil { b = direct.AppendNull(b) } else {\n%s\n}", expr, code)
	}
	return code, true
}

func pointerStatements(ref *config.TypeReference, expr string, gql *ast.Type, objects map[string]*plainObject) (string, bool) {
	elem := ref.GO.(*types.Pointer).Elem()
	write, ok := valueStatements(ref, elem, "*"+expr, expr, objects)
	if !ok {
		return "", false
	}
	missing := "b = direct.AppendNull(b)"
	if gql.NonNull {
		missing = "return b, false"
	}
	return fmt.Sprintf("if %s == nil { %s } else {\n%s\n}", expr, missing, write), true
}

// valueStatements appends a value; address is how to point at it.
func valueStatements(ref *config.TypeReference, goType types.Type, expr, address string, objects map[string]*plainObject) (string, bool) {
	if ref.Definition.Kind == ast.Object {
		if _, known := objects[ref.Definition.Name]; !known {
			return "", false
		}
		if _, isStruct := goType.Underlying().(*types.Struct); !isStruct {
			return "", false
		}
		return fmt.Sprintf("if b, ok = append%s(b, f.Sub, %s); !ok { return b, false }", ref.Definition.Name, address), true
	}
	return scalarStatements(ref.Definition, goType, expr)
}

func scalarStatements(definition *ast.Definition, goType types.Type, expr string) (string, bool) {
	if goType.String() == "time.Time" && definition.Name == "DateTime" {
		return fmt.Sprintf("b = scalar.AppendDateTime(b, %s)", expr), true
	}
	basic, ok := goType.Underlying().(*types.Basic)
	if !ok {
		return "", false
	}
	switch basic.Kind() {
	case types.String:
		return fmt.Sprintf("b = direct.AppendString(b, %s)", expr), true
	case types.Int:
		return fmt.Sprintf("b = direct.AppendInt(b, %s)", expr), true
	case types.Bool:
		return fmt.Sprintf("b = direct.AppendBool(b, %s)", expr), true
	case types.Float64:
		return fmt.Sprintf("if b, ok = direct.AppendFloat(b, %s); !ok { return b, false }", expr), true
	}
	return "", false
}
