package traffic

import "strings"

// Moved says to which API calls belong that were stored under another one before a
// correction was made. Value is empty where all of its calls move, else only those move
// that had this value at Place (from 1).
type Moved struct {
	From  API
	Into  API
	Place int
	Value string
}

// Past tells what the corrections mean for calls that were stored before: known are the
// APIs that calls were stored under. Whole APIs move where their template, read as a path,
// is another one by the corrections; values move by the splits. What is excluded moves
// nowhere: see Hides.
//
// It is a function of the corrections alone: taking one back makes its moves disappear.
func Past(list []Correction, c *Corrections, known []API) []Moved {
	var moved []Moved
	for _, a := range known {
		into, v := c.of(a.Host, a.Verb(), a.Template, templateParts(a.Template))
		if v == Named && into != a.Template && a.Template != Other {
			moved = append(moved, Moved{From: a, Into: API{a.Host, a.Method, into}})
		}
	}
	for i := range list {
		if list[i].Kind == Split {
			moved = splits(moved, &list[i], c, known)
		}
	}
	return moved
}

// samples stand for the values of a template where it is asked whether all its paths match:
// they have no character in common, and are a number, a word and an identifier.
var samples = []string{"7", "ko", "1f0e3dad-9990-4c6b-b8a2-6d5c9f1e4a3b"}

// Hides tells whether exclusions take out every path of an API. One that asks about the values
// themselves ("^/users/[0-9]+$") takes out none that was counted: which values it had is not
// stored. It counts for calls from then on.
func (c *Corrections) Hides(a API) bool {
	if c.Len() == 0 || a.Template == "" || a.Template == Other {
		return false
	}
	for _, s := range samples {
		if _, v := c.Of(a.Host, a.Verb(), strings.ReplaceAll(a.Template, "{id}", s)); v != Excluded {
			return false
		}
		if !strings.Contains(a.Template, "{id}") {
			break
		}
	}
	return true
}

// Affects lists which of the known APIs one correction would take out, rename or divide; nil
// where the correction is not valid.
func Affects(x Correction, known []API) (out []API) {
	list := []Correction{x}
	c, err := NewCorrections(list, nil)
	if err != nil {
		return nil
	}
	moved := map[API]bool{}
	for _, m := range Past(list, c, known) {
		moved[m.From] = true
	}
	for _, a := range known {
		if moved[a] || c.Hides(a) {
			out = append(out, a)
		}
	}
	return out
}

func splits(moved []Moved, s *Correction, c *Corrections, known []API) []Moved {
	template, bits := Normal(s.Template), methodBits(s.Methods)
	for _, a := range known {
		if a.Template != template || bits != 0 && bits&methodBits([]string{a.Verb()}) == 0 || !hostFits(s.Host, a.Host) {
			continue
		}
		for _, v := range s.Values {
			parts := SplitOff(s.Template, s.Place, v)
			if into, how := c.of(a.Host, a.Verb(), "/"+strings.Join(parts, "/"), parts); how == Named && into != template {
				moved = append(moved, Moved{From: a, Into: API{a.Host, a.Method, into}, Place: s.Place, Value: v})
			}
		}
	}
	return moved
}

func hostFits(pattern, host string) bool {
	return pattern == "*" || pattern == host || strings.HasPrefix(pattern, "*.") && strings.HasSuffix(host, pattern[1:])
}

// Undone says where calls belong that were made while a split was in force that is not any
// more: back to the template it divided. former are corrections of the past; what the present
// ones still name stays. Calls of a merge that was undone stay with the merged API: which of
// its paths they had is not stored.
func Undone(former []Correction, c *Corrections, known []API) []Moved {
	var moved []Moved
	for i := range former {
		s := &former[i]
		if s.Kind != Split || s.Faults() != nil {
			continue
		}
		for _, v := range s.Values {
			template := "/" + strings.Join(SplitOff(s.Template, s.Place, v), "/")
			for _, a := range known {
				if a.Template != template || !hostFits(s.Host, a.Host) {
					continue
				}
				if _, how := c.Of(a.Host, a.Verb(), template); how == Unsaid {
					moved = append(moved, Moved{From: a, Into: API{a.Host, a.Method, Normal(s.Template)}})
				}
			}
		}
	}
	return moved
}
