package markdown

import (
	"regexp"
	"strings"
	"testing"
)

func TestMarkdownBecomesPlainHTML(t *testing.T) {
	t.Parallel()
	r := New()
	for markdown, want := range map[string]string{
		"# Rest\n\nTwo *days*.":               "<h1>Rest</h1>\n<p>Two <em>days</em>.</p>\n",
		"3. c\n4. d":                          "<ol start=\"3\">\n<li>c</li>\n<li>d</li>\n</ol>\n",
		"[Clinic](https://example.org)":       `<p><a href="https://example.org" rel="nofollow noreferrer">Clinic</a></p>` + "\n",
		"[Call](tel:+15550100)":               `<p><a href="tel:+15550100" rel="nofollow noreferrer">Call</a></p>` + "\n",
		"a < b & c":                           "<p>a &lt; b &amp; c</p>\n",
		"[x](javascript:alert(1))":            "<p>x</p>\n",
		"[x](data:text/html,x)":               "<p>x</p>\n",
		"![pixel](https://example.org/p.gif)": "<p></p>\n",
		"<script>alert(1)</script>":           "\n",
		"hi <b onclick=alert(1)>there</b>":    "<p>hi there</p>\n",
		"`<img src=x onerror=alert(1)>`":      "<p><code>&lt;img src=x onerror=alert(1)&gt;</code></p>\n",
		"<https://example.org/?q=\"onload=x>": "",
		"[x](<https://e.org/\" onclick=\"x>)": "",
	} {
		got, err := r.HTML(markdown)
		if err != nil {
			t.Fatal(err)
		}
		if want != "" && got != want {
			t.Errorf("%q becomes %q, want %q", markdown, got, want)
		}
		checkSafe(t, markdown, got)
	}
}

var (
	allowedTag  = regexp.MustCompile(`^</?(p|br|strong|em|ul|ol|li|blockquote|hr|code|pre|h[1-6]|a)/?( start="\d+"| href="(https?|mailto|tel):[^"<>]*"| rel="[a-z ]+")*/?>`)
	openBracket = regexp.MustCompile(`<[^>]*>?`)
)

func checkSafe(t *testing.T, markdown, html string) {
	t.Helper()
	for _, tag := range openBracket.FindAllString(html, -1) {
		if !allowedTag.MatchString(tag) {
			t.Errorf("%q lets %q through", markdown, tag)
		}
	}
}

func FuzzMarkdownIsSafe(f *testing.F) {
	for _, seed := range []string{"<svg/onload=alert(1)>", "[a](javascript&colon;alert(1))", "<a href=\"x\">y</a>", "***", "> 1. `x`", "&lt;script&gt;"} {
		f.Add(seed)
	}
	r := New()
	f.Fuzz(func(t *testing.T, markdown string) {
		html, err := r.HTML(strings.ToValidUTF8(markdown, ""))
		if err != nil {
			t.Fatal(err)
		}
		checkSafe(t, markdown, html)
	})
}
