package web

import (
	"net/http"
	"strings"

	"patientportal/server/web/playground"
)

// mountPlayground serves GraphiQL from the program itself, or says that there
// is none. Its page has a policy of its own: the editor styles itself.
func mountPlayground(mux *http.ServeMux, on bool) {
	if !on {
		mux.HandleFunc("/playground/", http.NotFound)
		mux.HandleFunc("/playground", http.NotFound)
		return
	}
	f, err := loadFiles(playground.Files())
	if err != nil {
		panic(err) // an embedded file system that cannot be read
	}
	mux.HandleFunc("GET /playground", func(w http.ResponseWriter, r *http.Request) {
		page, ok := f.byPath["index.html"]
		if !ok {
			plain(w, http.StatusServiceUnavailable, "The playground is not built into this program: run make build.")
			return
		}
		allowPlayground(w.Header())
		page.serve(w, r)
	})
	mux.HandleFunc("GET /playground/{name...}", func(w http.ResponseWriter, r *http.Request) {
		file, ok := f.byPath[r.PathValue("name")]
		if !ok {
			http.NotFound(w, r)
			return
		}
		file.serve(w, r)
	})
}

// allowPlayground widens the policy of every page by the one thing GraphiQL
// needs: fonts that its style sheet carries inside. Its dialogs also try to
// style the page while they are open, which stays refused and is not missed.
func allowPlayground(h http.Header) {
	h.Set("Content-Security-Policy", strings.Replace(h.Get("Content-Security-Policy"), "font-src 'self'", "font-src 'self' data:", 1))
}
