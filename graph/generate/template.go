package main

// plainTemplate is rendered by gqlgen's own renderer: ref and reserveImport
// are its functions.
const plainTemplate = `
{{ reserveImport "github.com/vektah/gqlparser/v2/ast" }}
{{ reserveImport "github.com/99designs/gqlgen/graphql" }}
{{ reserveImport "patientportal/graph/direct" }}
{{ reserveImport "patientportal/graph/scalar" }}

{{ range $o := . }}
var object{{ $o.Name }} = &direct.Object{Name: {{ $o.Name | quote }}}
{{ end }}

func init() {
{{- range $o := . }}
	object{{ $o.Name }}.Fields = map[string]direct.Target{
	{{- range $f := $o.Plain }}
		{{ $f.GraphQL | quote }}: { Index: {{ $f.Index }}{{ if $f.Of }}, Of: object{{ $f.Of }}{{ end }} },
	{{- end }}
	}
{{- end }}
}

{{ range $o := . }}
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
`
