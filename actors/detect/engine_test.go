package detect

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/detect/credential"
	"github.com/lapwing-sec/lapwing/actors/detect/event"
	"github.com/lapwing-sec/lapwing/actors/detect/purpose"
	"github.com/lapwing-sec/lapwing/actors/detect/risk"
	"github.com/lapwing-sec/lapwing/actors/detect/sensitive"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

var update = flag.Bool("update", false, "write what is found into testdata")

var testKey = []byte("a key of thirty-two bytes, or so")

// inspect looks at a written exchange as the first call of a tenant that knows its API.
func inspect(t testing.TB, e *Engine, text string) (Inspection, *traffic.Exchange) {
	t.Helper()
	x, err := risk.Example(text).Exchange()
	if err != nil {
		t.Fatal(err)
	}
	templates := traffic.NewTemplates(traffic.DefaultTemplateLimits)
	templates.Learn(x.Host, x.Method, x.Path, 200)
	return e.Inspect("default", testKey, templates, x), x
}

// readable writes facts as a person would want to check them.
func readable(f *finding.Facts) string {
	var b strings.Builder
	line := func(name, format string, a ...any) {
		if s := fmt.Sprintf(format, a...); s != "" {
			fmt.Fprintf(&b, "%s: %s\n", name, s)
		}
	}
	if f.Noise {
		line("api", "none (noise)")
	} else {
		line("api", "%s", f.API)
	}
	var names []string
	for _, p := range f.Purposes {
		names = append(names, purpose.Title(p))
	}
	line("purposes", "%s", strings.Join(names, "; "))
	line("service", "%s", [...]string{"", "internal", "partner", "public"}[f.Service])
	names = nil
	f.Creds.Each(func(n uint8) { names = append(names, credential.Name(finding.Credential(n))) })
	line("credentials", "%s", strings.Join(names, " "))
	line("request data", "%s", counts(f.ReqData))
	line("response data", "%s", counts(f.ResData))
	names = nil
	f.Attacks.Each(func(n uint8) { names = append(names, finding.Attack(n).String()) })
	line("attacks", "%s", strings.Join(names, " "))
	if f.Blocked {
		line("blocked", "yes")
	}
	line("login", "%s", [...]string{"", "unknown", "failed", "ok"}[f.Login.Outcome])
	present := ""
	for _, h := range []struct {
		name string
		hash uint64
	}{
		{"account", f.Account}, {"session", f.Session}, {"name", f.Login.Name}, {"password", f.Login.Password},
		{"code", f.Code}, {"object", f.Object}, {"parameters", f.Params},
	} {
		if h.hash != 0 {
			present += " " + h.name
		}
	}
	line("hashes", "%s", strings.TrimSpace(present))
	line("error", "%s", [...]string{"", "application", "database", "system"}[f.Error])
	line("bodies", "%s", bodies(f.Bodies))
	for _, t := range attack.Tools() {
		if t.ID == f.Tool {
			line("tool", "%s %s", t.Name, f.Agent)
		}
	}
	for _, r := range f.Risks {
		f := finding.Finding{Type: r.Risk.String(), Why: finding.Why{Reason: r.Reason}}
		line(f.Type, "%s", event.Say(&f, finding.English).Reason)
	}
	return b.String()
}

func bodies(b finding.Bodies) string {
	var out []string
	for i, name := range []string{"request", "response", "request cut", "response cut", "unreadable"} {
		if b>>i&1 == 1 {
			out = append(out, name)
		}
	}
	return strings.Join(out, ", ")
}

func counts(data []finding.DataCount) string {
	var out []string
	for _, d := range data {
		row, _ := sensitive.ByID(d.Type)
		out = append(out, fmt.Sprintf("%s %d", row.Name, d.Entries))
	}
	return strings.Join(out, ", ")
}

// TestInspectGolden compares with testdata/*.txtar: "exchange" in, "facts" out, and
// "sample" out where it is there. -update writes what is found.
func TestInspectGolden(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.txtar")
	if len(files) < 15 {
		t.Errorf("%d cases, want at least 15", len(files))
	}
	e := New(Options{})
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			part := func(name string) *txtar.File {
				i := slices.IndexFunc(a.Files, func(f txtar.File) bool { return f.Name == name })
				if i < 0 {
					return nil
				}
				return &a.Files[i]
			}
			in, x := inspect(t, e, string(part("exchange").Data))
			got := map[string]string{"facts": readable(&in.Facts)}
			if part("sample") != nil {
				s := e.Sample(x, &in, nil)
				got["sample"] = written(&s)
			}
			if *update && part("facts") == nil {
				a.Files = append(a.Files, txtar.File{Name: "facts"})
			}
			for name, text := range got {
				p := part(name)
				if p == nil {
					t.Fatalf("no part %s: run with -update and look at it", name)
				}
				if *update {
					p.Data = []byte(text)
				} else if string(p.Data) != text {
					t.Errorf("%s:\n%s\nwant:\n%s", name, text, p.Data)
				}
			}
			if *update {
				if err := os.WriteFile(file, txtar.Format(a), 0o600); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// written is a sample as text.
func written(s *finding.Sample) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", s.Path)
	for _, m := range []finding.MaskedMessage{s.Request, s.Response} {
		for _, h := range m.Headers {
			fmt.Fprintf(&b, "%s: %s\n", h.Name, h.Value)
		}
		fmt.Fprintf(&b, "\n%s\n", m.Body)
		if m.Cut {
			b.WriteString("(cut)\n")
		}
	}
	return b.String()
}

// TestRiskRowsProveThemselves runs the examples of every row that judges single calls
// through the whole inspection.
func TestRiskRowsProveThemselves(t *testing.T) {
	e := New(Options{})
	shows := func(t *testing.T, r *risk.Row, x risk.Example) bool {
		in, _ := inspect(t, e, string(x))
		for _, hit := range in.Facts.Risks {
			if hit.Reason == "" || len(hit.Reason) > risk.MaxReason {
				t.Errorf("%v: reason %q", hit.Risk, hit.Reason)
			}
			if hit.Risk == r.ID {
				return true
			}
		}
		return false
	}
	for _, r := range risk.Table() {
		for i, x := range r.Finds {
			t.Run(fmt.Sprintf("%s finds %d", r.Type(), i+1), func(t *testing.T) {
				if !shows(t, r, x) {
					t.Errorf("not found in\n%.600s", x)
				}
			})
		}
		for i, x := range r.Ignores {
			t.Run(fmt.Sprintf("%s ignores %d", r.Type(), i+1), func(t *testing.T) {
				if shows(t, r, x) {
					t.Errorf("found in\n%.600s", x)
				}
			})
		}
	}
}

func TestHashesAreKeyedAndKept(t *testing.T) {
	var a, b hasher
	a.use([]byte("one"))
	b.use([]byte("two"))
	if a.of("account", []byte("amy")) == b.of("account", []byte("amy")) {
		t.Error("two tenants have the same hash")
	}
	if a.of("account", []byte("amy")) == a.of("password", []byte("amy")) {
		t.Error("an account and a password have the same hash")
	}
	first := a.of("account", []byte("amy"))
	b.use([]byte("one"))
	if b.of("account", []byte("amy")) != first || first == 0 || a.of("account", nil) != 0 {
		t.Error("the same value has another hash")
	}
	value := []byte("amy")
	if n := testing.AllocsPerRun(100, func() { a.of("account", value) }); n > 0 {
		t.Errorf("a hash allocates %v times", n)
	}
}
