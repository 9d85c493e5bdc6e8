package web

import (
	"encoding/json"
	"net/http"
	"strconv"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// The header values are shared by all answers, which never change them.
var (
	contentTypeJSON     = []string{typeJSON + "; charset=utf-8"}
	contentTypeResponse = []string{typeResponse + "; charset=utf-8"}
)

// appendResult writes one execution result as JSON. The data is already JSON
// and is copied as it is: encoding it again costs as much as executing did.
func appendResult(b []byte, r *graphql.Response) ([]byte, error) {
	b = append(b, '{')
	if len(r.Errors) > 0 {
		errors, err := json.Marshal(r.Errors)
		if err != nil {
			return nil, err
		}
		b = append(append(append(b, `"errors":`...), errors...), ',')
	}
	b = append(b, `"data":`...)
	if len(r.Data) == 0 {
		b = append(b, "null"...)
	} else {
		b = append(b, r.Data...)
	}
	if len(r.Extensions) > 0 {
		extensions, err := json.Marshal(r.Extensions)
		if err != nil {
			return nil, err
		}
		b = append(append(b, `,"extensions":`...), extensions...)
	}
	return append(b, '}'), nil
}

// resultRoom is what appendResult needs around the data of a good answer.
const resultRoom = 64

// buffers holds those of answers that have been sent. The few that grew large
// are left to the collector, so that they do not stay for good.
var buffers = sync.Pool{New: func() any { return new([]byte) }}

const largestKept = 64 << 10

func takeBuffer() []byte { return (*buffers.Get().(*[]byte))[:0] }

func giveBuffer(b []byte) {
	if cap(b) <= largestKept {
		buffers.Put(&b)
	}
}

// writeErrors answers a request of which nothing was executed: no data entry.
func writeErrors(w http.ResponseWriter, status int, media string, list gqlerror.List) {
	body, err := json.Marshal(struct {
		Errors gqlerror.List `json:"errors"`
	}{list})
	if err != nil {
		panic(err) // texts and maps of texts only
	}
	writeBody(w, status, media, body)
}

func writeBody(w http.ResponseWriter, status int, media string, body []byte) {
	h := w.Header()
	h["Content-Type"] = contentTypeJSON
	if media == typeResponse {
		h["Content-Type"] = contentTypeResponse
	}
	h["Content-Length"] = []string{strconv.Itoa(len(body))}
	w.WriteHeader(status)
	_, _ = w.Write(body) // the peer may be gone
}
