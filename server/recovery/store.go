package recovery

import "patientportal/server/store"

// tables speaks to the database for the room. Writes need a Tx.
type tables struct{ store *store.Store }
