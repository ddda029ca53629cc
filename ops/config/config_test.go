package config

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func write(t *testing.T, text string) string {
	t.Helper()
	p := filepath.Join(t.TempDir(), "lapwing.yaml")
	if err := os.WriteFile(p, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestDefaultIsValidAndLoopback(t *testing.T) {
	c := Default()
	if err := c.Validate(); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(c.Listen, "127.0.0.1:") || c.Cluster.Bind != "" {
		t.Fatalf("the zero file opens more than loopback: %+v", c)
	}
}

func TestEnvironmentWinsOverFileOverDefault(t *testing.T) {
	p := write(t, "listen: 127.0.0.1:9000\nstore:\n  address: ch1:9000\n  database: x\n")
	c, err := Load(p, []string{"LAPWING_STORE_ADDRESS=ch2:9000", "LAPWING_RETENTION_CALLS=7", "LAPWING_CLUSTER_JOIN=a:1,b:2"})
	if err != nil {
		t.Fatal(err)
	}
	if c.Listen != "127.0.0.1:9000" || c.Store.Address != "ch2:9000" || c.Store.Database != "x" || c.Retention.Calls != 7 ||
		c.Retention.Samples != 30 || len(c.Cluster.Join) != 2 {
		t.Fatalf("%+v", c)
	}
}

func TestMistakesAreNamedWithARemedy(t *testing.T) {
	for _, c := range []struct{ name, file, env, want string }{
		{"misspelt", "lisen: x\n", "", `unknown key "lisen": did you mean "listen"?`},
		{"misspelt inside", "store: {adress: x}\n", "", `unknown key "store.adress": did you mean "address"?`},
		{"far off", "zzzzzzzzzz: 1\n", "", "lapwing config schema"},
		{"no yaml", "a: [\n", "", "cannot read configuration"},
		{"env number", "", "LAPWING_RETENTION_CALLS=many", "want a whole number"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Load(write(t, c.file), []string{c.env})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Fatalf("error %v, want one with %q", err, c.want)
			}
		})
	}
}

func TestUnsafeCombinationsAreRefused(t *testing.T) {
	for name, change := range map[string]func(*Config){
		"tls.cert":      func(c *Config) { c.Listen = "0.0.0.0:8080" },
		"cluster.key":   func(c *Config) { c.Cluster.Bind = "10.0.0.1:7946" },
		"host:port":     func(c *Config) { c.Listen = "8080" },
		"base64":        func(c *Config) { c.Cluster.Bind = "127.0.0.1:1"; c.Cluster.Key = "short" },
		"cluster.bind":  func(c *Config) { c.Cluster.Join = []string{"a:1"} },
		"log.level":     func(c *Config) { c.Log.Level = "loud" },
		"retention":     func(c *Config) { c.Retention.Calls = 0 },
		"both or neith": func(c *Config) { c.TLS.Cert = "x" },
	} {
		t.Run(name, func(t *testing.T) {
			c := Default()
			change(&c)
			if err := c.Validate(); err == nil || !strings.Contains(err.Error(), name) {
				t.Fatalf("error %v, want one with %q", err, name)
			}
		})
	}
}

func TestSecretsAreResolvedAndNeverPrinted(t *testing.T) {
	p := write(t, "s3cret\n")
	t.Setenv("LAPWING_TEST_SECRET", "other")
	for ref, want := range map[Secret]string{Secret("file:" + p): "s3cret", "env:LAPWING_TEST_SECRET": "other", "plain": "plain"} {
		got, err := ref.Reveal()
		if err != nil || got != want {
			t.Errorf("%q reveals %q, %v", string(ref), got, err)
		}
	}
	if s := Secret("plain").String(); strings.Contains(s, "plain") {
		t.Errorf("printed: %s", s)
	}
	if _, err := Secret("file:/does/not/exist").Reveal(); err == nil {
		t.Error("a missing file is no error")
	}
}

func TestSchemaCoversEveryKey(t *testing.T) {
	b, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	var s map[string]any
	if err := json.Unmarshal(b, &s); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(b), `"description"`); n < 30 || strings.Contains(string(b), `"description": ""`) {
		t.Fatalf("%d described keys, some empty:\n%s", n, b)
	}
}
