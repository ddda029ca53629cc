package event

import (
	"net/netip"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// sends sets what a call for a short message has.
func sends(f *finding.Facts, i int) {
	f.Purposes, f.Receiver = []finding.Purpose{18}, hashOf("receiver", i)
}

// signsUp sets what a call that registers has.
func signsUp(f *finding.Facts, _ int) { f.Purposes = []finding.Purpose{12} }

// visitors is so many people within a day, each from a network of its own, who open a page, do one thing on the API
// and go on; every k-th leaves after it.
func visitors(day, hour, people, k int, within time.Duration, template string, set func(*finding.Facts, int)) (all []finding.Facts) {
	for i := range people {
		s := scene{after: later(day, hour) + time.Duration(i)*within/time.Duration(people), ip: netOf(day*people + i), from: day*people + i}
		all = append(all, does(s, 1, "GET", "/welcome", func(*finding.Facts, int) {})...)
		s.after += 20 * time.Second
		all = append(all, does(s, 1, "POST", template, set)...)
		if i%k == 0 {
			continue
		}
		s.after += 40 * time.Second
		all = append(all, does(s, 1, "POST", "/next", func(*finding.Facts, int) {})...)
	}
	return all
}

// usualVisitors is days of visitors from 9 to 19 o'clock.
func usualVisitors(days, people, k int, template string, set func(*finding.Facts, int)) (all []finding.Facts) {
	for day := range days {
		all = append(all, visitors(day, 9, people, k, 10*time.Hour, template, set)...)
	}
	return all
}

// pool is n calls of an API from so many networks that take turns.
func pool(s scene, n, networks int, template string, set func(*finding.Facts, int)) []finding.Facts {
	s.from += 500_000
	all := does(s, n, "POST", template, set)
	for i := range all {
		all[i].Client = netip.MustParseAddr(netOf(6000 + i%networks))
	}
	return all
}

// toOne makes all calls ask for messages to the same receiver.
func toOne(all []finding.Facts) []finding.Facts {
	for i := range all {
		all[i].Receiver = hashOf("receiver", -1)
	}
	return all
}
