package web

import (
	"context"
	"net/http"
	"strings"

	"patientportal/server/fault"
)

// Calendar serves /calendar/{file} where file is a token and ".ics". Whoever
// has the address may read it: calendar programs sign in nowhere.
func Calendar(file func(ctx context.Context, token string) ([]byte, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		token, ok := strings.CutSuffix(r.PathValue("file"), ".ics")
		if !ok {
			http.NotFound(w, r)
			return
		}
		content, err := file(r.Context(), token)
		switch {
		case fault.CodeOf(err) == fault.NotFound:
			http.NotFound(w, r)
		case err != nil:
			failed(w, err)
		default:
			w.Header().Set("Content-Type", "text/calendar; charset=utf-8")
			w.Header().Set("Content-Disposition", `attachment; filename="appointment.ics"`)
			_, _ = w.Write(content) // the peer may be gone
		}
	})
}
