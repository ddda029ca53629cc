package query

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

func mapKeys[V any](m map[string]V) iter.Seq[string] {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// closed are the fields with few words; the words are part of the API.
var closed = map[Field][]string{
	FieldLevel:      {"low", "medium", "high"},
	FieldService:    serviceNames[:],
	FieldAuth:       {"unknown", "absent", "present", "mixed", "not_verified"},
	FieldGrade:      {"none", "low", "moderate", "high"},
	FieldImportance: {"minor", "ordinary", "important"},
	FieldTrial:      {"no", "yes"},
	FieldLife:       {LifeNew, LifeActive, LifeInactive},
}

// checkValues refuses values a field cannot have, where the field has few.
func checkValues(l *List, f Field, vals []string) error {
	if len(vals) > maxValues {
		return fmt.Errorf("at most %d values", maxValues)
	}
	words := closed[f]
	if f == FieldStatus {
		words = []string{statusOpen, statusClosed}
		for _, r := range Statuses(l.Kind) {
			words = append(words, string(r.ID))
		}
	}
	for _, v := range vals {
		if len(v) > maxValueBytes || !utf8.ValidString(v) {
			return fmt.Errorf("at most %d bytes of UTF-8", maxValueBytes)
		}
		if words != nil && !slices.Contains(words, v) {
			return fmt.Errorf("no %q: want one of %s", short(v), strings.Join(words, ", "))
		}
	}
	return nil
}

// short keeps an error message readable whatever was sent.
func short(s string) string {
	if len(s) > 40 {
		return strings.ToValidUTF8(s[:40], "") + "..."
	}
	return s
}

// stored turns the words of the API into what the store holds.
func stored(f Field, vals []string) []string {
	if f != FieldService {
		return vals
	}
	var out []string
	for _, v := range vals {
		out = append(out, itoa(uint64(slices.Index(serviceNames[:], v))))
	}
	return out
}

// shown turns what the store holds into the words of the API.
func shown(f Field, val string) string {
	if f == FieldService && len(val) == 1 && val[0] >= '0' && val[0] <= '3' {
		return ServiceName(finding.Service(val[0] - '0'))
	}
	return val
}
