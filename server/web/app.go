package web

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
)

// hashedFolder holds the files that the app's build names after their content.
const hashedFolder = "assets/"

// files serves a built front end from memory.
type files struct {
	byPath map[string]*file
	page   string // what deep links get; empty when nothing was built
}

type file struct {
	contentType string
	data        []byte
	immutable   bool
	zipped      func() []byte // nil when zipping gains nothing
}

// newApp serves the app: its files by name, and its page for every other path,
// which the app's own routes read.
func newApp(built fs.FS) http.Handler {
	f, err := loadFiles(built)
	if err != nil {
		panic(err) // an embedded file system that cannot be read
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			plain(w, http.StatusMethodNotAllowed, "GET or HEAD only")
			return
		}
		name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
		if file, ok := f.byPath[name]; ok {
			file.serve(w, r)
			return
		}
		f.other(w, r, name)
	})
}

// other answers a path that is no file: a page of the app, unless it looks
// like a file, which an outdated page may ask for after an update.
func (f *files) other(w http.ResponseWriter, r *http.Request, name string) {
	page, ok := f.byPath[f.page]
	switch {
	case strings.HasPrefix(name, hashedFolder) || path.Ext(name) != "":
		plain(w, http.StatusNotFound, "not found")
	case !ok:
		plain(w, http.StatusServiceUnavailable, "The app is not built into this program: run make build.")
	default:
		page.serve(w, r)
	}
}

func loadFiles(built fs.FS) (*files, error) {
	f := &files{byPath: map[string]*file{}, page: "index.html"}
	if built == nil {
		return f, nil
	}
	err := fs.WalkDir(built, ".", func(name string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return fs.SkipAll // not built
		}
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(built, name)
		if err != nil {
			return err
		}
		f.byPath[name] = newFile(name, data)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("web: read the built app: %w", err)
	}
	return f, nil
}

func newFile(name string, data []byte) *file {
	f := &file{data: data, contentType: contentType(name), immutable: strings.HasPrefix(name, hashedFolder)}
	if len(data) > 1024 && isText(f.contentType) {
		f.zipped = sync.OnceValue(func() []byte { return zip(data) })
	}
	return f
}

// contentType does not ask the machine's own table, which differs.
func contentType(name string) string {
	switch ext := path.Ext(name); ext {
	case ".js", ".mjs":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".html":
		return "text/html; charset=utf-8"
	case ".json", ".map":
		return "application/json"
	case ".webmanifest":
		return "application/manifest+json"
	case ".svg":
		return "image/svg+xml"
	case ".woff2":
		return "font/woff2"
	case ".ico":
		return "image/x-icon"
	default:
		if t := mime.TypeByExtension(ext); t != "" {
			return t
		}
		return "application/octet-stream"
	}
}

func isText(contentType string) bool {
	return strings.HasPrefix(contentType, "text/") || strings.Contains(contentType, "json") || strings.Contains(contentType, "xml")
}

func zip(data []byte) []byte {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		panic(err) // a constant level
	}
	if _, err := w.Write(data); err != nil {
		panic(err) // memory
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return out.Bytes()
}

func (f *file) serve(w http.ResponseWriter, r *http.Request) {
	h, body := w.Header(), f.data
	h.Set("Content-Type", f.contentType)
	if f.immutable {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	if f.zipped != nil {
		h.Set("Vary", "Accept-Encoding")
		if takesGzip(r.Header) {
			h.Set("Content-Encoding", "gzip")
			body = f.zipped()
		}
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(http.StatusOK)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // the peer may be gone
	}
}

func takesGzip(h http.Header) bool {
	for _, item := range strings.Split(strings.Join(h.Values("Accept-Encoding"), ","), ",") {
		coding, parameters, _ := strings.Cut(strings.TrimSpace(item), ";")
		if strings.EqualFold(coding, "gzip") {
			return quality(parameters) > 0
		}
	}
	return false
}
