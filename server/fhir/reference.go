package fhir

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"strings"
)

// A key names a resource across imports. It is Type/id behind the system it
// came from: the name that the caller gave the source, else the address in
// the entry's fullUrl, else nothing. What has neither id nor address goes by
// its first identifier, and without one by its content.

// keyOf makes the key of a resource.
func keyOf(source string, it item, h *header) string {
	base, id := splitURL(it.fullURL, h.ResourceType)
	if h.ID != "" {
		id = h.ID
	}
	if id == "" && strings.HasPrefix(it.fullURL, "urn:") {
		id = urnID(it.fullURL)
	}
	switch {
	case id != "":
		return within(source, base) + h.ResourceType + "/" + id
	case identified(h.Identifier) != nil:
		n := identified(h.Identifier)
		return within(source, base) + identifierKey(h.ResourceType, n.System, n.Value)
	}
	sum := sha256.Sum256(it.raw)
	return within(source, base) + h.ResourceType + "#" + hex.EncodeToString(sum[:])
}

func identified(list []identifier) *identifier {
	for i := range list {
		if list[i].Value != "" {
			return &list[i]
		}
	}
	return nil
}

// within is the prefix for the system that a resource is from.
func within(source, base string) string {
	switch {
	case source != "":
		return source + "/"
	case base != "":
		return base + "/"
	}
	return ""
}

// identifierKey is the key of whatever carries the identifier. It is the form
// of a conditional reference too.
func identifierKey(resourceType, system, value string) string {
	return resourceType + "?identifier=" + system + "|" + value
}

// splitURL takes https://host/fhir/Type/id apart into base and id; both are
// empty for any other text.
func splitURL(text, resourceType string) (base, id string) {
	if !strings.HasPrefix(text, "http://") && !strings.HasPrefix(text, "https://") {
		return "", ""
	}
	text, _, _ = strings.Cut(text, "/_history/")
	parts := strings.Split(text, "/")
	n := len(parts)
	if n < 5 || resourceType != "" && parts[n-2] != resourceType || !typeName(parts[n-2]) {
		return "", ""
	}
	return strings.Join(parts[:n-2], "/"), parts[n-1]
}

func urnID(urn string) string { return urn[strings.LastIndexByte(urn, ':')+1:] }

// locator finds the keys that references inside one source stand for.
type locator struct {
	source string
	urns   map[string]string // fullUrl of an entry → its key
}

// keys lists what a reference may mean, the likeliest first. base is where
// the resource that refers is from; types are what the element may refer to.
func (l locator) keys(r reference, base string, types ...string) []string {
	text, _, _ := strings.Cut(r.Reference, "/_history/")
	switch {
	case text == "" || strings.HasPrefix(text, "#"):
		return l.byIdentifier(r, types)
	case strings.HasPrefix(text, "urn:"):
		return l.byURN(text, types)
	case strings.Contains(text, "?"):
		return byCondition(text)
	}
	if key, ok := l.urns[text]; ok {
		return []string{key}
	}
	if from, id := splitURL(text, ""); from != "" {
		name := strings.TrimSuffix(strings.TrimPrefix(text, from+"/"), "/"+id)
		return unique(within(l.source, from)+name+"/"+id, within(l.source, base)+name+"/"+id, name+"/"+id)
	}
	return unique(within(l.source, base)+text, text)
}

func (l locator) byURN(urn string, types []string) []string {
	if key, ok := l.urns[urn]; ok {
		return []string{key}
	}
	var list []string
	for _, t := range types {
		list = append(list, within(l.source, "")+t+"/"+urnID(urn))
	}
	return list
}

// byIdentifier is for logical references, which have an identifier alone.
func (l locator) byIdentifier(r reference, types []string) []string {
	if r.Identifier == nil || r.Identifier.Value == "" {
		return nil
	}
	var list []string
	for _, t := range types {
		list = append(list, identifierKey(t, r.Identifier.System, r.Identifier.Value))
	}
	return list
}

// byCondition reads Practitioner?identifier=system|value, escaped or not.
func byCondition(text string) []string {
	system, value, ok := conditional(text)
	if !ok {
		return nil
	}
	name, _, _ := strings.Cut(text, "?")
	name = name[strings.LastIndexByte(name, '/')+1:]
	return []string{identifierKey(name, system, value)}
}

// conditional gives the identifier that a conditional reference asks for.
func conditional(text string) (system, value string, ok bool) {
	_, query, found := strings.Cut(text, "?")
	if !found {
		return "", "", false
	}
	values, err := url.ParseQuery(query)
	if err != nil {
		return "", "", false
	}
	asked := values.Get("identifier")
	if asked == "" {
		return "", "", false
	}
	system, value, found = strings.Cut(asked, "|")
	if !found {
		system, value = "", asked
	}
	return system, value, value != ""
}

func unique(list ...string) []string {
	var out []string
	for _, text := range list {
		known := false
		for _, o := range out {
			known = known || o == text
		}
		if !known {
			out = append(out, text)
		}
	}
	return out
}
