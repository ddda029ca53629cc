package traffic

import "fmt"

// Correction is one thing somebody said about the APIs of a host that goes before what was
// learned: "this is one API", "these are two", "this is none". Corrections are settings: who
// made them, when and why is kept beside them, and taking one back makes the old answer
// come back.
//
// A template here is a path whose values are written in braces under any name:
// /orders/{orderId}. Inside Lapwing every value is {id}.
type Correction struct {
	Kind     CorrectionKind `json:"kind"`
	Host     string         `json:"host"`               // "shop.example.com", "*.example.com" or "*"
	Methods  []string       `json:"methods,omitempty"`  // none: all
	Template string         `json:"template,omitempty"` // the API meant
	Paths    []string       `json:"paths,omitempty"`    // merge: paths or templates that belong to Template
	Place    int            `json:"place,omitempty"`    // split: which value of Template, from 1
	Values   []string       `json:"values,omitempty"`   // split: values that are APIs of their own
	Match    Matching       `json:"match,omitempty"`    // exclude, recognise, generalise: how Text is meant
	Text     string         `json:"text,omitempty"`
}

// CorrectionKind says what a correction does.
type CorrectionKind string

// Kinds of corrections; correctionKinds says what each needs.
const (
	Pin        CorrectionKind = "pin"        // paths that fit Template are that API
	Split      CorrectionKind = "split"      // of Template, calls with one of Values at Place are APIs of their own
	Join       CorrectionKind = "merge"      // Paths belong to Template
	Exclude    CorrectionKind = "exclude"    // paths that match are no API
	Recognise  CorrectionKind = "recognise"  // paths that match are the API Template, whatever they look like
	Generalise CorrectionKind = "generalise" // segments that match are values wherever they stand
)

// Matching says how the text of a rule is compared with a path (a segment, for Generalise).
type Matching string

// Ways to match. A regex has RE2's syntax and may match any part of the path.
const (
	Prefix   Matching = "prefix"
	Suffix   Matching = "suffix"
	Contains Matching = "contains"
	Regex    Matching = "regex"
)

// Bounds of corrections. What lies beyond is refused when it is written, never cut silently.
const (
	MaxCorrections    = 1000   // of one tenant: more is a description to import
	MaxDeclared       = 20_000 // templates declared by imported descriptions, of one tenant: the largest public one has 1,100
	maxCorrectionList = 256    // paths or values of one correction
	maxCorrectionText = 512    // bytes of a host, a path or a rule: a regex of that length compiles to some thousand steps
	maxCorrectionDeep = 24     // segments of a template, as in TemplateLimits.Depth
	maxNames          = 16     // methods
)

// Fault is what is wrong with one field of a setting.
type Fault struct{ Field, Detail string }

// Faults lists what is wrong with a correction, in the order of its fields; nil: nothing.
func (c *Correction) Faults() []Fault {
	var f faults
	row, known := kindRow(c.Kind)
	if !known {
		f.add("kind", "want one of pin, split, merge, exclude, recognise, generalise")
		return f
	}
	f.host(c.Host)
	f.methods(c.Methods)
	for _, p := range []struct {
		field string
		given bool
		needs need
	}{
		{"template", c.Template != "", row.template},
		{"paths", len(c.Paths) > 0, row.paths},
		{"place", c.Place != 0, row.split},
		{"values", len(c.Values) > 0, row.split},
		{"match", c.Match != "", row.match},
		{"text", c.Text != "", row.match},
	} {
		switch {
		case p.needs == must && !p.given:
			f.add(p.field, fmt.Sprintf("a correction of kind %s needs it", c.Kind))
		case p.needs == never && p.given:
			f.add(p.field, fmt.Sprintf("a correction of kind %s has none", c.Kind))
		}
	}
	if f != nil {
		return f
	}
	row.check(c, &f)
	return f
}

// need says whether a kind has a field.
type need uint8

const (
	never need = iota
	must
)

// correctionKind is what a kind of correction needs, and how it becomes rules of a host.
type correctionKind struct {
	kind                          CorrectionKind
	template, paths, split, match need
	check                         func(*Correction, *faults)
	compile                       func(*Correction, *hostRules)
}

// correctionKinds is the table of what corrections can do.
var correctionKinds = []correctionKind{
	{kind: Pin, template: must, check: checkTemplate, compile: compilePin},
	{kind: Split, template: must, split: must, check: checkSplit, compile: compileSplit},
	{kind: Join, template: must, paths: must, check: checkJoin, compile: compileJoin},
	{kind: Exclude, match: must, check: checkMatch, compile: compileExclude},
	{kind: Recognise, template: must, match: must, check: checkRecognise, compile: compileRecognise},
	{kind: Generalise, match: must, check: checkMatch, compile: compileGeneralise},
}

func kindRow(k CorrectionKind) (correctionKind, bool) {
	for _, r := range correctionKinds {
		if r.kind == k {
			return r, true
		}
	}
	return correctionKind{}, false
}
