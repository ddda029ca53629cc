package detect

import (
	"testing"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// TestEV17APageOfAListIsWhatIsSearched: pages of different searches are different objects; what is made up
// for a call, or says how the list is shown, makes no new one.
func TestEV17APageOfAListIsWhatIsSearched(t *testing.T) {
	e := New(Options{})
	known := traffic.NewTemplates(traffic.DefaultTemplateLimits)
	object := func(query string) uint64 {
		x := &traffic.Exchange{Host: "shop.example.com", Method: "GET", Path: "/api/search", Query: query, Status: 200}
		known.Learn(x.Host, x.Method, x.Path, x.Status)
		return e.Inspect("default", []byte("0123456789abcdef0123456789abcdef"), known, x).Facts.Object
	}
	first := object("q=lamp&page=1&size=20")
	for _, other := range []string{
		"q=desk&page=1&size=20", "q=lamp&page=2&size=20", "q=tent+4+person&page=1", "q=%E5%BC%A0%E4%BC%9F&page=1", "q=lamp&brand=acme&page=1",
		"q=lamp&page=1&productId=17",
	} {
		if got := object(other); got == 0 || got == first {
			t.Errorf("%s is the same object as another list", other)
		}
	}
	for _, same := range []string{
		"q=lamp&page=1&size=50", "q=lamp&page=1&_=1764150000123", "q=lamp&page=1&sign=9f86d081884c7d659a2feaa0c55ad015",
		"q=lamp&page=1&nonce=k3J9xQ2mZ7", "q=lamp&page=1&r=0.48213", "q=lamp&page=1&at=2026-11-02T08:00:00Z", "q=lamp&page=1&all=true",
	} {
		if object(same) != first {
			t.Errorf("%s is another object", same)
		}
	}
	if got := object("q=lamp"); got != 0 {
		t.Error("a search without pages is an object")
	}
}
