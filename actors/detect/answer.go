package detect

import (
	"encoding/binary"
	"strings"

	"github.com/zeebo/xxh3"

	"github.com/lapwing-sec/lapwing/actors/detect/sensitive"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// maxAnswer is how many values of an answer are compared: a record has fewer, and of a long list
// the first tell it apart.
const maxAnswer = 64

// answer hashes what a call was told of one object, so that two calls that were told the same can be
// seen to have been (NF-20). Only answers that a check of credentials should have kept back are: with
// personal data, not out of a cache that answers before anybody checks, and not those of logins,
// tokens and links that anyone with the address may follow.
func (e *Engine) answer() {
	if !e.f.OK() || e.f.Blocked || e.f.Attacks != 0 || e.f.Bodies&finding.ResRead == 0 ||
		!guarded(e.f.ResData) || cacheable(&e.x.Response) || e.opens() {
		return
	}
	values, _ := e.v.Of(traffic.Response)
	e.told.Use(e.v)
	sum, n := uint64(0), 0
	for i := range values {
		v := &values[i]
		if v.Place < traffic.InJSON {
			continue
		}
		key := e.told.Of(v, toldOf)
		if key.volatile {
			continue
		}
		if n++; n > maxAnswer {
			break
		}
		sum = (sum^key.hash)*0x9e3779b97f4a7c15 + xxh3.Hash(v.Text)
	}
	if n > 0 {
		var b [8]byte
		binary.BigEndian.PutUint64(b[:], sum)
		e.f.Answer = e.hash.once("answer", b[:])
	}
}

// toldIs is what the name of a field of an answer is.
type toldIs struct {
	volatile bool
	owner    uint8 // see ownerNames
	hash     uint64
}

func toldOf(key string) toldIs { return toldIs{isVolatile(key), ownerRank(key), xxh3.HashString(key)} }

// guarded reports data that is nobody's business but the caller's: an S3 type, or two S2 types of a
// person at once. A single name or address may stand in any public article.
func guarded(data []finding.DataCount) bool {
	personal := 0
	for _, d := range data {
		switch row, ok := sensitive.ByID(d.Type); {
		case !ok:
			if level, _, _ := d.Type.Custom(); level >= finding.S3 {
				return true
			}
		case row.Level >= finding.S3:
			return true
		case row.Level == finding.S2 && row.Person:
			personal++
		}
	}
	return personal >= 2
}

// opens reports an API that is there for callers without a valid credential: logons, registrations,
// codes, resets, and links shared with anyone.
func (e *Engine) opens() bool {
	const logoff, codes, sharing = 11, 21, 47
	for i, p := range e.f.Purposes {
		if isLogon(p) || p >= logoff && p <= codes || i == 0 && p == sharing {
			return true
		}
	}
	return false
}

// cacheable reports an answer that a cache may give, or gave, to anyone.
func cacheable(m *traffic.Message) bool {
	control := strings.ToLower(m.Header("Cache-Control"))
	switch {
	case strings.Contains(control, "private"), strings.Contains(control, "no-store"):
		return false
	case strings.Contains(control, "public"), strings.Contains(control, "s-maxage"), strings.Contains(control, "max-age=") &&
		!strings.Contains(control, "max-age=0"), m.Header("Age") != "":
		return true
	}
	return strings.Contains(strings.ToLower(m.Header("X-Cache")), "hit")
}

// volatile are fields that differ from answer to answer though nothing has changed.
var volatile = words(`timestamp time ts now date servertime systemtime requestid traceid nonce cost elapsed took duration
	tid rid reqid correlationid spanid servertimestamp responsetime csrf token csrftoken`)

const longestVolatile = 20 // bytes of the longest name above, with separators

func isVolatile(key string) bool {
	if len(key) > longestVolatile {
		return false
	}
	var buf [longestVolatile]byte
	n := 0
	for i := range len(key) {
		c := key[i]
		if c == '_' || c == '-' {
			continue
		}
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		buf[n] = c
		n++
	}
	return volatile[string(buf[:n])]
}
