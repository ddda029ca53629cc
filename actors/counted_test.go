package actors

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// counted is a state that does nothing but count, so that a double or a loss shows. Every
// call is also a contribution to a case of its source block.
type counted struct {
	calls uint64
	cases bool
}

func (c *counted) Apply(f *finding.Facts, out *[]finding.Finding) {
	c.calls++
	if f.Object == poison {
		panic("cannot digest")
	}
	if c.cases {
		*out = append(*out, finding.Finding{
			Kind: finding.KindEvent, Type: "EV-00", Tenant: f.Tenant, API: traffic.API{Host: f.API.Host},
			Source: finding.Source{IP: f.Client, Block: finding.Block(f.Client)}, Start: f.Time, End: f.Time, Count: 1,
			Level: finding.Low,
		})
	}
}

const poison = 0xdead

func (c *counted) AppendBinary(b []byte) ([]byte, error) {
	return binary.BigEndian.AppendUint64(b, c.calls), nil
}

func (c *counted) UnmarshalBinary(b []byte) error {
	if len(b) != 8 {
		return fmt.Errorf("%d bytes", len(b))
	}
	c.calls = binary.BigEndian.Uint64(b)
	return nil
}

func (c *counted) Idle(time.Time) bool { return false }

type inventory struct {
	counted
	api traffic.API
}

func (i *inventory) AppendBinary(b []byte) ([]byte, error) {
	return finding.AppendAPI(binary.BigEndian.AppendUint64(b, i.calls), i.api), nil
}

func (i *inventory) UnmarshalBinary(b []byte) error {
	if err := i.counted.UnmarshalBinary(b[:8]); err != nil {
		return err
	}
	u := finding.NewUnpacker(append([]byte{0}, b[8:]...), 0)
	i.api = u.API()
	return u.Close()
}

func (i *inventory) Asset(tenant string) finding.Asset {
	return finding.Asset{ID: i.api.ID(tenant), Tenant: tenant, API: i.api, Calls: i.calls}
}

func countingKinds() []Kind {
	plain := func(*finding.Facts) State { return &counted{} }
	read := func() State { return &counted{} }
	return []Kind{
		domainKind(plain, read),
		endpointKind(func(f *finding.Facts) State { return &inventory{api: f.API} }, func() State { return &inventory{} }),
		clientKind(func(*finding.Facts) State { return &counted{cases: true} }, func() State { return &counted{cases: true} }),
		accountKind(plain, read),
	}
}

// synthetic gives n facts of one source: 2 tenants, 20 hosts, 400 APIs, 2,000 addresses in 200
// blocks, 500 accounts, all zipf.
func synthetic(seed uint64, n int) []finding.Facts {
	rng := rand.New(rand.NewPCG(seed, 7))
	apis, clients, accounts := rand.NewZipf(rng, 1.1, 20, 399), rand.NewZipf(rng, 1.05, 100, 1999), rand.NewZipf(rng, 1.1, 10, 499)
	at := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	out := make([]finding.Facts, n)
	for i := range out {
		api, client := int(apis.Uint64()), int(clients.Uint64())
		at = at.Add(time.Duration(rng.IntN(1000)) * time.Microsecond)
		out[i] = finding.Facts{
			Seq: uint64(i + 1), ID: fmt.Sprintf("01JD%d-%08d", seed, i), Tenant: fmt.Sprintf("tenant-%d", api%2), Sensor: "edge-1",
			Time: at, Client: netip.AddrFrom4([4]byte{203, 0, byte(client / 10), byte(client % 10)}), Status: 200,
			API:     traffic.API{Host: fmt.Sprintf("h%d.example.com", api%20), Method: "GET", Template: fmt.Sprintf("/api/v1/things-%d/{id}", api)},
			Latency: 12 * time.Millisecond, ReqSize: 118, ResSize: 2048, Tool: 1, Agent: "Firefox", Params: rng.Uint64(), Object: rng.Uint64() | 1,
		}
		if a := accounts.Uint64(); a < 400 {
			out[i].Account = a + 1
		}
		if rng.IntN(50) == 0 {
			out[i].Noise = true
		}
	}
	return out
}

// truth counts by kind and identity what was routed.
type truth map[[2]string]uint64

func (t truth) add(facts []finding.Facts) {
	kinds := countingKinds()
	for i := range facts {
		for k := range kinds {
			if id, ok := kinds[k].Key(nil, &facts[i]); ok {
				t[[2]string{kinds[k].Name, string(id)}]++
			}
		}
	}
}
