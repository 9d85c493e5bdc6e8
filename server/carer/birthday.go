package carer

import (
	"strconv"
	"strings"
	"time"
)

// adultAt is the age from which a person decides alone who acts for them.
const adultAt = 18

// born is a birth date as precisely as it is known: 2012, 2012-02 or 2012-02-29.
type born string

// turns is the instant at which a person of that birth date comes to be so many
// years old: the day begins, on the clock of whichever of the zones sees it
// first. ok is false when the birth date is unknown.
//
// Where the record leaves a choice the earliest day is taken, as what ends with
// a birthday protects the person whose it is: a year means its first of January,
// a month its first, and who was born on the 29th of February has their birthday
// on the 28th in other years.
func (b born) turns(age int, zones []*time.Location) (at time.Time, ok bool) {
	year, month, day, ok := b.earliest()
	if !ok {
		return time.Time{}, false
	}
	year += age
	if month == time.February && day == 29 && !isLeap(year) {
		day = 28
	}
	for i, zone := range zones {
		if begins := dayBegins(year, month, day, zone); i == 0 || begins.Before(at) {
			at = begins
		}
	}
	return at, len(zones) > 0
}

// earliest is the first day on which the person can have been born.
func (b born) earliest() (year int, month time.Month, day int, ok bool) {
	parts := [3]int{0, 1, 1}
	for i, text := range strings.SplitN(string(b), "-", 3) {
		n, err := strconv.Atoi(text)
		if err != nil {
			return 0, 0, 0, false
		}
		parts[i] = n
	}
	t := time.Date(parts[0], time.Month(parts[1]), parts[2], 0, 0, 0, 0, time.UTC)
	real := t.Year() == parts[0] && int(t.Month()) == parts[1] && t.Day() == parts[2]
	return parts[0], time.Month(parts[1]), parts[2], real && parts[0] > 0
}

func isLeap(year int) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

// dayBegins is the first instant of a day in the zone. Where clocks are changed
// at midnight that is not always twelve o'clock, nor the only one.
func dayBegins(year int, month time.Month, day int, zone *time.Location) time.Time {
	const step = 15 * time.Minute // every zone's clock is changed by a multiple of it
	wanted := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	at := time.Date(year, month, day, 0, 0, 0, 0, zone)
	for localDay(at).Before(wanted) {
		at = at.Add(step)
	}
	for localDay(at.Add(-step)).Equal(wanted) {
		at = at.Add(-step)
	}
	return at.UTC()
}

// localDay is the day that the instant's own clock shows, to compare with.
func localDay(at time.Time) time.Time {
	year, month, day := at.Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}
