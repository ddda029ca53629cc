// Package corpus is one recorded day of real traffic, with the truth about it.
//
// day.ndjson.zst holds every call of the day in the exchange format, oldest first; truth.json says who
// attacked what and when, which weaknesses the application has, and who was harmless. Both are written
// by ops/corpus/record and embedded here; Replay and Facts shift them so that the day ends now.
package corpus
