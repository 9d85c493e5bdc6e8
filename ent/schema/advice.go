package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/index"
)

// Advice is what a clinician tells a patient to do, and why.
type Advice struct{ ent.Schema }

// Fields are the columns.
func (Advice) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("patient_id"),
		foreignMaybe("practitioner_id"),
		word("author"),
		word("subject"),
		prose("body"),
		instant("published_at"),
		someday("read_at"),
		word("about_kind"),
		word("about_id"),
		word("about_name"),
		word("expected_reply"),
	}
}

// Edges are the foreign keys.
func (Advice) Edges() []ent.Edge {
	return []ent.Edge{
		refers("patient", Patient.Type, "patient_id"),
		mayRefer("practitioner", ClinicPractitioner.Type, "practitioner_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (Advice) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("patient_id", "published_at", "id"),
	}
}

// Annotations name the table.
func (Advice) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Annotation{Table: "advice"}}
}
