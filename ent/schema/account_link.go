package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// AccountLink is a link that was mailed: it proves that whoever follows it
// reads the mail of that address. Its token can be made of the row with the
// program's key only; the row keeps the token's SHA-256.
type AccountLink struct{ ent.Schema }

// Fields are the columns. The subject is what only the newest link is good for:
// the account, or what somebody without one is invited to. Without an account
// and with itself as the subject, the link is for nobody.
func (AccountLink) Fields() []ent.Field {
	return []ent.Field{
		key(),
		word("kind"),
		// No foreign key: checking one would take longer for a link that is
		// somebody's than for one that is nobody's.
		word("account_id"),
		word("subject_id"),
		word("address"),
		word("key_id"),
		field.String("token_hash").Unique().Sensitive(),
		instant("created_at"),
		instant("expires_at"),
		someday("used_at"),
	}
}

// Indexes serve the lists and guard the rules.
func (AccountLink) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("subject_id", "kind", "created_at"),
		index.Fields("expires_at"),
	}
}
