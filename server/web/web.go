package web

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/rs/cors"

	"patientportal/server/actor"
)

// Sessions is what web needs to know of signing in. Package account has it.
type Sessions interface {
	// Authenticate says whose token this is and when the session ends by
	// itself. It fails with fault.Unauthenticated for a token that is unknown,
	// revoked or expired, and with another error when it could not find out.
	// It counts as activity of the session.
	Authenticate(ctx context.Context, token string) (actor.Actor, time.Time, error)

	// Recognize is Authenticate without counting as activity, for sockets.
	Recognize(ctx context.Context, token string) (actor.Actor, time.Time, error)

	// Current is Recognize for a session that is known by its id: who it is
	// now, with the grants of now.
	Current(ctx context.Context, sessionID string) (actor.Actor, time.Time, error)

	// Alive says when the session ends by itself, as of now, and fails like
	// Authenticate once it has ended. It does not count as activity: sockets
	// ask it, and a page that is only left open must not stay signed in.
	Alive(ctx context.Context, sessionID string) (time.Time, error)

	// Revoked gives a channel that is closed when the session is ended by
	// somebody, and a function to call when nobody listens any more.
	Revoked(sessionID string) (<-chan struct{}, func())
}

// Deps is what main gives to web.
type Deps struct {
	Schema     graphql.ExecutableSchema
	SDL        string                      // the whole contract as text
	Extensions []graphql.HandlerExtension  // used after the limiter
	Present    graphql.ErrorPresenterFunc  // nil: faults are shown, all else is INTERNAL
	Recover    graphql.RecoverFunc         // nil: logged, and INTERNAL outside
	Sessions   Sessions                    //
	App        fs.FS                       // the built app with index.html on top; empty when not built
	Documents  map[string]string           // stored documents by id
	AdHoc      bool                        // take documents that are not stored
	Playground bool                        // serve /playground, and introspection with it
	BaseURL    *url.URL                    // where browsers find the portal
	Origins    []string                    // further exact origins that may call, such as https://app.example.org
	Proxies    []netip.Prefix              // reverse proxies whose X-Forwarded-For is believed
	Ready      func(context.Context) error // nil error: ready for traffic
	Mount      map[string]http.Handler     // further routes by ServeMux pattern, such as "/calendar/"
	Log        *slog.Logger
	Clock      func() time.Time // UTC
}

// requestTime bounds every request that is not a socket.
const requestTime = 30 * time.Second

// Handler serves everything but /metrics.
type Handler struct {
	http.Handler
	sockets *sockets
}

// Shutdown closes every socket with "going away" and waits until they are gone
// or the context is done. Give it to http.Server.RegisterOnShutdown, or call
// it before http.Server.Shutdown: the server itself forgets its sockets.
func (h *Handler) Shutdown(ctx context.Context) error { return h.sockets.shutdown(ctx) }

// New puts the routes together. It fails when an origin is not one.
func New(d Deps) (*Handler, error) {
	if d.BaseURL == nil || d.BaseURL.Host == "" {
		return nil, errors.New("web: the base URL has no host")
	}
	origins, err := newOrigins(d.BaseURL, d.Origins)
	if err != nil {
		return nil, err
	}
	g := &gate{
		sessions: d.Sessions, proxies: d.Proxies,
		cookie: cookieFor(d.BaseURL, "portal_session"), device: cookieFor(d.BaseURL, "portal_device"),
	}
	t := newThrottle(d.Clock, d.Proxies)
	run := newRunner(d)
	live := newSockets(d, g, t, origins, run)
	mux := routes(d, &endpoint{gate: g, run: run, sockets: live}, g)
	return &Handler{Handler: wrap(d, t, origins, mux), sockets: live}, nil
}

func routes(d Deps, graphQL http.Handler, g *gate) *http.ServeMux {
	mux := http.NewServeMux()
	mux.Handle("/graphql", graphQL)
	mux.Handle("GET /schema.graphql", contract(d.SDL))
	mux.HandleFunc("GET /livez", func(w http.ResponseWriter, _ *http.Request) { plain(w, http.StatusOK, "ok") })
	mux.HandleFunc("GET /readyz", readiness(d))
	mountPlayground(mux, d.Playground)
	mux.HandleFunc("GET /dev/", http.NotFound) // but for what a demo mounts
	calendars := newThrottleOf(calendarsPerSecond, calendarsAtOnce, d.Clock, d.Proxies)
	for pattern, h := range d.Mount {
		if strings.Contains(pattern, "/calendar/") {
			mux.Handle(pattern, calendars.around(h)) // no session: whoever has the address
			continue
		}
		mux.Handle(pattern, g.session(h))
	}
	mux.Handle("/", newApp(d.App))
	return mux
}

// wrap puts around the routes what holds for all of them, outermost first:
// the log, the recovery, the headers, the rate limit, the origins.
func wrap(d Deps, t *throttle, origins *origins, mux *http.ServeMux) http.Handler {
	h := origins.protect(mux)
	if len(d.Origins) > 0 {
		h = cors.New(cors.Options{
			AllowedOrigins:   d.Origins,
			AllowedMethods:   []string{http.MethodPost, http.MethodGet},
			AllowedHeaders:   []string{"Accept", "Authorization", "Content-Type", clientHeader, backgroundHeader},
			AllowCredentials: true,
			MaxAge:           600,
		}).Handler(h)
	}
	h = t.around(h)
	h = newHeaders(d.BaseURL).around(h)
	return &access{next: h, log: d.Log}
}

// contract serves the SDL. It is public: what it lists is what there is to ask
// for, and asking is what needs a session.
func contract(sdl string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { plain(w, http.StatusOK, sdl) }
}

// readiness asks whether the portal can do its work. The reason why not goes
// to the log: it may name hosts.
func readiness(d Deps) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if d.Ready != nil {
			if err := d.Ready(r.Context()); err != nil {
				d.Log.WarnContext(r.Context(), "not ready", "error", err)
				plain(w, http.StatusServiceUnavailable, "not ready")
				return
			}
		}
		plain(w, http.StatusOK, "ok")
	}
}

func plain(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	if !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	_, _ = fmt.Fprint(w, text) // the peer may be gone
}
