package event

import (
	"net/netip"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// OwnReplay judges a tenant's own events over calls of the past as the actors do as they come: it has what
// these keep of own events, for each of their keys. Not safe for concurrent use.
type OwnReplay struct {
	most    int
	keys    map[replayKey]*own
	swept   uint32 // the second of the calls in which there was looked for room
	Refused uint64 // calls of further keys than there is room for at a time
}

// replayKey is whose calls are counted together.
type replayKey struct {
	per  finding.OwnPer
	addr netip.Addr
	who  uint64
	api  traffic.API // of a domain the host alone
}

// NewOwnReplay keeps at most so many keys at a time. A key whose last call is more than a period ago needs none.
func NewOwnReplay(keys int) *OwnReplay {
	return &OwnReplay{most: max(keys, 1), keys: map[replayKey]*own{}}
}

// Apply judges one call that was asked about its own events; calls come in the order of their times.
func (r *OwnReplay) Apply(f *finding.Facts, out *[]finding.Finding) {
	var asked [finding.PerDomain + 1]bool
	for i := range f.Own {
		per := f.Own[i].Rule.Per
		if asked[per] {
			continue
		}
		asked[per] = true
		key, ok := replayKeyOf(per, f)
		if !ok {
			continue
		}
		o := r.keys[key]
		if o == nil {
			if now := uint32(max(f.Time.Unix(), 0)); len(r.keys) >= r.most && now > r.swept {
				r.swept = now
				r.sweep(now)
			}
			if len(r.keys) >= r.most {
				r.Refused++
				continue
			}
			o = &own{}
			r.keys[key] = o
		}
		o.apply(f, per, out)
	}
}

// replayKeyOf is whose actor would count the call; ok is false where none would.
func replayKeyOf(per finding.OwnPer, f *finding.Facts) (k replayKey, ok bool) {
	k.per = per
	switch per {
	case finding.PerAccount:
		k.who, _ = AccountKey(f)
		return k, k.who != 0
	case finding.PerAPI:
		k.api = f.API
	case finding.PerDomain:
		k.api.Host = f.API.Host
	case finding.PerAddress:
		k.addr = ClientKey(f.Client)
	}
	return k, true
}

// sweep forgets the keys that nothing is counted of any more.
func (r *OwnReplay) sweep(now uint32) {
	for key, o := range r.keys {
		live := false
		for _, c := range o.all {
			live = live || now <= c.last+c.period+lateness
		}
		if !live {
			delete(r.keys, key)
		}
	}
}
