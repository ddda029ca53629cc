package traffic

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// learned answers GET templates of the given paths, all seen with 200, in one batch.
func learned(paths ...string) []string {
	var calls []Call
	for _, p := range paths {
		calls = append(calls, Call{"GET", "h", p, 200})
	}
	return TemplatePaths(calls)
}

func TestAS01ValuesByShape(t *testing.T) {
	f := func(path, want string) {
		t.Helper()
		if got := learned(path)[0]; got != want {
			t.Errorf("%s: got %q, want %q", path, got, want)
		}
	}
	f("/", "/")
	f("", "/")
	f("/users/42", "/users/{id}")
	f("/users/-5", "/users/{id}")
	f("/users/8f14e45f-ceea-467f-a8d1-4f2c6d9b0c11", "/users/{id}")
	f("/blobs/9e107d9d372bb6826bd81d3542a419d6", "/blobs/{id}")
	f("/commits/3f2a91c", "/commits/{id}") // it might be a name, but stands behind a collection
	f("/e/01ARZ3NDEKTSV4RRFFQ69G5FAV", "/e/{id}")
	f("/reports/2026-11-22", "/reports/{id}")
	f("/reports/2026-11-22T09:30:00Z/rows", "/reports/{id}/rows")
	f("/blog/2026/11/22", "/blog/{id}/{id}/{id}")
	f("/people/ann@example.com", "/people/{id}")
	f("/people/ann%40example.com/mail", "/people/{id}/mail")
	f("/phones/+8613812345678", "/phones/{id}")
	f("/phones/138-1234-5678", "/phones/{id}")
	f("/t/eyJhbGciOiJIUzI1NiJ9", "/t/{id}")
	f("/search/a%20b%2Fc", "/search/{id}")
	f("/cars/7;color=red;year=2020/parts", "/cars/{id}/parts")
	f("/cars;color=red/7", "/cars/{id}")
	f("/reports/report_20261122.pdf", "/reports/{id}")
	f("/calls/CA1234567890abcdef.json", "/calls/{id}.json")
	f("/v1/ops/8812:cancel", "/v1/ops/{id}:cancel")
	f("/odata/Orders(42)/Lines", "/odata/Orders({id})/Lines")
	f("/charges/ch_3MqLiJ2eZvKYlo2C", "/charges/{id}")
	f("/hosts/10.0.0.7/disks", "/hosts/{id}/disks")
	f("/points/52.52,13.40", "/points/{id},{id}")
	f("/npm/@scope/name", "/npm/{id}/name")
	f("/用户/1/订单", "/用户/{id}/订单")
	f("/%E7%94%A8%E6%88%B7/%E5%88%97%E8%A1%A8", "/用户/列表")
	f("/a/%E7%94%A8%20%E6%88%B7", "/a/{id}") // a space: text that somebody typed
	f("/a/%D3%C3%BB%A7/b", "/a/{id}/b")      // not UTF-8
	f("/repos/compare/main...fix-1", "/repos/compare/{id}...{id}")
	f("/pkg/react@18.2.0/files", "/pkg/{id}@{id}/files")
	f("/tracks/12,34", "/tracks/{id}")
	f("/odata/Items(OrderID=1,Code='x')/Product", "/odata/Items(OrderID={id},Code='{id}')/Product")
	f("/odata/Top()", "/odata/Top()")
	f("/wenzhang/4711.jsp", "/wenzhang/{id}.jsp")
	f("/rooms/event/$Q9zJ4kXbP0aRtUvW1y", "/rooms/event/{id}")
	f("/odata/Products(1)/$ref", "/odata/Products({id})/$ref")
	f("/a/\x00\xff/b", "/a/{id}/b")
	f("/users/{id}", "/users/{id}") // braces sent as such can only be a value
}

// TestAS01ControlCharacters: whatever a fuzzer sends, no template holds a character that cannot be read.
func TestAS01ControlCharacters(t *testing.T) {
	for _, path := range []string{"/u\x00\x00", "/u\x00(7)", "/a%00b(1)", "/\x01\x02.json", "/a\x7f:run", "/\x1b[2J/9"} {
		got := learned(path)[0]
		if strings.ContainsFunc(got, func(r rune) bool { return r < ' ' || r == 0x7f }) || strings.Contains(got, "%00") {
			t.Errorf("%q became the template %q", path, got)
		}
	}
}

// TestAS01FilesKeepTheirEndings: where files lie, an ending is a part of the name.
func TestAS01FilesKeepTheirEndings(t *testing.T) {
	for i, got := range learned("/r/contents/README.md", "/r/contents/package.json", "/r/contents/data.csv", "/r/contents/main.go",
		"/calls/17.json", "/calls/18.json") {
		if want := []string{"/r/contents/{id}", "/calls/{id}.json"}[i/4]; got != want {
			t.Errorf("%d: got %q, want %q", i, got, want)
		}
	}
}

// TestAS01WhatGoesOnAlikeIsOneKind: names of repositories are everyday words, but all of them go on
// with the same words; modules with versions or only health checks in common stay apart.
func TestAS01WhatGoesOnAlikeIsOneKind(t *testing.T) {
	var paths []string
	for _, name := range []string{"nginz", "docs", "redix-cache", "candle", "zookeepr"} {
		paths = append(paths, "/v2/"+name+"/manifests/latest", "/v2/"+name+"/tags/list", "/v2/"+name+"/blobs/uploads")
	}
	for i, got := range learned(paths...) {
		if want := []string{"/v2/{id}/manifests/latest", "/v2/{id}/tags/list", "/v2/{id}/blobs/uploads"}[i%3]; got != want && i%3 != 0 {
			t.Errorf("%s: got %q, want %q", paths[i], got, want)
		}
	}
	paths = nil
	for _, name := range []string{"orderz", "stoxx", "billr", "ledgr", "quoto", "fraudx"} {
		paths = append(paths, "/"+name+"/v1/items", "/"+name+"/health", "/"+name+"/metrics")
	}
	for i, got := range learned(paths...) {
		if got != paths[i] {
			t.Errorf("%s: got %q", paths[i], got)
		}
	}
}

func TestAS01FixedWordsStay(t *testing.T) {
	f := func(path string) {
		t.Helper()
		if got := learned(path)[0]; got != path {
			t.Errorf("%s: got %q", path, got)
		}
	}
	f("/api/v1/users/me")
	f("/v2beta1/oauth2/token")
	f("/2/tweets")
	f("/1.1/statuses/update.json")
	f("/rest/api/3/search")
	f("/en-US/products")
	f("/zh-CN/docs")
	f("/.well-known/jwks.json")
	f("/index/_search")
	f("/odata/$batch")
	f("/crypto/sha256/base64")
	f("/api/chat.postMessage")
	f("/admin/login.php")
	f("/user/getUserInfo")
	f("/2015-03-31/functions")
	f("/api/order/queryOrderDetailList")
}

func TestAS01PathsAreNormalised(t *testing.T) {
	for _, p := range []string{
		"/a/users/", "//a//users", "/a/./users", "/a/x/../users", "/../a/users", "/a/%75sers", "/a/users?x=1",
	} {
		if got := learned(p)[0]; got != "/a/users" {
			t.Errorf("%s: got %q", p, got)
		}
	}
	if got := learned("/A/Users")[0]; got != "/A/Users" {
		t.Errorf("case: got %q", got)
	}
}

func TestXV19WordsFoldBySiblings(t *testing.T) {
	var paths []string
	for _, u := range []string{"octocat", "torvalds", "zhangwei", "mojombo"} {
		paths = append(paths, "/users/"+u, "/users/"+u+"/repos", "/users/"+u+"/followers")
	}
	paths = append(paths, "/users/me", "/users/search", "/users/mark/repos", "/users/42")
	got := learned(paths...)
	want := []string{
		"/users/me", "/users/search", "/users/{id}", "/users/{id}/followers", "/users/{id}/repos",
	}
	slices.Sort(got)
	if got = slices.Compact(got); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestXV19CollectionsStay(t *testing.T) {
	var paths []string
	for _, c := range []string{"users", "posts", "zoos", "widgetoids", "quuxes", "frobs"} {
		paths = append(paths, "/api/"+c, "/api/"+c+"/17", "/api/"+c+"/18/comments")
	}
	for _, p := range learned(paths...) {
		if strings.Count(p, "{") > 1 || strings.HasPrefix(p, "/api/{") {
			t.Errorf("folded a collection: %q", p)
		}
	}
}

func TestPE07NoiseIsNoAPI(t *testing.T) {
	got := TemplatePaths([]Call{
		{"GET", "h", "/.env", 404}, {"GET", "h", "/wp-login.php", 404}, {"GET", "h", "/app.9f3c.js", 200},
		{"GET", "h", "/favicon.ico", 200}, {"GET", "h", "/.git/config", 403}, {"GET", "h", "/static/data.json", 200},
		{"GET", "h", "/orders/7", 404}, {"GET", "h", "/orders/8", 200}, {"POST", "h", "/upload/avatar.png", 201},
		{"GET", "h", "/export/all.csv", 200}, {"GET", "h", "/.well-known/openid-configuration", 200},
	})
	want := []string{
		"", "", "", "", "", "", "/orders/{id}", "/orders/{id}", "/upload/avatar.png", "/export/all.csv",
		"/.well-known/openid-configuration",
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("call %d: got %q, want %q", i, got[i], want[i])
		}
	}
}

func TestPE08FoldsTellWhereOldCountsBelong(t *testing.T) {
	ts := NewTemplates(TemplateLimits{})
	belongs := map[string]string{} // template -> template it was folded into
	counts := map[string]int{}
	var final []string
	names := strings.Fields("octocat torvalds zhangwei mojombo defunkt olaf ingrid fatima")
	for round := range 3 {
		for _, u := range names {
			for _, tail := range []string{"", "/repos", "/gists/" + fmt.Sprint(round+5)} {
				p := "/users/" + u + tail
				ts.Learn("h", "GET", p, 200)
				tmpl, ok := ts.Template("h", "GET", p)
				if !ok {
					t.Fatalf("%s: no template", p)
				}
				counts[tmpl]++
				for _, fold := range ts.Folds() {
					for _, from := range fold.From {
						belongs[from] = fold.To
						counts[fold.To] += counts[from]
						delete(counts, from)
					}
				}
				final = append(final, p)
			}
		}
	}
	want := map[string]int{"/users/{id}": 24, "/users/{id}/repos": 24, "/users/{id}/gists/{id}": 24}
	if !reflect.DeepEqual(counts, want) {
		t.Errorf("counts after folds: %v, want %v (folds %v)", counts, want, belongs)
	}
	for _, p := range final {
		if tmpl, ok := ts.Template("h", "GET", p); !ok || want[tmpl] == 0 {
			t.Errorf("%s is %q now", p, tmpl)
		}
	}
}

func TestPE05ShapesOfValues(t *testing.T) {
	ts := NewTemplates(TemplateLimits{})
	for _, p := range []string{"/users/42/at/2026-11-22", "/users/8f14e45f-ceea-467f-a8d1-4f2c6d9b0c11/at/2026-11-21"} {
		ts.Learn("h", "GET", p, 200)
	}
	got := ts.Shapes("h", "/users/{id}/at/{id}")
	if len(got) != 2 || !reflect.DeepEqual(got[0].Names(), []string{"integer", "uuid"}) ||
		!reflect.DeepEqual(got[1].Names(), []string{"date"}) {
		t.Errorf("got %v", got)
	}
	if ts.Shapes("h", "/nothing") != nil || ts.Shapes("other", "/") != nil {
		t.Error("shapes of what is not held")
	}
}
