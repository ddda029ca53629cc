package detect

import (
	"testing"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// TestEV17WhatIsLookedUpByAParameter: stops, number plates and article numbers are different things; what people write,
// what measures, when, how and by whom it is asked is none.
func TestEV17WhatIsLookedUpByAParameter(t *testing.T) {
	e := New(Options{})
	known := traffic.NewTemplates(traffic.DefaultTemplateLimits)
	asked := func(method, path, query, body string) uint64 {
		x := &traffic.Exchange{Host: "transit.example.com", Method: method, Path: path, Query: query, Status: 200}
		if body != "" {
			x.Request = traffic.Message{Headers: []traffic.Header{{Name: "Content-Type", Value: "application/json"}}, Body: []byte(body), Size: int64(len(body))}
		}
		known.Learn(x.Host, x.Method, x.Path, x.Status)
		f := e.Inspect("default", testKey, known, x).Facts
		if f.Object != 0 && f.Asked != 0 {
			t.Errorf("%s?%s is a record and something looked up", path, query)
		}
		return f.Asked
	}
	first := asked("GET", "/departures", "stop=490017", "")
	if first == 0 {
		t.Fatal("a stop is nothing")
	}
	for _, same := range []string{"stop=490017&limit=200", "stop=490017&_=1764150000123", "stop=490017&at=20251103", "stop=490017&lang=de"} {
		if asked("GET", "/departures", same, "") != first {
			t.Errorf("%s is another thing", same)
		}
	}
	for _, other := range []string{"stop=490018", "plate=B-XY-1234", "iban=NL91ABNA0417164300", "sku=AB-1027", "mail=amy%40example.com"} {
		if got := asked("GET", "/departures", other, ""); got == 0 || got == first {
			t.Errorf("%s is the same thing, or none", other)
		}
	}
	for _, none := range []string{
		"q=lamp+150", "page=170", "limit=200&offset=400", "lat=48.2081&lon=16.3713", "from=1764150000&to=1764160000", "date=2025-11-03",
		"width=1280&height=720", "priceMax=1500", "session=8f3kq02mzk7", "v=20251103", "sign=9f86d081884c7d659a2f", "nonce=k3J9xQ2mZ7", "zoom=12",
		"line=U4", "all=true", "color=ff00aa", "traceid=9f86d081884c7d65", "deviceid=a81b22c9", "openid=oX12k9", "eTag=a81b22c9", "kaishiShijian=202611",
	} {
		if asked("GET", "/departures", none, "") != 0 {
			t.Errorf("%s is a thing that is looked up", none)
		}
	}
	if asked("GET", "/stops/490017/departures", "vehicle=4711", "") != 0 || asked("GET", "/orders", "id=4711", "") != 0 {
		t.Error("a record is looked up by its parameters besides")
	}
	if asked("POST", "/payments", "", `{"reference":"4711-0815","amount":12}`) != 0 {
		t.Error("what is written is looked up")
	}
}
