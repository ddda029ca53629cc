package baseline

import (
	"encoding/binary"
	"slices"

	"github.com/lapwing-sec/lapwing/actors/detect/sketch"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

const (
	peakClients = 64 // clients of an hour that are followed: a fair sample, by hash
	peakDay     = 10 // client-hours of a day before it is closed: fewer are counted with the next
	// PeakQuantile is the share of client-hours that were slower than the learned figure.
	PeakQuantile = 0.99
)

// Peaks learns how fast the clients of one API are: of a fair sample of the clients of
// each hour it takes the most calls in one minute. A client counts once an hour, however
// much it calls, and not at all in an hour in which it was flagged. Each day gives its
// quantiles; what is usual is their median over days. About 2 KiB when busy.
type Peaks struct {
	day           sketch.Histogram // client-hours of the open day
	p50, p90, p99 Days
	total         uint32       // client-hours ever
	clients       []peakClient // by key, rising: the smallest keys of the hour
	hour          int64
	first         int64
}

type peakClient struct {
	key     uint64
	minute  uint32
	count   uint32
	peak    uint32
	flagged bool
}

// Add counts one call of a client that was neither refused nor an attack; minute is
// since 1970, key a hash that is fair (every client as likely small as large).
func (p *Peaks) Add(key uint64, minute uint32) {
	hour := int64(minute / 60)
	if p.first == 0 {
		p.first, p.hour = hour, hour
	}
	if hour > p.hour {
		p.close(hour)
	}
	if hour < p.hour {
		return
	}
	i, found := p.find(key)
	if !found {
		if i == peakClients {
			return
		}
		if len(p.clients) == peakClients {
			p.clients = p.clients[:peakClients-1]
		}
		p.clients = slices.Insert(p.clients, i, peakClient{key: key, minute: minute})
	}
	c := &p.clients[i]
	if minute != c.minute { // a late call of an earlier minute starts anew: a peak may only be too low
		c.minute, c.count = minute, 0
	}
	c.count++
	c.peak = max(c.peak, c.count)
}

func (p *Peaks) find(key uint64) (int, bool) {
	return slices.BinarySearchFunc(p.clients, key, func(c peakClient, key uint64) int {
		switch {
		case c.key < key:
			return -1
		case c.key > key:
			return 1
		}
		return 0
	})
}

// Flag makes a client teach nothing this hour, also not by what it did before.
func (p *Peaks) Flag(key uint64) {
	if i, found := p.find(key); found {
		p.clients[i].flagged = true
	}
}

func (p *Peaks) close(next int64) {
	for i := range p.clients {
		if c := &p.clients[i]; !c.flagged {
			p.day.Add(float64(c.peak))
			p.total = min(p.total+1, 1<<30)
		}
	}
	if next/hoursPerDay > p.hour/hoursPerDay && p.day.Total() >= peakDay {
		const floor = 1 // call a minute
		p.p50.Add(p.day.Quantile(0.50), floor)
		p.p90.Add(p.day.Quantile(0.90), floor)
		p.p99.Add(p.day.Quantile(PeakQuantile), floor)
		p.day = sketch.Histogram{}
	}
	p.clients, p.hour = p.clients[:0], next
}

// Usual gives the calls a minute that PeakQuantile of the client-hours stayed below, and
// whether enough was learned at the given hour to judge by it.
func (p *Peaks) Usual(hour int64) (perMinute float64, learned bool) {
	return p.p99.Value(), p.Learned(hour)
}

// Quantiles gives the calls a minute that half, 90 % and 99 % of the client-hours stay below, from how
// many client-hours they were learned and how far the days lie apart (Days.Spread of the last).
func (p *Peaks) Quantiles() (p50, p90, p99 float64, hours uint32, spread float64) {
	return p.p50.Value(), p.p90.Value(), p.p99.Value(), p.total, p.p99.Spread()
}

// Days is on how many days the quantiles rest.
func (p *Peaks) Days() int { return p.p99.Count() }

// Learned reports whether enough was learned at the given hour.
func (p *Peaks) Learned(hour int64) bool {
	return p.first > 0 && hour-p.first >= EnoughHours && p.total >= EnoughPeaks && p.p99.Count() > 0
}

// Append writes the baseline.
func (p *Peaks) Append(dst []byte) []byte {
	dst = p.p99.Append(p.p90.Append(p.p50.Append(p.day.Append(dst))))
	dst = binary.AppendUvarint(dst, uint64(p.total))
	dst = binary.AppendVarint(dst, p.hour)
	dst = binary.AppendVarint(dst, p.first)
	dst = binary.AppendUvarint(dst, uint64(len(p.clients)))
	for _, c := range p.clients {
		dst = binary.BigEndian.AppendUint64(dst, c.key)
		dst = binary.AppendUvarint(dst, uint64(c.minute))
		dst = binary.AppendUvarint(dst, uint64(c.count))
		dst = binary.AppendUvarint(dst, uint64(c.peak))
		dst = finding.AppendBool(dst, c.flagged)
	}
	return dst
}

// Read reads what Append wrote; errors stay in u.
func (p *Peaks) Read(u *finding.Unpacker) {
	*p = Peaks{}
	p.day.Read(u)
	p.p50.Read(u)
	p.p90.Read(u)
	p.p99.Read(u)
	p.total = u.Uint32()
	p.hour, p.first = abs(u.Int()), abs(u.Int())
	for range u.Len(peakClients, 12) {
		p.clients = append(p.clients, peakClient{
			key: u.Fixed64(), minute: u.Uint32(), count: u.Uint32(), peak: u.Uint32(), flagged: u.Bool(),
		})
	}
	slices.SortFunc(p.clients, func(a, b peakClient) int {
		if a.key < b.key {
			return -1
		}
		return 1
	})
}
