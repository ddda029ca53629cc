package attack

import "testing"

func TestEV04RuntimesByTheirNames(t *testing.T) {
	for product, want := range map[string]Runtime{
		"python-requests/2.32.3": RuntimePython, "Python/3.12": RuntimePython, "Apache-HttpClient/5.3.1": RuntimeJava, "Java/17.0.12": RuntimeJava,
		"axios/1.7.2": RuntimeScript, "node": RuntimeScript, "Go-http-client/2.0": RuntimeGo, "GuzzleHttp/7": RuntimePHP, "curl/8.9.1": RuntimeShell,
		"PostmanRuntime/7.43.4": RuntimeBench, "acme-stocksync/1.2": RuntimeOwn, "": RuntimeOwn, "PythonAnything/1": RuntimeOwn,
		"a-name-much-longer-than-any-of-those-in-the-table/1": RuntimeOwn,
	} {
		if got := RuntimeOf(product); got != want {
			t.Errorf("%q is of %s, want %s", product, got.Title(), want.Title())
		}
	}
	seen := map[string]Runtime{}
	for r := range runtimes {
		if r.Title() == "" {
			t.Errorf("runtime %d has no title", r)
		}
	}
	for name, r := range runtimeNames {
		if len(name) > longestRuntime || RuntimeOf(name) != r {
			t.Errorf("%q is not found", name)
		}
		seen[name] = r
	}
	if len(seen) < 100 {
		t.Errorf("%d names", len(seen))
	}
	if n := testing.AllocsPerRun(100, func() { RuntimeOf("Apache-HttpClient/5.3.1") }); n > 0 {
		t.Errorf("%.0f allocations", n)
	}
}
