package main

import (
	"bytes"
	"fmt"
	"os"

	"github.com/99designs/gqlgen/codegen"
	"github.com/99designs/gqlgen/codegen/templates"
	"github.com/vektah/gqlparser/v2/ast"
)

// plainWriters is a gqlgen plugin: for each object bound to a struct it writes
// a function that appends the object's plain fields to JSON, and makes gqlgen's
// own function for the object try that first.
type plainWriters struct {
	executor string // gqlgen's output
	output   string // ours
	hooked   []string
}

// Name names the plugin to gqlgen.
func (*plainWriters) Name() string { return "plain-writers" }

// GenerateCode writes our functions. gqlgen runs it before it renders its own.
func (p *plainWriters) GenerateCode(data *codegen.Data) error {
	if err := p.write(data, plainObjects(data)); err != nil {
		return fmt.Errorf("writing %s: %w", p.output, err)
	}
	return nil
}

// plainObjects gives the objects that have at least one plain field and are
// reached by way of a struct pointer.
func plainObjects(data *codegen.Data) map[string]*plainObject {
	found := map[string]*plainObject{}
	for _, o := range data.Objects {
		if o.Kind == ast.Object && !o.Root && !o.IsReserved() {
			found[o.Name] = &plainObject{Object: o}
		}
	}
	for _, o := range found {
		o.pick(found)
	}
	for name, o := range found {
		if len(o.Plain) == 0 {
			delete(found, name)
		}
	}
	return found
}

func (p *plainWriters) write(data *codegen.Data, objects map[string]*plainObject) error {
	ordered := make([]*plainObject, 0, len(objects))
	for _, o := range data.Objects {
		if plain, ok := objects[o.Name]; ok {
			ordered = append(ordered, plain)
			p.hooked = append(p.hooked, o.Name)
		}
	}
	return templates.Render(templates.Options{
		PackageName: data.Config.Exec.Package,
		Filename:    p.output,
		Template:    plainTemplate,
		Data: struct {
			Objects []*plainObject
			Steps   []*codegen.Field
		}{ordered, steps(data, objects)},
		Packages: data.Config.Packages,
		// The header keeps linters and reviewers away from generated code.
		GeneratedHeader: true,
	})
}

// steps gives the fields that a direct.Path can go through: of the query or of
// an object with a struct, resolved one by one, giving a struct by pointer.
func steps(data *codegen.Data, objects map[string]*plainObject) (found []*codegen.Field) {
	for _, o := range data.Objects {
		if _, plain := objects[o.Name]; !plain && o != data.QueryRoot {
			continue
		}
		for _, f := range o.Fields {
			if f.IsResolver && !f.IsBatch() && !f.HasDirectives() && !f.IsReserved() && givesPlain(f, objects) {
				found = append(found, f)
			}
		}
	}
	return found
}

func givesPlain(f *codegen.Field, objects map[string]*plainObject) bool {
	_, plain := objects[f.TypeReference.Definition.Name]
	return plain && f.Type.Elem == nil && f.TypeReference.IsPtr()
}

// hook puts the attempt in front of gqlgen's own walk over the fields.
func (p *plainWriters) hook() error {
	source, err := os.ReadFile(p.executor)
	if err != nil {
		return err
	}
	for _, name := range p.hooked {
		head := []byte("func (ec *executionContext) _" + name + "(ctx context.Context, sel ast.SelectionSet, obj ")
		at := bytes.Index(source, head)
		if at < 0 {
			return fmt.Errorf("%s: no function for %s", p.executor, name)
		}
		line := at + bytes.IndexByte(source[at:], '\n') + 1
		attempt := fmt.Sprintf("\tif out := direct%s(sel, obj); out != nil {\n\t\treturn out\n\t}\n", name)
		source = append(source[:line:line], append([]byte(attempt), source[line:]...)...)
	}
	return os.WriteFile(p.executor, source, 0o644)
}
