package web

import (
	"bufio"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"runtime"
	"runtime/debug"
	"time"
)

// access is the outermost handler: it names each request, writes one line
// about it and keeps a panic from ending the program.
type access struct {
	next http.Handler
	log  *slog.Logger
}

type requestIDKey struct{}

// requestID is empty outside of a request.
func requestID(ctx context.Context) string {
	id, _ := ctx.Value(requestIDKey{}).(string)
	return id
}

func newRequestID() string {
	var b [8]byte
	for i, v := 0, rand.Uint64(); i < len(b); i, v = i+1, v>>8 {
		b[i] = byte(v)
	}
	return hex.EncodeToString(b[:])
}

func (a *access) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	start := time.Now() // a duration, not a date: the program's clock may be moved
	id := newRequestID()
	r = r.WithContext(context.WithValue(r.Context(), requestIDKey{}, id))
	n := &noted{ResponseWriter: w}
	n.Header().Set("X-Request-Id", id)
	defer func() {
		if value := recover(); value != nil {
			if err, ok := value.(error); ok && errors.Is(err, http.ErrAbortHandler) {
				panic(value)
			}
			a.recovered(n, r, value)
		}
		a.line(n, r, id, time.Since(start))
	}()
	a.next.ServeHTTP(n, r)
}

// recovered logs a panic whole, but of its value only what the runtime or an
// error says: a value of any other kind may hold a patient's data.
func (a *access) recovered(n *noted, r *http.Request, value any) {
	a.log.ErrorContext(r.Context(), "panic", "request", requestID(r.Context()),
		"panic", describePanic(value), "stack", string(debug.Stack()))
	if n.status == 0 {
		refuse(n, http.StatusInternalServerError, "internal", internalMessage)
	}
}

func describePanic(value any) string {
	switch v := value.(type) {
	case runtime.Error:
		return v.Error()
	case error:
		return fmt.Sprintf("%T: %v", v, v)
	}
	return fmt.Sprintf("%T", value)
}

// line writes the access log. The route stands for the path, which may hold a
// token; no query string, no variable and no body is ever written.
func (a *access) line(n *noted, r *http.Request, id string, took time.Duration) {
	attrs := make([]slog.Attr, 0, 9)
	attrs = append(attrs,
		slog.String("request", id), slog.String("method", r.Method), slog.String("route", r.Pattern),
		slog.Int("status", n.statusSent()), slog.Int64("bytes", n.bytes), slog.Duration("took", took))
	if n.operation != "" {
		attrs = append(attrs, slog.String("operation", n.operation))
	}
	if n.account != "" {
		attrs = append(attrs, slog.String("account", n.account))
	}
	level := slog.LevelInfo
	if n.failure != nil {
		level, attrs = slog.LevelError, append(attrs, slog.String("error", n.failure.Error()))
	}
	a.log.LogAttrs(r.Context(), level, "request", attrs...)
}

// noted is a response that remembers what the log says about it.
type noted struct {
	http.ResponseWriter
	status    int
	bytes     int64
	operation string // the name from the document, never a variable
	account   string // an opaque id
	failure   error  // why the answer is INTERNAL, for the log alone
}

// failed answers INTERNAL and leaves the reason to the log.
func failed(w http.ResponseWriter, err error) {
	note(w).failure = err
	refuse(w, http.StatusInternalServerError, "internal", internalMessage)
}

// note gives the notes of a response; a throwaway one where there are none.
func note(w http.ResponseWriter) *noted {
	for {
		switch v := w.(type) {
		case *noted:
			return v
		case interface{ Unwrap() http.ResponseWriter }:
			w = v.Unwrap()
		default:
			return &noted{ResponseWriter: w}
		}
	}
}

func (n *noted) statusSent() int {
	if n.status == 0 {
		return http.StatusOK
	}
	return n.status
}

// WriteHeader is part of http.ResponseWriter.
func (n *noted) WriteHeader(status int) {
	if n.status == 0 {
		n.status = status
	}
	n.ResponseWriter.WriteHeader(status)
}

// Write is part of http.ResponseWriter.
func (n *noted) Write(b []byte) (int, error) {
	if n.status == 0 {
		n.status = http.StatusOK
	}
	written, err := n.ResponseWriter.Write(b)
	n.bytes += int64(written)
	return written, err
}

// Unwrap lets http.ResponseController reach the server's own writer.
func (n *noted) Unwrap() http.ResponseWriter { return n.ResponseWriter }

// Hijack hands the connection to a socket.
func (n *noted) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, rw, err := http.NewResponseController(n.ResponseWriter).Hijack()
	if err == nil {
		n.status = http.StatusSwitchingProtocols
	}
	return conn, rw, err
}
