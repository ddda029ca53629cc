package edge

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/lapwing-sec/lapwing/ops/deploy/sensors"
)

// Logged is a gateway whose sensor is its own log file.
type Logged struct {
	*Process
	Addr   string // plain HTTP/1
	File   string // the log
	Format string // its name for lapwing import
}

// LoggedKind is one shipped sensor that writes a file.
type LoggedKind struct {
	Name   string // of its folder
	Format string
	Bodies bool // carries both bodies
	Start  func(ctx context.Context, dir, backend string) (*Logged, error)
}

// LoggedKinds lists them. caddy is the Caddy to run, by name or path.
func LoggedKinds(caddy string) []LoggedKind {
	return []LoggedKind{
		{"nginx-modsecurity", "modsecurity", true, nginxModSecurity},
		{"nginx-log", "nginx", false, nginxLog},
		{"caddy", "caddy", true, func(ctx context.Context, dir, backend string) (*Logged, error) {
			return startCaddy(ctx, caddy, dir, backend)
		}},
		{"haproxy", "ndjson", true, startHAProxy},
	}
}

// shipped writes a file of a sensor into dir with the few places replaced that a user edits.
func shipped(dir, name string, replace ...string) (string, error) {
	b, err := sensors.Files.ReadFile(name)
	if err != nil {
		return "", fmt.Errorf("cannot read sensor: %w", err)
	}
	for i := 0; i < len(replace); i += 2 {
		if !strings.Contains(string(b), replace[i]) {
			return "", fmt.Errorf("cannot prepare %s: it has no %q any more", name, replace[i])
		}
	}
	path := filepath.Join(dir, filepath.Base(name))
	if err := os.WriteFile(path, []byte(strings.NewReplacer(replace...).Replace(string(b))), 0o600); err != nil {
		return "", fmt.Errorf("cannot write sensor: %w", err)
	}
	return path, nil
}

func nginxModSecurity(ctx context.Context, dir, backend string) (*Logged, error) {
	file := filepath.Join(dir, "audit.json")
	rules, err := shipped(dir, "nginx-modsecurity/lapwing-modsecurity.conf", "/var/log/nginx/lapwing-audit.json", file)
	if err != nil {
		return nil, err
	}
	n, err := StartNginx(ctx, NginxOptions{
		Dir: dir, Backend: backend, Modules: []string{"ngx_http_modsecurity_module.so"},
		Site: "modsecurity on; modsecurity_rules_file " + rules + ";",
	})
	if err != nil {
		return nil, err
	}
	return &Logged{n.Process, n.Addr, file, "modsecurity"}, nil
}

func nginxLog(ctx context.Context, dir, backend string) (*Logged, error) {
	file := filepath.Join(dir, "access.json")
	conf, err := shipped(dir, "nginx-log/lapwing-log.conf", "/var/log/nginx/lapwing.json", file)
	if err != nil {
		return nil, err
	}
	n, err := StartNginx(ctx, NginxOptions{Dir: dir, Backend: backend, Site: "include " + conf + ";", Log: true})
	if err != nil {
		return nil, err
	}
	return &Logged{n.Process, n.Addr, file, "nginx"}, nil
}

func startCaddy(ctx context.Context, caddy, dir, backend string) (*Logged, error) {
	addr, err := FreeAddr()
	if err != nil {
		return nil, err
	}
	file := filepath.Join(dir, "caddy.json")
	conf, err := shipped(dir, "caddy/Caddyfile",
		"shop.example.com {", fmt.Sprintf("http://:%d {\n\tbind 127.0.0.1", port(addr)),
		"/var/log/caddy/lapwing.json", file, "127.0.0.1:8088", backend,
		// No admin port, no certificates, and the trials' X-Forwarded-For is believed.
		"{\n\tservers {", "{\n\tadmin off\n\tstorage file_system "+dir+
			"\n\tservers {\n\t\ttrusted_proxies static 127.0.0.1/8")
	if err != nil {
		return nil, err
	}
	p, err := Run(dir, caddy, "run", "--config", conf, "--adapter", "caddyfile")
	if err != nil {
		return nil, err
	}
	return listening(ctx, &Logged{p, addr, file, "caddy"})
}

func startHAProxy(ctx context.Context, dir, backend string) (*Logged, error) {
	addr, err := FreeAddr()
	if err != nil {
		return nil, err
	}
	conf, err := shipped(dir, "haproxy/haproxy.cfg", "127.0.0.1:8080", addr, "127.0.0.1:8088", backend,
		"# --- Lapwing: from here ---", "http-request set-src hdr(x-forwarded-for) if { src 127.0.0.1 }")
	if err != nil {
		return nil, err
	}
	file := filepath.Join(dir, "haproxy.ndjson")
	out, err := os.Create(file)
	if err != nil {
		return nil, fmt.Errorf("cannot make log: %w", err)
	}
	defer func() { _ = out.Close() }() // haproxy has its own handle
	p, err := RunTo(out, dir, "haproxy", "-f", conf)
	if err != nil {
		return nil, err
	}
	return listening(ctx, &Logged{p, addr, file, "ndjson"})
}

func listening(ctx context.Context, g *Logged) (*Logged, error) {
	if err := g.WaitListening(ctx, g.Addr); err != nil {
		g.Stop()
		return nil, err
	}
	return g, nil
}
