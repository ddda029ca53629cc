package traffic

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
)

// TestAS01MemoryIsBounded throws a million random paths at one host and measures.
func TestAS01MemoryIsBounded(t *testing.T) {
	n := 1_000_000
	if testing.Short() || raceOn {
		n = 100_000
	}
	const letters = "abcdefghijklmnopqrstuvwxyz"
	nouns := strings.Fields("users orders items search list data media report cart group event topic file page")
	r := rand.New(rand.NewPCG(1, 2))
	ts := NewTemplates(TemplateLimits{})
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	var path []byte
	for range n {
		path = path[:0]
		for range 1 + r.IntN(6) {
			path = append(path, '/')
			if r.IntN(3) == 0 {
				path = append(append(append(path, nouns[r.IntN(len(nouns))]...), '-'), nouns[r.IntN(len(nouns))]...)
				continue
			}
			for range 1 + r.IntN(12) {
				path = append(path, letters[r.IntN(26)])
			}
		}
		ts.Learn("h", "GET", string(path), []int{200, 200, 401, 403}[r.IntN(4)])
		ts.Folds()
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	s := ts.Stats()
	used := int64(after.HeapAlloc) - int64(before.HeapAlloc)
	t.Logf("%d paths: %d KiB, %+v", n, used>>10, s)
	if used > 16<<20 {
		t.Errorf("%d bytes held, want at most 16 MiB", used)
	}
	if s.Templates > DefaultTemplateLimits.Templates || s.Nodes > DefaultTemplateLimits.Nodes {
		t.Errorf("over the limits: %+v", s)
	}
	runtime.KeepAlive(ts)
}

func TestAS01OverflowIsCounted(t *testing.T) {
	ts := NewTemplates(TemplateLimits{Templates: 3, Hosts: 2})
	for _, p := range []string{"/login", "/logout", "/orders", "/users", "/search"} {
		ts.Learn("h", "GET", p, 200)
	}
	if got, ok := ts.Template("h", "GET", "/search"); got != Other || !ok {
		t.Errorf("over the cap: %q %v", got, ok)
	}
	if got, _ := ts.Template("h", "GET", "/login"); got != "/login" {
		t.Errorf("held before: %q", got)
	}
	if s := ts.Stats(); s.Overflow != 2 || s.Templates != 3 {
		t.Errorf("stats %+v", s)
	}
	ts.Learn("h2", "GET", "/", 200)
	ts.Learn("h3", "GET", "/", 200)
	if got, ok := ts.Template("h3", "GET", "/"); got != Other || !ok || ts.Stats().HostsLost != 1 {
		t.Errorf("host over the cap: %q %v %+v", got, ok, ts.Stats())
	}
	deep := strings.Repeat("/a", 50)
	ts.Learn("h2", "GET", deep, 200)
	if got, ok := ts.Template("h2", "GET", deep); got != Other || !ok {
		t.Errorf("too deep: %q %v", got, ok)
	}
}

func TestAS01WeakPathsMakeRoom(t *testing.T) {
	ts := NewTemplates(TemplateLimits{Templates: 50, Depth: 5})
	for i := range 60 {
		ts.Learn("h", "GET", "/"+strings.Fields("users orders items carts groups")[i%5]+"/"+
			strings.Fields("search list count export import batch stats health ping info login logout")[i/5], 403)
	}
	ts.Learn("h", "GET", "/reports/download", 200)
	if got, ok := ts.Template("h", "GET", "/reports/download"); got != "/reports/download" || !ok {
		t.Errorf("got %q %v %+v", got, ok, ts.Stats())
	}
}

func TestAS01OrderDoesNotMatter(t *testing.T) {
	for _, file := range []string{"forge", "payment", "shop", "chat"} {
		var first []string
		for seed := range uint64(4) {
			calls := recorded("testdata/paths/"+file+".txt", 3000, rand.New(rand.NewPCG(3, 7)))
			r := rand.New(rand.NewPCG(seed, 1))
			r.Shuffle(len(calls), func(i, j int) { calls[i], calls[j] = calls[j], calls[i] })
			ts := NewTemplates(TemplateLimits{})
			for _, c := range calls {
				ts.Learn(c.call.Host, c.call.Method, c.call.Path, c.call.Status)
			}
			seen := map[string]bool{}
			for _, c := range calls {
				if tmpl, ok := ts.Template(c.call.Host, c.call.Method, c.call.Path); ok {
					seen[tmpl] = true
				}
			}
			if seed == 0 {
				for k := range seen {
					first = append(first, k)
				}
				continue
			}
			differ := 0
			for _, k := range first {
				if !seen[k] {
					differ++
				}
				delete(seen, k)
			}
			differ += len(seen)
			if differ > len(first)/25 { // at most 4 % of the templates hang on the last few calls
				t.Errorf("%s: %d of %d templates differ with the order; e.g. new %v", file, differ, len(first), seen)
			}
		}
	}
}

func TestAS01SameCallsSameBytes(t *testing.T) {
	run := func() ([]byte, *Templates) {
		ts := NewTemplates(TemplateLimits{})
		for _, file := range []string{"forge", "cloud"} {
			for _, c := range recorded("testdata/paths/"+file+".txt", 1500, rand.New(rand.NewPCG(5, 7))) {
				ts.Learn(file, c.call.Method, c.call.Path, c.call.Status)
			}
		}
		b, err := ts.AppendBinary(nil)
		if err != nil {
			t.Fatal(err)
		}
		return b, ts
	}
	a, ts := run()
	b, _ := run()
	if !bytes.Equal(a, b) {
		t.Fatal("same calls, different bytes")
	}
	back := NewTemplates(TemplateLimits{})
	if err := back.UnmarshalBinary(a); err != nil {
		t.Fatal(err)
	}
	c, _ := back.AppendBinary(nil)
	if !bytes.Equal(a, c) || back.Stats() != ts.Stats() {
		t.Fatalf("came back different: %+v, %+v", back.Stats(), ts.Stats())
	}
	for i := range 2000 { // both learn on alike
		p := fmt.Sprintf("/users/name%c%c/repos/%d", 'a'+i%26, 'a'+i%7, i)
		ts.Learn("forge", "GET", p, 200)
		back.Learn("forge", "GET", p, 200)
	}
	a, _ = ts.AppendBinary(nil)
	c, _ = back.AppendBinary(nil)
	if !bytes.Equal(a, c) {
		t.Fatal("learned on differently after coming back")
	}
	for i := range a {
		if err := NewTemplates(TemplateLimits{}).UnmarshalBinary(a[:i]); err == nil {
			t.Fatalf("took data cut at %d", i)
		}
	}
}

func FuzzTemplates(f *testing.F) {
	f.Add("/users/42\n/users/me\n/users/8f14e45f-ceea-467f-a8d1-4f2c6d9b0c11", 200)
	f.Add("/a/../../b;x=1/%2e%2e/%zz/{id}/@/(/)/a()/a(b)/.json/:x/:abc/a:abc", 403)
	f.Add("//\x00/\xff/%00/$/~/-/__/..", 0)
	f.Fuzz(func(t *testing.T, paths string, status int) {
		ts := NewTemplates(TemplateLimits{Templates: 40, Nodes: 100, Children: 8, Depth: 8})
		for p := range strings.Lines(paths) {
			p = strings.TrimSuffix(p, "\n")
			ts.Learn("h", "GET", p, status)
			tmpl, ok := ts.Template("h", "GET", p)
			if again, ok2 := ts.Template("h", "GET", p); again != tmpl || ok2 != ok {
				t.Fatalf("%q: %q then %q", p, tmpl, again)
			}
			if there, works := answered(status); ok != (tmpl != "") || ok && tmpl[0] != '/' ||
				there && works && !ok && !asset("GET", segments(nil, p)) && !probe(segments(nil, p)) {
				t.Fatalf("%q %d: %q %v", p, status, tmpl, ok)
			}
		}
		if s := ts.Stats(); s.Templates > 40 || s.Nodes > 100+8 {
			t.Fatalf("over the limits: %+v", s)
		}
		b, _ := ts.AppendBinary(nil)
		back := NewTemplates(TemplateLimits{Templates: 40, Nodes: 100, Children: 8, Depth: 8})
		if err := back.UnmarshalBinary(b); err != nil {
			t.Fatalf("%q: %v", paths, err)
		}
		if back.Stats() != ts.Stats() {
			t.Fatalf("%q: counted %+v, came back as %+v", paths, ts.Stats(), back.Stats())
		}
	})
}

func FuzzTemplatesUnmarshal(f *testing.F) {
	ts := NewTemplates(TemplateLimits{})
	for _, c := range recorded("testdata/paths/shop.txt", 50, rand.New(rand.NewPCG(5, 7))) {
		ts.Learn("h", c.call.Method, c.call.Path, c.call.Status)
	}
	b, _ := ts.AppendBinary(nil)
	f.Add(b)
	f.Add([]byte{1, 0, 0, 0, 0, 0})
	f.Fuzz(func(_ *testing.T, data []byte) {
		ts := NewTemplates(TemplateLimits{})
		if ts.UnmarshalBinary(data) != nil {
			return
		}
		ts.Learn("h", "GET", "/api/v2/products/blue-suede-shoes/reviews", 200)
		ts.Template("h", "GET", "/api/v2/products/x")
	})
}

func BenchmarkTemplate(b *testing.B) {
	calls := recorded("testdata/paths/forge.txt", 4096, rand.New(rand.NewPCG(1, 7)))
	ts := NewTemplates(TemplateLimits{})
	for _, c := range calls {
		ts.Learn("h", c.call.Method, c.call.Path, c.call.Status)
	}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		c := &calls[i&4095].call
		i++
		ts.Learn("h", c.Method, c.Path, c.Status)
		ts.Template("h", c.Method, c.Path)
	}
}

// TestAR04ManyAPIsOfOneTenant holds thirty thousand APIs of one tenant apart, each found again.
func TestAR04ManyAPIsOfOneTenant(t *testing.T) {
	ts := NewTemplates(TemplateLimits{})
	words := strings.Fields("users orders items carts groups teams files pages events rules alarms plans")
	actions := strings.Fields("export archive restore history stats members copy share lock settings")
	each := func(f func(host, path, want string)) {
		for h := range 25 {
			host := fmt.Sprintf("svc%d.internal.example", h)
			for v := range 10 {
				for _, w := range words {
					for _, a := range actions {
						f(host, fmt.Sprintf("/v%d/%s/%d/%s", v, w, 7*h+v, a), fmt.Sprintf("/v%d/%s/{id}/%s", v, w, a))
					}
				}
			}
		}
	}
	each(func(host, path, _ string) { ts.Learn(host, "GET", path, 200) })
	wrong := 0
	each(func(host, path, want string) {
		if got, ok := ts.Template(host, "GET", path); got != want || !ok {
			wrong++
		}
	})
	if s := ts.Stats(); wrong > 0 || s.Overflow+s.HostsLost > 0 {
		t.Errorf("%d paths are not found again: %+v", wrong, s)
	}
}

// BenchmarkTemplateLookup names the calls of one record, which was learned before.
func BenchmarkTemplateLookup(b *testing.B) {
	calls := recorded("testdata/paths/forge.txt", 4096, rand.New(rand.NewPCG(1, 7)))
	ts := NewTemplates(TemplateLimits{})
	for range 2 {
		for _, c := range calls[:256] {
			ts.Learn("h", c.call.Method, c.call.Path, c.call.Status)
			ts.Template("h", c.call.Method, c.call.Path)
		}
	}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		c := &calls[i&255].call
		i++
		ts.Template("h", c.Method, c.Path)
	}
}

// A path too deep says nothing about room: what was never there stays noise.
func TestAS01DeepPathsFillNoHost(t *testing.T) {
	t.Parallel()
	ts := NewTemplates(TemplateLimits{})
	deep := strings.Repeat("/d", 300)
	ts.Learn("h", "GET", "/users/1", 200)
	ts.Learn("h", "GET", deep, 200)
	ts.Learn("h", "GET", "/gone/1", 404)
	data, err := ts.AppendBinary(nil)
	if err != nil {
		t.Fatal(err)
	}
	again := NewTemplates(TemplateLimits{})
	if err := again.UnmarshalBinary(data); err != nil {
		t.Fatal(err)
	}
	for _, ts := range []*Templates{ts, again} {
		if got, ok := ts.Template("h", "GET", "/gone/1"); ok {
			t.Errorf("a path that only failed is %q", got)
		}
		if got, ok := ts.Template("h", "GET", deep); !ok || got != Other {
			t.Errorf("a path too deep is %q, %v", got, ok)
		}
		if got, ok := ts.Template("h", "GET", "/users/2"); !ok || got != "/users/{id}" {
			t.Errorf("a known path is %q, %v", got, ok)
		}
	}
}
