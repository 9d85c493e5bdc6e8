package notify

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	netmail "net/mail"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Mailbox is the folder where mail goes when there is no mail server: one
// .eml file a mail. It is a Sender and can be read, for the demo.
type Mailbox struct{ folder string }

// OpenMailbox uses that folder, which is made, for its owner only, with the
// first mail.
func OpenMailbox(folder string) *Mailbox { return &Mailbox{folder: folder} }

// MailSummary is a line in the list of mails.
type MailSummary struct {
	Name    string // of the file, for Open
	Date    time.Time
	To      string
	Subject string
}

// Mail is one mail, read.
type Mail struct {
	MailSummary
	From        string
	MessageID   string
	Text        string
	Attachments []Attachment
	Raw         []byte
}

// Attachment is a file that came with a mail.
type Attachment struct {
	Name        string
	ContentType string
	Content     []byte
}

// ErrNoMail answers for a name that is none of the mailbox's.
var ErrNoMail = errors.New("notify: there is no such mail")

const mailSuffix = ".eml"

// Send writes the mail whole or not at all. A second try of the same delivery
// replaces the file of the first.
func (b *Mailbox) Send(_ context.Context, m Message) error {
	msg, err := m.written()
	if err != nil {
		return err
	}
	var raw bytes.Buffer
	if _, err := msg.WriteTo(&raw); err != nil {
		return fmt.Errorf("%w: %w", errUnwritable, err)
	}
	if err := os.MkdirAll(b.folder, 0o700); err != nil {
		return fmt.Errorf("making the mail folder: %w", err)
	}
	id, _, _ := strings.Cut(m.ID, "@")
	name := m.Planned.UTC().Format("20060102T150405Z") + "-" + id + mailSuffix
	return writeWhole(filepath.Join(b.folder, name), raw.Bytes())
}

// writeWhole writes beside the file and renames, so that nobody reads half.
func writeWhole(path string, content []byte) (err error) {
	temp, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return fmt.Errorf("writing a mail: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("writing a mail: %w", err), os.Remove(temp.Name()))
		}
	}()
	_, err = temp.Write(content)
	if err = errors.Join(err, temp.Sync(), temp.Close()); err != nil {
		return err
	}
	return os.Rename(temp.Name(), path)
}

// List is what is in the mailbox, newest first; nothing when the folder is not
// there yet. Files that are no mail are left out.
func (b *Mailbox) List() ([]MailSummary, error) {
	entries, err := os.ReadDir(b.folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("reading the mail folder: %w", err)
	}
	var list []MailSummary
	for _, entry := range entries {
		m, err := b.Open(entry.Name())
		if errors.Is(err, ErrNoMail) {
			continue
		}
		if err != nil {
			return nil, err
		}
		list = append(list, m.MailSummary)
	}
	slices.SortStableFunc(list, func(a, b MailSummary) int { return b.Date.Compare(a.Date) })
	return list, nil
}

// Open reads the mail of that name. It fails with ErrNoMail for a name that is
// none, such as one that leads out of the folder.
func (b *Mailbox) Open(name string) (*Mail, error) {
	if name != filepath.Base(name) || strings.HasPrefix(name, ".") || !strings.HasSuffix(name, mailSuffix) {
		return nil, ErrNoMail
	}
	raw, err := os.ReadFile(filepath.Join(b.folder, name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNoMail
	}
	if err != nil {
		return nil, fmt.Errorf("reading a mail: %w", err)
	}
	m, err := readMail(raw)
	if err != nil {
		return nil, fmt.Errorf("reading the mail %s: %w", name, err)
	}
	m.Name = name
	return m, nil
}

func readMail(raw []byte) (*Mail, error) {
	msg, err := netmail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	m := &Mail{Raw: raw, MessageID: strings.Trim(msg.Header.Get("Message-ID"), "<>")}
	decoder := new(mime.WordDecoder)
	for field, header := range map[*string]string{&m.Subject: "Subject", &m.To: "To", &m.From: "From"} {
		if *field, err = decoder.DecodeHeader(msg.Header.Get(header)); err != nil {
			return nil, err
		}
	}
	if m.Date, err = msg.Header.Date(); err != nil {
		return nil, err
	}
	return m, m.addPart(msg.Header.Get("Content-Type"), msg.Header.Get("Content-Transfer-Encoding"), "", msg.Body)
}

// addPart reads one part, and those within it.
func (m *Mail) addPart(contentType, encoding, filename string, body io.Reader) error {
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		return err
	}
	if strings.HasPrefix(kind, "multipart/") {
		return m.addParts(multipart.NewReader(body, params["boundary"]))
	}
	content, err := io.ReadAll(decoded(body, encoding))
	if err != nil {
		return err
	}
	if filename == "" && kind == "text/plain" {
		m.Text += string(content)
		return nil
	}
	m.Attachments = append(m.Attachments, Attachment{Name: filename, ContentType: contentType, Content: content})
	return nil
}

func (m *Mail) addParts(parts *multipart.Reader) error {
	for {
		part, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		header := part.Header
		err = m.addPart(header.Get("Content-Type"), header.Get("Content-Transfer-Encoding"), part.FileName(), part)
		if err != nil {
			return err
		}
	}
}

func decoded(body io.Reader, encoding string) io.Reader {
	switch strings.ToLower(encoding) {
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		return quotedprintable.NewReader(body)
	}
	return body
}
