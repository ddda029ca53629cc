package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/ops/corpus/crowd"
)

// Two scripts that wait differently take turns in the order of virtual time.
func TestConductorKeepsTheOrderOfTime(t *testing.T) {
	var c conductor
	var log []string
	start := time.Unix(0, 0)
	script := func(name string, step time.Duration) func(v *crowd.Visitor) {
		return func(v *crowd.Visitor) {
			for range 3 {
				v.Now = v.Now.Add(step)
				v.Wait(v.Now)
				log = append(log, fmt.Sprint(name, v.Now.Sub(start).Seconds()))
			}
		}
	}
	c.add(&crowd.Visitor{Now: start}, script("a", 2*time.Second))
	c.add(&crowd.Visitor{Now: start}, script("b", 3*time.Second))
	c.run(t.Context())
	if got := strings.Join(log, " "); got != "a2 b3 a4 b6 a6 b9" && got != "a2 b3 a4 a6 b6 b9" {
		t.Errorf("order: %s", got)
	}
}

func TestStamp(t *testing.T) {
	at, ok := parseStamp("at 2026-11-20T07:00:00.5Z shopper-1")
	if !ok || !at.exact || at.label != "shopper-1" || at.at.Nanosecond() != 500_000_000 {
		t.Errorf("%+v %v", at, ok)
	}
	for _, bad := range []string{"", "at x y", "to 2026-11-20T07:00:00Z y", "at 2026-11-20T07:00:00Z"} {
		if _, ok := parseStamp(bad); ok {
			t.Errorf("%q is no stamp", bad)
		}
	}
}

func TestFits(t *testing.T) {
	if !fits("/a/{id}/b", "/a/7/b?x=1") || fits("/a/{id}", "/a/7/b") || fits("/a/{id}", "/b/7") {
		t.Error("templates and paths do not meet")
	}
}
