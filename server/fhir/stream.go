package fhir

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
)

// item is one resource of a source and where it stands. raw is valid until
// the next item is read.
type item struct {
	raw     []byte
	fullURL string // of a Bundle's entry
	method  string // of a transaction's entry
	line    int    // of ndjson, the first is 1
	path    string // of a Bundle's entry: Bundle.entry[3].resource
}

// envelope is what surrounds the items of a source.
type envelope struct {
	isBundle   bool
	bundleType string
}

// errCutOff says that the input ends before it is complete.
var errCutOff = errors.New("ends too early: the file is cut off")

// faultAt is what keeps the rest of a source from being read.
type faultAt struct {
	line   int
	offset int64 // in the unpacked text, for a document; its line is found later
	path   string
	err    error
}

func (f *faultAt) Error() string { return f.err.Error() }
func (f *faultAt) Unwrap() error { return f.err }

// eachLine reads ndjson. A line that is no JSON goes to broken, and the reading
// continues; an error of take, or of the reading itself, ends it.
func eachLine(in *bufio.Reader, longest int, take func(item) error, broken func(line int, reason string)) error {
	var long []byte
	for line := 1; ; line++ {
		text, err := readLine(in, &long, longest)
		last := errors.Is(err, io.EOF)
		if err != nil && !last {
			return &faultAt{line: line, err: readFault(err)}
		}
		if text = bytes.TrimSpace(text); len(text) > 0 {
			if reason := notJSON(text, last); reason != "" {
				broken(line, reason)
			} else if err := take(item{raw: text, line: line}); err != nil {
				return err
			}
		}
		if last {
			return nil
		}
	}
}

// readLine reads to the next line feed; long is kept between calls for lines
// that do not fit the reader's buffer.
func readLine(in *bufio.Reader, long *[]byte, longest int) ([]byte, error) {
	*long = (*long)[:0]
	for {
		part, err := in.ReadSlice('\n')
		if err == nil && len(*long) == 0 {
			return part, nil
		}
		*long = append(*long, part...)
		if len(*long) > longest {
			return nil, tooLong(longest)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return *long, err
		}
	}
}

func tooLong(longest int) error {
	return fmt.Errorf("a resource is larger than %s", size(int64(longest)))
}

// notJSON says why a line cannot be a resource, "" when it can.
func notJSON(text []byte, last bool) string {
	if json.Valid(text) {
		if text[0] != '{' {
			return "is not a JSON object"
		}
		return ""
	}
	var probe json.RawMessage
	err := json.Unmarshal(text, &probe)
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &syntax) && syntax.Offset >= int64(len(text)) && last:
		return errCutOff.Error()
	case errors.As(err, &syntax):
		return fmt.Sprintf("is not JSON: %s at character %d", syntax, syntax.Offset)
	}
	return fmt.Sprintf("is not JSON: %v", err)
}

// readFault names what a reader of packed files may meet.
func readFault(err error) error {
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, io.ErrUnexpectedEOF):
		return errCutOff
	case errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader):
		return errors.New("the packed file is damaged")
	}
	return err
}

// document reads one JSON document: a Bundle entry by entry, holding no more
// than one at a time, or any other resource whole.
type document struct {
	dec     *json.Decoder
	seen    *recording
	longest int
	take    func(item) error
	env     envelope
	entries int  // read so far
	found   int  // of them with a resource
	instead bool // seen holds a stand-in for the whole
}

// eachEntry reads a document and hands over its resources. A Bundle's type may
// stand behind its entries: it is known at the end.
func eachEntry(in io.Reader, longest int, take func(item) error) (envelope, error) {
	seen := &recording{in: in, longest: longest, left: longest}
	d := &document{dec: json.NewDecoder(seen), seen: seen, longest: longest, take: take}
	err := d.read()
	var taken takeError
	switch {
	case err == nil:
		return d.env, nil
	case errors.As(err, &taken):
		return d.env, taken.err
	}
	fault := &faultAt{offset: d.dec.InputOffset(), err: documentFault(err)}
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		fault.offset = max(syntax.Offset, fault.offset)
	}
	if errors.Is(fault.err, errCutOff) {
		fault.offset = math.MaxInt64
	}
	if d.entries > 0 {
		fault.path = fmt.Sprintf("Bundle.entry[%d]", d.entries)
	}
	return d.env, fault
}

// takeError keeps the taker's errors apart from the reader's.
type takeError struct{ err error }

func (e takeError) Error() string { return e.err.Error() }

func documentFault(err error) error {
	var syntax *json.SyntaxError
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return errCutOff
	case errors.As(err, &syntax):
		return fmt.Errorf("is not JSON: %w", syntax)
	}
	return readFault(err)
}

func (d *document) read() error {
	switch token, err := d.dec.Token(); {
	case errors.Is(err, io.EOF):
		return errors.New("is empty")
	case err != nil:
		return err
	case token != json.Delim('{'):
		return errors.New("is not a JSON object")
	}
	if err := d.fields(); err != nil {
		return err
	}
	end := d.dec.InputOffset()
	switch _, err := d.dec.Token(); {
	case err == nil:
		return errors.New("holds more than one JSON value; bulk files end in .ndjson")
	case !errors.Is(err, io.EOF):
		return err
	}
	if d.env.isBundle {
		return nil
	}
	return d.whole(end)
}

// whole hands over a resource that is not a Bundle with entries, which may be
// a Bundle without any.
func (d *document) whole(end int64) error {
	raw := d.seen.kept
	if !d.instead {
		raw = bytes.TrimSpace(raw[:end])
	}
	if name, err := typeOf(raw); err == nil && name == "Bundle" {
		var b struct {
			Type string `json:"type"`
		}
		_ = json.Unmarshal(raw, &b)
		d.env = envelope{isBundle: true, bundleType: b.Type}
		return nil
	}
	if err := d.take(item{raw: raw}); err != nil {
		return takeError{err}
	}
	return nil
}

func (d *document) fields() error {
	resourceType := ""
	for d.dec.More() {
		token, err := d.dec.Token()
		if err != nil {
			return err
		}
		switch {
		case token == "entry" && (resourceType == "" || resourceType == "Bundle"):
			err = d.entryList()
		case token == "resourceType":
			err = d.text(&resourceType)
		case token == "type":
			err = d.text(&d.env.bundleType)
		default:
			err = d.skip()
		}
		if err != nil {
			return err
		}
	}
	if _, err := d.dec.Token(); err != nil { // the closing brace
		return err
	}
	if d.env.isBundle && resourceType != "Bundle" {
		return d.otherWithEntries(resourceType)
	}
	return nil
}

// otherWithEntries is for a resource that has entries and says only behind
// them that it is no Bundle, as a List may.
func (d *document) otherWithEntries(resourceType string) error {
	d.env.isBundle = false
	if d.found > 0 || !typeName(resourceType) {
		return errors.New("has entries, but its resourceType is not Bundle")
	}
	d.seen.kept = []byte(`{"resourceType":"` + resourceType + `"}`)
	d.instead = true
	return nil
}

func (d *document) entryList() error {
	switch token, err := d.dec.Token(); {
	case err != nil:
		return err
	case token != json.Delim('['):
		return errors.New("the Bundle's entry is not a list")
	}
	d.env.isBundle = true
	d.seen.stop()
	for d.dec.More() {
		d.seen.renew(d.longest)
		if err := d.entry(); err != nil {
			return err
		}
		d.entries++
	}
	_, err := d.dec.Token() // the closing bracket
	return err
}

func (d *document) entry() error {
	at := fmt.Sprintf("Bundle.entry[%d]", d.entries)
	var e struct {
		FullURL  string          `json:"fullUrl"`
		Resource json.RawMessage `json:"resource"`
		Request  struct {
			Method string `json:"method"`
		} `json:"request"`
	}
	err := d.dec.Decode(&e)
	var wrongType *json.UnmarshalTypeError
	switch {
	case errors.As(err, &wrongType):
		wrong := misreadBy(nil, err)
		return takeError{&faultAt{path: at + wrong.path, err: errors.New(wrong.reason)}}
	case err != nil:
		return err
	}
	if e.Resource != nil {
		d.found++
	}
	if err := d.take(item{raw: e.Resource, fullURL: e.FullURL, method: e.Request.Method, path: at + ".resource"}); err != nil {
		return takeError{err}
	}
	return nil
}

// text reads a value if it is text; anything else is judged with the whole
// resource.
func (d *document) text(into *string) error {
	var raw json.RawMessage
	if err := d.dec.Decode(&raw); err != nil {
		return err
	}
	_ = json.Unmarshal(raw, into)
	return nil
}

// skip steps over a value without holding it.
func (d *document) skip() error {
	for depth := 0; ; {
		token, err := d.dec.Token()
		if err != nil {
			return err
		}
		switch token {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
		if depth == 0 {
			return nil
		}
	}
}

// recording keeps what has been read, for a document that turns out to be one
// resource, and never lets one resource be larger than allowed.
type recording struct {
	in      io.Reader
	kept    []byte
	stopped bool
	longest int
	left    int
}

// Read fails rather than read on in a resource without end.
func (r *recording) Read(p []byte) (int, error) {
	if r.left <= 0 {
		return 0, tooLong(r.longest)
	}
	n, err := r.in.Read(p)
	r.left -= n
	if !r.stopped {
		r.kept = append(r.kept, p[:n]...)
	}
	return n, err
}

// stop keeps nothing from here on.
func (r *recording) stop() { r.kept, r.stopped = nil, true }

// renew begins another resource.
func (r *recording) renew(longest int) { r.left = longest }
