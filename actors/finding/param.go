package finding

import (
	"strings"
	"time"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Param is one thing that calls of an API carry, as far as it was seen: a parameter, a field
// of a body, a content type, a status. It holds no raw value: the example is masked, and
// Values are words of fields that hold a kind or state.
type Param struct {
	Side    traffic.Side
	Place   ParamPlace
	Name    string // name, or the way to a field of a body: "items[].id"; "" is the body itself
	Types   ParamTypes
	Formats ParamFormats // formats that every text so far had
	N       uint64       // times seen, of the calls learned from; of a field, in how many objects
	First   time.Time
	Last    time.Time  // to the hour
	Changed time.Time  // when type or format last widened after it had settled; zero: never
	Data    []DataType // rising
	Example string
	Values  []string // rising; all of them where it holds one of a few words
	Many    bool     // it does not: Values stays empty
}

// Params is what calls of one API carry, learned at one source; cumulative, the higher
// Version replaces. Several sources are added up by param.Merge.
type Params struct {
	Tenant  string
	API     traffic.API
	List    []Param // by side, place and name
	Over    uint64  // parameters that found no room, by times seen
	Version uint64
}

// ParamPlace tells where a parameter stands.
type ParamPlace uint8

// Places. The numbers are stored.
const (
	ParamCall   ParamPlace = iota // the call itself: its N is the number of calls learned from
	ParamStatus                   // a status of the response
	ParamType                     // a content type
	ParamPath
	ParamQuery
	ParamHeader
	ParamCookie
	ParamForm
	ParamJSON
	ParamXML
)

var paramPlaces = [...]string{"call", "status", "content-type", "path", "query", "header", "cookie", "form", "json", "xml"}

func (p ParamPlace) String() string { return paramPlaces[min(int(p), len(paramPlaces)-1)] }

// ParamTypes is a set of types as JSON Schema names them.
type ParamTypes uint8

// Types.
const (
	TypeString ParamTypes = 1 << iota
	TypeInteger
	TypeNumber
	TypeBoolean
	TypeArray
	TypeObject
	TypeNull
)

var paramTypes = [...]string{"string", "integer", "number", "boolean", "array", "object", "null"}

// Names lists the types of a set; an integer is a number and not listed beside it.
func (t ParamTypes) Names() []string {
	if t&TypeNumber != 0 {
		t &^= TypeInteger
	}
	return bitNames(uint32(t), paramTypes[:])
}

func (t ParamTypes) String() string { return strings.Join(t.Names(), " or ") }

// ParamFormats is a set of formats; each bit says that all texts seen had it.
type ParamFormats uint16

// Formats, the most telling first.
const (
	FormatUUID ParamFormats = 1 << iota
	FormatDateTime
	FormatDate
	FormatEmail
	FormatIPv4
	FormatIPv6
	FormatURI
	FormatByte // base64
	FormatInt32
	FormatInt64
	AllFormats ParamFormats = 1<<iota - 1
)

var paramFormats = [...]string{"uuid", "date-time", "date", "email", "ipv4", "ipv6", "uri", "byte", "int32", "int64"}

func (f ParamFormats) String() string {
	if names := bitNames(uint32(f), paramFormats[:]); len(names) > 0 {
		return names[0]
	}
	return ""
}

func bitNames(set uint32, names []string) (out []string) {
	for i, n := range names {
		if set>>i&1 == 1 {
			out = append(out, n)
		}
	}
	return out
}

// Format gives the format of the values, "" where they have none in common or are of several
// types. Formats of numbers count for whole numbers only, the narrowest that fits.
func (p *Param) Format() string {
	const whole = FormatInt32 | FormatInt64
	switch p.Types &^ TypeNull {
	case TypeInteger:
		return (p.Formats & whole).String()
	case TypeString:
		if p.Formats == AllFormats { // every text was empty
			return ""
		}
		return (p.Formats &^ whole).String()
	}
	return ""
}
