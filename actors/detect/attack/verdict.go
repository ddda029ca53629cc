package attack

import (
	"strconv"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// ruleRange maps rule numbers of the Core Rule Set to a kind.
type ruleRange struct {
	from, to int // both included
	kind     finding.Attack
}

// ruleRanges are read from the top: single rules stand before the range they lie in.
// Left out on purpose: 949, 959 and 980 (totals) and 950-954 (what responses give away).
var ruleRanges = []ruleRange{
	{921200, 921200, LDAPInjection},
	{932180, 932180, FileUpload},
	{933110, 933111, FileUpload},
	{934110, 934110, SSRF},
	{934180, 934180, SSTI},
	{941380, 941380, SSTI},
	{922000, 922999, FileUpload},
	{911000, 912999, NonCompliantProtocol},
	{913000, 913999, MaliciousScanning},
	{920000, 921999, NonCompliantProtocol},
	{930000, 931999, CoreFileAccess},
	{932000, 932999, CommandInjection},
	{933000, 934999, WebAppVulnerability},
	{941000, 941999, XSS},
	{942000, 942999, SQLInjection},
	{943000, 944999, WebAppVulnerability},
	{955000, 955999, TrojanBackdoor},
}

// KindOfRule gives the kind a Core Rule Set rule number stands for, 0 if none.
func KindOfRule(id string) finding.Attack {
	n, err := strconv.Atoi(id)
	if err != nil || n%1000 >= 11 && n%1000 <= 18 { // those only skip a paranoia level
		return 0
	}
	for _, r := range ruleRanges {
		if n >= r.from && n <= r.to {
			return r.kind
		}
	}
	return 0
}

// KindOfName gives the kind of a stable name, 0 if it is none.
func KindOfName(name string) finding.Attack {
	for i := range kinds {
		if kinds[i].Name == name {
			return kinds[i].ID
		}
	}
	return 0
}

// Verdict reads what a gateway's firewall said; an allowing verdict says nothing.
func Verdict(w traffic.Verdict) finding.Set {
	if w == (traffic.Verdict{}) || w.Action == "allow" {
		return 0
	}
	k := KindOfClass(w.Class)
	if k == 0 {
		k = KindOfRule(w.Rule)
	}
	return finding.Set(0).With(uint8(k))
}
