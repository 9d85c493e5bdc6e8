package web

import (
	"mime"
	"net/http"
	"strconv"
	"strings"
)

// The media types of GraphQL over HTTP. The older one answers 200 to a refused
// document, as its clients expect; the newer one says 400.
const (
	typeJSON     = "application/json"
	typeResponse = "application/graphql-response+json"
)

// acceptable picks the media type of the answer from the Accept headers: the
// best liked one, the first of equals; false when none of ours is wanted.
func acceptable(accept []string) (string, bool) {
	wanted := strings.Join(accept, ",")
	if strings.TrimSpace(wanted) == "" {
		return typeJSON, true
	}
	best, liking := "", 0.0
	for _, item := range strings.Split(wanted, ",") {
		kind, parameters, _ := strings.Cut(item, ";")
		ours, known := offered(strings.ToLower(strings.TrimSpace(kind)))
		if q := quality(parameters); known && q > liking {
			best, liking = ours, q
		}
	}
	return best, best != ""
}

func offered(kind string) (string, bool) {
	switch kind {
	case typeResponse:
		return typeResponse, true
	case typeJSON, "application/*", "*/*":
		return typeJSON, true
	}
	return "", false
}

// quality reads the q parameter, 1 when it is missing, 0 when it is no number.
func quality(parameters string) float64 {
	for _, p := range strings.Split(parameters, ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(p), "=")
		if strings.EqualFold(name, "q") {
			q, err := strconv.ParseFloat(value, 64)
			if err != nil || q < 0 {
				return 0
			}
			return q
		}
	}
	return 1
}

// isJSON tells whether a body is what we read: JSON in UTF-8, not compressed.
func isJSON(h http.Header) bool {
	value := h.Get("Content-Type")
	if h.Get("Content-Encoding") != "" {
		return false
	}
	if value == typeJSON {
		return true
	}
	kind, parameters, err := mime.ParseMediaType(value)
	charset, given := parameters["charset"]
	return err == nil && kind == typeJSON && (!given || strings.EqualFold(charset, "utf-8"))
}
