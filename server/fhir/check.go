package fhir

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// deepest is how far objects and arrays may nest inside one resource. HL7's
// own examples reach 20.
const deepest = 100

// whenFields are the elements of R4 that hold a date or time, wherever they
// stand, and how each writes it. A string under such a name is checked even
// where nothing reads it: the resource is kept, and given out again, whole.
var whenFields = map[string]precision{
	"birthDate": justDate, "valueDate": justDate, "expirationDate": justDate,
	"dueDate": justDate, "startDate": justDate, "statusDate": justDate, "onsetDate": justDate,

	"deceasedDateTime": dateOrTime, "valueDateTime": dateOrTime, "effectiveDateTime": dateOrTime,
	"onsetDateTime": dateOrTime, "abatementDateTime": dateOrTime, "performedDateTime": dateOrTime,
	"occurrenceDateTime": dateOrTime, "recordedDate": dateOrTime, "authoredOn": dateOrTime,
	"dateAsserted": dateOrTime, "lastOccurrence": dateOrTime, "onset": dateOrTime,
	"date": dateOrTime, "created": dateOrTime, "creation": dateOrTime, "time": dateOrTime,
	"start": dateOrTime, "end": dateOrTime, "publicationDate": dateOrTime, "presentationDate": dateOrTime,
	"authored": dateOrTime, "scheduledDateTime": dateOrTime, "whenPrepared": dateOrTime,

	"lastUpdated": fullTime, "issued": fullTime, "valueInstant": fullTime, "effectiveInstant": fullTime,

	"valueTime": clockTime, "timeOfDay": clockTime,
	"availableStartTime": clockTime, "availableEndTime": clockTime,
}

// inspection walks one resource whose JSON is already known to be well formed
// and reports what a decoder would let pass: a key written twice (two readers
// would see two resources), text that no database keeps, dates that do not
// exist, and nesting made to hurt.
type inspection struct {
	raw  []byte
	pos  int
	path []step
	tell func(path, reason string)

	sought func(start, end int) bool // for pathWhere: the value that is looked for
	found  string                    // and the way to it
}

// step is one turn on the way down: a key, or an index when key is nil.
type step struct {
	key   []byte
	index int
}

// inspect reports each problem of a well-formed resource by its path, which
// begins with root.
func inspect(raw []byte, root string, tell func(path, reason string)) {
	in := inspection{raw: raw, tell: func(path, reason string) { tell(root+path, reason) }}
	in.value()
}

func (in *inspection) value() {
	in.space()
	if in.pos >= len(in.raw) {
		return
	}
	start := in.pos
	switch in.raw[in.pos] {
	case '{':
		in.nested(in.object)
	case '[':
		in.nested(in.array)
	case '"':
		in.text(in.token())
	default:
		in.scalar()
	}
	if in.sought != nil && in.found == "" && in.sought(start, in.pos) {
		in.found = render(in.path)
	}
}

// nested goes one deeper, or skips to the end when that is too deep.
func (in *inspection) nested(walk func()) {
	if len(in.path) >= deepest {
		in.problem(fmt.Sprintf("nested deeper than %d", deepest))
		in.pos = len(in.raw)
		return
	}
	walk()
}

func (in *inspection) object() {
	in.pos++
	var few [16][]byte // most objects have fewer keys, and then nothing is allocated
	seen := keySet{list: few[:0]}
	for in.more('}') {
		key := unquoted(in.token())
		in.path = append(in.path, step{key: key})
		if !seen.add(key) {
			in.problem("written twice in one object")
		}
		in.space()
		in.pos++ // the colon
		in.value()
		in.path = in.path[:len(in.path)-1]
	}
}

func (in *inspection) array() {
	in.pos++
	for i := 0; in.more(']'); i++ {
		in.path = append(in.path, step{index: i})
		in.value()
		in.path = in.path[:len(in.path)-1]
	}
}

// more steps over white space and a comma, and says whether another member
// follows; at the closing bracket it steps over that.
func (in *inspection) more(closing byte) bool {
	in.space()
	if in.pos < len(in.raw) && in.raw[in.pos] == ',' {
		in.pos++
		in.space()
	}
	if in.pos >= len(in.raw) {
		return false
	}
	if in.raw[in.pos] == closing {
		in.pos++
		return false
	}
	return true
}

func (in *inspection) space() {
	for in.pos < len(in.raw) {
		switch in.raw[in.pos] {
		case ' ', '\t', '\r', '\n':
			in.pos++
		default:
			return
		}
	}
}

func (in *inspection) scalar() {
	for in.pos < len(in.raw) {
		switch in.raw[in.pos] {
		case ',', ']', '}', ' ', '\t', '\r', '\n':
			return
		}
		in.pos++
	}
}

// token gives the string at the position, quotes and escapes included.
func (in *inspection) token() []byte {
	start := in.pos
	in.pos++
	for in.pos < len(in.raw) {
		next := bytes.IndexAny(in.raw[in.pos:], `"\`)
		if next < 0 {
			in.pos = len(in.raw)
			break
		}
		in.pos += next + 1
		if in.raw[in.pos-1] == '"' {
			break
		}
		in.pos++
	}
	return in.raw[start:min(in.pos, len(in.raw))]
}

func (in *inspection) text(quoted []byte) {
	if !utf8.Valid(quoted) {
		in.problem("is not UTF-8")
	}
	if hasNul(quoted) {
		in.problem("holds a NUL character")
	}
	if p, ok := whenFields[string(in.lastKey())]; ok {
		if reason := checkWhen(string(unquoted(quoted)), p); reason != "" {
			in.problem(reason)
		}
	}
}

// field finds a top-level value of a well-formed object without decoding the
// rest of it; nil when there is none. Of two it takes the last, as decoders do.
func field(raw []byte, name string) []byte {
	in := inspection{raw: raw}
	in.space()
	in.pos++ // the brace
	var found []byte
	for in.more('}') {
		key := unquoted(in.token())
		in.space()
		in.pos++ // the colon
		in.space()
		start := in.pos
		in.over()
		if string(key) == name {
			found = raw[start:in.pos]
		}
	}
	return found
}

// over steps over a value.
func (in *inspection) over() {
	for depth := 0; in.pos < len(in.raw); {
		switch in.raw[in.pos] {
		case '"':
			in.token()
		case '{', '[':
			depth++
			in.pos++
		case '}', ']':
			depth--
			in.pos++
		case ',', ':', ' ', '\t', '\r', '\n':
			in.pos++
			continue
		default:
			in.scalar()
		}
		if depth == 0 {
			return
		}
	}
}

// lastKey is the nearest name above: an array's strings go by the array's name.
func (in *inspection) lastKey() []byte {
	for i := len(in.path) - 1; i >= 0; i-- {
		if in.path[i].key != nil {
			return in.path[i].key
		}
	}
	return nil
}

func (in *inspection) problem(reason string) { in.tell(render(in.path), reason) }

// render writes the way down as .name[2].given.
func render(path []step) string {
	var b strings.Builder
	for _, s := range path {
		if s.key == nil {
			b.WriteString("[" + strconv.Itoa(s.index) + "]")
			continue
		}
		b.WriteString("." + clip(strings.ToValidUTF8(string(s.key), "?"), 60))
	}
	return b.String()
}

// hasNul finds the escape of U+0000, which no text column of PostgreSQL takes.
func hasNul(quoted []byte) bool {
	for rest := quoted; ; {
		i := bytes.IndexByte(rest, '\\')
		if i < 0 || i+1 >= len(rest) {
			return false
		}
		if bytes.HasPrefix(rest[i:], []byte(`\u0000`)) {
			return true
		}
		rest = rest[i+2:]
	}
}

func unquoted(quoted []byte) []byte {
	if bytes.IndexByte(quoted, '\\') < 0 && len(quoted) >= 2 {
		return quoted[1 : len(quoted)-1]
	}
	var text string
	if json.Unmarshal(quoted, &text) != nil {
		return quoted
	}
	return []byte(text)
}

// keySet remembers the keys of one object: a short list, a map when it grows.
type keySet struct {
	list [][]byte
	many map[string]bool
}

func (s *keySet) add(key []byte) bool {
	if s.many != nil {
		known := s.many[string(key)]
		s.many[string(key)] = true
		return !known
	}
	for _, k := range s.list {
		if bytes.Equal(k, key) {
			return false
		}
	}
	s.list = append(s.list, key)
	if len(s.list) > 16 {
		s.many = make(map[string]bool, 2*len(s.list))
		for _, k := range s.list {
			s.many[string(k)] = true
		}
	}
	return true
}

// pathAt renders the way to the value that ends at or spans the byte before
// offset, which is where a decoder says it stopped. The JSON is well formed.
func pathAt(raw []byte, offset int) string {
	in := inspection{raw: raw, tell: func(string, string) {}}
	in.sought = func(start, end int) bool { return start < offset && offset <= end }
	in.value()
	return in.found
}

// pathOfNoNumber renders the way to the first value under these keys, joined
// by dots, that is no number. A decoder tells the keys and not which of a
// list's members it was.
func pathOfNoNumber(raw []byte, keys string) string {
	in := inspection{raw: raw, tell: func(string, string) {}}
	in.sought = func(start, _ int) bool {
		isNumber := raw[start] == '-' || raw[start] >= '0' && raw[start] <= '9' || raw[start] == 'n'
		return !isNumber && joinKeys(in.path) == keys
	}
	in.value()
	return in.found
}

func joinKeys(path []step) string {
	var keys []string
	for _, s := range path {
		if s.key != nil {
			keys = append(keys, string(s.key))
		}
	}
	return strings.Join(keys, ".")
}
