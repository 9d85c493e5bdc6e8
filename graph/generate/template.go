package main

// plainTemplate is rendered by gqlgen's own renderer: ref and reserveImport
// are its functions.
const plainTemplate = `
{{ reserveImport "context" }}
{{ reserveImport "github.com/vektah/gqlparser/v2/ast" }}
{{ reserveImport "github.com/99designs/gqlgen/graphql" }}
{{ reserveImport "patientportal/graph/direct" }}
{{ reserveImport "patientportal/graph/scalar" }}

{{ range $o := .Objects }}
var object{{ $o.Name }} = &direct.Object{Name: {{ $o.Name | quote }}}
{{ end }}

func init() {
{{- range $o := .Objects }}
	object{{ $o.Name }}.Fields = map[string]direct.Target{
	{{- range $f := $o.Plain }}
		{{ $f.GraphQL | quote }}: { Index: {{ $f.Index }}{{ if $f.Of }}, Of: object{{ $f.Of }}{{ end }} },
	{{- end }}
	}
{{- end }}
}

{{ range $o := .Objects }}
var plans{{ $o.Name }} = direct.Plans{Of: object{{ $o.Name }}}

func direct{{ $o.Name }}(sel ast.SelectionSet, v {{ $o.Reference | ref }}) graphql.Marshaler {
	plan := plans{{ $o.Name }}.For(sel)
	if plan == nil || v == nil {
		return nil
	}
	b, ok := append{{ $o.Name }}(plan.Buffer(), plan, v)
	if !ok {
		return nil
	}
	return plan.Done(b)
}

func append{{ $o.Name }}(b []byte, plan *direct.Plan, v {{ $o.Reference | ref }}) (_ []byte, ok bool) {
	b = append(b, '{')
	for i := range plan.Fields {
		f := &plan.Fields[i]
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, f.Key...)
		switch f.Index {
		case direct.TypeName:
			b = append(b, {{ printf "%q" $o.Name | quote }}...)
		{{- range $f := $o.Plain }}
		case {{ $f.Index }}:
			{{ $f.Write }}
		{{- end }}
		}
	}
	return append(b, '}'), true
}
{{ end }}

var paths = direct.Paths{Steps: direct.Steps{
{{- range $f := .Steps }}
	"{{ $f.Object.Name }}.{{ $f.Name }}": {
		Of: {{ $f.TypeReference.Definition.Name | quote }},
		Plans: &plans{{ $f.TypeReference.Definition.Name }},
		Resolve: resolve{{ $f.Object.Name }}_{{ $f.Name }},
		Write: func(sel ast.SelectionSet, v any) graphql.Marshaler {
			return direct{{ $f.TypeReference.Definition.Name }}(sel, v.({{ $f.TypeReference.GO | ref }}))
		},
	},
{{- end }}
}}

// Straight answers a query that is a path (see direct.Paths); false when
// gqlgen has to do it.
func Straight(ctx context.Context, schema graphql.ExecutableSchema, most int, allow func(*ast.FieldDefinition) error) ([]byte, bool) {
	own, ok := schema.(*executableSchema)
	if !ok {
		return nil, false
	}
	return paths.Follow(ctx, newExecutionContext(graphql.GetOperationContext(ctx), own, nil), most, allow)
}

{{ range $f := .Steps }}
func resolve{{ $f.Object.Name }}_{{ $f.Name }}(ctx context.Context, executor, parent any, raw map[string]any) (any, error) {
	ec := executor.(*executionContext)
	{{- if not $f.Object.Root }}
	obj := parent.({{ $f.Object.Reference | ref }})
	{{- end }}
	{{- if $f.Args }}
	fc := graphql.GetFieldContext(ctx)
	var err error
	if fc.Args, err = ec.{{ $f.ArgsFunc }}(ctx, raw); err != nil {
		return nil, err
	}
	{{- end }}
	v, err := ec.Resolvers.{{ $f.ShortInvocation }}
	if err != nil || v == nil {
		return nil, err
	}
	return v, nil
}
{{ end }}
`
