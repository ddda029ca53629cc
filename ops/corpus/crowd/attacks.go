package crowd

import (
	"math/rand/v2"
	"strings"
	"time"

	"github.com/lapwing-sec/lapwing/ops/corpus/shop"
)

// Attack is one attacker at a known time, and what must be found.
type Attack struct {
	ID       string
	Event    string   // row ID that must be found; "" where only noise is made
	Also     []string // further row IDs that are true of it too, and no false alarm
	What     string   // one sentence
	Host     string   // of the API attacked
	Method   string   //
	Template string   // places in braces; "" where there is no one API
	Sources  []string // addresses
	Before   time.Duration
	Stretch  int // a program on loopback is this much faster than over the Internet
	Agent    Agent
	Script   func(v *Visitor)                      // either this
	Tool     func(w *World, t ToolRun) *Invocation // or a real program
}

// rotating are the addresses of one attacker, all in one /64.
var rotating = []string{
	"2001:db8:c0de:18::1", "2001:db8:c0de:18::2", "2001:db8:c0de:18::3", "2001:db8:c0de:18::4",
	"2001:db8:c0de:18::5", "2001:db8:c0de:18::6", "2001:db8:c0de:18::7", "2001:db8:c0de:18::8",
}

// Attacks lists the attackers of a day. Before counts back from the end of the day; the first comes
// after twelve hours of ordinary traffic, so that baselines had something to learn from.
func Attacks() []Attack {
	return []Attack{
		{
			ID: "scan-paths", Also: []string{"EV-01", "EV-18", "EV-22", "EV-25"}, What: "ffuf looks for hidden paths",
			Host: shop.HostShop, Method: "GET", Sources: []string{"203.0.113.61"},
			Before: 11 * time.Hour, Stretch: 20, Tool: ffuf,
		},
		{
			ID: "brute-login", Event: "EV-09", Also: []string{"EV-01", "EV-25", "TE-07"},
			What: "hydra tries passwords for one customer",
			Host: shop.HostAPI, Method: "POST", Template: "/api/v1/login", Sources: []string{"203.0.113.66"},
			Before: 10 * time.Hour, Stretch: 40, Tool: hydraPasswords,
		},
		{
			ID: "dictionary-form", Event: "EV-10", Also: []string{"EV-01", "EV-09", "TE-08"},
			What: "a script tries leaked pairs of name and password, one every two seconds",
			Host: shop.HostShop, Method: "POST", Template: "/login", Sources: []string{"198.51.100.23"},
			Before: 9 * time.Hour, Agent: python, Script: leakedPairs,
		},
		{
			ID: "stock-hammer", Event: "EV-01",
			What: "a reseller's bot asks for the stock of one product six times a second",
			Host: shop.HostAPI, Method: "GET", Template: "/api/v1/products/{slug}/stock", Sources: []string{"198.51.100.140"},
			Before: 7*time.Hour + 30*time.Minute, Agent: goClient, Script: hammer,
		},
		{
			ID: "crawl-orders", Event: "EV-17", Also: []string{"EV-01", "EV-20"},
			What: "a signed-in customer walks all order numbers",
			Host: shop.HostAPI, Method: "GET", Template: "/api/v1/orders/{id}", Sources: []string{"203.0.113.150"},
			Before: 6 * time.Hour, Agent: scrapy, Script: crawlOrders,
		},
		{
			ID: "open-directory", Event: "EV-19", Also: []string{"EV-02", "EV-04", "EV-17", "EV-20"},
			What: "somebody reads the staff directory without any credential",
			Host: shop.HostStaff, Method: "GET", Template: "/internal/staff", Sources: []string{"203.0.113.200"},
			Before: 5 * time.Hour, Agent: curl, Script: readDirectory,
		},
		{
			ID: "sql-injection", Also: []string{"EV-01", "EV-18", "EV-22", "EV-23", "EV-25"}, What: "sqlmap on the search",
			Host: shop.HostAPI, Method: "GET", Template: "/api/v1/search", Sources: []string{"198.51.100.99"},
			Before: 4 * time.Hour, Stretch: 6, Tool: sqlmap,
		},
		{
			ID: "file-traversal", Also: []string{"EV-16", "EV-18", "EV-24", "EV-25"},
			What: "a customer asks for files of the server",
			Host: shop.HostAPI, Method: "GET", Template: "/api/v1/files/download", Sources: []string{"198.51.100.99"},
			Before: 3*time.Hour + 30*time.Minute, Agent: curl, Script: traverse,
		},
		{
			ID: "slow-brute-office", Event: "EV-09", Also: []string{"EV-02", "EV-25", "TE-07"},
			What: "one password every five seconds for one member of staff, over IPv6",
			Host: shop.HostStaff, Method: "POST", Template: "/hr/api/v1/login", Sources: []string{"2001:db8:bad:66::1"},
			Before: 3 * time.Hour, Agent: node, Script: slowBrute,
		},
		{
			ID: "spray-names", Event: "EV-08", Also: []string{"EV-10", "EV-25"}, What: "one password for two hundred names",
			Host: shop.HostAPI, Method: "GET", Template: "/legacy/login", Sources: []string{"198.51.100.8"},
			Before: 2*time.Hour + 30*time.Minute, Agent: python, Script: spray,
		},
		{
			ID: "crawl-users", Event: "EV-17", Also: []string{"EV-01", "EV-20"},
			What: "a signed-in customer's script walks all customer numbers, over IPv6",
			Host: shop.HostAPI, Method: "GET", Template: "/api/v1/users/{id}", Sources: []string{"2001:db8:c0de:17::1"},
			Before: 2 * time.Hour, Agent: node, Script: crawlUsers,
		},
		{
			ID: "crawl-rotating", Also: []string{"EV-01", "EV-17", "EV-20"},
			What: "hard: a driven browser walks order numbers, changing its address within one /64 at every call",
			Host: shop.HostAPI, Method: "GET", Template: "/api/v1/orders/{id}", Sources: rotating,
			Before: 105 * time.Minute, Agent: browsers[2], Script: crawlRotating,
		},
		{
			ID: "dictionary-office", Event: "EV-10", Also: []string{"EV-01", "EV-02", "EV-09", "EV-25", "TE-08"},
			What: "hydra tries leaked pairs on the back office",
			Host: shop.HostStaff, Method: "POST", Template: "/hr/api/v1/login", Sources: []string{"203.0.113.88"},
			Before: 90 * time.Minute, Stretch: 60, Tool: hydraPairs,
		},
		{
			ID: "sms-flood", Event: "EV-14", Also: []string{"EV-01", "EV-17", "TE-10"},
			What: "text messages to two hundred and forty strangers",
			Host: shop.HostAPI, Method: "POST", Template: "/api/v1/sms/send", Sources: []string{"203.0.113.120"},
			Before: 60 * time.Minute, Agent: python, Script: floodSMS,
		},
		{
			ID: "code-brute", Event: "EV-11", Also: []string{"EV-01", "EV-09", "EV-25"},
			What: "three hundred verification codes for one mobile",
			Host: shop.HostAPI, Method: "POST", Template: "/api/v1/login/sms", Sources: []string{"198.51.100.180"},
			Before: 40 * time.Minute, Agent: goClient, Script: bruteCode,
		},
		{
			ID: "mass-register", Event: "EV-13", Also: []string{"EV-01", "TE-09"},
			What: "a hundred and twenty new accounts from one address",
			Host: shop.HostAPI, Method: "POST", Template: "/api/v1/register", Sources: []string{"203.0.113.133"},
			Before: 30 * time.Minute, Agent: node, Script: registerMany,
		},
		{
			ID: "mass-export", Event: "EV-16", Also: []string{"EV-01", "EV-20"}, What: "ninety exports in ten minutes",
			Host: shop.HostAPI, Method: "GET", Template: "/api/v1/orders/export", Sources: []string{"203.0.113.160"},
			Before: 18 * time.Minute, Agent: browsers[3], Script: exportMany,
		},
	}
}

// Program names what makes the attack's calls.
func (a Attack) Program() string {
	if a.Tool != nil {
		w, t := &World{Shop: shop.New(shop.Options{})}, ToolRun{R: rand.New(rand.NewPCG(0, 0))}
		return a.Tool(w, t).Name
	}
	return "script as " + strings.FieldsFunc(a.Agent.name, func(r rune) bool { return r == '/' || r == ' ' })[0]
}
