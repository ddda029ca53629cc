package console

import (
	"strconv"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
)

// shownSample is a masked call as pages show it.
type shownSample struct {
	Sample  finding.Sample
	Reasons []string // titles of what it stands for
	Start   string   // first line of the request
	Verify  string   // a command that sends the request again, "" where it was cut
	Class   string   // first digit of the status, for its colour
}

func (c *Console) shown(in []finding.Sample) []shownSample {
	out := make([]shownSample, len(in))
	for i, x := range in {
		out[i] = shownSample{Sample: x, Start: x.API.Method + " " + x.Path, Class: strconv.Itoa(min(x.Status/100, 9)),
			Verify: query.VerificationRequest(&x)}
		for _, id := range x.Reasons {
			out[i].Reasons = append(out[i].Reasons, c.desk.Catalog().For(x.Tenant).Reason(id))
		}
	}
	return out
}
