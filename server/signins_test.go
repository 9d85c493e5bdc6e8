package main

import (
	"fmt"
	"strings"
	"testing"

	"patientportal/server/store/storetest"
)

// TestAHundredSignInsInOneDocumentAreRefused: aliases buy nobody more tries. The
// document is refused before anything of it is done.
func TestAHundredSignInsInOneDocumentAreRefused(t *testing.T) {
	t.Parallel()
	storetest.EachDialect(t, func(t *testing.T, dialect string) {
		w := newWorld(t, dialect)
		right := passwords()["maria.alvarez"]
		var document strings.Builder
		document.WriteString("mutation {")
		for i := range 100 {
			password := right
			if i < 99 {
				password = fmt.Sprint("Wrong-Password-", i)
			}
			fmt.Fprintf(&document, "\n a%d: signIn(input: {username: \"maria.alvarez\", password: %q}) { __typename }", i, password)
		}
		document.WriteString("\n}")
		before := strings.Join(w.rows(t, `SELECT * FROM account_attempts ORDER BY id`), "\n")
		b := w.anonymous()
		if got := b.do(t, document.String(), nil); got.code() != bad || b.cookie != "" {
			t.Errorf("answered %+v, cookie %q", got.Errors, b.cookie)
		}
		if after := strings.Join(w.rows(t, `SELECT * FROM account_attempts ORDER BY id`), "\n"); after != before {
			t.Errorf("tries were looked at:\n%s\nand before:\n%s", after, before)
		}
		w.signIn(t, "maria.alvarez")
	})
}
