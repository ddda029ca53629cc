package finding

import "fmt"

// The numbers below are the row numbers of the acceptance table and never change:
// they are stored. Zero always means "none".
type (
	DataType   uint8 // 1..44 = SD-01..SD-44; 128.. = custom, see CustomType
	Purpose    uint8 // 1..61 = BP-01..BP-61; 128..191 = custom
	Risk       uint8 // 1..38 = RK-01..RK-38
	Event      uint8 // 1..25 = EV-01..EV-25; 31..48 = TE-01..TE-18; 60.. = the rows named in more
	Attack     uint8 // 1..14 = TW-01..TW-14
	Credential uint8 // kinds listed in detect/credential
	Tool       uint8 // classes listed in detect/attack (browser, app, library, bot, scanner, empty)
	Service    uint8 // 1 internal office, 2 third-party partner, 3 public service
)

// String gives the row ID, such as "SD-05".
func (d DataType) String() string { return fmt.Sprintf("SD-%02d", uint8(d)) }

// String gives the row ID, such as "BP-01".
func (p Purpose) String() string { return fmt.Sprintf("BP-%02d", uint8(p)) }

// String gives the row ID, such as "RK-18".
func (r Risk) String() string { return fmt.Sprintf("RK-%02d", uint8(r)) }

// The second list of events, TE-01 to TE-18, is numbered from Event 31.
const (
	firstTE = Event(31)
	lastTE  = firstTE + 17
)

// more are the events of other lists of the acceptance table.
var more = map[Event]string{
	60: "XV-13", 61: "PE-15", 62: "PE-16", 63: "PE-17", 64: "PE-20", 65: "PE-22",
}

// String gives the row ID, such as "EV-09", "TE-08" or "XV-13".
func (e Event) String() string {
	switch name, ok := more[e]; {
	case ok:
		return name
	case e >= firstTE && e <= lastTE:
		return fmt.Sprintf("TE-%02d", uint8(e-firstTE)+1)
	}
	return fmt.Sprintf("EV-%02d", uint8(e))
}

// String gives the row ID, such as "TW-01".
func (a Attack) String() string { return fmt.Sprintf("TW-%02d", uint8(a)) }

// Custom data types have numbers from 128: their level is part of the number, so that
// whoever grades an API needs no rules to know it, and 32 of each level can be told apart.
const (
	firstCustom = 128
	// CustomTypes is how many custom data types a tenant can tell apart.
	CustomTypes = 32
)

// CustomType is the number of the n-th custom data type, 1 to CustomTypes, at a level.
// Zero where there is no such.
func CustomType(l Sensitivity, n uint8) DataType {
	if l < S1 || l > S4 || n < 1 || n > CustomTypes {
		return 0
	}
	return DataType(firstCustom + CustomTypes*(uint8(l)-1) + n - 1)
}

// Custom takes a custom type's number apart; ok is false for built-in ones.
func (d DataType) Custom() (l Sensitivity, n uint8, ok bool) {
	if d < firstCustom {
		return 0, 0, false
	}
	return S1 + Sensitivity((d-firstCustom)/CustomTypes), uint8(d-firstCustom)%CustomTypes + 1, true
}

// FirstCustomPurpose and LastCustomPurpose bound the numbers of custom purposes.
const (
	FirstCustomPurpose Purpose = 128
	LastCustomPurpose  Purpose = 191
)

// Set is a small set of row numbers 1..63 of one vocabulary.
type Set uint64

// With returns the set with n added; numbers of 64 and above are not representable and ignored.
func (s Set) With(n uint8) Set {
	if n == 0 || n > 63 {
		return s
	}
	return s | 1<<n
}

// Has reports whether n is in the set.
func (s Set) Has(n uint8) bool { return n > 0 && n < 64 && s>>n&1 == 1 }

// Each lists the numbers in rising order.
func (s Set) Each(f func(n uint8)) {
	for n := uint8(1); n < 64; n++ {
		if s>>n&1 == 1 {
			f(n)
		}
	}
}
