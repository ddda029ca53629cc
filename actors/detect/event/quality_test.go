package event

import (
	"fmt"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/baseline"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// steady is days of 2 calls a minute around the clock, of 4 clients, each changed by set.
func steady(days int, set func(f *finding.Facts, hour int)) []finding.Facts {
	all := make([]finding.Facts, 0, days*24*60*2)
	for m := range days * 24 * 60 {
		for k := range 2 {
			f := scene{creds: true, ip: fmt.Sprintf("114.114.114.%d", m%2*2+k+1)}.call(0, apiOfReads)
			f.Time = scenarioStart.Add(later(0, 0) + time.Duration(m)*time.Minute + time.Duration(k*27)*time.Second)
			f.Latency, f.ResSize = time.Duration(20+(m*7+k)%20)*time.Millisecond, int64(3000+(m*31+k)%1500)
			if set != nil {
				set(&f, m/60)
			}
			all = append(all, f)
		}
	}
	return all
}

var apiOfReads = reads(scene{}, 1, sameObject)[0].API

func kinds(n []baseline.Notice) (s string) {
	for _, x := range n {
		s += x.Kind + " "
	}
	return s
}

func TestPE20RisesThatStayAreTold(t *testing.T) {
	const from = 10*24 + 9
	for name, c := range map[string]struct {
		want string
		set  func(f *finding.Facts, hour int)
	}{
		"five times as slow": {"latency ", func(f *finding.Facts, hour int) {
			if hour >= from {
				f.Latency *= 6
			}
		}},
		"every eighth answer slow": {"latency ", func(f *finding.Facts, hour int) {
			if hour >= from && f.ResSize%8 == 0 {
				f.Latency = 3 * time.Second
			}
		}},
		"lists without their page size": {"size ", func(f *finding.Facts, hour int) {
			if hour >= from {
				f.ResSize *= 40
			}
		}},
		"a fifth fails": {"errors ", func(f *finding.Facts, hour int) {
			if hour >= from && f.ResSize%5 == 0 {
				f.Status = 502
			}
		}},
	} {
		e := taught(steady(11, c.set)[:60*2*(from+5)])
		got := e.Baseline("t", scenarioStart).Notices
		if kinds(got) != c.want {
			t.Errorf("%s: notices %q, want %q", name, kinds(got), c.want)
			continue
		}
		if n := got[0]; n.Hours < risenAfter || n.Observed <= n.Usual || n.Text == "" || n.Since.Sub(scenarioStart.Add(later(0, 0))) != from*time.Hour {
			t.Errorf("%s: %+v", name, n)
		}
	}
}

// risenAfter is how many hours a rise lasts when it is told.
const risenAfter = 3

func TestPE20StaysQuiet(t *testing.T) {
	for name, set := range map[string]func(f *finding.Facts, hour int){
		"nothing happens": nil,
		"growth: a tenth slower and larger each day": func(f *finding.Facts, hour int) {
			f.Latency += f.Latency * time.Duration(hour/24) / 10
			f.ResSize += f.ResSize * int64(hour/24) / 10
		},
		"a deploy: an hour of errors and slow answers": func(f *finding.Facts, hour int) {
			if hour == 10*24+14 {
				f.Latency *= 30
				if f.ResSize%3 == 0 {
					f.Status = 503
				}
			}
		},
		"two bad hours": func(f *finding.Facts, hour int) {
			if hour == 10*24+14 || hour == 10*24+15 {
				f.Latency, f.Status = f.Latency*30, 500
			}
		},
		"a nightly batch of two hours": func(f *finding.Facts, hour int) {
			if h := hour % 24; h == 2 || h == 3 {
				f.Latency, f.ResSize = f.Latency*50, f.ResSize*500
			}
		},
		"a nightly batch of five hours": func(f *finding.Facts, hour int) {
			if h := hour % 24; h >= 1 && h < 6 {
				f.Latency, f.ResSize = f.Latency*50, f.ResSize*500
			}
		},
		"slow at noon, every day": func(f *finding.Facts, hour int) {
			if h := hour % 24; h >= 11 && h < 15 {
				f.Latency *= 8
			}
		},
		"from 2 ms to 9 ms": func(f *finding.Facts, hour int) {
			if f.Latency /= 10; hour >= 10*24 {
				f.Latency *= 4
			}
		},
		"from 100 to 900 bytes": func(f *finding.Facts, hour int) {
			if f.ResSize /= 30; hour >= 10*24 {
				f.ResSize *= 9
			}
		},
		"always a third not found": func(f *finding.Facts, _ int) {
			if f.ResSize%3 == 0 {
				f.Status = 404
			}
		},
		"slow only for one who is flagged": func(f *finding.Facts, hour int) {
			if hour >= 10*24 && f.Client.As4()[3] == 1 {
				f.Status = 403
				f.Latency *= 100
			}
		},
	} {
		e := NewEndpoint(apiOfReads)
		var out []finding.Finding
		for i, f := range steady(12, set) {
			e.Apply(&f, &out)
			if i%120 == 0 {
				if got := e.quality.notices(); len(got) > 0 {
					t.Errorf("%s: %s", name, got[0].Text)
					break
				}
			}
		}
	}
}

// TestPE20WhatLastsBecomesUsual: a new version that answers more is told for some days, and then is
// what is usual.
func TestPE20WhatLastsBecomesUsual(t *testing.T) {
	e := taught(steady(24, func(f *finding.Facts, hour int) {
		if hour >= 10*24 {
			f.ResSize *= 30
		}
	}))
	if got := e.quality.notices(); len(got) > 0 {
		t.Errorf("after two weeks: %s", got[0].Text)
	}
	if b := e.Baseline("t", scenarioStart); b.Size.P95 < 60_000 || len(b.Weeks) < 2 || b.Weeks[len(b.Weeks)-1].Size < 2*b.Weeks[0].Size {
		t.Errorf("the drift does not show: size %+v, weeks %+v", b.Size, b.Weeks)
	}
}
