package finding

import (
	"fmt"
	"net/netip"
	"time"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Kind tells risks (a weakness of an API) from events (somebody's behaviour).
type Kind uint8

// Kinds of findings.
const (
	KindRisk Kind = iota + 1
	KindEvent
)

func (k Kind) String() string { return [...]string{"", "risk", "event"}[k&3%3] }

// MaxSamples is how many exchange IDs a finding names as evidence.
const MaxSamples = 3

// Finding is a risk or an event, folded: one per API, type, source and day for events, where
// the source is an address block or an account; one per API and type for risks.
type Finding struct {
	ID     string // stable: see CaseID
	Kind   Kind
	Type   string // row ID: "RK-18", "EV-09"
	Tenant string
	API    traffic.API
	Level  Level
	Source Source // events only
	Start  time.Time
	End    time.Time // time of the newest call that belongs to it
	Count  uint64    // calls that belong to it
	Rise   Rise      // contributions only: how the case's level follows its volume
	// Simulated: its rule only runs on trial. It is stored and shown apart, and alarms nobody.
	Simulated bool
	Votes     Votes    // which ways of seeing agree that it is abuse
	Why       Why      // contributions: empty Reason = "as before", only time and count move
	Samples   []string // IDs of exchanges, at most MaxSamples
	Version   uint64   // rises with each change; the newest replaces the older ones in the store
}

// Rise tells from which Count of the whole case its level is at least medium or high
// (ES-05); 0: volume alone never makes it so.
type Rise struct{ Medium, High uint64 }

// Source is where an event came from: an address block, or an account from whatever addresses.
type Source struct {
	IP      netip.Addr   // the first address seen; of many, one of the busiest
	Block   netip.Prefix // IPv4 /24, IPv6 /64; none in the events of an account
	IPs     uint32       // distinct addresses seen in this case
	Account string       // as AccountText writes it, "" if none
	Agent   string       // product token of the user agent most seen
}

// OfAccount tells an event at account scope (XV-01): one account's or session's doing,
// whatever its addresses.
func (s *Source) OfAccount() bool { return !s.Block.IsValid() && s.Account != "" }

// OfMany tells an event of many addresses of which none does much: one case a day and API, whoever
// called. IPs is their number as far as the contributions tell, IP one that leads, if any does.
func (s *Source) OfMany() bool { return !s.Block.IsValid() && s.Account == "" }

// SessionPrefix begins the name of who is only known by a session.
const SessionPrefix = "session-"

// AccountText is how findings name who a call belongs to: the keyed hash of its account in
// hexadecimal, or where there is none "session-" and that of its session; "" for neither.
func AccountText(f *Facts) string {
	switch {
	case f.Account != 0:
		return fmt.Sprintf("%016x", f.Account)
	case f.Session != 0:
		return fmt.Sprintf(SessionPrefix+"%016x", f.Session)
	}
	return ""
}

// Why explains a judgement: enough for a person to agree or disagree.
type Why struct {
	Observed  float64       // what was seen
	Baseline  float64       // what is usual; NaN is never stored: 0 with Learned false
	Threshold float64       // above this it fires
	Unit      string        // of the three figures: "calls", "passwords", "accounts", "objects", "entries"
	Window    time.Duration // 0: not windowed
	Rule      string        // "EV-09@1": row ID and rule version
	Learned   bool          // the baseline was learned (not a built-in floor)
	Reason    string        // what Say made of it, no raw value in it; a rule without texts of its own stores a sentence
	Clear     string        // the smallest change that would not have fired, where the rule's row has no text for it
	Tuned     string        // "EV-09@3": name and version of the policy that set level, threshold or trial; "" none
}

// Block gives the source block of an address: IPv4 /24, IPv6 /64.
func Block(ip netip.Addr) netip.Prefix {
	ip = ip.Unmap()
	bits := 64
	if ip.Is4() {
		bits = 24
	}
	p, err := ip.WithZone("").Prefix(bits)
	if err != nil {
		return netip.Prefix{}
	}
	return p
}

// CaseID is the stable ID of the case a finding belongs to. Events: tenant, type, API,
// source block (at account scope: the account) and UTC day of the start; risks: tenant, type
// and API. What is simulated is a case apart.
func CaseID(f *Finding) string {
	typ := f.Type
	if f.Simulated {
		typ += "~simulated"
	}
	if f.Kind == KindRisk {
		return traffic.HashID("rsk_", f.Tenant, typ, f.API.Host, f.API.Method, f.API.Template)
	}
	who := f.Source.Block.String()
	if f.Source.OfAccount() {
		who = "account " + f.Source.Account
	}
	return traffic.HashID("evt_", f.Tenant, typ, f.API.Host, f.API.Method, f.API.Template,
		who, f.Start.UTC().Format(time.DateOnly))
}
