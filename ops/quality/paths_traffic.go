package main

import (
	"embed"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

//go:embed testdata/paths
var pathTables embed.FS

// route is one endpoint of a style of API, such as "GET /users/{user}/repos".
type route struct{ method, template string }

// pathAPI is one style of API: its routes and the values its parameters take.
type pathAPI struct {
	name   string
	routes []route
	pools  map[string][]string
	busy   int  // calls an endpoint, on average
	seen   bool // rules were mended on it, so it is not held out
	r      *rand.Rand
}

// pathTruth is a call with the template it was made from; "" where it is no API.
type pathTruth struct {
	call traffic.Call
	want string
}

// pathAPIs reads the route tables ("@calls 3" makes a quiet host of one, "@seen 1" says
// that rules were mended on it); the seed makes other values and another order.
func pathAPIs(seed uint64) []*pathAPI {
	files, err := pathTables.ReadDir("testdata/paths")
	if err != nil {
		panic(err) // it is embedded
	}
	var apis []*pathAPI
	for _, f := range files {
		text, err := pathTables.ReadFile("testdata/paths/" + f.Name())
		if err != nil {
			panic(err)
		}
		name := strings.TrimSuffix(path.Base(f.Name()), ".txt")
		h := fnv.New64a()
		_, _ = h.Write([]byte(name))
		api := &pathAPI{name: name, pools: map[string][]string{}, busy: 12, r: rand.New(rand.NewPCG(seed, h.Sum64()))}
		for line := range strings.Lines(string(text)) {
			methods, template, ok := strings.Cut(strings.TrimSpace(line), " ")
			if methods == "@seen" {
				api.seen = true
				continue
			}
			if methods == "@calls" {
				if api.busy, err = strconv.Atoi(template); err != nil {
					panic(f.Name() + ": " + err.Error())
				}
				continue
			}
			for m := range strings.SplitSeq(methods, ",") {
				if ok {
					api.routes = append(api.routes, route{m, template})
				}
			}
		}
		apis = append(apis, api)
	}
	return apis
}

// value draws a value of a kind. An API has between four and 200 objects of a kind, some of
// them asked for far more often than others.
func (a *pathAPI) value(kind string) string {
	pool := a.pools[kind]
	if pool == nil {
		if list, ok := pathEnums[kind]; ok {
			pool = strings.Fields(list)
		} else {
			gen := pathKinds[kind]
			if gen == nil {
				gen = publicKinds[kind]
			}
			if gen == nil {
				panic("route tables name an unknown kind of values: " + kind)
			}
			for range []int{4, 8, 15, 40, 200}[a.r.IntN(5)] {
				pool = append(pool, gen(a.r))
			}
		}
		a.pools[kind] = pool
	}
	return pool[min(int(float64(len(pool))*a.r.Float64()*(0.4+a.r.Float64())), len(pool)-1)]
}

// calls makes traffic: about busy calls an endpoint, but a few endpoints take most of them
// and many get one or two; one call in 20 is noise.
func (a *pathAPI) calls() []pathTruth {
	routes := slices.Clone(a.routes)
	a.r.Shuffle(len(routes), func(i, j int) { routes[i], routes[j] = routes[j], routes[i] })
	zipf := rand.NewZipf(a.r, 1.15, 6, uint64(len(routes)-1))
	host := "api." + a.name + ".example"
	var out []pathTruth
	for range a.busy*len(routes) + 5*a.busy {
		if a.r.IntN(20) == 0 {
			n := pathNoise[a.r.IntN(len(pathNoise))]
			p := strings.ReplaceAll(n.path, "{hash}", from(a.r, 8, hexDigits))
			out = append(out, pathTruth{traffic.Call{Method: n.method, Host: host, Path: p, Status: n.status}, ""})
			continue
		}
		rt := routes[zipf.Uint64()]
		p := a.fill(rt.template)
		out = append(out, pathTruth{traffic.Call{Method: rt.method, Host: host, Path: p, Status: a.status(rt)}, normalTemplate(rt.template)})
	}
	return out
}

// fill puts values into a template.
func (a *pathAPI) fill(template string) string {
	var b strings.Builder
	for i, part := range strings.Split(template, "{") {
		kind, rest, _ := strings.Cut(part, "}")
		if i == 0 {
			b.WriteString(part)
			continue
		}
		b.WriteString(a.value(kind) + rest)
	}
	return b.String()
}

// status: four of five calls succeed; some ask for what is not there or not theirs.
func (a *pathAPI) status(rt route) int {
	switch i := a.r.IntN(100); {
	case i < 4 && strings.Contains(rt.template, "{"):
		return 404
	case i < 8:
		return 400
	case i < 12:
		return 401
	case i < 15:
		return 403
	case i < 16:
		return 429
	case i < 18:
		return 500
	case rt.method == "POST" && i < 60:
		return 201
	case rt.method == "DELETE":
		return 204
	}
	return 200
}

// normalTemplate writes a template the way judges compare them: placeholders without names.
func normalTemplate(t string) string {
	var b strings.Builder
	for i, part := range strings.Split(t, "{") {
		if i == 0 {
			b.WriteString(part)
			continue
		}
		_, rest, _ := strings.Cut(part, "}")
		b.WriteString("{}" + rest)
	}
	s := strings.TrimRight(b.String(), "/")
	if plain, err := url.PathUnescape(s); err == nil {
		s = plain
	}
	if s != "" {
		return s
	}
	return "/"
}

// pathNoise is what every public server gets that is no call of its API.
var pathNoise = []struct {
	method, path string
	status       int
}{
	{"GET", "/.env", 404},
	{"GET", "/.env", 403},
	{"GET", "/.git/config", 403},
	{"GET", "/.aws/credentials", 404},
	{"GET", "/wp-login.php", 404},
	{"POST", "/wp-login.php", 405},
	{"GET", "/wp-admin/setup-config.php", 301},
	{"GET", "/xmlrpc.php", 403},
	{"GET", "/phpmyadmin/index.php", 404},
	{"GET", "/phpMyAdmin/", 403},
	{"POST", "/cgi-bin/luci", 400},
	{"GET", "/cgi-bin/test.cgi", 404},
	{"GET", "/vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php", 404},
	{"POST", "/boaform/admin/formLogin", 404},
	{"GET", "/manager/html", 401},
	{"GET", "/solr/admin/info/system", 404},
	{"GET", "/actuator/env", 403},
	{"GET", "/HNAP1", 404},
	{"GET", "/owa/auth/logon.aspx", 302},
	{"GET", "/backup.zip", 404},
	{"GET", "/backup.sql", 403},
	{"GET", "/admin.php", 302},
	{"GET", "/config.json", 404},
	{"GET", "/server-status", 403},
	{"GET", "/{hash}", 404},
	{"GET", "/old/{hash}/index.bak", 404},
	{"GET", "/users/%2e%2e/%2e%2e/etc/passwd", 400},
	{"GET", "/favicon.ico", 200},
	{"GET", "/robots.txt", 200},
	{"GET", "/sitemap.xml", 404},
	{"GET", "/apple-touch-icon.png", 404},
	{"GET", "/static/app.{hash}.js", 200},
	{"GET", "/static/app.{hash}.css", 200},
	{"GET", "/assets/logo.svg", 200},
	{"GET", "/assets/fonts/inter.woff2", 304},
	{"GET", "/images/hero-{hash}.jpg", 200},
	{"GET", "/index.html", 200},
	{"GET", "/healthz", 200},
	{"GET", "/readyz", 200},
	{"GET", "/livez", 503},
	{"PROPFIND", "/", 405},
	{"CONNECT", "/", 400},
	{"TRACE", "/", 405},
}

func (t pathTruth) String() string {
	return fmt.Sprintf("%s %s (%d)", t.call.Method, t.call.Path, t.call.Status)
}
