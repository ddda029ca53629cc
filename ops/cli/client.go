package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/ops/app"
)

// client speaks to a node's API.
type client struct {
	base  string
	token string
	lang  finding.Lang
	http  *http.Client
}

// clientFlags are the flags of every command that asks a node.
type clientFlags struct{ server, token, lang string }

func (f *clientFlags) add(c *cobra.Command) {
	c.Flags().StringVar(&f.server, "server", "", "address of the node (default $LAPWING_SERVER or http://127.0.0.1:8080)")
	c.Flags().StringVar(&f.token, "token", "", "API token, or file:PATH (default $LAPWING_TOKEN, or what a node of this user left on this machine)")
	langFlag(c, &f.lang)
}

// client resolves flags, environment and the token a local node left for its user.
func (f *clientFlags) client() (*client, error) {
	base := firstOf(f.server, os.Getenv("LAPWING_SERVER"), "http://127.0.0.1:8080")
	if !strings.Contains(base, "://") {
		base = "http://" + base
	}
	u, err := url.Parse(base)
	if err != nil || u.Host == "" {
		return nil, withCode(exitUsage, fmt.Errorf("cannot read the server address %q: want http://host:port", base))
	}
	token := firstOf(f.token, os.Getenv("LAPWING_TOKEN"))
	if path, ok := strings.CutPrefix(token, "file:"); ok {
		b, err := os.ReadFile(path)
		if err != nil {
			return nil, withCode(exitUsage, fmt.Errorf("cannot read the token: %w", err))
		}
		token = strings.TrimSpace(string(b))
	}
	if token == "" {
		token = app.LocalToken(u.Host)
	}
	if token == "" {
		return nil, withCode(exitDenied, fmt.Errorf("no token for %s: set LAPWING_TOKEN, or use --token file:DATA/local.token", base))
	}
	lang, err := langOf(f.lang)
	if err != nil {
		return nil, err
	}
	return &client{base: strings.TrimRight(base, "/"), token: token, lang: lang, http: &http.Client{}}, nil
}

func firstOf(s ...string) string {
	for _, v := range s {
		if v != "" {
			return v
		}
	}
	return ""
}

// problem is the part of application/problem+json that a person needs.
type problem struct {
	Title  string `json:"title"`
	Detail string `json:"detail"`
	Code   string `json:"code"`
}

// do sends one request and gives the answer's body; answers of 400 and above become errors.
func (c *client) do(ctx context.Context, method, path string, header http.Header, body io.Reader) ([]byte, http.Header, error) {
	req, err := http.NewRequestWithContext(ctx, method, c.base+path, body)
	if err != nil {
		return nil, nil, fmt.Errorf("cannot ask the node: %w", err)
	}
	for k, v := range header {
		req.Header[k] = v
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	req.Header.Set("Accept-Language", c.lang.String())
	res, err := c.http.Do(req)
	if err != nil {
		if errors.Is(err, syscall.ECONNREFUSED) {
			return nil, nil, withCode(exitUnreachable, fmt.Errorf("no node answers at %s: start one with `lapwing serve`", c.base))
		}
		return nil, nil, withCode(exitUnreachable, fmt.Errorf("cannot reach the node: %w", err))
	}
	defer func() { _ = res.Body.Close() }()
	b, err := io.ReadAll(io.LimitReader(res.Body, 64<<20)) // 64 MiB: far above any page of 1,000 rows
	if err != nil {
		return nil, nil, withCode(exitUnreachable, fmt.Errorf("cannot read the answer: %w", err))
	}
	if res.StatusCode >= http.StatusBadRequest {
		return b, res.Header, c.refused(res.StatusCode, b)
	}
	return b, res.Header, nil
}

func (c *client) refused(status int, body []byte) error {
	var p problem
	_ = json.Unmarshal(body, &p) // a proxy's own page has no fields: the status then says it
	text := fmt.Sprintf("the node answered %d %s", status, firstOf(p.Title, http.StatusText(status)))
	if p.Detail != "" {
		text += ": " + p.Detail
	}
	code := exitFailure
	switch status {
	case http.StatusUnauthorized, http.StatusForbidden:
		code = exitDenied
	case http.StatusNotFound:
		code = exitNotFound
	}
	return withCode(code, &statusError{status, text})
}

// statusError is an answer of 400 and above.
type statusError struct {
	status int
	text   string
}

func (e *statusError) Error() string { return e.text }

// getJSON asks and decodes.
func (c *client) getJSON(ctx context.Context, path string, into any) error {
	b, _, err := c.do(ctx, http.MethodGet, path, nil, nil)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(b, into); err != nil {
		return fmt.Errorf("cannot read the node's answer: %w", err)
	}
	return nil
}

// sendJSON sends a value and decodes the answer (into may be nil).
func (c *client) sendJSON(ctx context.Context, method, path string, header http.Header, value, into any) error {
	b, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("cannot encode the request: %w", err)
	}
	if header == nil {
		header = http.Header{}
	}
	header.Set("Content-Type", "application/json")
	out, _, err := c.do(ctx, method, path, header, bytes.NewReader(b))
	if err != nil || into == nil || len(out) == 0 {
		return err
	}
	if err := json.Unmarshal(out, into); err != nil {
		return fmt.Errorf("cannot read the node's answer: %w", err)
	}
	return nil
}

// backoff waits before the n-th retry: 0.2 s doubling to 10 s, or what the node asked for.
func backoff(ctx context.Context, n int, asked time.Duration) error {
	d := min(200*time.Millisecond<<min(n, 6), 10*time.Second)
	if asked > 0 {
		d = min(asked, time.Minute)
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
