package account

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"
	"time"
)

const ownPolicy = "---\nversion: 2.1\ndate: 2026-03-01\n---\n# How we keep *your* data\n\n## Why\n\nTo treat you.\n"

func TestReadPolicy(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"as written":     ownPolicy,
		"from Windows":   "\ufeff" + strings.ReplaceAll(ownPolicy, "\n", "\r\n"),
		"another order":  strings.Replace(ownPolicy, "version: 2.1\ndate: 2026-03-01", "Date:2026-03-01\nowner: somebody\nVersion:  2.1", 1),
		"space about it": strings.Replace(ownPolicy, "---\n#", "---\n\n\n#", 1) + "\n\n",
	} {
		got, err := ReadPolicy(text)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		want := PrivacyPolicy{
			Version: "2.1", Title: "How we keep *your* data", Body: "## Why\n\nTo treat you.",
			BodyHTML: "<h2>Why</h2>\n<p>To treat you.</p>\n", PublishedAt: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC),
		}
		if got != want {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// A policy that is wrong is told what is wrong, all at once.
func TestReadPolicyNamesWhatIsWrong(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"nothing":            {"", []string{"a first line ---"}},
		"no end of header":   {"---\nversion: 1\ndate: 2026-03-01\n# Policy\n\nText.", []string{"a first line ---"}},
		"an empty header":    {"---\n\n---\n# Policy\n\nText.", []string{"“version: …”", "“date: 2026-11-26”"}},
		"a day that is none": {strings.Replace(ownPolicy, "03-01", "02-30", 1), []string{"“date: 2026-11-26”"}},
		"a long version":     {strings.Replace(ownPolicy, "2.1", strings.Repeat("2", 41), 1), []string{"“version: …”"}},
		"no heading":         {strings.Replace(ownPolicy, "# How", "How", 1), []string{"a heading"}},
		"no text":            {ownPolicy[:strings.Index(ownPolicy, "\n\n##")], []string{"a text after"}},
		"all of it":          {"---\nx\n---\nPolicy", []string{"“version: …”", "“date: 2026-11-26”", "a heading", "a text after"}},
		"no text at all":     {"---\xff", []string{"UTF-8"}},
		"a book":             {ownPolicy + strings.Repeat("Text. ", 40_000), []string{"at most 200000 bytes"}},
	} {
		_, err := ReadPolicy(c.text)
		for _, want := range c.want {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %v, want %q", name, err, want)
			}
		}
	}
}

// The text that comes with the program is what clinics' patients agreed to: who
// changes it gives it the next version, or no server with it starts again.
func TestTheDefaultPolicyKeepsItsText(t *testing.T) {
	t.Parallel()
	published := map[string]string{
		"1.0": "a9df350de60af42d",
	}
	sum := sha256.Sum256([]byte(defaultPolicy))
	policy := DefaultPolicy()
	if got := hex.EncodeToString(sum[:8]); published[policy.Version] != got {
		t.Errorf("version %s is now %s: give the changed text a version of its own and list it here", policy.Version, got)
	}
}
