package records

import (
	"cmp"
	"fmt"
	"strings"
)

// detailsInWords lists an entry's facts and then its files, in the order of
// the record. A file without a title whose text is shown anyway is left out.
func detailsInWords(d Detail) []RecordDetail {
	list := make([]RecordDetail, 0, len(d.Facts)+len(d.Attachments))
	for _, fact := range d.Facts {
		list = append(list, RecordDetail(fact))
	}
	for _, file := range d.Attachments {
		if d.Text != "" && file.Title == "" && strings.HasPrefix(file.ContentType, "text/") {
			continue
		}
		list = append(list, RecordDetail{Label: "File", Value: fileInWords(file)})
	}
	return list
}

// fileInWords names a file by what is known of it: its title, its type and how
// large it is.
func fileInWords(a Attachment) string {
	name := cmp.Or(a.Title, "Untitled")
	var facts []string
	if a.ContentType != "" {
		facts = append(facts, a.ContentType)
	}
	if a.Bytes > 0 {
		facts = append(facts, sizeInWords(a.Bytes))
	}
	if len(facts) == 0 {
		return name
	}
	return name + " (" + strings.Join(facts, ", ") + ")"
}

// sizeInWords uses the decimal units that file managers show.
func sizeInWords(bytes int) string {
	switch {
	case bytes == 1:
		return "1 byte"
	case bytes < 1000:
		return fmt.Sprintf("%d bytes", bytes)
	case bytes < 1_000_000:
		return fmt.Sprintf("%d kB", (bytes+500)/1000)
	}
	return fmt.Sprintf("%.1f MB", float64(bytes)/1_000_000)
}
