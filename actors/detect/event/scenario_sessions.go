package event

import (
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// bySession makes calls of accounts those of sessions that last so long; said: the answers name whose a record is.
func bySession(all []finding.Facts, each time.Duration, said bool) []finding.Facts {
	for i := range all {
		f := &all[i]
		f.Session = hashOf("session", int(f.Account>>8)+int(f.Time.Sub(scenarioStart)/each)*7919)
		f.Account = 0
		if said && f.Given() {
			f.Owner = ownerOf[f.Object]
		}
	}
	return all
}

// ownerOf are the accounts whose records objectsOf gives, as answers name them.
var ownerOf = func() map[uint64]uint64 {
	all := map[uint64]uint64{}
	for a := range 120 {
		for _, o := range objectsOf(a, 10) {
			all[hashOf("object", o)] = hashOf("owner", a)
		}
	}
	for i, o := range fresh(40) { // things that seven sell
		all[hashOf("object", o)] = hashOf("owner", 1000+i%7)
	}
	return all
}()

// evenings is so many days on which some accounts look at all their records once.
func evenings(days, accounts, each int) (all []finding.Facts) {
	for day := range days {
		for a := range accounts {
			all = append(all, visits(visit{account: a, day: day, after: time.Duration(a) * 5 * time.Minute, every: 20 * time.Second}, objectsOf(a, each)...)...)
		}
	}
	return join(all)
}

// landings is days on which so many strangers each look at one of some things that a link leads to, and a few at more.
func landings(days, people, things int) (all []finding.Facts) {
	for day := range days {
		for i := range people {
			n := 1
			if i%12 == 0 {
				n = 6
			}
			var some []int
			for k := range n {
				some = append(some, fresh(things)[(i*i+day*5+k*(3+i%5))%things])
			}
			all = append(all, visits(visit{account: day*people + i, day: day, after: time.Duration(i) * 6 * time.Minute, every: 30 * time.Second}, some...)...)
		}
	}
	return join(all)
}

const oneDay = 24 * time.Hour
