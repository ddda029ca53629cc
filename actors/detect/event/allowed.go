package event

import (
	"cmp"
	"fmt"
	"math"
	"net/netip"
	"slices"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/region"
)

// What a gateway could be told of an API's usual calls: who may call, from where, how often. Each says
// whether it is good to act upon; where it is not, Why says what is missing.

const (
	listDays      = 7    // days of learning before a list of who may call is good
	listShare     = 0.98 // of the learned calls that the list must cover
	limitDays     = 7    // days and client-hours of a rate of high confidence
	limitHours    = 500
	limitSpread   = 0.25 // and the days may lie that far apart
	limitHeadroom = 1.5  // times p99: rarely a client is faster than 99 % of client-hours
)

// Whitelist is the blocks of addresses that usually call an API (HA-04).
type Whitelist struct {
	Nets  []netip.Prefix // IPv4 /24 and IPv6 /64, most calls first
	Share float64        // of the learned calls that came from them
	Good  bool
	Why   string // why it is not good, "" if it is
}

// WhitelistOf gives the blocks that usually call an API.
func WhitelistOf(e *Endpoint) (w Whitelist) {
	blocks, all := e.ways.blocks.Usual()
	sum := uint64(0)
	for _, b := range blocks {
		w.Nets = append(w.Nets, b.Net)
		sum += uint64(b.Calls)
	}
	w.Share = float64(sum) / float64(max(all, 1))
	w.Why = notGood(e, w.Share, len(blocks), "networks")
	w.Good = w.Why == ""
	return w
}

// notGood says why a list is no base for a rule.
func notGood(e *Endpoint, share float64, n int, of string) string {
	begun := e.ways.blocks.Begun()
	if day := e.newest / secondsPerDay; begun == 0 || day < begun+listDays {
		return fmt.Sprintf("less than %d days were learned", listDays)
	}
	if n == 0 || share < listShare {
		return fmt.Sprintf("the %d usual %s made only %.0f %% of the calls", n, of, math.Floor(share*100))
	}
	return ""
}

// Regions is the countries from which an API is usually called (HA-06).
type Regions struct {
	Countries []string // ISO 3166 codes, most calls first; HK, MO and TW stand for themselves
	Share     float64  // of the calls from addresses of known countries
	Good      bool
	Why       string
}

// RegionsOf gives the countries from which an API is usually called.
func RegionsOf(e *Endpoint) (r Regions) {
	type one struct {
		code  string
		calls uint32
	}
	var list []one
	sum := uint64(0)
	all := e.ways.countries.Each(func(key uint64, calls uint32, _ int, _ uint32) {
		list = append(list, one{region.Code(key).String(), calls})
		sum += uint64(calls)
	})
	slices.SortFunc(list, func(a, b one) int { return cmp.Or(cmp.Compare(b.calls, a.calls), cmp.Compare(a.code, b.code)) })
	for _, c := range list {
		r.Countries = append(r.Countries, c.code)
	}
	r.Share = float64(sum) / float64(max(all, 1))
	r.Why = notGood(e, r.Share, len(list), "countries")
	if r.Why == "" && e.ways.countries.Many() {
		r.Why = "it is called from too many countries"
	}
	r.Good = r.Why == ""
	return r
}

// Confidence of a learned figure.
type Confidence string

// Confidences.
const (
	ConfidenceLow    Confidence = "low"
	ConfidenceMedium Confidence = "medium"
	ConfidenceHigh   Confidence = "high"
)

// RateLimit is how fast the clients of an API are, in calls of one client a minute (HA-05, PE-18).
type RateLimit struct {
	P50, P90, P99 float64 // of client-hours: each counts with the fastest minute of its hour
	PerMinute     uint32  // a limit that usual clients stay below, 0 if nothing is known
	Fastest       uint32  // what the fastest usual client does: above PerMinute it needs an exception
	ClientHours   uint32  // learned from
	Confidence    Confidence
}

// RateLimitOf gives the rate below which an API's clients usually stay.
func RateLimitOf(e *Endpoint, at time.Time) (r RateLimit) {
	var spread float64
	r.P50, r.P90, r.P99, r.ClientHours, spread = e.peaks.Quantiles()
	r.Confidence = ConfidenceLow
	if r.P99 <= 0 {
		return r
	}
	r.PerMinute = uint32(math.Ceil(r.P99 * limitHeadroom))
	r.Fastest = uint32(math.Ceil(e.habits.Fastest(uint32(at.Unix() / secondsPerDay))))
	if e.peaks.Learned(at.Unix() / 3600) {
		r.Confidence = ConfidenceMedium
		if e.peaks.Days() >= limitDays && r.ClientHours >= limitHours && spread <= limitSpread {
			r.Confidence = ConfidenceHigh
		}
	}
	return r
}
