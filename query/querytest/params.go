package querytest

import (
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// paramsOf is what calls of an API carry; name stands in every text of it.
func paramsOf(a traffic.API, tenant, name string, now time.Time) finding.Params {
	at := now.Add(-90 * 24 * time.Hour)
	p := func(side traffic.Side, place finding.ParamPlace, name string, types finding.ParamTypes, n uint64) finding.Param {
		return finding.Param{Side: side, Place: place, Name: name, Types: types, N: n, First: at, Last: now.Add(-time.Hour)}
	}
	page := p(traffic.Request, finding.ParamQuery, "page", finding.TypeInteger, 120)
	page.Formats, page.Example = finding.FormatInt32, "1"
	region := p(traffic.Request, finding.ParamQuery, name, finding.TypeString, 80)
	region.First, region.Values, region.Example = now.Add(-time.Hour), []string{"eu", "us"}, name
	mail := p(traffic.Response, finding.ParamJSON, "owner.email", finding.TypeString|finding.TypeNull, 120)
	mail.Formats, mail.Data, mail.Example = finding.FormatEmail, []finding.DataType{6}, "a***@example.com"
	return finding.Params{Tenant: tenant, API: a, Version: 1, List: []finding.Param{
		p(traffic.Request, finding.ParamCall, "", 0, 120), page, region,
		p(traffic.Response, finding.ParamCall, "", 0, 120), p(traffic.Response, finding.ParamStatus, "200", 0, 120),
		p(traffic.Response, finding.ParamType, "application/json", 0, 120), p(traffic.Response, finding.ParamJSON, "", finding.TypeObject, 120),
		p(traffic.Response, finding.ParamJSON, "owner", finding.TypeObject, 120), mail,
	}}
}
