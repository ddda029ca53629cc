package store

import (
	"context"
	"fmt"
	"net/netip"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

var findingColumns = []string{
	"tenant", "id", "kind", "type", "api", "host", "method", "template", "level", "ip", "block",
	"block_first", "block_last", "ips", "account", "agent", "start", "end", "count",
	"observed", "baseline", "threshold", "unit", "window", "rule", "learned", "reason", "clear", "samples",
	"simulated", "tuned", "votes", "version",
}

// WriteFindings stores findings, all or none. A finding is cumulative: of several with one
// ID the highest Version counts, so writing one again is harmless.
func (s *Store) WriteFindings(ctx context.Context, fs []finding.Finding) error {
	return s.appendRows(ctx, "write findings", "findings", findingColumns, len(fs),
		func(i int, row func(...any) error) error {
			f := &fs[i]
			if f.Tenant == "" {
				return fmt.Errorf("finding %q: %w", f.ID, errNoTenant)
			}
			block, first, last := ends(f.Source.Block)
			w := &f.Why
			return row(f.Tenant, f.ID, uint8(f.Kind), f.Type, f.API.ID(f.Tenant), f.API.Host, f.API.Method,
				f.API.Template, uint8(f.Level), wide(f.Source.IP), block, first, last, f.Source.IPs, f.Source.Account,
				f.Source.Agent, clamped(f.Start), clamped(f.End), f.Count,
				w.Observed, w.Baseline, w.Threshold, w.Unit, int64(w.Window), w.Rule, w.Learned, w.Reason, w.Clear,
				f.Samples, f.Simulated, w.Tuned, uint64(f.Votes), f.Version)
		})
}

// wide is an address as the driver takes it into an IPv6 column; none is "::".
func wide(ip netip.Addr) netip.Addr { return netip.AddrFrom16(address(ip)) }

// ends gives a block's text and its first and last address; "" and :: twice for none.
func ends(p netip.Prefix) (text string, first, last netip.Addr) {
	if !p.IsValid() {
		return "", wide(netip.Addr{}), wide(netip.Addr{})
	}
	p = p.Masked()
	low := p.Addr().As16()
	bits := p.Bits()
	if p.Addr().Is4() {
		bits += 96
	}
	high := low
	for i := bits; i < 128; i++ {
		high[i/8] |= 0x80 >> (i % 8)
	}
	return p.String(), netip.AddrFrom16(low), netip.AddrFrom16(high)
}
