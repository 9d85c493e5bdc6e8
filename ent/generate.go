// Package ent holds the tables (schema), the client generated from them (db)
// and the versioned migrations of both dialects (migrations, written by
// migrate).
package ent

//go:generate go tool ent generate --target ./db --feature intercept,sql/execquery,sql/upsert,sql/lock,sql/versioned-migration --template dir=./template ./schema
