// Package page holds what Relay cursor connections have in common: how much of
// a list is asked for, where a page stands, and cursors that name a row by the
// values the list is sorted by (https://relay.dev/graphql/connections.htm).
package page

import (
	"encoding/base64"
	"strconv"
	"strings"

	"patientportal/server/fault"
)

// Sizes of a page: what comes without asking, and what may be asked for.
const (
	DefaultSize = 20
	MaxSize     = 100
)

// Args is how much of a list is asked for.
type Args struct {
	First     *int    // 1 to MaxSize; DefaultSize when nil
	After     *string // cursor of the item before the first wanted
	WithTotal bool    // count the whole list too: one more statement
	Fields    Fields  // what of the connection is asked for
}

// Fields are the names of what is asked for of an object, each with what is
// asked for inside. The nil Fields ask for everything: they are those of
// callers that do not say.
type Fields map[string]Fields

// Ask tells whether the field at the end of the path is asked for.
func (f Fields) Ask(path ...string) bool {
	for _, name := range path {
		if f == nil {
			return true
		}
		inside, ok := f[name]
		if !ok {
			return false
		}
		f = inside
	}
	return true
}

// Inside gives the Fields of the object at the end of the path.
func (f Fields) Inside(path ...string) Fields {
	for _, name := range path {
		if f == nil {
			return nil
		}
		inside, ok := f[name]
		if !ok {
			return Fields{}
		}
		f = inside
	}
	return f
}

// AskCursors tells whether a cursor of the page will be shown at all.
func (a Args) AskCursors() bool {
	return a.Fields.Ask("edges", "cursor") || a.Fields.Ask("pageInfo")
}

// Info says where a page stands in the list.
type Info struct {
	HasNextPage     bool
	HasPreviousPage bool
	StartCursor     *string
	EndCursor       *string
}

// Key names a row in a list sorted by an instant and then by id.
type Key struct {
	Micros int64
	ID     string
}

// Size is the number of items wanted. Outside 1 to MaxSize it fails with
// INVALID_INPUT on "first".
func (a Args) Size() (int, error) {
	if a.First == nil {
		return DefaultSize, nil
	}
	if *a.First < 1 || *a.First > MaxSize {
		var p fault.Problems
		p.Addf("first", "page.size", "Ask for 1 to %d items at a time.", MaxSize)
		return 0, p.Err()
	}
	return *a.First, nil
}

// Rows is how many to read for a page of that size: one beyond it when it will
// be shown whether there are more.
func (a Args) Rows(size int) int {
	if a.Fields.Ask("pageInfo") {
		return size + 1
	}
	return size
}

// Start is the key to continue after; ok is false for the first page. A cursor
// that was not made here fails with INVALID_INPUT on "after".
func (a Args) Start() (k Key, ok bool, err error) {
	if a.After == nil || *a.After == "" {
		return Key{}, false, nil
	}
	k, valid := parse(*a.After)
	if !valid {
		var p fault.Problems
		p.Add("after", "page.cursor", "This is not a cursor of this list.")
		return Key{}, false, p.Err()
	}
	return k, true, nil
}

// Cursor writes the key so that clients cannot mistake it for data.
func (k Key) Cursor() string {
	var b [96]byte
	raw := strconv.AppendInt(b[:0], k.Micros, 36)
	raw = append(raw, '.')
	raw = append(raw, k.ID...)
	return base64.RawURLEncoding.EncodeToString(raw)
}

// NewInfo describes a page whose first and last items have these cursors, for
// a list read one item beyond the page (more) from a cursor or not (after).
func NewInfo(cursors []string, more, after bool) Info {
	info := Info{HasNextPage: more, HasPreviousPage: after}
	if n := len(cursors); n > 0 {
		info.StartCursor, info.EndCursor = &cursors[0], &cursors[n-1]
	}
	return info
}

func parse(cursor string) (Key, bool) {
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return Key{}, false
	}
	micros, id, found := strings.Cut(string(raw), ".")
	if !found || id == "" || len(id) > 64 || strings.ContainsRune(id, 0) {
		return Key{}, false
	}
	n, err := strconv.ParseInt(micros, 36, 64)
	return Key{Micros: n, ID: id}, err == nil
}
