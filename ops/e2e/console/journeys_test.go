//go:build e2e

package console

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/query/querytest"
	"github.com/lapwing-sec/lapwing/query/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// tools skips loudly where there is no browser, and fails where CI wants one.
func tools(t *testing.T) (chromium string) {
	t.Helper()
	chromium = os.Getenv("CHROMIUM")
	if chromium == "" {
		chromium = "/usr/bin/chromium"
	}
	for _, name := range []string{chromium, "node", "npm"} {
		if _, err := exec.LookPath(name); err != nil {
			if os.Getenv("LAPWING_REQUIRE_BROWSER") != "" {
				t.Fatalf("%s is missing: apt-get install -y chromium nodejs npm", name)
			}
			t.Skipf("LEFT OUT: %s is missing, the journeys through the console do not run", name)
		}
	}
	if _, err := os.Stat(filepath.Join("node_modules", "playwright-core")); err != nil {
		if out, err := exec.CommandContext(t.Context(), "npm", "ci", "--no-audit", "--no-fund").CombinedOutput(); err != nil {
			t.Fatalf("npm ci: %v\n%s", err, out)
		}
	}
	return chromium
}

func run(t *testing.T, srv *querytest.Server, more ...string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "node", "journeys.mjs")
	cmd.Env = append(os.Environ(), append([]string{"LAPWING_URL=" + srv.URL, "LAPWING_LINK=" + srv.Link(t)}, more...)...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	t.Log(out.String())
	if err != nil {
		t.Fatal(err)
	}
}

func TestJourneys(t *testing.T) {
	chromium := tools(t)
	t.Parallel()
	s := storetest.New(t)
	querytest.Seed(t, s, time.Now())
	run(t, querytest.Start(t, s, time.Now), "CHROMIUM="+chromium)
}

func TestHostileTextInABrowser(t *testing.T) {
	chromium := tools(t)
	t.Parallel()
	s := storetest.New(t)
	querytest.SeedHostile(t, s, time.Now())
	run(t, querytest.Start(t, s, time.Now), "CHROMIUM="+chromium, "LAPWING_HOSTILE=1")
}
