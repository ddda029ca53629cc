package traffic

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sampleValue makes realistic values of one kind; n values of a kind are in use at a time.
func sampleValue(kind string, r *rand.Rand) string {
	pick := func(list string) string {
		w := strings.Fields(list)
		return w[min(int(float64(len(w))*r.Float64()*r.Float64()), len(w)-1)] // some names are asked for more
	}
	random := func(n int, alphabet string) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = alphabet[r.IntN(len(alphabet))]
		}
		return string(b)
	}
	const hexDigits, mixed = "0123456789abcdef", "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	switch kind {
	case "int":
		return fmt.Sprint(1 + r.IntN(50000))
	case "snow":
		return fmt.Sprint(175928847299117063 + r.Int64N(1<<58))
	case "uuid":
		return random(8, hexDigits) + "-" + random(4, hexDigits) + "-4" + random(3, hexDigits) + "-a" +
			random(3, hexDigits) + "-" + random(12, hexDigits)
	case "sha":
		return random(40, hexDigits)
	case "hash":
		return random(20+12*r.IntN(2), hexDigits)
	case "pid":
		return pick("ch cus in pi sub txn dp price prod tmr card") + "_" + random(14+r.IntN(10), mixed)
	case "opaque", "token":
		return random(20+r.IntN(20), mixed)
	case "short":
		return random(8, mixed)
	case "ord":
		return fmt.Sprintf("ORD-2026-%06d", r.IntN(99999))
	case "key":
		return pick("OPS WEB CORE PAY") + fmt.Sprintf("-%d", 1+r.IntN(4000))
	case "email":
		return pick(userNames) + "%40" + pick("example.com mail.test corp.example")
	case "date":
		return fmt.Sprintf("2026-%02d-%02d", 1+r.IntN(12), 1+r.IntN(28))
	case "year":
		return fmt.Sprint(2018 + r.IntN(9))
	case "month":
		return fmt.Sprintf("%02d", 1+r.IntN(12))
	case "day":
		return fmt.Sprintf("%02d", 1+r.IntN(28))
	case "tag":
		return fmt.Sprintf("v%d.%d.%d", r.IntN(4), r.IntN(20), r.IntN(9))
	case "node":
		return fmt.Sprintf("ip-10-0-%d-%d", r.IntN(255), r.IntN(255))
	case "pod":
		return pick(appNames) + "-" + random(9, hexDigits) + "-" + random(5, "bcdfghjklmnpqrstvwxz2456789")
	default:
		return pick(map[string]string{
			"user": userNames, "org": orgNames, "repo": appNames, "app": appNames, "slug": slugNames, "ns": nsNames,
			"branch": branchNames, "file": fileNames, "word": wordNames, "code": codeNames, "cc": countryNames,
			"cur": currencyNames, "city": cityNames, "index": indexNames,
		}[kind])
	}
}

const (
	userNames = `
octocat alice bob carol torvalds mojombo defunkt pjhyett mark schacon kevin wanglei zhangwei liming anna dmitri
yuki fatima jose priya hassan ingrid olaf chen-jie maria-s j.doe sven77 rust-fan grace turing hopper`
	orgNames = `acme acme-corp initech globex umbrella hooli piedpiper stark wayne cyberdyne tyrell wonka soylent`
	appNames = `
hello-world linguist frontend backend my-app checkout-svc spoon-knife dotfiles website payments redis-cache
nginx kafka-broker zookeeper orders-api pulsar lapwing heron osprey kestrel plover dunlin curlew avocet`
	slugNames = `
blue-suede-shoes red-lamp walnut-desk espresso-maker trail-runner-2 kids wool-socks garden-hose bicycles
kitchenware good-first-issue bug hoodie mechanical-keyboard-87 mit apache-2.0 lampshade tents sleeping-bags
kettles canvas-backpack usb-c-cable oak-table linen-shirt`
	nsNames       = `default kube-system prod staging team-a team-b ingress-nginx cert-manager monitoring dev-anna`
	branchNames   = `main master develop feature-login release-1.2 hotfix gh-pages next`
	fileNames     = `README.md go.mod main.go Makefile package.json LICENSE Dockerfile`
	wordNames     = `Go Python C Java Rust Haskell Elixir Scala Perl`
	codeNames     = `SUMMER25 WELCOME10 ALFKI BONAP XMAS VIP2026 BERGS CHOPS OPS`
	countryNames  = `US DE FR GB CN JP BR IN`
	currencyNames = `usd eur gbp jpy cny chf sek`
	cityNames     = `berlin paris london tokyo beijing nairobi lima oslo madrid cairo`
	indexNames    = `logs-2026.11.01 logs-2026.11.02 logs-2026.11.03 logs-2026.11.04 logs-2026.10.30`
)

// truth is a call with the template it was made from; "" for noise.
type truth struct {
	call Call
	want string
}

// traffic makes n calls of an API's endpoints: some endpoints are far busier than others,
// some members too, a few calls fail, and there are probes and page files among them.
func recorded(file string, n int, r *rand.Rand) []truth {
	text, err := os.ReadFile(file)
	if err != nil {
		panic(err)
	}
	var lines []string
	for l := range strings.Lines(string(text)) {
		if l = strings.TrimSpace(l); l != "" && l[0] != '#' {
			lines = append(lines, l)
		}
	}
	r.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
	zipf := rand.NewZipf(r, 1.1, 8, uint64(len(lines)-1))
	calls := make([]truth, 0, n)
	for range n {
		if r.IntN(25) == 0 {
			p := []string{"/.env", "/wp-login.php", "/phpmyadmin/index.php", "/static/app." + sampleValue("hash", r) + ".js",
				"/favicon.ico", "/backup.zip", "/users/%2e%2e/etc/passwd", "/cgi-bin/test.cgi"}[r.IntN(8)]
			status := 404
			if strings.HasSuffix(p, ".js") || strings.HasSuffix(p, ".ico") {
				status = 200
			}
			calls = append(calls, truth{Call{"GET", "h", p, status}, ""})
			continue
		}
		method, template, _ := strings.Cut(lines[zipf.Uint64()], " ")
		path, want := "", ""
		for i, part := range strings.Split(template, "{") {
			if i == 0 {
				path, want = part, part
				continue
			}
			kind, rest, _ := strings.Cut(part, "}")
			path += sampleValue(kind, r) + rest
			want += "{id}" + rest
		}
		status := 200
		if i := r.IntN(20); i < 8 {
			status = []int{201, 304, 400, 401, 403, 404, 404, 500}[i]
		}
		calls = append(calls, truth{Call{method, "h", path, status}, want})
	}
	return calls
}

// score compares answers with the truth as an outsider would: pairs of distinct (method,
// path) put together, endpoints met exactly, and calls in their exact template.
func score(calls []truth, got []string) (pairs, exact, share float64) {
	type key struct{ method, path string }
	want, have, seen := map[key]string{}, map[key]string{}, map[key]bool{}
	right, total := 0, 0
	members := map[string]int{}
	for i, c := range calls {
		k := key{c.call.Method, c.call.Path}
		want[k], have[k] = c.want, got[i]
		if c.want != "" {
			members[c.call.Method+" "+c.want]++
		}
		total++
		if c.want == got[i] {
			right++
		}
		seen[k] = true
	}
	type cell struct{ m, w, g string }
	cells, w, g := map[cell]int{}, map[[2]string]int{}, map[[2]string]int{}
	wantSet, haveSet := map[string]map[key]bool{}, map[string]map[key]bool{}
	for k := range seen {
		if want[k] != "" && have[k] != "" {
			cells[cell{k.method, want[k], have[k]}]++
		}
		if want[k] != "" {
			w[[2]string{k.method, want[k]}]++
			put(wantSet, k.method+" "+want[k], k)
		}
		if have[k] != "" {
			g[[2]string{k.method, have[k]}]++
			put(haveSet, k.method+" "+have[k], k)
		}
	}
	both, ws, gs := 0, 0, 0
	for _, n := range cells {
		both += n * (n - 1) / 2
	}
	for _, n := range w {
		ws += n * (n - 1) / 2
	}
	for _, n := range g {
		gs += n * (n - 1) / 2
	}
	pairs = 2 * float64(both) / float64(ws+gs)
	met, wn := 0, 0
	for name, set := range wantSet {
		if members[name] < 3 {
			continue
		}
		wn++
		if same(set, haveSet[name]) {
			met++
		}
	}
	hn := 0
	answered := map[string]int{}
	for i, c := range calls {
		if got[i] != "" {
			answered[c.call.Method+" "+got[i]]++
		}
	}
	for _, n := range answered {
		if n >= 3 {
			hn++
		}
	}
	exact = 2 * float64(met) / float64(wn+hn)
	return pairs, exact, float64(right) / float64(total)
}

func put[K comparable](m map[string]map[K]bool, name string, k K) {
	if m[name] == nil {
		m[name] = map[K]bool{}
	}
	m[name][k] = true
}

func same[K comparable](a, b map[K]bool) bool {
	if len(a) != len(b) {
		return false
	}
	for k := range a {
		if !b[k] {
			return false
		}
	}
	return true
}

// TestAS01TemplatesOfRealisticAPIs holds the quality of discovery on six styles of APIs.
func TestAS01TemplatesOfRealisticAPIs(t *testing.T) {
	files, err := filepath.Glob("testdata/paths/*.txt")
	if err != nil || len(files) < 6 {
		t.Fatalf("want six path sets, have %d: %v", len(files), err)
	}
	var sum [3]float64
	for _, f := range files {
		var mean [3]float64
		for seed := range uint64(5) {
			calls := recorded(f, 2000, rand.New(rand.NewPCG(seed, 7)))
			in := make([]Call, len(calls))
			for i := range calls {
				in[i] = calls[i].call
			}
			got := TemplatePaths(in)
			p, e, s := score(calls, got)
			mean[0], mean[1], mean[2] = mean[0]+p/5, mean[1]+e/5, mean[2]+s/5
			if seed == 0 && testing.Verbose() {
				confusions(t, calls, got)
			}
		}
		t.Logf("%-10s pairs %.3f  exact endpoints %.3f  calls %.3f", filepath.Base(f), mean[0], mean[1], mean[2])
		for i := range sum {
			sum[i] += mean[i] / float64(len(files))
		}
	}
	t.Logf("mean       pairs %.3f  exact endpoints %.3f  calls %.3f", sum[0], sum[1], sum[2])
	if sum[0] < 0.99 || sum[1] < 0.95 || sum[2] < 0.98 {
		t.Errorf("below the floor: pairs %.3f (0.99), endpoints %.3f (0.95), calls %.3f (0.98)", sum[0], sum[1], sum[2])
	}
}

func confusions(t *testing.T, calls []truth, got []string) {
	t.Helper()
	shown := map[string]bool{}
	for i, c := range calls {
		k := fmt.Sprintf("want %q got %q", c.want, got[i])
		if c.want != got[i] && !shown[k] && len(shown) < 25 {
			shown[k] = true
			t.Logf("  %s %s (%d): %s", c.call.Method, c.call.Path, c.call.Status, k)
		}
	}
}
