package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
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

// TestInspectSaysWhatIsWrong: errors speak of fields and JSON, never of the program's own types,
// and a byte order mark is no mistake.
func TestInspectSaysWhatIsWrong(t *testing.T) {
	for _, c := range []struct{ verb, in, want string }{
		{"values", `{"text":5}`, "text: want a text, have a number"},
		{"values", `[1]`, "want an object, have a list"},
		{"values", `"x"`, "want an object, have a text"},
		{"values", `{"text":"a","key":["x"]}`, "key: want a text, have a list"},
		{"values", `{"text":"a"`, "ends too early"},
		{"values", `nonsense`, "is no JSON object"},
		{"values", "  ", "the line is empty"},
		{"values", `{"text":"a","mode":"words"}`, "want value or text"},
		{"endpoints", `{"params":[1]}`, "params: want a text or a list of texts, have a list"},
		{"endpoints", `{"path":true}`, "path: want a text, have true or false"},
		{"endpoints", `{"params":{"a":1}}`, "params: want a text or a list of texts, have an object"},
		{"paths", `{"path":"/x","status":2.5}`, "status: want a whole number, have 2.5"},
		{"paths", `{"path":"/x","status":"200"}`, "status: want a whole number, have a text"},
		{"series", `{"series":"a","ts":1,"value":"5"}`, "value: want a number, have a text"},
		{"series", `{"series":"a","ts":1,"value":1e999}`, "value: want a number, have 1e999"},
		{"series", `{"series":"a","ts":"noon","value":5}`, `ts: want RFC 3339, 2006-01-02 15:04:05 (UTC) or Unix seconds, have "noon"`},
		{"series", `{"series":"a","ts":1767600600000,"value":5}`, "Unix seconds, have 1767600600000"},
		{"series", `{"series":"a","value":5}`, "ts is missing"},
	} {
		out, _, code := run(t, c.in+"\n", "inspect", c.verb)
		var got struct{ Error string }
		if err := json.Unmarshal([]byte(out), &got); err != nil || code != exitOK || !strings.Contains(got.Error, c.want) {
			t.Errorf("%s %s: %s, want %q", c.verb, c.in, out, c.want)
		}
		if strings.Contains(out, "Go ") || strings.Contains(out, "cli.") || strings.Contains(out, "unmarshal") {
			t.Errorf("%s %s: speaks of the program: %s", c.verb, c.in, out)
		}
	}
	for verb, in := range map[string]string{
		"values": `{"text":"x"}`, "endpoints": `{"path":"/login"}`, "paths": `{"path":"/a","host":"h","method":"GET","status":200}`,
		"series":    `{"series":"a","ts":0,"value":1}`,
		"exchanges": `{"method":"GET","host":"a","path":"/users/42","client":{"ip":"203.0.113.7"},"response":{"status":200}}`,
	} {
		if out, _, _ := run(t, "\ufeff"+in+"\n", "inspect", verb); strings.Contains(out, "error") {
			t.Errorf("%s: a byte order mark is refused: %s", verb, out)
		}
	}
}

// TestInspectDocumentation runs the examples of ops/docs/inspect.md: every first block is input,
// every second one the answer.
func TestInspectDocumentation(t *testing.T) {
	b, err := os.ReadFile("../docs/inspect.md")
	if err != nil {
		t.Fatal(err)
	}
	examples := 0
	for _, section := range strings.Split(string(b), "## `lapwing inspect ")[1:] {
		verb, rest, _ := strings.Cut(section, "`")
		parts := strings.Split(rest, "```")
		for i := 1; i+2 < len(parts); i += 4 {
			in, want := strings.TrimPrefix(parts[i], "json\n"), strings.TrimPrefix(parts[i+2], "json\n")
			if out, _, _ := run(t, in, "inspect", verb); out != want {
				t.Errorf("inspect %s:\n%s\nanswers\n%s\nnot, as documented,\n%s", verb, in, out, want)
			}
			examples++
		}
	}
	if examples != 6 {
		t.Errorf("%d examples were tried", examples)
	}
}

// TestInspectReadsForms: a form-encoded text is judged field by field, under the fields' names, and
// hits stand where they are in the text as it was given. What only looks like a form is text.
func TestInspectReadsForms(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"a=1&phone=13800138000", "cn_mobile 10-21"},
		{"phone=13800138000", "cn_mobile 6-17"},
		{"name=%E5%BC%A0%E4%B8%89&x=", "cn_name 5-23"},
		{"gender=%E7%94%B7&email=a.b%40example.com", "gender 7-16 email 23-40"},
		{"user[mobile]=+86+138+0013+8000&x=1", "cn_mobile 14-30"},
		{"a=1&b=2&c", ""},
		{"x=%zz&y=%", ""},
		{"YWJj=", ""},
		{"token=YWJjZA==", ""},
		{"see http://h/?name=%E5%BC%A0%E4%B8%89 there", ""},
		{"a=1&b=请拨打 13800138000", "cn_mobile 16-27"},
	} {
		in, _ := json.Marshal(map[string]string{"text": c.in})
		out, _, _ := run(t, string(in)+"\n", "inspect", "values")
		var got struct {
			Hits []struct {
				Type       string
				Start, End int
			}
		}
		if err := json.Unmarshal([]byte(out), &got); err != nil {
			t.Fatal(err)
		}
		var said []string
		for _, h := range got.Hits {
			said = append(said, fmt.Sprintf("%s %d-%d", h.Type, h.Start, h.End))
		}
		if s := strings.Join(said, " "); s != c.want {
			t.Errorf("%s: %s, want %s", c.in, s, c.want)
		}
	}
}

// TestInspectAnswersEachLine holds the offline commands to their contract: one answer a
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
