// Package markdown turns what the clinic's people write as CommonMark into HTML
// that is safe to put on a page.
package markdown

import (
	"bytes"
	"fmt"
	"regexp"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
)

// Renderer turns CommonMark into HTML. The parser leaves raw HTML out; the
// policy then lets through only what plain text needs, so that a fault in
// either alone opens nothing. It is safe for concurrent use.
type Renderer struct {
	parser goldmark.Markdown
	policy *bluemonday.Policy
}

// New makes a Renderer.
func New() Renderer {
	policy := bluemonday.NewPolicy()
	policy.AllowElements("p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "hr", "code", "pre",
		"h1", "h2", "h3", "h4", "h5", "h6")
	policy.AllowAttrs("start").Matching(regexp.MustCompile(`^[0-9]{1,9}$`)).OnElements("ol")
	policy.AllowAttrs("href").OnElements("a")
	policy.AllowURLSchemes("https", "http", "mailto", "tel")
	policy.RequireParseableURLs(true)
	policy.AllowRelativeURLs(false)
	policy.RequireNoFollowOnLinks(true)
	policy.RequireNoReferrerOnLinks(true)
	return Renderer{parser: goldmark.New(), policy: policy}
}

// HTML fails only when memory does.
func (r Renderer) HTML(text string) (string, error) {
	var out bytes.Buffer
	if err := r.parser.Convert([]byte(text), &out); err != nil {
		return "", fmt.Errorf("rendering Markdown: %w", err)
	}
	return r.policy.SanitizeReader(&out).String(), nil
}
