package advice

import (
	"bytes"
	"fmt"
	"regexp"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
)

// renderer turns CommonMark into HTML that is safe to put on a page. The
// parser leaves raw HTML out; the policy then lets through only what plain
// text needs, so that a fault in either alone opens nothing.
type renderer struct {
	parser goldmark.Markdown
	policy *bluemonday.Policy
}

func newRenderer() renderer {
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
	return renderer{parser: goldmark.New(), policy: policy}
}

// html fails only when memory does.
func (r renderer) html(markdown string) (string, error) {
	var out bytes.Buffer
	if err := r.parser.Convert([]byte(markdown), &out); err != nil {
		return "", fmt.Errorf("rendering advice: %w", err)
	}
	return r.policy.SanitizeReader(&out).String(), nil
}
