package event

import (
	"cmp"
	"encoding/binary"
	"slices"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/sketch"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

const (
	topPurposes = 3                      // purposes shown of an API
	latencyUnit = 100 * time.Microsecond // first bucket; the last ends at 28 minutes
)

// inventory is what the asset list shows of an API.
type inventory struct {
	first, last time.Time
	calls       uint64
	errors      uint64
	purposes    []tally
	services    []tally // as names say
	sources     origins
	creds       finding.Set
	req, res    []finding.DataType // rising
	grade       finding.Grade
	entries     uint32
	minute      uint32
	inMinute    uint32
	peak        uint32
	latency     sketch.Histogram
}

// tally is how often a row of a small vocabulary was seen.
type tally struct {
	id uint8
	n  uint64
}

func (v *inventory) note(f *finding.Facts, at uint32) {
	if v.calls == 0 || f.Time.Before(v.first) {
		v.first = f.Time
	}
	if f.Time.After(v.last) {
		v.last = f.Time
	}
	v.calls++
	if f.Status >= 400 {
		v.errors++
	}
	for i, p := range f.Purposes { // the best answer first
		v.purposes = count(v.purposes, uint8(p), uint64(max(topPurposes-i, 1)))
	}
	if f.Service != 0 {
		v.services = count(v.services, uint8(f.Service), 1)
	}
	v.sources.note(f)
	v.creds |= f.Creds
	v.req = types(v.req, f.ReqData)
	v.res = types(v.res, f.ResData)
	grade, entries := gradeOf(f.ResData)
	v.grade, v.entries = max(v.grade, grade), max(v.entries, entries)
	if f.Latency > 0 {
		v.latency.Add(float64(f.Latency) / float64(latencyUnit))
	}
	switch minute := at / 60; {
	case minute > v.minute:
		v.minute, v.inMinute = minute, 1
	case minute == v.minute:
		v.inMinute++
	}
	v.peak = max(v.peak, v.inMinute)
}

func count(all []tally, id uint8, by uint64) []tally {
	for i := range all {
		if all[i].id == id {
			all[i].n += by
			return all
		}
	}
	if len(all) == maxTypes {
		return all
	}
	return append(all, tally{id, by})
}

// types adds the data types that are new, at most maxTypes.
func types(all []finding.DataType, data []finding.DataCount) []finding.DataType {
	for _, d := range data {
		if i, found := slices.BinarySearch(all, d.Type); !found && len(all) < maxTypes {
			all = slices.Insert(all, i, d.Type)
		}
	}
	return all
}

// Asset gives the API as the inventory shows it; Version is left to the caller.
func (e *Endpoint) Asset(tenant string) finding.Asset {
	v := &e.asset
	auth, why := e.authState()
	a := finding.Asset{
		ID: e.api.ID(tenant), Tenant: tenant, API: e.api,
		FirstSeen: v.first, LastSeen: v.last, Calls: v.calls, Errors: v.errors,
		Service: v.serves(), Auth: auth, AuthWhy: why, Grade: v.grade, MaxEntries: v.entries, Creds: v.creds, RatePeak: v.peak,
		ReqTypes: slices.Clone(v.req), ResTypes: slices.Clone(v.res),
		P50: time.Duration(v.latency.Quantile(0.50) * float64(latencyUnit)),
		P95: time.Duration(v.latency.Quantile(0.95) * float64(latencyUnit)),
	}
	for _, t := range most(v.purposes, topPurposes) {
		a.Purposes = append(a.Purposes, finding.Purpose(t.id))
	}
	return a
}

// most gives the n most seen; ties go to the smaller number.
func most(all []tally, n int) []tally {
	all = slices.Clone(all)
	slices.SortFunc(all, func(a, b tally) int { return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.id, b.id)) })
	return all[:min(n, len(all))]
}

func (v *inventory) append(dst []byte) []byte {
	dst = finding.AppendTime(finding.AppendTime(dst, v.first), v.last)
	dst = binary.AppendUvarint(dst, v.calls)
	dst = binary.AppendUvarint(dst, v.errors)
	dst = appendTallies(appendTallies(dst, v.purposes), v.services)
	dst = binary.AppendUvarint(dst, uint64(v.creds))
	dst = appendTypes(appendTypes(dst, v.req), v.res)
	dst = append(dst, byte(v.grade))
	for _, n := range [...]uint32{v.entries, v.minute, v.inMinute, v.peak} {
		dst = binary.AppendUvarint(dst, uint64(n))
	}
	return v.latency.Append(v.sources.append(dst))
}

func (v *inventory) read(u *finding.Unpacker) {
	*v = inventory{first: u.Time(), last: u.Time(), calls: u.Uint(), errors: u.Uint()}
	v.purposes, v.services = readTallies(u), readTallies(u)
	v.creds = finding.Set(u.Uint())
	v.req, v.res = readTypes(u), readTypes(u)
	v.grade = finding.Grade(u.Byte())
	v.entries, v.minute, v.inMinute, v.peak = u.Uint32(), u.Uint32(), u.Uint32(), u.Uint32()
	v.sources.read(u)
	v.latency.Read(u)
}

func appendTallies(dst []byte, all []tally) []byte {
	dst = append(dst, byte(len(all)))
	for _, t := range all {
		dst = binary.AppendUvarint(append(dst, t.id), t.n)
	}
	return dst
}

func readTallies(u *finding.Unpacker) (all []tally) {
	for range u.Len(maxTypes, 2) {
		all = append(all, tally{u.Byte(), u.Uint()})
	}
	return all
}

func appendTypes(dst []byte, all []finding.DataType) []byte {
	dst = append(dst, byte(len(all)))
	for _, t := range all {
		dst = append(dst, byte(t))
	}
	return dst
}

func readTypes(u *finding.Unpacker) (all []finding.DataType) {
	for _, b := range u.Bytes(u.Len(maxTypes, 1)) {
		all = append(all, finding.DataType(b))
	}
	slices.Sort(all)
	return slices.Compact(all)
}
