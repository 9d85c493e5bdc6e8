package records

import "patientportal/server/patient"

// Fold is the form of a name that searches compare, the same for records as
// for people: no case, no accents, one space between words. The writer folds
// into name_search, the reader folds what was asked for.
func Fold(text string) string { return patient.Fold(text) }
