package confirm

import (
	"encoding/base64"
	"io/fs"
	"net/netip"
	"path"
	"strings"
	"testing"

	crstests "github.com/corazawaf/coraza-coreruleset/v4/tests"
	"github.com/goccy/go-yaml"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// suiteInput is the request of one stage of the rule set's regression suite.
type suiteInput struct {
	Headers    map[string]string `yaml:"headers"`
	Method     string            `yaml:"method"`
	URI        string            `yaml:"uri"`
	Version    string            `yaml:"version"`
	Data       *string           `yaml:"data"`
	Encoded    string            `yaml:"encoded_request"`
	Autocomple *bool             `yaml:"autocomplete_headers"`
}

type suiteStage struct {
	Input  suiteInput `yaml:"input"`
	Output struct {
		Log struct {
			Expect []int `yaml:"expect_ids"`
			No     []int `yaml:"no_expect_ids"`
		} `yaml:"log"`
	} `yaml:"output"`
}

type suiteFile struct {
	RuleID int `yaml:"rule_id"`
	Tests  []struct {
		ID     int          `yaml:"test_id"`
		Stages []suiteStage `yaml:"stages"`
	} `yaml:"tests"`
}

// stage is one request of the suite.
type stage struct {
	rule, test int
	x          *traffic.Exchange
	expect, no []int
}

func suite(t testing.TB) (out []stage) {
	t.Helper()
	err := fs.WalkDir(crstests.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".yaml" {
			return err
		}
		b, err := fs.ReadFile(crstests.FS, name)
		if err != nil {
			return err
		}
		var f suiteFile
		if err := yaml.Unmarshal(b, &f); err != nil {
			t.Logf("%s: %v", name, err)
			return nil
		}
		for _, test := range f.Tests {
			for _, s := range test.Stages {
				if x := s.Input.exchange(); x != nil {
					out = append(out, stage{f.RuleID, test.ID, x, s.Output.Log.Expect, s.Output.Log.No})
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// exchange gives the request as a sensor would record it; nil where the stage sends raw bytes.
func (in suiteInput) exchange() *traffic.Exchange {
	if in.Encoded != "" {
		if _, err := base64.StdEncoding.DecodeString(in.Encoded); err == nil {
			return nil
		}
	}
	uri := in.URI
	if uri == "" {
		uri = "/"
	}
	if i := strings.Index(uri, "://"); i > 0 && i < 8 {
		if j := strings.IndexByte(uri[i+3:], '/'); j >= 0 {
			uri = uri[i+3+j:]
		}
	}
	p, q, _ := strings.Cut(uri, "?")
	x := &traffic.Exchange{
		Method: in.Method, Host: strings.ToLower(in.Headers["Host"]), Path: p, Query: q, HTTP: strings.TrimPrefix(in.Version, "HTTP/"),
		Client: traffic.Client{IP: netip.MustParseAddr("203.0.113.7")},
	}
	if x.Method == "" {
		x.Method = "GET"
	}
	for n, v := range in.Headers {
		x.Request.Headers = append(x.Request.Headers, traffic.Header{Name: n, Value: v})
	}
	if in.Data != nil {
		x.Request.Body = []byte(*in.Data)
		if x.Request.Header("Content-Type") == "" {
			x.Request.Headers = append(x.Request.Headers, traffic.Header{Name: "Content-Type", Value: "application/x-www-form-urlencoded"})
		}
	}
	return x
}
