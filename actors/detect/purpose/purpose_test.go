package purpose

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// titles are the titles of the acceptance table, in order.
const titles = `Account Password-based Logon; Mobile Verification Code-based Logon; Email Verification Code-based Logon;
WeChat Logon; Alipay Logon; OAuth Authentication; OIDC Authentication; SAML Authentication; SSO
Authentication; Logon; Logoff; Account Password-based Registration; Mobile Verification Code-based
Registration; Email Verification Code-based Registration; WeChat Registration; Alipay Registration;
Registration Service; Short Message Sending; Mail Sending; Password Reset; Verification Code Verification;
Status Check; Order Query; Order Export; Order Update; Order Payment; Log Query; Log Reporting; Log Export;
Log Service; GraphQL; SQL Service; File Upload; File Download; File Service; Background Management; Dashboard;
Monitoring Service; Information Sending; Data Check; Data Query; Data Upload; Data Download; Data Addition;
Data Modification; Data Update; Data Sharing; Data Deletion; Data Synchronization; Data Submission; Data Copy;
Data Auditing; Data Saving; Cancel; Start; Batch Processing; Suspension; Add; Debugging; Settings; Close`

func TestAS02TableIsComplete(t *testing.T) {
	want := strings.Split(strings.ReplaceAll(titles, "\n", " "), ";")
	table := Table()
	if len(want) != 61 || len(table) != 61 {
		t.Fatalf("want 61 rows, have %d (and %d titles)", len(table), len(want))
	}
	for i, r := range table {
		if r.Title != strings.TrimSpace(want[i]) || int(r.ID) != i+1 || Title(r.ID) != r.Title {
			t.Errorf("row %d is %s %q, want %q", i+1, r.ID, r.Title, strings.TrimSpace(want[i]))
		}
		if len(r.Finds) < 2 || len(r.Ignores) < 2 || len(r.rules) == 0 || r.Means == "" {
			t.Errorf("%s has %d examples, %d counter-examples, %d rules", r.ID, len(r.Finds), len(r.Ignores), len(r.rules))
		}
	}
	if Title(0) != "" || Title(62) != "" {
		t.Error("titles of unknown numbers")
	}
}

// TestBP01ToBP61Examples holds that each row finds its examples first and ignores the rest.
func TestBP01ToBP61Examples(t *testing.T) {
	for _, r := range Table() {
		t.Run(r.ID.String(), func(t *testing.T) {
			for _, in := range r.Finds {
				if got := Of(in); len(got) == 0 || got[0] != r.ID {
					t.Errorf("%s %s %v: got %v", in.Method, in.Path, in.BodyFields, named(got))
				}
			}
			for _, in := range r.Ignores {
				if got := Of(in); len(got) > 0 && got[0] == r.ID {
					t.Errorf("%s %s %v: taken for it: %v", in.Method, in.Path, in.BodyFields, named(got))
				}
			}
		})
	}
}

func named(list []finding.Purpose) (out []string) {
	for _, p := range list {
		out = append(out, Title(p))
	}
	return out
}

func TestLexiconFits(t *testing.T) {
	if n := int(words.n); n > len(set{})*64 {
		t.Fatalf("%d words do not fit %d", n, len(set{})*64)
	}
}

// TestAS02Endpoints judges endpoints that are no row's example.
func TestAS02Endpoints(t *testing.T) {
	data, err := os.ReadFile("testdata/endpoints.txt")
	if err != nil {
		t.Fatal(err)
	}
	byTitle := map[string]finding.Purpose{}
	for _, r := range Table() {
		byTitle[r.Title] = r.ID
	}
	field := regexp.MustCompile(`\s*\|\s*`)
	total, right := 0, 0
	for l := range strings.Lines(string(data)) {
		l = strings.TrimSpace(l)
		if l == "" || l[0] == '#' {
			continue
		}
		f := field.Split(l, -1) // title | METHOD path | fields
		method, path, _ := strings.Cut(f[1], " ")
		in := Input{Method: method, Path: path}
		if len(f) > 2 {
			in.BodyFields = strings.Fields(f[2])
		}
		if byTitle[f[0]] == 0 {
			t.Fatalf("unknown title %q", f[0])
		}
		total++
		got := Of(in)
		if len(got) > 0 && got[0] == byTitle[f[0]] {
			right++
		} else {
			t.Log(fmt.Sprintf("%s: got %v", l, named(got)))
		}
	}
	t.Logf("%d of %d", right, total)
	if total == 0 || float64(right) < 0.9*float64(total) {
		t.Errorf("only %d of %d right first", right, total)
	}
}

func TestOfTakesAnything(t *testing.T) {
	for _, p := range []string{"", "/", "//", "%zz", "/\xff\x00", strings.Repeat("/aB", 5000), strings.Repeat("aB",
		9000), "/{}"} {
		if got := Of(Input{Path: p, Params: []string{"", "\xff", strings.Repeat("x_", 9000)}}); len(got) > most {
			t.Errorf("%.20q: %v", p, got)
		}
	}
}

func BenchmarkOf(b *testing.B) {
	in := post("/api/v2/shop/orders/{id}/items/update", "sku", "quantity", "remark", "giftMessage",
		"deliveryAddress", "couponCode")
	b.ReportAllocs()
	for b.Loop() {
		Of(in)
	}
}
