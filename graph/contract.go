package graph

import (
	"regexp"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/formatter"
)

// The generator's own directives are nobody's business outside.
var generatorWords = regexp.MustCompile(` @go(Field|Model)\([^)]*\)|(?m)^"""[^"]*Not part of the contract\.\n?"""\ndirective @go(Field|Model)\(.*\n`)

// Contract gives the whole SDL as one text: the front page and the rooms'
// files merged.
func Contract(schema graphql.ExecutableSchema) string {
	var text strings.Builder
	formatter.NewFormatter(&text, formatter.WithIndent("  ")).FormatSchema(schema.Schema())
	return generatorWords.ReplaceAllString(text.String(), "")
}
