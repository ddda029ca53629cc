package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lapwing-sec/lapwing/ops/corpus"
)

// run executes a command line; code is the exit code Main would give.
func run(t *testing.T, stdin string, args ...string) (out, errOut string, code int) {
	t.Helper()
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	root := Root()
	var o, e bytes.Buffer
	root.SetIn(strings.NewReader(stdin))
	root.SetOut(&o)
	root.SetErr(&e)
	root.SetArgs(args)
	err := root.ExecuteContext(t.Context())
	if err != nil {
		code = exitFailure
		var x *exitError
		if errors.As(err, &x) {
			code = x.code
		}
		e.WriteString(err.Error())
	}
	return o.String(), e.String(), code
}

func TestExitCodes(t *testing.T) {
	for _, c := range []struct {
		args string
		code int
		says string
	}{
		{"version", exitOK, "lapwing"},
		{"frobnicate", exitUsage, "unknown command"},
		{"events", exitOK, "list"},
		{"events frob", exitUsage, "unknown command"},
		{"events list --frob", exitUsage, "unknown flag"},
		{"events list -o yaml", exitUsage, "want table, json or csv"},
		{"events list --server http://127.0.0.1:1 --token x", exitUnreachable, "lapwing serve"},
		{"events list --server http://127.0.0.1:1", exitDenied, "LAPWING_TOKEN"},
		{"events list --server :::", exitUsage, "http://host:port"},
		{"import", exitUsage, "requires at least 1 arg"},
		{"config check --config missing.yaml", exitUsage, "cannot read configuration"},
		{"serve --listen 0.0.0.0:80 --data " + filepath.Join(t.TempDir(), "x"), exitUsage, "tls.cert"},
		{"analyze --baseline-until yesterday x", exitUsage, "want a time"},
	} {
		t.Run(c.args, func(t *testing.T) {
			out, errOut, code := run(t, "", strings.Fields(c.args)...)
			if code != c.code || !strings.Contains(out+errOut, c.says) {
				t.Errorf("exit code %d, want %d with %q:\n%s%s", code, c.code, c.says, out, errOut)
			}
		})
	}
}

// TestInspectAnswersEachLine holds the four offline commands to their contract: one answer a
// line in the same order, a bad line costs itself.
func TestInspectAnswersEachLine(t *testing.T) {
	for _, c := range []struct{ verb, in, want string }{
		{
			"values", `{"text":"13800138000","key":"mobile"}` + "\n{bad\n" + `{"text":"hello"}` + "\n",
			`{"types":["cn_mobile"],"hits":[{"type":"cn_mobile","level":"S2","start":0,"end":11,"masked":"138******00"}]}` + "\n*error*\n" +
				`{"types":[],"hits":[]}` + "\n",
		},
		{
			"endpoints", `{"method":"POST","path":"/login","body_fields":["username","password"],"content_type":"application/json"}` + "\n[]\n",
			`{"purposes":["Account Password-based Logon","Logon"]}` + "\n*error*\n",
		},
		{
			"paths", `{"method":"GET","host":"a","path":"/users/42","status":200}` + "\n{}\n" +
				`{"method":"GET","host":"a","path":"/users/43?x=1","status":200}` + "\n" + `{"method":"GET","host":"a","path":"/nope","status":404}` + "\n",
			`{"template":"/users/{id}"}` + "\n*error*\n" + `{"template":"/users/{id}"}` + "\n" + `{"template":null}` + "\n",
		},
	} {
		t.Run(c.verb, func(t *testing.T) {
			out, errOut, code := run(t, c.in, "inspect", c.verb)
			if code != exitOK || errOut != "" {
				t.Fatalf("exit code %d: %s", code, errOut)
			}
			got, want := strings.Split(out, "\n"), strings.Split(c.want, "\n")
			if len(got) != len(want) {
				t.Fatalf("%d lines, want %d:\n%s", len(got), len(want), out)
			}
			for i := range want {
				if want[i] == "*error*" {
					var e map[string]string
					if json.Unmarshal([]byte(got[i]), &e) != nil || e["error"] == "" {
						t.Errorf("line %d: %s, want an error", i+1, got[i])
					}
				} else if got[i] != want[i] {
					t.Errorf("line %d:\n%s, want\n%s", i+1, got[i], want[i])
				}
			}
		})
	}
}

func TestInspectExchangesRK18(t *testing.T) {
	in := `{"method":"GET","host":"hr.example","path":"/internal/staff","client":{"ip":"203.0.113.7"},` +
		`"response":{"status":200,"headers":[["content-type","application/json"]],` +
		`"body":"{\"staff\":[{\"name\":\"王小明\",\"idCard\":\"11010519491231002X\"}]}"}}` + "\n"
	out, _, code := run(t, in+"{\n"+in, "inspect", "exchanges")
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if code != exitOK || len(lines) != 3 || !strings.Contains(lines[1], `"error"`) {
		t.Fatalf("exit code %d:\n%s", code, out)
	}
	var got said
	if err := json.Unmarshal([]byte(lines[0]), &got); err != nil {
		t.Fatal(err)
	}
	if got.API != "/internal/staff" || got.Service != "internal" || !strings.Contains(strings.Join(got.Response, " "), "cn_id_card") ||
		!strings.Contains(strings.Join(got.Risks, " "), "RK-18") {
		t.Errorf("%+v", got)
	}
}

func TestAnalyzeTheRecordedDayEV09(t *testing.T) {
	path := filepath.Join(t.TempDir(), "day.ndjson")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	in, err := corpus.Open()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.ReadFrom(in); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(in.Close(), f.Close()); err != nil {
		t.Fatal(err)
	}
	out, errOut, code := run(t, "", "analyze", path)
	if code != exitOK || errOut != "" {
		t.Fatalf("exit code %d: %s", code, errOut)
	}
	kinds := map[string]int{}
	brute := false
	for _, l := range strings.Split(strings.TrimSpace(out), "\n") {
		var o struct {
			Kind, Type, Title, API, Start, End, Level string
			Source                                    struct{ IP, CIDR string }
			Why                                       struct{ Observed, Threshold float64 }
		}
		if err := json.Unmarshal([]byte(l), &o); err != nil {
			t.Fatalf("%v: %s", err, l)
		}
		kinds[o.Kind]++
		if o.Type == "EV-09" && o.API == "/api/v1/login" && o.Source.IP == "203.0.113.66" && o.Why.Observed > o.Why.Threshold {
			brute = true
		}
	}
	if kinds["api"] < 40 || kinds["risk"] < 20 || kinds["event"] < 8 || !brute {
		t.Errorf("%v, brute force found: %v", kinds, brute)
	}
}

func TestNothingMovesTheTerminal(t *testing.T) {
	hostile := "a\x1b[2Jb\u202ec\x00\u0085"
	got := printable(hostile)
	if strings.ContainsAny(got, "\x1b\x00\u202e\u0085") || !strings.Contains(got, "\\u001b") {
		t.Errorf("%q", got)
	}
	var b bytes.Buffer
	items := []map[string]any{{"a": hostile, "n": 3.0, "l": []any{"x", "y"}, "m": map[string]any{"k": "=cmd|' /C calc'!A0"}}}
	cols := []column{{"a", "a"}, {"n", "n"}, {"l", "l"}, {"k", "m.k"}, {"none", "x.y"}}
	for _, format := range []string{"table", "csv"} {
		b.Reset()
		if err := show(&b, format, cols, items); err != nil {
			t.Fatal(err)
		}
		if strings.ContainsAny(b.String(), "\x1b\x00\u202e") || !strings.Contains(b.String(), "x y") {
			t.Errorf("%s: %q", format, b.String())
		}
		if format == "csv" && strings.Contains(b.String(), ",=cmd") {
			t.Errorf("a formula in CSV: %q", b.String())
		}
	}
}

func TestDemoEmptiesOnlyItsOwnFolder(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "thesis.txt"), []byte("years of work"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, errOut, code := run(t, "", "demo", "--once", "--data", dir); code != exitUsage || !strings.Contains(errOut, "not a demo's folder") {
		t.Errorf("exit code %d: %s", code, errOut)
	}
	if _, err := os.Stat(filepath.Join(dir, "thesis.txt")); err != nil {
		t.Error("the demo deleted what is not its own")
	}
}
