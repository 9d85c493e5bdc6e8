package web

import (
	"net/http"
	"net/url"
	"strings"
)

// headers are the ones every answer carries.
type headers struct{ values map[string][]string }

// newHeaders builds them once. Only the app's own files run or style a page;
// sockets are named because some browsers do not count them as 'self'.
func newHeaders(base *url.URL) *headers {
	socket := "ws://" + base.Host
	h := &headers{values: map[string][]string{}}
	if base.Scheme == "https" {
		socket = "wss://" + base.Host
		h.set("Strict-Transport-Security", "max-age=63072000")
	}
	h.set("Content-Security-Policy", policy(
		"default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
		"connect-src 'self' "+socket, "manifest-src 'self'", "worker-src 'self'"))
	h.set("X-Content-Type-Options", "nosniff")
	h.set("X-Frame-Options", "DENY") // for browsers without frame-ancestors
	h.set("Referrer-Policy", "no-referrer")
	h.set("Cross-Origin-Opener-Policy", "same-origin")
	h.set("Cross-Origin-Resource-Policy", "same-origin")
	h.set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()")
	h.set("Cache-Control", "no-store")
	return h
}

// policy adds what every page of ours forbids.
func policy(directives ...string) string {
	return strings.Join(append(directives, "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"), "; ")
}

func (h *headers) set(name, value string) { h.values[http.CanonicalHeaderKey(name)] = []string{value} }

func (h *headers) around(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		out := w.Header()
		for name, value := range h.values {
			out[name] = value
		}
		next.ServeHTTP(w, r)
	})
}
