package account

import (
	_ "embed"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"patientportal/server/markdown"
)

// PrivacyPolicy is a version of what the clinic promises about its patients'
// data.
type PrivacyPolicy struct {
	Version     string    // what people agree to; short, chosen by the clinic
	Title       string    // without markup
	Body        string    // CommonMark, without the title
	BodyHTML    string    // Body, safe to put on a page
	PublishedAt time.Time // the date that stands on it, at midnight UTC
}

const (
	maxPolicyVersion = 40      // characters
	maxPolicyTitle   = 120     // characters
	maxPolicyBytes   = 200_000 // of the whole file
)

//go:embed policy.md
var defaultPolicy string

// DefaultPolicy is the text of a clinic that has not written its own.
func DefaultPolicy() PrivacyPolicy {
	policy, err := ReadPolicy(defaultPolicy)
	if err != nil {
		panic(err) // it is part of the program
	}
	return policy
}

// ReadPolicy reads a policy as a clinic writes it:
//
//	---
//	version: 2.1
//	date: 2026-11-26
//	---
//	# Privacy policy
//
//	Markdown …
//
// The first heading is the title. The error names everything that is wrong.
func ReadPolicy(text string) (PrivacyPolicy, error) {
	if len(text) > maxPolicyBytes || !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
		return PrivacyPolicy{}, fmt.Errorf("text in UTF-8 of at most %d bytes", maxPolicyBytes)
	}
	text = strings.ReplaceAll(strings.TrimPrefix(text, "\ufeff"), "\r\n", "\n")
	rest, opened := strings.CutPrefix(text, "---\n")
	header, rest, closed := strings.Cut(rest, "\n---\n")
	if !opened || !closed {
		return PrivacyPolicy{}, errors.New("a first line --- and, after version and date, another")
	}
	title, body, _ := strings.Cut(strings.TrimSpace(rest), "\n")
	policy := PrivacyPolicy{Title: strings.TrimSpace(strings.TrimPrefix(title, "# ")), Body: strings.TrimSpace(body)}
	err := errors.Join(
		policy.readHeader(header),
		unless(strings.HasPrefix(title, "# ") && fits(policy.Title, maxPolicyTitle), "a heading such as “# Privacy policy” after the header"),
		unless(policy.Body != "", "a text after the heading"),
	)
	if err != nil {
		return PrivacyPolicy{}, err
	}
	policy.BodyHTML, err = markdown.New().HTML(policy.Body)
	return policy, err
}

func (p *PrivacyPolicy) readHeader(header string) (err error) {
	lines := map[string]string{}
	for line := range strings.Lines(header) {
		name, value, _ := strings.Cut(line, ":")
		lines[strings.ToLower(strings.TrimSpace(name))] = strings.TrimSpace(value)
	}
	p.Version = lines["version"]
	p.PublishedAt, err = time.Parse(time.DateOnly, lines["date"])
	return errors.Join(
		unless(fits(p.Version, maxPolicyVersion), "a line “version: …” of at most 40 characters in its header"),
		unless(err == nil, "a line “date: 2026-11-26” in its header"),
	)
}

func fits(text string, most int) bool {
	return text != "" && Plain(text) == text && utf8.RuneCountInString(text) <= most
}

func unless(fine bool, expected string) error {
	if fine {
		return nil
	}
	return errors.New(expected)
}
