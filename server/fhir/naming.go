package fhir

import (
	"context"
	"encoding/json"
	"strings"
)

// directoryTypes are what a reference may mean that says nothing of its type.
var directoryTypes = []string{"Practitioner", "PractitionerRole", "Organization", "Location", "Medication"}

// naming names what one resource refers to. A lookup's failure is kept in the
// unit and ends it; until then the name is empty.
type naming struct {
	ctx  context.Context
	unit *unit
	base string // where the resource is from
	near []json.RawMessage
	deep int
}

// name is the display that the record has, else the name of what is referred
// to, else the bare identifier: never lost, never made up.
func (n naming) name(r reference) string {
	if display := strings.TrimSpace(r.Display); display != "" {
		return display
	}
	if found := n.look(r).Name; found != "" {
		return found
	}
	if strings.HasPrefix(r.Reference, "Patient/") {
		return "The patient"
	}
	if r.Identifier != nil {
		return r.Identifier.Value
	}
	_, value, _ := conditional(r.Reference)
	return value
}

// look finds what a reference stands for; the zero listing when it is nowhere.
func (n naming) look(r reference) listing {
	if id, ok := strings.CutPrefix(r.Reference, "#"); ok {
		return n.inside(id)
	}
	types := directoryTypes
	if r.Type != "" {
		types = []string{r.Type}
	}
	for _, key := range n.unit.locate.keys(r, n.base, types...) {
		if found, ok := n.unit.listing(n.ctx, key); ok {
			return found
		}
	}
	return listing{}
}

// inside looks among the contained resources. They may refer to each other in
// a circle, hence the limit.
func (n naming) inside(id string) listing {
	if n.deep > 2 {
		return listing{}
	}
	raw, typ := contained(n.near, id)
	at := keptType(typ)
	if at < 0 {
		return listing{}
	}
	r, wrong := decode(raw, at)
	if wrong != nil {
		return listing{}
	}
	if known, ok := r.(listed); ok {
		n.deep++
		return known.listing(n)
	}
	return listing{}
}

// contained finds the resource with this id inside another.
func contained(list []json.RawMessage, id string) (raw []byte, resourceType string) {
	for _, raw := range list {
		var h struct {
			Type string `json:"resourceType"`
			ID   string `json:"id"`
		}
		if json.Unmarshal(raw, &h) == nil && h.ID == id {
			return raw, h.Type
		}
	}
	return nil, ""
}
