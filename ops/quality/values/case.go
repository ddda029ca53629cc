// Package values makes labelled values and texts that hold the 44 types of data, or nothing.
//
// The tour: case.go is a case and the list of all of them; row.go turns a type's generator
// into values with keys, bare values, texts and near misses; good_*.go are the types, one
// file a family, with check digits from digits.go; record.go writes texts that hold several
// types at once; harmless.go makes what is no data at all: order numbers, hashes, versions,
// product names. Everything is written from the standards that define the types and from what
// data looks like elsewhere, and nothing here calls the detector, so that both can be wrong
// only by themselves.
package values

import "math/rand/v2"

// Case is one labelled value or text.
type Case struct {
	Want []string // names of types; none for harmless ones
	Key  string
	Text string
	Free bool // free text instead of one value
}

func (c Case) String() string {
	switch {
	case c.Free:
		return "text " + c.Text
	case c.Key == "":
		return c.Text
	}
	return c.Key + "=" + c.Text
}

// seed makes every run ask the same questions.
const seed = 44

// Cases makes all cases, the same ones each time.
func Cases() (cases []Case) {
	r := rand.New(rand.NewPCG(seed, seed)) //nolint:gosec // the same cases each time
	for _, group := range [][]row{personRows, placeRows, documentRows, cardRows, networkRows, secretRows, companyRows} {
		for i := range group {
			cases = append(cases, group[i].cases(r)...)
		}
	}
	cases = append(cases, records(r)...)
	return append(cases, harmless(r)...)
}
