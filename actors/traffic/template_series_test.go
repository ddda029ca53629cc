package traffic

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// numbered makes the paths of a format with a letter and the numbers from..to.
func numbered(format string, from, to int) (paths []string) {
	for i := from; i <= to; i++ {
		paths = append(paths, fmt.Sprintf(format, i))
	}
	return paths
}

func TestAS01LettersWithNumbersAreMembersWhenMany(t *testing.T) {
	t.Parallel()
	f := func(want string, paths []string) {
		t.Helper()
		for range 2 {
			if got := templatesOf(t, "GET", paths); len(got) != 1 || got[0] != want {
				t.Fatalf("%s...: %d templates, first %q, want %q", paths[0], len(got), got[:min(len(got), 4)], want)
			}
			r := rand.New(rand.NewPCG(7, uint64(len(paths))))
			r.Shuffle(len(paths), func(i, j int) { paths[i], paths[j] = paths[j], paths[i] })
		}
	}
	for letter := 'a'; letter <= 'z'; letter++ {
		l := string(letter)
		f("/sensors/{id}/data", numbered("/sensors/"+l+"%d/data", 0, 599))
		f("/sensors/{id}/data", numbered("/sensors/"+l+"%03d/data", 0, 39))
		f("/rooms/{id}", numbered("/rooms/"+l+"%d", 1, 40))
		f("/rooms/{id}", numbered("/rooms/"+l+"%d", 3, 12))
		f("/plants/{id}/lines/{id}", numbered("/plants/7/lines/"+l+"%d", 1, 40))
	}
	f("/sensors/{id}.json", numbered("/sensors/s%d.json", 1, 40))
	f("/devices/{id}", append(numbered("/devices/S%d", 1, 40), numbered("/devices/B%d", 1, 40)...))
	var three []string
	for i := range 3000 {
		three = append(three, fmt.Sprintf("/r%d/x%d/%d", i, i%1000, i))
	}
	f("/{id}/{id}/{id}", three)
}

func TestAS01FewLettersWithNumbersAreNames(t *testing.T) {
	t.Parallel()
	f := func(paths ...string) {
		t.Helper()
		slices.Sort(paths)
		if got := templatesOf(t, "GET", paths); !slices.Equal(got, paths) {
			t.Errorf("got %q, want %q", got, paths)
		}
	}
	f("/v1/orders", "/v2/orders", "/v3/orders", "/v3/carts")
	f(numbered("/v%d/customers", 1, 21)...)
	f(numbered("/api/v%d/status", 1, 21)...)
	f("/api/v1/orders", "/api/v2/orders", "/2.0/orders")
	f("/s3/buckets", "/x509/certificates", "/b2/files", "/q1/report", "/v1/report")
	f("/storage/s3", "/storage/b2", "/storage/local")
	f("/reports/q1", "/reports/q2", "/reports/q3", "/reports/q4")
	f("/orders/v1/status", "/orders/v2/status", "/orders/v3/status")
	f("/builds/x86", "/builds/x64", "/builds/x32")
}

func TestAS01VersionsStayBesideSeries(t *testing.T) {
	t.Parallel()
	var paths []string
	for v := 1; v <= 3; v++ {
		paths = append(paths, numbered(fmt.Sprintf("/api/v%d/sensors/", v)+"s%d/data", 0, 99)...)
	}
	paths = append(paths, numbered("/api/s%d/ping", 0, 99)...)
	got := templatesOf(t, "GET", paths)
	want := []string{"/api/v1/sensors/{id}/data", "/api/v2/sensors/{id}/data", "/api/v3/sensors/{id}/data", "/api/{id}/ping"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAS01SeriesOutliveRestart(t *testing.T) {
	t.Parallel()
	ts := NewTemplates(TemplateLimits{})
	for _, p := range numbered("/rooms/s%d", 1, 40) {
		ts.Learn("h", "GET", p, 200)
	}
	data, err := ts.AppendBinary(nil)
	if err != nil {
		t.Fatal(err)
	}
	again := NewTemplates(TemplateLimits{})
	if err := again.UnmarshalBinary(data); err != nil {
		t.Fatal(err)
	}
	again.Learn("h", "GET", "/rooms/s77", 200)
	if got, ok := again.Template("h", "GET", "/rooms/s77"); !ok || got != "/rooms/{id}" {
		t.Errorf("got %q, %v", got, ok)
	}
}
