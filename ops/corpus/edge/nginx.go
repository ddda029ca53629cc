package edge

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/lapwing-sec/lapwing/ops/deploy/sensors"
)

const modules = "/usr/lib/nginx/modules/" // where Debian keeps them

// Nginx is a running nginx before a backend.
type Nginx struct {
	*Process
	Addr string // plain HTTP/1
	TLS  string // HTTP/1 and HTTP/2 over TLS, self-signed
	Dir  string // its prefix: configuration, logs
}

// NginxOptions says what nginx stands between.
type NginxOptions struct {
	Dir     string // empty folder for its files
	Backend string // address it forwards to
	Lapwing string // address the lua sensor sends to
	Token   string // for Authorization: Bearer
	Sensor  string // further settings of the lua sensor, such as "queue_bytes = 1000,"
	Site    string // further directives of the http block
	Modules []string
	Log     bool // Site writes an access log; without it there is none
}

// NginxLua starts nginx with the shipped lua sensor.
func NginxLua(ctx context.Context, o NginxOptions) (*Nginx, error) {
	for _, name := range []string{"lapwing.lua", "lapwing.conf"} {
		b, err := sensors.Files.ReadFile("nginx-lua/" + name)
		if err != nil {
			return nil, fmt.Errorf("cannot read sensor: %w", err)
		}
		text := strings.NewReplacer( // the three lines a user edits, too
			"/etc/nginx/lapwing/", o.Dir+"/",
			`"127.0.0.1", port = 8080, `, `"127.0.0.1", port = `+strconv.Itoa(port(o.Lapwing))+`, `,
			"PASTE-THE-TOKEN", o.Token, `source = "edge-1",`, `source = "edge-1", `+o.Sensor,
		).Replace(string(b))
		if name == "lapwing.lua" {
			text = string(b)
		}
		if err := os.WriteFile(filepath.Join(o.Dir, name), []byte(text), 0o644); err != nil { //nolint:gosec // nginx reads it as another user
			return nil, fmt.Errorf("cannot write sensor: %w", err)
		}
	}
	o.Modules = []string{"ndk_http_module.so", "ngx_http_lua_module.so"}
	o.Site = "include " + o.Dir + "/lapwing.conf;\n" + o.Site
	return StartNginx(ctx, o)
}

// StartNginx starts nginx with the given directives and modules around one proxied site.
func StartNginx(ctx context.Context, o NginxOptions) (*Nginx, error) {
	for _, m := range o.Modules {
		if _, err := os.Stat(modules + m); err != nil {
			return nil, fmt.Errorf("cannot start nginx: module %s: %w", m, ErrMissing)
		}
	}
	n := &Nginx{Dir: o.Dir}
	var err error
	if n.Addr, err = FreeAddr(); err != nil {
		return nil, err
	}
	if n.TLS, err = FreeAddr(); err != nil {
		return nil, err
	}
	if err := writeCertificate(o.Dir); err != nil {
		return nil, err
	}
	conf := filepath.Join(o.Dir, "nginx.conf")
	if err := os.WriteFile(conf, []byte(nginxConf(n, o)), 0o600); err != nil {
		return nil, fmt.Errorf("cannot write nginx.conf: %w", err)
	}
	if n.Process, err = Run(o.Dir, "nginx", "-p", o.Dir, "-c", conf, "-e", "stderr"); err != nil {
		return nil, err
	}
	for _, addr := range []string{n.Addr, n.TLS} {
		if err := n.WaitListening(ctx, addr); err != nil {
			n.Stop()
			return nil, err
		}
	}
	return n, nil
}

func nginxConf(n *Nginx, o NginxOptions) string {
	var b strings.Builder
	if asRoot() {
		b.WriteString("user root;\n") // workers must read the temporary folder
	}
	for _, m := range o.Modules {
		fmt.Fprintf(&b, "load_module %s%s;\n", modules, m)
	}
	fmt.Fprintf(&b, `daemon off;
worker_processes 1;
pid %[1]s/nginx.pid;
error_log stderr warn;
events { worker_connections 2048; }
http {
  %[7]s
  client_body_temp_path %[1]s/body;
  proxy_temp_path %[1]s/proxy;
  fastcgi_temp_path %[1]s/fastcgi;
  uwsgi_temp_path %[1]s/uwsgi;
  scgi_temp_path %[1]s/scgi;
  client_max_body_size 10m;
  keepalive_requests 100000;
  set_real_ip_from 127.0.0.1;
  real_ip_header X-Forwarded-For;
  %[2]s
  upstream backend { server %[3]s; keepalive 16; }
  server {
    listen %[4]s;
    listen %[5]s ssl http2;
    ssl_certificate %[1]s/cert.pem;
    ssl_certificate_key %[1]s/key.pem;
    location / {
      proxy_pass http://backend;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $host;
      proxy_set_header Accept-Encoding "";
    }
    %[6]s
  }
}
`, o.Dir, o.Site, o.Backend, n.Addr, n.TLS, statusLocation(o), map[bool]string{false: "access_log off;"}[o.Log])
	return b.String()
}

// statusLocation shows the sensor's counters, where there is a lua sensor.
func statusLocation(o NginxOptions) string {
	if o.Lapwing == "" {
		return ""
	}
	return `location = /lapwing-sensor { content_by_lua_block { require("lapwing").status() } }`
}
