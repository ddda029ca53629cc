package finding

import (
	"net/netip"
	"time"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Facts is what one call says by itself. It travels between nodes and is stored as one
// thin row; it never holds a raw personal value: names, passwords and object ids are
// keyed hashes (HMAC-SHA-256 under the tenant's key, cut to 64 bits, never 0).
type Facts struct {
	Seq     uint64    // position in its source's order, from the spool
	ID      string    // the exchange's ID
	Tenant  string    //
	Sensor  string    // which token delivered it
	Time    time.Time // event time, UTC
	API     traffic.API
	Noise   bool   // no API: static file, probe of a path that does not exist
	Near    string // of noise that was asked for in vain, or with an attack: the place it was looked for, "/users/{other}"; else ""
	Client  netip.Addr
	Account uint64 // keyed hash of the account, 0 if unknown
	Session uint64 // keyed hash of the credential presented (token, session cookie), 0 if none
	Status  uint16
	Latency time.Duration
	ReqSize int64
	ResSize int64

	Bodies Bodies // what was seen of the bodies, for coverage

	Tool     Tool    // class of the user agent
	Agent    string  // product token of the user agent, at most 64 bytes, printable
	Service  Service // service object suggested by this call, 0 if none
	Purposes []Purpose
	Creds    Set // of Credential

	ReqData []DataCount // rising by type
	ResData []DataCount // rising by type

	Attacks Set  // of Attack
	Blocked bool // refused by the gateway's firewall (WAF verdict or 403 with an attack)

	Risks    []RiskHit // risks this call shows by itself
	Login    Login     // zero if the call is no login
	Code     uint64    // keyed hash of a submitted verification code, 0 if none
	Receiver uint64    // keyed hash of the telephone number or mail address that a message is sent to, 0 for calls that send none
	Object   uint64    // keyed hash of the values in the template's places and id parameters, of Near its path, 0 if none
	Asked    uint64    // keyed hash of what a call without an Object looks up by other parameters (a stop, a number plate), 0 if none
	Params   uint64    // hash of the set of parameter names
	Forms    []Written // how the request's parameters were written, at most 16
	Words    []uint32  // keyed hashes of the words in the template's places, 0 for other values; for the store only
	Error    ErrorKind // what the response gave away
	Doubt    Doubt     // why the credential shown can't be valid
	Abroad   bool      // sensitive data in the answer, and the client is outside the tenant's home
	Own      []OwnHit  // the tenant's own events whose conditions this call meets
	Tuning   *Tuning   // what the tenant's policies say of the rules for this API, nil for nothing
	Answer   uint64    // keyed hash of a successful answer that holds personal data, 0 for any other
	Owner    uint64    // keyed hash of whom a successful answer about one record says it belongs to, where only a session is known; 0 for any other
	Marks    Marks     // what looks as if it had been changed by hand

	Flagged Flagged // what others made of the call; known only where it is judged last
}

// Marks are what of a call looks as if somebody had changed it to get at what is not theirs.
type Marks uint8

// Flags of Marks.
const (
	MarkTwice   Marks = 1 << iota // an id parameter is given twice, with different values
	MarkDiffers                   // an id in the path, the query or the body is another than the parameter of that name elsewhere
	MarkRole                      // a parameter, header or cookie claims a high rank
	MarkURL                       // a header asks for another path or method than the request line's
	MarkRefused                   // the answer is 200 and its body says that the caller may not
)

// MarkIDs are the marks of ids that disagree.
const MarkIDs = MarkTwice | MarkDiffers

// Given reports that the caller got what it asked for: an answer of 2xx that does not refuse in its body.
func (f *Facts) Given() bool { return f.OK() && !f.Blocked && f.Marks&MarkRefused == 0 }

// Bodies tells what of the bodies was read.
type Bodies uint8

// Flags of Bodies.
const (
	ReqRead Bodies = 1 << iota
	ResRead
	ReqCut
	ResCut
	Unreadable // a body was there but in no known format or encoding
)

// DataCount is the number of entries of one data type in one direction.
type DataCount struct {
	Type    DataType
	Entries uint32 // entries, not distinct values
}

// RiskHit is one risk shown by a call.
type RiskHit struct {
	Risk   Risk
	Reason string // what decided: place and name, masked value; at most 160 bytes
}

// Login is what a login attempt says. Name and Password are keyed hashes.
type Login struct {
	Name     uint64
	Password uint64
	Outcome  Outcome
	Guess    Guess // how its password is guessed
}

// Guess is why a password is among the first that are tried, 0 where it is not or cannot be read.
type Guess uint8

// Guesses.
const (
	GuessNone    Guess = iota
	GuessCommon        // one of the most used passwords
	GuessPattern       // a row of keys, a run of digits, one character again and again
	GuessWord          // a common word with a number or a sign behind it
	GuessName          // the user's own name, or the application's
)

// Outcome of a login attempt as far as the response shows it.
type Outcome uint8

// Outcomes.
const (
	OutcomeNone Outcome = iota // not a login
	OutcomeUnknown
	OutcomeFailed
	OutcomeOK
)

// ErrorKind is a kind of error message in a response.
type ErrorKind uint8

// Kinds of error messages.
const (
	ErrorNone ErrorKind = iota
	ErrorApplication
	ErrorDatabase
	ErrorSystemInfo
)

// Place is where the call is judged: its API, of what was looked for in vain the place it was looked for in.
func (f *Facts) Place() traffic.API {
	a := f.API
	if f.Noise && f.Near != "" {
		a.Template = f.Near
	}
	return a
}

// Thing is which of many things the call asks for: its record, or what it looks up; 0 for none.
func (f *Facts) Thing() uint64 {
	if f.Object != 0 {
		return f.Object
	}
	return f.Asked
}

// OK reports a 2xx answer.
func (f *Facts) OK() bool { return f.Status >= 200 && f.Status < 300 }
