package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strings"
	"time"

	"patientportal/server/fault"
)

// CalendarFile is what a calendar program is given.
type CalendarFile struct {
	Name       string // in ASCII, without quotes
	Content    []byte
	ModifiedAt time.Time // zero for a file that is made anew at each asking
}

// Calendar serves /calendar/{file} where file is a token and ".ics". Whoever
// has the address may read it: calendar programs sign in nowhere. Those that
// ask again are told when nothing has changed. Every refusal is the same 404.
func Calendar(file func(ctx context.Context, token string) (CalendarFile, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		token, ok := strings.CutSuffix(r.PathValue("file"), ".ics")
		if !ok {
			http.NotFound(w, r)
			return
		}
		found, err := file(r.Context(), token)
		switch {
		case fault.CodeOf(err) == fault.NotFound:
			http.NotFound(w, r)
		case err != nil:
			failed(w, err)
		default:
			found.serve(w, r)
		}
	})
}

func (f CalendarFile) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", "text/calendar; charset=utf-8")
	h.Set("Content-Disposition", `attachment; filename="`+f.Name+`"`)
	h.Set("Cache-Control", "private, no-store")
	h.Set("X-Robots-Tag", "noindex")
	if f.ModifiedAt.IsZero() {
		_, _ = w.Write(f.Content) // the peer may be gone
		return
	}
	sum := sha256.Sum256(f.Content)
	h.Set("ETag", `"`+base64.RawURLEncoding.EncodeToString(sum[:])+`"`)
	http.ServeContent(w, r, "", f.ModifiedAt, bytes.NewReader(f.Content))
}
