package event

import (
	"math"
	"math/bits"
	"net/netip"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/sketch"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

func (e *Endpoint) noteBlock(f *finding.Facts, at uint32) {
	b, _ := e.crowd.blocks.Touch(prefixHash(finding.Block(f.Client)))
	v := &b.Value
	e.block = v
	if hour := at / hourWindow; hour > v.number {
		*v = blockPace{number: hour, episode: v.episode}
	}
	if e.caller.blamed { // what it does is said already
		return
	}
	v.calls++
	v.spell.add(at, 1)
	v.ips |= 1 << (e.callerKey & 63)
	v.episode.see(at, hourWindow)
}

// closeBlocks teaches what the busiest source blocks did in the hour that ended.
func (e *Endpoint) closeBlocks(hour uint32) {
	most := uint32(fewCalls)
	day := uint32(0)
	for i := range e.crowd.blocks.Entries() {
		b := &e.crowd.blocks.Entries()[i].Value
		if day = max(day, b.number/24); !b.flagged && b.number == e.crowd.number {
			most = max(most, b.calls)
		}
	}
	if day > 0 && !e.ruling.frozen {
		e.crowd.block.Observe(float64(most), day)
	}
	e.crowd.blocks.Halve(func(b *sketch.HeavyEntry[blockPace]) bool { return b.Value.number+24 < hour })
}

// judgeBlock judges the calls of a source block whose addresses each stay below the line.
func (e *Endpoint) judgeBlock(at uint32, times, least float64) (verdict, *episode) {
	b := e.block
	if b.calls <= blockSoon || bits.OnesCount64(b.ips) < blockLeast {
		return verdict{}, nil
	}
	most, learned := e.crowd.block.Usual()
	if !learned {
		return verdict{}, nil
	}
	soon := soonLines[0]
	if n, line := float64(b.spell.within(at, soon.window)), math.Ceil(max(blockSoon*least, soon.times*times/crowdTimes*most)); n > line {
		return verdict{
			observed: n, baseline: most, learned: true, threshold: line, window: seconds(soon.window), calls: b.spell.n, extra: whoBlock,
		}, &b.episode
	}
	return verdict{
		observed: float64(b.calls), baseline: most, learned: true, threshold: math.Ceil(max(blockHour*least, times*most)),
		window: time.Hour, calls: b.calls, extra: whoBlock,
	}, &b.episode
}

// judgeLoad judges the calls of the whole API, of clients that nothing else is said against.
func (e *Endpoint) judgeLoad(f *finding.Facts, at uint32, times, least float64) (verdict, *episode) {
	c := &e.crowd
	if c.calls <= loadLeast || e.caller.blamed && !c.loud {
		return verdict{}, nil
	}
	most, learned := c.load.Usual()
	if !learned {
		return verdict{}, nil
	}
	v := verdict{
		observed: float64(c.calls), baseline: most, learned: true, threshold: math.Ceil(max(loadLeast*least, times*most)),
		window: loadSlot * time.Second, calls: c.calls, many: true, ips: uint32(c.ips.Count()), extra: whoClients,
	}
	if v.fires() {
		c.loud = true
		e.noteLead(f, at)
		if v.lead = c.lead(); v.lead.IsValid() {
			v.extra = whoClients + finding.Arg("ips", figure(float64(v.ips))) + finding.Arg("lead", v.lead.String())
		}
	}
	return v, &c.rush
}

// maxLeads is how many of those who bring a flood are counted one by one. 48 bytes each, while it lasts.
const maxLeads = 4

// lead is one of those who bring a flood: whoever called first once it was one, and was nobody the API knows.
type lead struct {
	ip    netip.Addr
	key   uint64
	calls uint32
}

// noteLead counts a call of a flood.
func (e *Endpoint) noteLead(f *finding.Facts, at uint32) {
	c := &e.crowd
	for i := range c.leads {
		if c.leads[i].key == e.callerKey {
			c.leads[i].calls++
			return
		}
	}
	if len(c.leads) == maxLeads || e.caller.users.Count() > 1 || e.ways.blocks.Knows(f.Client) {
		return
	}
	if _, fast := e.habits.Most(e.callerKey, at/secondsPerDay); fast {
		return
	}
	if c.leads == nil {
		c.leads = make([]lead, 0, maxLeads)
	}
	c.leads = append(c.leads, lead{ip: f.Client, key: e.callerKey, calls: 1})
}

// lead is who of them called most.
func (c *crowd) lead() (ip netip.Addr) {
	most := uint32(0)
	for _, l := range c.leads {
		if l.calls > most {
			ip, most = l.ip, l.calls
		}
	}
	return ip
}

// outage reports that the API fails others as well while it has no more calls than usual.
func (e *Endpoint) outage(at uint32) bool {
	c, s := &e.crowd, stretch{}
	if p := e.caller.pace; p != nil {
		s = p.hour
	}
	calls, bad := c.hour+c.before[0], c.bad+c.before[1]
	others := float64(calls) - float64(s.calls)
	if others < 2*fewCalls || float64(bad)-float64(s.bad) < outageShare*others {
		return false
	}
	usual, known := e.rate.Expected(int64(at / hourWindow))
	return !known || float64(c.hour) <= outageCalls*max(usual*60, 2*fewCalls)
}
