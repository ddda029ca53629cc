package event

import (
	"strings"

	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Noise is no API and has no state of its own, so that nobody makes up APIs by asking for them. What an
// address looks for in vain, and the attacks it sends there, are judged here: at the place it looks in
// (finding.Facts.Near), of which one address has maxWindows at most.

// sought counts different paths that are not there. Two releases that miss some files reach twenty; a
// list of names has hundreds.
var sought = &tallyRule{
	window: badWindow, floor: badFloor, least: badFloor, times: 3, share: badShare,
	takes: func(f *finding.Facts) (uint32, uint64) {
		if f.Status < 400 || f.Tool == attack.Bot { // robots come back for what was taken away
			return 0, 0
		}
		return 1, f.Object
	},
}

// seek and strike judge calls that are noise: the rows' own rules judge APIs.
var (
	seek   = judgeTally(&Row{ID: ev25.ID, tally: sought})
	strike = judgeTally(&Row{ID: ev18.ID, tally: ev18.tally})
)

// noise judges a call that is no API and was looked for somewhere.
func (c *Client) noise(f *finding.Facts, at uint32, out *[]finding.Finding) {
	n := *f
	n.API.Template = f.Near
	w := c.window(n.API, at)
	flagged := false
	for _, j := range [...]struct {
		row   *Row
		count *tallyRule
		judge func(*window, *finding.Facts, uint32) (verdict, *episode)
	}{{ev18, ev18.tally, strike}, {ev25, sought, seek}} {
		amount, hash := j.count.takes(&n)
		t := w.tally(j.row.ID, amount > 0)
		if t == nil {
			continue
		}
		if t.window != j.count.window {
			*t = done{row: j.row.ID, window: j.count.window}
		}
		t.note(j.count, &n, at, amount, hash)
		v, ep := j.judge(w, &n, at)
		flagged = j.row.judged(ep, &n, at, &v, out) || flagged
	}
	w.learnTallies(at, flagged)
	c.seeks = c.seeks || w.tally(ev25.ID, false) != nil
}

// beside counts a call for the places of its host in which something was looked for in vain: they are
// judged by the share of it.
func (c *Client) beside(f *finding.Facts, at uint32) {
	for _, w := range c.windows {
		if w.api.Host != f.API.Host || !strings.HasSuffix(w.api.Template, traffic.Other) {
			continue
		}
		if t := w.tally(ev25.ID, false); t != nil {
			t.note(sought, f, at, 0, 0)
		}
	}
}
