package baseline

import (
	"strings"
	"testing"
)

func example() *Export {
	e := &Export{
		Version: 1, Host: "shop.example.com", Method: "GET", API: "/orders/{id}", Learned: true,
		Clients:    ClientsView{P50: 4, P99: 12},
		Networks:   NetworksView{Blocks: []UsualView{{Name: "192.0.2.0/24"}}},
		Countries:  CountriesView{Usual: []UsualView{{Name: "CN"}}},
		Tools:      []UsualView{{Name: "People: browsers and apps"}},
		Hours:      [2]HoursView{{Kind: "working days", Usual: []int{9, 10}}, {Kind: "weekends"}},
		Parameters: []ParamView{{Name: "page", Forms: []string{"an integer"}}},
		Statuses:   StatusView{OK: .98, Bad: .02}, Latency: MeasureView{P50: 20, P95: 80}, Size: MeasureView{P50: 2000, P95: 9000},
	}
	for d := range e.Rate.Week {
		for h := range e.Rate.Week[d] {
			e.Rate.Week[d][h] = float64(h % 12)
		}
	}
	return e
}

func TestNF15CompareSaysWhatDiffersInWords(t *testing.T) {
	for want, change := range map[string]func(e *Export){
		"": func(e *Export) { e.Clients.P99, e.Latency.P95, e.Statuses.Bad = 12.5, 84, .03 },
		"rate: calls a minute over the week went from 5.5 to 11 (2.0 times as much)": func(e *Export) {
			for d := range e.Rate.Week {
				for h := range e.Rate.Week[d] {
					e.Rate.Week[d][h] *= 2
				}
			}
		},
		"rate: its week has another shape; most different is Sunday at 00:00 UTC: 0 calls a minute before, 40 now": func(e *Export) { e.Rate.Week[6][0] = 40 },
		"clients: 99 % of the clients' calls a minute went from 12 to 30 (2.5 times as much)":                      func(e *Export) { e.Clients.P99 = 30 },
		"networks: usual now, not before: networks 198.51.100.0/24":                                                func(e *Export) { e.Networks.Blocks = append(e.Networks.Blocks, UsualView{Name: "198.51.100.0/24"}) },
		"countries: usual before, not now: countries CN":                                                           func(e *Export) { e.Countries.Usual = nil },
		"hours: usual now, not before: working days at 03:00":                                                      func(e *Export) { e.Hours[0].Usual = []int{3, 9, 10} },
		`parameters: usual now, not before: parameters "q" as a text`: func(e *Export) {
			e.Parameters = append(e.Parameters, ParamView{Name: "q", Forms: []string{"a text"}})
		},
		"latency: the 95th percentile of latency went from 80 to 60 ms (-25 %)":                    func(e *Export) { e.Latency.P95 = 60 },
		"statuses: the share of 5xx answers went from 0 to 0.1 (new)":                              func(e *Export) { e.Statuses.Fail = .1 },
		"state: learning, then frozen":                                                             func(e *Export) { e.Ruling.Frozen = true },
		"state: learned, then still in its cold start":                                             func(e *Export) { e.Learned = false },
		"state: they are of two APIs: GET shop.example.com/orders/{id} and GET shop.example.com/x": func(e *Export) { e.API = "/x" },
	} {
		b := example()
		change(b)
		var got []string
		for _, d := range Compare(example(), b) {
			got = append(got, d.Part+": "+d.Text)
		}
		if s := strings.Join(got, "\n"); s != want {
			t.Errorf("got %s\nwant %s", s, want)
		}
	}
}
