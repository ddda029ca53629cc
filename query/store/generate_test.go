package store_test

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
	"github.com/lapwing-sec/lapwing/query/store"
)

// generator makes calls with the skew of real traffic: few APIs get most calls, clients and
// accounts come back, sizes and latencies belong to their API.
type generator struct {
	r      *rand.Rand
	apis   []traffic.API
	zipf   *rand.Zipf
	users  *rand.Zipf
	seq    uint64
	now    time.Time
	tenant string
}

func newGenerator(tenant string, from time.Time) *generator {
	r := rand.New(rand.NewPCG(1, 2))
	g := &generator{r: r, zipf: rand.NewZipf(r, 1.3, 4, 299), users: rand.NewZipf(r, 1.1, 20, 20_000), now: from,
		tenant: tenant}
	for i := range 300 {
		g.apis = append(g.apis, traffic.API{
			Host:   fmt.Sprintf("svc%d.example.com", i%7),
			Method: [...]string{"GET", "POST", "PUT", "DELETE"}[i%4], Template: fmt.Sprintf("/api/v1/things%d/{id}", i),
		})
	}
	return g
}

func (g *generator) hash(kind, n uint64) uint64 {
	var b [16]byte
	binary.LittleEndian.PutUint64(b[:], kind)
	binary.LittleEndian.PutUint64(b[8:], n)
	return traffic64(b[:])
}

func (g *generator) call() finding.Facts {
	g.seq++
	g.now = g.now.Add(time.Duration(g.r.ExpFloat64() * float64(10*time.Millisecond)))
	a := g.zipf.Uint64()
	user := g.users.Uint64()
	status := uint16(200)
	if g.r.IntN(20) == 0 {
		status = [...]uint16{400, 401, 404, 500}[g.r.IntN(4)]
	}
	f := finding.Facts{
		Seq: g.seq, ID: ulid.MustNew(uint64(g.now.UnixMilli()), ulidEntropy{g.r}).String(), Tenant: g.tenant,
		Sensor: "edge-1", Time: g.now,
		API: g.apis[a], Client: netip.AddrFrom4([4]byte{203, 0, byte(user / 250), byte(user % 250)}),
		Account: g.hash(1, user), Status: status,
		Latency: time.Duration((5 + float64(a%40)) * (1 + g.r.ExpFloat64()) * float64(time.Millisecond)),
		ReqSize: int64(100 + a%50), ResSize: int64(float64(400+a*31%3000) * (0.8 + g.r.Float64()*0.4)),
		Bodies: finding.ReqRead | finding.ResRead, Tool: 1, Agent: [...]string{"Firefox", "Chrome", "curl", "okhttp"}[user%4],
		Purposes: []finding.Purpose{finding.Purpose(1 + a%61)}, Creds: finding.Set(0).With(uint8(1 + a%3)),
		Params: g.hash(2, a*4+uint64(g.r.IntN(2))), Object: g.hash(3, g.users.Uint64()),
	}
	if a%4 == 0 {
		f.ResData = []finding.DataCount{{Type: 5, Entries: uint32(1 + g.r.IntN(10))}, {Type: 9, Entries: 1}}
	}
	if g.r.IntN(500) == 0 {
		f.Attacks = finding.Set(0).With(1)
		f.Blocked = true
		f.Risks = []finding.RiskHit{{Risk: 18, Reason: "x"}}
	}
	return f
}

func (g *generator) batch(token string, calls, samples int) *finding.Batch {
	b := &finding.Batch{Token: token}
	for range calls {
		b.Facts = append(b.Facts, g.call())
	}
	for i := range samples {
		f := &b.Facts[i*len(b.Facts)/samples]
		b.Samples = append(b.Samples, finding.Sample{
			ID: f.ID, Tenant: f.Tenant, API: f.API, Time: f.Time, Path: "/api/v1/things/***", Status: int(f.Status),
			Client: f.Client, Reasons: []string{"SD-05"},
			Request: finding.MaskedMessage{Headers: []traffic.Header{{Name: "accept", Value: "*/*"},
				{Name: "accept", Value: "a'\\\x00\n"}}},
			Response: finding.MaskedMessage{Body: `{"id":"110***********002X"}`, Cut: true},
		})
	}
	return b
}

func traffic64(b []byte) uint64 { return store.CallID(string(b)) }

// ulidEntropy reads random bytes from the seeded source.
type ulidEntropy struct{ r *rand.Rand }

func (e ulidEntropy) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(e.r.Uint32())
	}
	return len(p), nil
}
