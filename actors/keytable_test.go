package actors

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"
	"unsafe"
)

// The table does what maps do, through everything that can happen to a key, with identities and
// states of all sizes.
func TestKeytableAgreesWithAMap(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	var k keytable
	k.init(2)
	type known struct {
		state  []byte
		tenant string
	}
	want := map[string]known{}
	check := func() {
		t.Helper()
		count, tenants := [2]int{}, map[string]int{}
		for name, w := range want {
			kind, id := name[0]-'0', []byte(name[1:])
			n, ok := k.find(kind, id)
			if !ok {
				t.Fatalf("%s is not found", name)
			}
			e := &k.entries[n]
			if !bytes.Equal(k.state(e), w.state) || string(k.identity(nil, e)) != name[1:] || k.names[e.tenant] != w.tenant {
				t.Fatalf("%s of %s is %q of %q with %d bytes, want %d", name, w.tenant, k.identity(nil, e), k.names[e.tenant], len(k.state(e)), len(w.state))
			}
			if h, ok := k.findHash(hashKey(kind, id)); !ok || h != n {
				t.Fatalf("the hash of %s finds %d %v, want %d", name, h, ok, n)
			}
			count[kind]++
			tenants[w.tenant]++
		}
		for i := range count {
			if k.count[i] != count[i] {
				t.Fatalf("%d keys of kind %d, want %d", k.count[i], i, count[i])
			}
		}
		for _, tenant := range []string{"a", "ab", "default", ""} {
			if k.of(tenant) != tenants[tenant] {
				t.Fatalf("tenant %q has %d keys, want %d", tenant, k.of(tenant), tenants[tenant])
			}
		}
	}
	for i := range 60_000 {
		tenant := []string{"a", "ab", "default", ""}[rng.IntN(4)]
		id := fmt.Sprintf("%s|10.0.%d.%d", tenant, rng.IntN(20), rng.IntN(50))
		if rng.IntN(5) == 0 {
			id = fmt.Sprintf("api_%0*d", 1+rng.IntN(60), rng.IntN(300)) // not begun by its tenant
		}
		kind := uint8(rng.IntN(2))
		name := string('0'+rune(kind)) + id
		n, ok := k.find(kind, []byte(id))
		if _, have := want[name]; ok != have {
			t.Fatalf("step %d: %s found %v, want %v", i, name, ok, have)
		}
		switch {
		case !ok:
			n = k.add(kind, tenant, []byte(id))
			want[name] = known{tenant: tenant}
			fallthrough
		case rng.IntN(3) > 0:
			state := make([]byte, rng.IntN(40))
			if rng.IntN(20) == 0 {
				state = make([]byte, rng.IntN(3000))
			}
			for j := range state {
				state[j] = byte(rng.Uint32())
			}
			k.keep(n, state)
			w := want[name]
			w.state = state
			want[name] = w
		default:
			if h := k.remove(n); h != hashKey(kind, []byte(id)) {
				t.Fatalf("%s was removed as %x", name, h)
			}
			delete(want, name)
		}
		if i%5000 == 0 || len(want) < 5 {
			check()
		}
	}
	check()
	for name := range want {
		n, _ := k.find(name[0]-'0', []byte(name[1:]))
		k.remove(n)
	}
	if _, ok := k.findHash(hashKey(0, []byte("a|10.0.0.1"))); ok || k.used != 0 || len(k.numbers) != 0 {
		t.Errorf("an empty table has %d keys, %d tenants", k.used, len(k.numbers))
	}
}

func TestAnEntryIsSmall(t *testing.T) {
	if n := unsafe.Sizeof(entry{}); n > 32 {
		t.Errorf("an entry takes %d bytes, want at most 32", n)
	}
	for n := 1; n <= 1025; n++ {
		c := slabClassOf(n)
		switch {
		case c == slabBig && n <= 1024, c < slabBig && slabSizes[c] < n, c > 0 && c < slabBig && slabSizes[c-1] >= n:
			t.Fatalf("%d bytes are of class %d", n, c)
		}
	}
}
