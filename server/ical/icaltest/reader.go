// Package icaltest reads calendar files as strictly as RFC 5545 is, for tests.
package icaltest

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// Component is what a strict reader makes of a calendar file.
type Component struct {
	Name       string
	Properties map[string]string // with parameters in the name
	Parts      []*Component
}

// Part is the first part of that name.
func (c *Component) Part(t *testing.T, name string) *Component {
	t.Helper()
	for _, p := range c.Parts {
		if p.Name == name {
			return p
		}
	}
	t.Fatalf("no %s in %s", name, c.Name)
	return nil
}

// Read follows RFC 5545: lines end in CRLF, are at most 75 octets long
// and valid UTF-8, begin and end in pairs, and no property comes twice.
func Read(t *testing.T, file []byte) *Component {
	t.Helper()
	text := string(file)
	if !strings.HasSuffix(text, "\r\n") || strings.Count(text, "\n") != strings.Count(text, "\r\n") {
		t.Fatal("lines do not all end in CRLF")
	}
	for line := range strings.SplitSeq(text, "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) {
			t.Errorf("a line of %d octets, or cut within a character: %q", len(line), line)
		}
	}
	root := &Component{Name: "file", Properties: map[string]string{}}
	open := []*Component{root}
	unfolded := strings.TrimSuffix(strings.ReplaceAll(text, "\r\n ", ""), "\r\n")
	for line := range strings.SplitSeq(unfolded, "\r\n") {
		name, value, ok := cutName(line)
		here := open[len(open)-1]
		switch {
		case !ok:
			t.Fatalf("not a property: %q", line)
		case name == "BEGIN":
			next := &Component{Name: value, Properties: map[string]string{}}
			here.Parts, open = append(here.Parts, next), append(open, next)
		case name == "END":
			if value != here.Name {
				t.Fatalf("%s ends as %s", here.Name, value)
			}
			open = open[:len(open)-1]
		default:
			if _, twice := here.Properties[name]; twice {
				t.Errorf("%s comes twice in %s", name, here.Name)
			}
			here.Properties[name] = value
		}
	}
	if len(open) != 1 || len(root.Parts) != 1 {
		t.Fatal("not one whole calendar")
	}
	return root.Parts[0]
}

// cutName cuts at the first colon outside quotes.
func cutName(line string) (name, value string, ok bool) {
	quoted := false
	for i, r := range line {
		switch {
		case r == '"':
			quoted = !quoted
		case r == ':' && !quoted:
			return line[:i], line[i+1:], true
		}
	}
	return "", "", false
}
