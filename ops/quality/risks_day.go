package main

import (
	"bytes"
	"strings"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect"
	"github.com/lapwing-sec/lapwing/actors/detect/risk"
	"github.com/lapwing-sec/lapwing/actors/ingest"
	"github.com/lapwing-sec/lapwing/actors/traffic"
	"github.com/lapwing-sec/lapwing/ops/corpus"
)

// dayUnseen are weaknesses of the recorded day that none of its calls shows by itself: they
// take many calls, or the page asked for was larger than what there was to give.
var dayUnseen = map[string]bool{"RK-10": true, "RK-16": true, "RK-29": true, "RK-07": true}

// dayTrue are risks of the recorded day that its list of weaknesses names for one API or not at
// all and that are true of others as well, by the beginning of host and template: all tokens
// are signed under one weak key, all of the back office answers public addresses.
var dayTrue = map[string][]string{
	"RK-02": {""},
	"RK-04": {"api.heron.example/legacy/login", "hr.heron.example/hr/api/v1/login"},
	"RK-05": {"api.heron.example/legacy/login", "hr.heron.example/hr/api/v1/login", "shop.heron.example/login"},
	"RK-13": {"hr.heron.example/"},
	"RK-17": {"api.heron.example/partner/"},
	"RK-22": {"hr.heron.example/hr/api/v1/staff", "hr.heron.example/internal/staff"},
	"RK-24": {"api.heron.example/api/v1/users/me"},
	"RK-28": {
		"api.heron.example/api/v1/addresses/", "api.heron.example/api/v1/invoices/", "api.heron.example/api/v1/users/",
		"hr.heron.example/hr/api/v1/staff/", "api.heron.example/api/v1/files/",
	},
	"RK-29": {"hr.heron.example/internal/staff"},
	"RK-37": {"shop.heron.example/debug/trace"},
}

// riskDay inspects the recorded day as `lapwing inspect exchanges` does and gives the share of
// its known weaknesses that were found, and the share of what was found that is true.
func riskDay() (found, right float64, pairs int) {
	now := time.Now()
	truth, err := corpus.Facts(now)
	if err != nil {
		return 0, 0, 0
	}
	e, templates := detect.New(detect.Options{}), traffic.NewTemplates(traffic.DefaultTemplateLimits)
	shown := map[[2]string]bool{}
	err = corpus.Replay(now, func(line []byte) error {
		return ingest.Decode("ndjson", bytes.NewReader(line), ingest.Options{Arrival: now, Unbounded: true},
			func(x *traffic.Exchange) error {
				templates.Learn(x.Host, x.Method, x.Path, x.Status)
				in := e.Inspect("quality", []byte("a key of thirty-two bytes, or so"), templates, x)
				for _, h := range in.Facts.Risks {
					shown[[2]string{h.Risk.String(), in.Facts.API.Host + in.Facts.API.Template}] = true
				}
				return nil
			}, func(int, error) {})
	})
	if err != nil {
		return 0, 0, 0
	}
	known, seen := 0, 0
	listed := map[[2]string]bool{}
	for _, w := range truth.Weaknesses {
		at := [2]string{w.Risk, w.Host + w.Template}
		listed[at] = true
		if row := risk.ByType(w.Risk); dayUnseen[w.Risk] || row == nil || row.PerCall == nil {
			continue
		}
		known++
		if shown[at] {
			seen++
		}
	}
	wrong := 0
	for at := range shown {
		if !listed[at] && !trueOfDay(at) {
			wrong++
		}
	}
	return share(seen, known), share(len(shown)-wrong, len(shown)), len(shown)
}

func trueOfDay(at [2]string) bool {
	for _, begin := range dayTrue[at[0]] {
		if strings.HasPrefix(at[1], begin) {
			return true
		}
	}
	return false
}
