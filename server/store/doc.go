// Package store is the one way to the database, SQLite or PostgreSQL.
//
// Words:
//
//   - A Tx is one transaction. It travels in the context: whatever is called
//     with that context joins it, an error anywhere in it undoes all of it.
//     Writes happen in a Tx and nowhere else.
//   - DB is the ent client of the context: the transaction's inside a Tx, else
//     one that can only read.
//   - A Statement is SQL by hand, for the few places where a join written out
//     beats what ent makes. It follows the context in the same way.
//
// What holds in both dialects:
//
//   - Instants are whole microseconds since the Unix epoch in an int64; ids
//     are UUIDv7 text.
//   - Reads outside a Tx run on a pool that the database itself keeps from
//     writing.
//   - A query on a table of patients' rows (one with a patient_id column)
//     fails unless the context carries an actor. This decides nothing about
//     who may read what; it makes a path that forgot to ask loud.
//   - A transaction is READ COMMITTED on PostgreSQL and serial on SQLite. Races
//     are decided by conditional writes and their row counts, with unique
//     indexes behind them, so both give the same answers.
//   - The schema changes by versioned migrations only, see MigrateUp.
package store
