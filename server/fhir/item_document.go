package fhir

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"unicode/utf8"

	"patientportal/server/records"
)

// longestText is how much of a document's text lists may carry along; a longer
// one is read from the resource itself.
const longestText = 256 << 10

func (r *documentReference) item(who namer) records.PutItem {
	e := records.PutEntry{
		Kind: records.KindDocument, Status: r.Status,
		Author: people(who, r.Author...), Source: who.name(r.Custodian), RecordedText: r.Date,
	}
	if r.DocStatus == records.StatusEnteredInError {
		e.Status = r.DocStatus
	}
	var files []attachment
	for _, c := range r.Content {
		files = append(files, c.Attachment)
	}
	e = attach(coded(e, r.Type), files)
	e.Name = firstOf(e.Name, titleOf(files), r.Description, strings.Join(names(r.Category), ", "), "Document")
	e = happened(e, firstOf(r.Context.Period.Start, r.Date), r.Context.Period.End)
	e.HappenedAt = microsOf(firstOf(r.Date, r.Context.Period.Start, r.Meta.LastUpdated))

	var f facts
	f.add("Description", r.Description)
	f.list("Category", names(r.Category))
	f.add("Setting", r.Context.FacilityType.name())
	return entryItem(e, f)
}

func (r *diagnosticReport) item(who namer) records.PutItem {
	e := records.PutEntry{
		Kind: records.KindReport, Status: r.Status,
		Author: firstOf(people(who, r.ResultsInterpreter...), people(who, r.Performer...)), RecordedText: r.Issued,
	}
	e = attach(coded(e, r.Code), r.PresentedForm)
	e.Name = firstOf(e.Name, titleOf(r.PresentedForm), "Report")
	e = happened(e, firstOf(r.EffectiveDateTime, r.EffectivePeriod.Start), r.EffectivePeriod.End)
	e.HappenedAt = microsOf(firstOf(r.Issued, e.StartText, r.Meta.LastUpdated))
	if len(e.Detail.Attachments) > 0 || r.Conclusion != "" {
		e.Kind = records.KindDocument
	}

	var f facts
	f.list("Category", names(r.Category))
	f.add("Conclusion", r.Conclusion)
	f.list("Findings", names(r.ConclusionCode))
	return entryItem(e, f)
}

func titleOf(files []attachment) string {
	for _, a := range files {
		if title := strings.TrimSpace(a.Title); title != "" {
			return title
		}
	}
	return ""
}

// attach notes each file and takes the first plain text among them.
func attach(e records.PutEntry, files []attachment) records.PutEntry {
	for _, a := range files {
		content := a.content()
		if len(content) == 0 && a.URL == "" && a.Title == "" {
			continue
		}
		note := records.Attachment{Title: a.Title, ContentType: a.ContentType, URL: a.URL, Bytes: len(content)}
		if len(content) > 0 {
			sum := sha256.Sum256(content)
			note.Hash = hex.EncodeToString(sum[:])
		}
		e.Detail.Attachments = append(e.Detail.Attachments, note)
		if e.Detail.Text == "" && a.isPlainText() && len(content) <= longestText {
			e.Detail.Text = plain(content)
		}
	}
	return e
}

func (a attachment) isPlainText() bool {
	kind, _, _ := strings.Cut(strings.ToLower(a.ContentType), ";")
	kind = strings.TrimSpace(kind)
	return kind == "text/plain" || kind == "text/markdown"
}

// content decodes the attachment; nil when there is none or it is no base64,
// which HL7's own shortened examples are full of.
func (a attachment) content() []byte {
	if a.Data == "" {
		return nil
	}
	packed := strings.Join(strings.Fields(a.Data), "")
	content, err := base64.StdEncoding.DecodeString(packed)
	if err != nil {
		return nil
	}
	return content
}

// plain is text that every database and page takes: UTF-8, or Latin-1 read as
// such, without NUL.
func plain(content []byte) string {
	content = bytes.ReplaceAll(content, []byte{0}, nil)
	if utf8.Valid(content) {
		return strings.TrimSpace(string(content))
	}
	runes := make([]rune, len(content))
	for i, b := range content {
		runes[i] = rune(b)
	}
	return strings.TrimSpace(string(runes))
}
