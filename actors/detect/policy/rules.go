package policy

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/lapwing-sec/lapwing/actors/detect/credential"
	"github.com/lapwing-sec/lapwing/actors/detect/purpose"
	"github.com/lapwing-sec/lapwing/actors/detect/region"
	"github.com/lapwing-sec/lapwing/actors/detect/sensitive"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Document is one setting in force.
type Document struct {
	Kind    string // one of Kinds; others are not ours and passed over
	Name    string
	Number  uint16 // stands for the name in facts, where the kind has numbers
	Version uint64 // of the body; findings name it
	Body    []byte // JSON
}

// Refused is a document that cannot work, and why. It is left out; the others are used.
type Refused struct {
	Kind, Name string
	Why        string
}

// Rules are a tenant's documents compiled. They are never written to after Compile, so any
// number of engines may use them at once. Nil are no rules.
type Rules struct {
	scanners    []scanner
	basic       bool      // some of the scanners are of the basic mode
	expert      bool      // some are of the expert mode
	passes      []pass    // over a text, for their patterns
	places      [2]uint16 // where any of them looks
	names       [256]string
	purposeName [256]string
	offTypes    [256]bool
	offPurposes [256]bool
	off         bool // some type is off
	offPurpose  bool // some purpose is
	credentials []credentialRule
	auths       []authRule
	allows      []allowRule
	purposes    []purposeRule
	tuned       []tuned         // those about least first
	tenantWide  *finding.Tuning // of APIs that no tuning names
	events      []ownEvent
	narrowed    bool          // some tuning names a domain or an API
	home        []region.Code // nil: the default
}

type credentialRule struct {
	name  string
	tests tests
	place []locator // of the conditions a value of the request meets
}

// locator finds the value that met a condition.
type locator struct {
	here func(*traffic.Value, string) bool
	name string
	is   func(string) bool
}

type authRule struct {
	name   string
	scope  tests
	here   func(*traffic.Value, string) bool
	params []string
	only   bool
}

type allowRule struct {
	scope  tests
	fields []allowField // nil: all
	types  map[string]bool
}

type allowField struct {
	side traffic.Side
	here func(*traffic.Value, string) bool
	name string
}

type purposeRule struct {
	id    finding.Purpose
	tests tests
}

// The kinds of documents.
const (
	BuiltinTypes    = "builtin-data-types"
	BuiltinPurposes = "builtin-purposes"
	DataTypes       = "data-types"
	Credentials     = "credentials"
	AuthRules       = "auth-rules"
	Allows          = "sensitive-allow"
	Purposes        = "purposes"
	TunedRules      = "tuning"
	HomeKind        = "home"
	OwnEvents       = "events"
)

// documentKind is a row of the table of kinds: how a body is checked and taken in.
type documentKind struct {
	id    string
	check func(name string, body []byte) ([]byte, Faults)
	add   func(r *Rules, d Document) error // of a checked body
}

var documentKinds = []documentKind{
	{BuiltinTypes, unnamedCheck(CheckSwitch), (*Rules).addTypeSwitch},
	{BuiltinPurposes, unnamedCheck(CheckSwitch), (*Rules).addPurposeSwitch},
	{DataTypes, unnamedCheck(CheckDataType), (*Rules).addDataType},
	{Credentials, unnamedCheck(CheckCredential), (*Rules).addCredential},
	{AuthRules, unnamedCheck(CheckAuthRule), (*Rules).addAuthRule},
	{Allows, unnamedCheck(CheckAllow), (*Rules).addAllow},
	{Purposes, unnamedCheck(CheckPurpose), (*Rules).addPurpose},
	{TunedRules, CheckTuning, (*Rules).addTuning},
	{HomeKind, unnamedCheck(CheckHome), (*Rules).addHome},
	{OwnEvents, unnamedCheck(CheckOwnEvent), (*Rules).addOwnEvent},
}

// unnamedCheck is a check that does not depend on the name.
func unnamedCheck(check func([]byte) ([]byte, Faults)) func(string, []byte) ([]byte, Faults) {
	return func(_ string, body []byte) ([]byte, Faults) { return check(body) }
}

// Compile makes rules of what is in force; nil where nothing of ours is.
func Compile(docs []Document) (*Rules, []Refused) {
	r := &Rules{}
	for _, t := range sensitive.Types() {
		r.names[t.ID] = t.Name
	}
	var refused []Refused
	ours := 0
	for _, d := range docs {
		i := slices.IndexFunc(documentKinds, func(k documentKind) bool { return k.id == d.Kind })
		if i < 0 {
			continue
		}
		ours++
		k := documentKinds[i]
		if _, f := k.check(d.Name, d.Body); f != nil {
			refused = append(refused, Refused{d.Kind, d.Name, f.Error()})
		} else if err := k.add(r, d); err != nil {
			refused = append(refused, Refused{d.Kind, d.Name, err.Error()})
		}
	}
	if ours == 0 {
		return nil, nil
	}
	var patterns []*pattern
	for i := range r.scanners {
		s := &r.scanners[i]
		r.basic = r.basic || s.classes != 0
		patterns = append(patterns, s.patterns...)
		r.places[0] |= s.places[0]
		r.places[1] |= s.places[1]
	}
	r.expert, r.passes = len(patterns) > 0, pack(patterns)
	r.tune()
	return r, refused
}

// decoded reads a checked body.
func decoded[T any](body []byte) (v T) {
	_ = json.Unmarshal(body, &v) // was checked
	return v
}

func (r *Rules) addTypeSwitch(d Document) error {
	t, err := BuiltinType(d.Name)
	if err == nil && !decoded[Switch](d.Body).Enabled {
		r.offTypes[t], r.off = true, true
	}
	return err
}

func (r *Rules) addPurposeSwitch(d Document) error {
	p, err := BuiltinPurpose(d.Name)
	if err == nil && !decoded[Switch](d.Body).Enabled {
		r.offPurposes[p], r.offPurpose = true, true
	}
	return err
}

// addDataType also names a type that is off: stored facts still show it.
func (r *Rules) addDataType(d Document) error {
	t := decoded[DataType](d.Body)
	if d.Number < 1 || d.Number > finding.CustomTypes {
		return fmt.Errorf("its number is %d, want from 1 to %d", d.Number, finding.CustomTypes)
	}
	id := finding.CustomType(levelNumber(t.Level), uint8(d.Number))
	for l := finding.S1; l <= finding.S4; l++ {
		same := finding.CustomType(l, uint8(d.Number))
		if r.names[same] != "" {
			return fmt.Errorf("it has the same number as %s: save it again", r.names[same])
		}
	}
	for l := finding.S1; l <= finding.S4; l++ { // also at the levels it had before
		r.names[finding.CustomType(l, uint8(d.Number))] = d.Name
	}
	if on(t.Enabled) {
		r.scanners = append(r.scanners, t.compile(id))
	}
	return nil
}

func (r *Rules) addCredential(d Document) error {
	c := decoded[Credential](d.Body)
	if !on(c.Enabled) {
		return nil
	}
	rule := credentialRule{name: d.Name, tests: compileConditions(c.Conditions)}
	for i := range c.Conditions {
		if x := &c.Conditions[i]; x.carries() {
			op, _ := operatorOf(x.Op)
			rule.place = append(rule.place, locator{placeOf[x.Field], x.Name, x.matcher(op)})
		}
	}
	r.credentials = append(r.credentials, rule)
	return nil
}

// placeOf finds the values of the fields that carry credentials.
var placeOf = map[string]func(*traffic.Value, string) bool{
	"request.header": inHeader, "request.cookie": inCookie, "request.query": inQuery, "request.body": inBody,
	"request.path": inPath, "response.header": inHeader, "response.cookie": inCookie, "response.body": inBody,
}

func inHeader(v *traffic.Value, name string) bool {
	return v.Place == traffic.InHeader && sameName(traffic.InHeader, v.Key, name)
}

func inPath(v *traffic.Value, name string) bool { return v.Place == traffic.InPath && v.Key == name }

func (r *Rules) addAuthRule(d Document) error {
	a := decoded[AuthRule](d.Body)
	if on(a.Enabled) {
		r.auths = append(r.auths, authRule{
			d.Name, compileConditions(a.Conditions), placeOf[positionFields[a.Position]], a.Parameters, a.Only,
		})
	}
	return nil
}

func (r *Rules) addAllow(d Document) error {
	a := decoded[Allow](d.Body)
	if !on(a.Enabled) {
		return nil
	}
	rule := allowRule{scope: compileConditions(a.Conditions)}
	for _, f := range a.Fields {
		side := traffic.Request
		if f.Position[:4] == "resp" {
			side = traffic.Response
		}
		rule.fields = append(rule.fields, allowField{side, placeOf[f.Position], f.Name})
	}
	if len(a.Types) > 0 {
		rule.types = map[string]bool{}
		for _, t := range a.Types {
			rule.types[t] = true
		}
	}
	r.allows = append(r.allows, rule)
	return nil
}

func (r *Rules) addPurpose(d Document) error {
	p := decoded[Purpose](d.Body)
	id := finding.Purpose(d.Number) //nolint:gosec // bounded below
	if d.Number < uint16(finding.FirstCustomPurpose) || d.Number > uint16(finding.LastCustomPurpose) {
		return fmt.Errorf("its number is %d, want from %d to %d", d.Number, finding.FirstCustomPurpose, finding.LastCustomPurpose)
	}
	if r.purposeName[id] != "" {
		return fmt.Errorf("it has the same number as %s: save it again", r.purposeName[id])
	}
	r.purposeName[id] = d.Name
	if p.As != "" {
		id, _ = BuiltinPurpose(p.As)
	}
	if on(p.Enabled) {
		r.purposes = append(r.purposes, purposeRule{id, compileConditions(p.Conditions)})
	}
	return nil
}

// TypeName gives a data type's stable name, a custom one's by its tenant, "" for an unknown.
func (r *Rules) TypeName(t finding.DataType) string {
	if r == nil {
		if row, ok := sensitive.ByID(t); ok {
			return row.Name
		}
		return ""
	}
	return r.names[t]
}

// PurposeName gives a purpose's title, a custom one's name by its tenant, "" for an unknown.
func (r *Rules) PurposeName(p finding.Purpose) string {
	if r != nil && r.purposeName[p] != "" {
		return r.purposeName[p]
	}
	return purpose.Title(p)
}

// TypeOff reports a built-in type that the tenant switched off.
func (r *Rules) TypeOff(t finding.DataType) bool { return r != nil && r.offTypes[t] }

// custom is the kind all credentials of these rules have.
const custom = credential.Custom
