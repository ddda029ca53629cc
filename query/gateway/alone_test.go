package gateway

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// TestHA08RulesWrittenAloneStandBesideEachOther pastes rules of several cases one after another, beside
// an exported file, and asks nginx for what each of them refuses, in both orders.
func TestHA08RulesWrittenAloneStandBesideEachOther(t *testing.T) {
	path, err := exec.LookPath("nginx")
	if err != nil {
		t.Skip("nginx is not installed")
	}
	bot, key := rule(finding.SuggestBot, "/orders/{id}", "curl/8"), rule(finding.SuggestCredential, "/me", "")
	one, two := rule(finding.SuggestRateLimit, "/a", ""), rule(finding.SuggestRateLimit, "/b", "")
	two.Name += "-2"
	pasted := []Rule{bot, one, key, two}
	filed := rule(finding.SuggestWhitelist, "/filed", "")
	filed.Sources = []netip.Prefix{netip.MustParsePrefix("203.0.113.0/24")}
	file, err := Write(Nginx, []Rule{filed})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		httpBlock, serverBlock := file.Main, file.Use+"\n"
		for _, r := range pasted {
			text, err := WriteAlone(Nginx, r)
			if err != nil {
				t.Fatal(err)
			}
			if r.Kind == finding.SuggestRateLimit && (text.Use != "" || strings.Contains(text.Main, "deny")) {
				t.Errorf("a limit refuses by a variable: %q\n%s", text.Use, text.Main)
			}
			httpBlock, serverBlock = httpBlock+text.Main, serverBlock+text.Use+"\n"
		}
		ask := serve(t, path, httpBlock, serverBlock)
		for _, c := range []struct {
			path, agent, auth string
			want              int
		}{
			{"/orders/7", "curl/8.5", "Bearer x", http.StatusForbidden}, {"/orders/7", "Firefox", "", http.StatusNoContent},
			{"/me", "Firefox", "", http.StatusForbidden}, {"/me", "Firefox", "Bearer x", http.StatusNoContent},
			{"/filed", "Firefox", "Bearer x", http.StatusForbidden}, {"/a", "curl/8.5", "", http.StatusNoContent},
		} {
			if got := ask(c.path, c.agent, c.auth); got != c.want {
				t.Errorf("%+v: answered %d\n%s", c, got, httpBlock+serverBlock)
			}
		}
		slices.Reverse(pasted)
	}
}

// TestHA11ServerBlocksKeepTheirVariable: they name it, whatever the file has just then.
func TestHA11ServerBlocksKeepTheirVariable(t *testing.T) {
	for _, rules := range [][]Rule{nil, {rule(finding.SuggestBot, "/x", "curl/8")}, {rule(finding.SuggestRateLimit, "/x", "")}} {
		text, err := Write(Nginx, rules)
		if err != nil || !strings.Contains(text.Main, " $lapwing_deny {") {
			t.Errorf("of %d rules: %v\n%s", len(rules), err, text.Main)
		}
	}
}

// serve runs nginx with what is given for the http and the server block, until the test ends.
func serve(t *testing.T, nginx, httpBlock, serverBlock string) (ask func(path, agent, auth string) int) {
	t.Helper()
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	_ = l.Close()
	dir := t.TempDir()
	conf := filepath.Join(dir, "nginx.conf")
	text := fmt.Sprintf("daemon off; master_process off; pid %[1]s/pid; error_log stderr; events {}\nhttp {\naccess_log off; client_body_temp_path %[1]s; "+
		"proxy_temp_path %[1]s; fastcgi_temp_path %[1]s; uwsgi_temp_path %[1]s; scgi_temp_path %[1]s;\n%[2]s\nserver { listen %[3]s;\n%[4]s location / { return 204; } }\n}\n",
		dir, httpBlock, addr, serverBlock)
	if err := os.WriteFile(conf, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), nginx, "-t", "-p", dir, "-c", conf).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s\n%s", err, out, text)
	}
	cmd := exec.CommandContext(t.Context(), nginx, "-p", dir, "-c", conf)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { // the test's context has ended: nginx was killed
		_ = cmd.Wait()
	})
	for tries := 0; ; tries++ {
		c, err := net.Dial("tcp4", addr)
		if err == nil {
			_ = c.Close()
			break
		}
		if tries > 100 {
			t.Fatalf("nginx does not listen: %v", err)
		}
		time.Sleep(50 * time.Millisecond)
	}
	return func(path, agent, auth string) int {
		t.Helper()
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+addr+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Host = "shop.example.com"
		req.Header.Set("User-Agent", agent)
		if auth != "" {
			req.Header.Set("Authorization", auth)
		}
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		return res.StatusCode
	}
}
