package web

import (
	"context"
	"net/http"
	"strconv"

	"patientportal/server/actor"
	"patientportal/server/fault"
)

// File is something to be downloaded.
type File struct {
	Name, Type string // Name in ASCII, without quotes
	Content    []byte
}

// Download serves /download/{token}. Whose the file is decides open, by the
// session that asks; every refusal is 404.
func Download(open func(ctx context.Context, who actor.Actor, token string) (File, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		who, _ := actor.From(r.Context())
		file, err := open(r.Context(), who, r.PathValue("token"))
		switch {
		case fault.CodeOf(err) == fault.NotFound:
			http.NotFound(w, r)
		case err != nil:
			failed(w, err)
		default:
			h := w.Header()
			h.Set("Content-Type", file.Type)
			h.Set("Content-Disposition", `attachment; filename="`+file.Name+`"`)
			h.Set("Content-Length", strconv.Itoa(len(file.Content)))
			_, _ = w.Write(file.Content) // the peer may be gone
		}
	})
}
