package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// bodyMost is the largest request: many times what the app sends. Files have
// an endpoint of their own.
const bodyMost = 64 << 10

// errBody refuses a body without a word of it: it may hold a password.
var errBody = requestError("graphql.bad_request", `The body must be one JSON object with a "query" or a "documentId".`)

// request is the JSON of one GraphQL request, over HTTP and on a socket.
type request struct {
	Query         *string        `json:"query"`
	DocumentID    *string        `json:"documentId"`
	OperationName *string        `json:"operationName"`
	Variables     map[string]any `json:"variables"`
	Extensions    map[string]any `json:"extensions"`
}

// decode reads one request and nothing after it. Numbers keep their text.
func decode(body []byte) (in *request, ok bool) {
	in = new(request)
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	if err := d.Decode(in); err != nil {
		return nil, false
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, false
	}
	return in, in.Query != nil || in.DocumentID != nil
}

// documents are the texts the server takes.
type documents struct {
	stored map[string]string
	texts  map[string]bool // the stored texts; nil when any text is taken
}

func newDocuments(stored map[string]string, adHoc bool) documents {
	d := documents{stored: stored}
	if !adHoc {
		d.texts = make(map[string]bool, len(stored))
		for _, text := range stored {
			d.texts[text] = true
		}
	}
	return d
}

// params puts the text in the place of a document's id. A stored text may also
// be sent as it is, by clients that know no ids.
func (d documents) params(in *request) (*graphql.RawParams, gqlerror.List) {
	p := &graphql.RawParams{Variables: in.Variables, Extensions: in.Extensions}
	if in.OperationName != nil {
		p.OperationName = *in.OperationName
	}
	if in.DocumentID != nil {
		text, ok := d.stored[*in.DocumentID]
		if !ok {
			return nil, requestError("graphql.unknown_document", "No document is stored under this id.")
		}
		p.Query = text
		return p, nil
	}
	if d.texts != nil && !d.texts[*in.Query] {
		return nil, requestError("graphql.stored_documents_only", "Only stored documents are taken here.")
	}
	p.Query = *in.Query
	return p, nil
}
