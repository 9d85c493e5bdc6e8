package fhir

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

// Source is one thing to read. It is opened more than once: first to be
// checked to its end, then to be stored.
type Source struct {
	Name string
	Size int64 // as stored, in bytes, for progress; 0 when unknown
	Open func() (io.ReadCloser, error)
}

// BytesSource is a document in memory.
func BytesSource(name string, data []byte) Source {
	return Source{Name: name, Size: int64(len(data)), Open: func() (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(data)), nil
	}}
}

func fileSource(path string, size int64) Source {
	return Source{Name: path, Size: size, Open: func() (io.ReadCloser, error) { return os.Open(path) }}
}

// extensions are the files taken from a folder; a file named by itself is
// taken whatever it is called.
var extensions = []string{".json", ".ndjson", ".json.gz", ".ndjson.gz"}

// sourcesAt lists the files at the paths, folders in order of name and with
// all they hold. A path that cannot be read is a problem of the input.
func sourcesAt(paths []string) ([]Source, error) {
	var list []Source
	var bad BadInput
	for _, path := range paths {
		found, err := filesAt(path)
		if err == nil && len(found) == 0 {
			err = errors.New("holds no file ending in " + strings.Join(extensions, ", "))
		}
		if err != nil {
			bad.add(Problem{File: path, Reason: reasonOf(err)})
		}
		list = append(list, found...)
	}
	return list, bad.orNil()
}

func filesAt(path string) ([]Source, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return []Source{fileSource(path, info.Size())}, nil
	}
	var list []Source
	err = filepath.WalkDir(path, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !isRecordFile(name) {
			return err
		}
		info, err := entry.Info()
		if err == nil {
			list = append(list, fileSource(name, info.Size()))
		}
		return err
	})
	sort.Slice(list, func(i, j int) bool { return list[i].Name < list[j].Name })
	return list, err
}

// companions are what bulk export clients lay beside the records.
var companions = map[string]bool{"log.ndjson": true, "manifest.json": true}

func isRecordFile(name string) bool {
	if companions[strings.ToLower(filepath.Base(name))] {
		return false
	}
	for _, ext := range extensions {
		if strings.HasSuffix(strings.ToLower(name), ext) {
			return true
		}
	}
	return false
}

// reasonOf leaves the path out of a file system's error: the problem has it.
func reasonOf(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err.Error()
	}
	return err.Error()
}

// form is how a source writes its resources.
type form int

const (
	oneDocument form = iota // a resource or a Bundle
	onePerLine              // ndjson
)

// opened is a source being read, unpacked.
type opened struct {
	*bufio.Reader
	form   form
	closer io.Closer
}

// Close closes the file below.
func (o *opened) Close() error { return o.closer.Close() }

// errTooLarge says that a file unpacks to more than the caller allows.
type errTooLarge struct{ limit int64 }

func (e errTooLarge) Error() string {
	return fmt.Sprintf("unpacks to more than %s, the limit that is set", size(e.limit))
}

// open opens a source for reading: unpacked if it is packed, without a byte
// order mark. The context ends the reading, told hears how many bytes of the
// file itself have been read.
func open(ctx context.Context, s Source, limit int64, told func(int)) (*opened, error) {
	file, err := s.Open()
	if err != nil {
		return nil, errors.New(reasonOf(err))
	}
	in := bufio.NewReaderSize(&counted{ctx, file, told}, 64<<10)
	if magic, _ := in.Peek(2); bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		packed, err := gzip.NewReader(in)
		if err != nil {
			return nil, errors.Join(err, file.Close())
		}
		in = bufio.NewReaderSize(&limited{packed, limit, limit}, 64<<10)
	}
	start, _ := in.Peek(3)
	switch {
	case bytes.HasPrefix(start, []byte{0xef, 0xbb, 0xbf}):
		_, _ = in.Discard(3)
	case bytes.HasPrefix(start, []byte{0xff, 0xfe}), bytes.HasPrefix(start, []byte{0xfe, 0xff}):
		return nil, errors.Join(errors.New("is UTF-16; FHIR is written in UTF-8"), file.Close())
	}
	return &opened{Reader: in, form: formOf(s.Name, in), closer: file}, nil
}

// formOf goes by the name, and by the first lines for what is named otherwise.
func formOf(name string, in *bufio.Reader) form {
	name = strings.TrimSuffix(strings.ToLower(name), ".gz")
	if strings.HasSuffix(name, ".ndjson") || strings.HasSuffix(name, ".jsonl") {
		return onePerLine
	}
	start, _ := in.Peek(in.Size())
	first, rest, found := bytes.Cut(bytes.TrimLeft(start, " \t\r\n"), []byte("\n"))
	if found && json.Valid(first) && bytes.HasPrefix(bytes.TrimSpace(rest), []byte("{")) {
		return onePerLine
	}
	return oneDocument
}

// counted tells how much was read and stops when the context has ended.
type counted struct {
	ctx  context.Context
	in   io.Reader
	told func(int)
}

func (c *counted) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.in.Read(p)
	c.told(n)
	return n, err
}

// limited fails, where io.LimitReader would say that all has been read.
type limited struct {
	in          io.Reader
	left, limit int64
}

func (l *limited) Read(p []byte) (int, error) {
	n, err := l.in.Read(p)
	if l.left -= int64(n); l.left < 0 {
		return 0, errTooLarge{l.limit}
	}
	return n, err
}

// size writes bytes for people.
func size(n int64) string {
	for _, unit := range []struct {
		bytes int64
		name  string
	}{{1 << 30, "GiB"}, {1 << 20, "MiB"}, {1 << 10, "KiB"}} {
		if n >= unit.bytes {
			text := fmt.Sprintf("%.1f", float64(n)/float64(unit.bytes))
			return strings.TrimSuffix(text, ".0") + " " + unit.name
		}
	}
	return fmt.Sprintf("%d bytes", n)
}
