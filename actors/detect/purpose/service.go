package purpose

import (
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Whom an API serves.
const (
	Internal finding.Service = 1 // internal office
	Partner  finding.Service = 2 // third-party partner
	Public   finding.Service = 3 // public service
)

// ServiceRow is one service object with the names that speak for it.
type ServiceRow struct {
	ID      finding.Service
	Title   string
	Host    string   // labels of a host name, or words of them
	Path    string   // words of the first three fixed segments
	Finds   []string // host and path
	Ignores []string
}

// Services lists the service objects, the most telling first: an admin page of a public
// shop is internal, a partner's entrance is no public one.
func Services() []ServiceRow { return append([]ServiceRow(nil), services...) }

var services = []ServiceRow{
	{
		ID: Internal, Title: "Internal office",
		Host: `oa erp crm hr ehr hrm intranet corp inner internal intra admin mgmt manage office staff employee jenkins gitlab
			jira wiki confluence nexus sonar grafana kibana zabbix vpn bastion backoffice ops devops cmdb scm wms mes plm local lan
			localdomain console boss uat dev test staging ehome neiwang`,
		Path: `admin administrator internal inner intranet backoffice manage management oa erp hr staff employee sysadmin houtai
			neibu bangong attendance payroll approval expense reimbursement 后台 内部`,
		Finds: []string{"oa.example.com/leave", "erp.corp.example.com/", "shop.example.com/admin/users", "jenkins/job",
			"10.0.0.5/admin", "hr-portal.example.com/x", "app.internal/x"},
		Ignores: []string{"www.example.com/products", "open.example.com/v1/orders", "shop.example.com/administrative-areas",
			"shop.example.com/users/v1/admin"},
	},
	{
		ID: Partner, Title: "Third-party partner",
		Host: `open openapi partner partners b2b isv vendor supplier gateway-partner thirdparty edi channel dealer distributor
			agent merchant-api developer developers saas`,
		Path: `open openapi partner partners thirdparty third b2b isv vendor supplier edi channel dealer distributor callback
			webhook webhooks notify hook hooks hezuo 合作`,
		Finds: []string{"open.example.com/v1/orders", "api.example.com/partner/orders", "shop.example.com/pay/webhook",
			"partner-api.example.com/x"},
		Ignores: []string{"www.example.com/products", "oa.example.com/leave", "api.example.com/opening-hours"},
	},
	{
		ID: Public, Title: "Public service",
		Host: `www m h5 wap shop store mall app mobile wx mini web portal my pay passport sso login user account member api
			mapi appapi online buy bbs forum blog news static`,
		Path: `public mall shop member register login signup cart checkout product goods weixin wechat h5 app mobile news search
			customer client user`,
		Finds: []string{"www.example.com/products", "shop.example.com/api/cart", "api.example.com/v1/users",
			"m.example.com/login", "x.example.com/register"},
		Ignores: []string{"oa.example.com/login", "open.example.com/v1/products", "db7.example.com/x"},
	},
}

// Service suggests whom an API serves from its host and path (AS-06..AS-08); 0 if the
// names do not say. Where calls come from is a further, later source: see the caller.
func Service(host, path string) finding.Service {
	host, _, _ = strings.Cut(strings.ToLower(host), ":")
	inHost, inPath := serviceWords(host, path)
	if s := pickService(inPath, func(r *serviceNames) map[string]bool { return r.path }, 2); s != 0 {
		return s // internal or partner by path outweighs a public host
	}
	if host != "" && !strings.Contains(host, ".") && host != "localhost" {
		return Internal // a bare name resolves inside only
	}
	if s := pickService(inHost, func(r *serviceNames) map[string]bool { return r.host }, 3); s != 0 {
		return s
	}
	return pickService(inPath, func(r *serviceNames) map[string]bool { return r.path }, 3)
}

type serviceNames struct {
	id         finding.Service
	host, path map[string]bool
}

var serviceIndex = indexServices(services)

func indexServices(rows []ServiceRow) []serviceNames {
	index := func(list string) map[string]bool {
		m := map[string]bool{}
		for _, w := range strings.Fields(list) {
			m[w] = true
		}
		return m
	}
	var out []serviceNames
	for _, r := range rows {
		out = append(out, serviceNames{r.ID, index(r.Host), index(r.Path)})
	}
	return out
}

// pickService finds the first of the first n rows that has one of the words.
func pickService(words []string, names func(*serviceNames) map[string]bool, n int) finding.Service {
	for i := range serviceIndex[:n] {
		for _, w := range words {
			if names(&serviceIndex[i])[w] {
				return serviceIndex[i].id
			}
		}
	}
	return 0
}

// namesPerson reports a path that ends with the name of somebody: "/users/v1/admin" is the user of that name.
func namesPerson(path string) bool {
	all := strings.Split(strings.Trim(path, "/"), "/")
	n := len(all)
	return n > 2 && traffic.People(all[n-3]) && all[n-2] != "" && isVersion(all[n-2]) && all[n-1] != "" &&
		all[n-1][0] != '{' && all[n-1][0] != '_' && !isVersion(all[n-1])
}

// serviceWords takes the labels of a host (whole, and cut at dashes) without the registered
// name at its end, and the first three fixed segments of a path.
func serviceWords(host, path string) (inHost, inPath []string) {
	labels := strings.Split(host, ".")
	for i, l := range labels {
		if i >= len(labels)-2 && len(labels) > 1 && !(i == len(labels)-1 && (l == "local" || l == "lan" || l == "internal")) {
			continue
		}
		inHost = append(inHost, l)
		inHost = append(inHost, strings.Split(l, "-")...)
	}
	if n := len(labels); n > 1 && (labels[n-1] == "internal" || labels[n-1] == "corp" || labels[n-1] == "localdomain") {
		inHost = append(inHost, "internal")
	}
	segs := shapeOf(path).segs
	if len(segs) > 0 && namesPerson(path) {
		segs = segs[:len(segs)-1]
	}
	for _, s := range segs[:min(len(segs), 3)] {
		inPath = append(inPath, strings.ToLower(s), singular(strings.ToLower(s)))
	}
	return inHost, inPath
}
