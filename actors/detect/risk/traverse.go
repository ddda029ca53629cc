package risk

import (
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

const shortDigits = 8 // digits of an id that can be counted up within a day

// ownedNouns are what belongs to somebody: to count up its numbers is to read what others own.
var ownedNouns = []string{
	"order", "user", "account", "invoice", "customer", "member", "patient", "employee", "staff", "student", "teacher",
	"ticket", "payment", "bill", "contract", "message", "address", "cart", "policy", "claim", "loan", "card", "wallet",
	"transaction", "report", "document", "file", "attachment", "profile", "person", "people", "resume", "candidate",
	"applicant", "booking", "reservation", "appointment", "prescription", "salary", "payroll", "refund", "receipt",
	"statement", "subscription", "contact", "client", "tenant", "device", "vehicle", "driver", "record", "application",
	"quote", "shipment", "delivery", "parcel", "conversation", "chat", "mail", "note", "photo", "credential", "key",
	"certificate", "guest", "passenger", "merchant", "vendor", "supplier", "agent", "admin", "uid",
	"订单", "用户", "dingdan", "yonghu", "huiyuan", "kehu", "yuangong",
}

// openNouns are what everybody may look at.
var openNouns = []string{
	"product", "article", "news", "post", "category", "categories", "goods", "item", "city", "cities", "region",
	"province", "topic", "page", "tag", "brand", "shop", "store", "movie", "book", "song", "album", "game", "course",
	"event", "recipe", "hotel", "restaurant", "station", "country", "countries", "language", "currency", "faq", "help",
	"banner", "dict", "area", "sku", "spu", "blog", "video", "channel", "forum", "thread", "question", "pokemon",
}

// idEnds are how names of parameters end that name one record.
var idEnds = []string{"id", "no", "num", "number", "code", "key", "uid", "sn"}

// notIDs are names of numbers that name no record.
var notIDs = words(`page pageno pagenum pagenumber pageid pageindex size pagesize limit offset count num number total year
	month day week hour minute version v code status statuscode type level sort order zip zipcode postcode postalcode
	areacode countrycode quantity qty amount price width height port timeout ttl lat lng lon tid gid appid clientid
	tenantid channelid langid categoryid cityid regionid provinceid brandid goodsid productid itemid skuid spuid articleid
	newsid topicid shopid storeid errcode verifycode smscode captcha validcode authcode checkcode code pin otp phone
	mobile tel rownum seq serial index row rows step stage typeid cateid cid areaid deviceid sessionid requestid traceid
	paid valid void android grid bid mid lastid sinceid maxid minid afterid beforeid startid endid cursor rand random
	timestamp time ts t nonce buildno build`)

// shortID looks for a record that is named by a number so short that it can be counted up, in
// a call that gave the record out.
func shortID(c *Call) (string, bool) {
	if !c.F.OK() || c.F.Blocked || c.entering() || strings.Contains(c.F.API.Method, " mutation ") {
		return "", false
	}
	if reason := c.countedPath(); reason != "" && c.servesRecord() {
		return reason, true
	}
	if strings.Contains(c.F.API.Method, " ") {
		return "", false // an operation's arguments are no parameters of the address
	}
	values := c.request()
	for i := range values {
		v := &values[i]
		if v.Place != traffic.InQuery && (v.Place < traffic.InJSON || v.Place > traffic.InXML) || len(v.Text) > shortDigits ||
			!countable(string(v.Text)) || notIDs.has(v.Key) || !ends(v.Key, idEnds) {
			continue
		}
		if c.owned(nounOf(v.Key)) && c.reads() && c.servesRecord() {
			return finding.Say("short_id", where(v), number("n", len(v.Text))), true
		}
	}
	return "", false
}

// countedPath looks for a short number in a place of the path's template that names a record.
func (c *Call) countedPath() string {
	path := strings.Trim(c.X.Path, "/")
	for at, p := range c.api().places {
		if path == "" {
			break
		}
		var segment string
		segment, path, _ = strings.Cut(path, "/")
		if !p.open {
			continue
		}
		dated := year(segment) && (p.dates || !p.noun.owned)
		belongs := p.noun.owned || c.X.Method != "POST" && c.owned(p.noun)
		if len(segment) <= shortDigits && countable(segment) && !dated && !p.noID && belongs {
			return countedReason(at+1, len(segment))
		}
		if dated {
			return ""
		}
	}
	return ""
}

// countedReasons are ready because this is said of many calls.
var countedReasons = func() (all [maxPlaces + 1][shortDigits + 1]string) {
	for at := range all {
		for n := range all[at] {
			all[at][n] = finding.Say("short_path_id", number("of", at), number("n", n))
		}
	}
	return all
}()

func countedReason(at, digits int) string { return countedReasons[at][digits] }

// countable reports a number of which there is a next one; a number that begins with a zero
// is a code.
func countable(s string) bool { return digits(s) && s[0] != '0' }

func year(s string) bool {
	return len(s) == 4 && digits(s) && s >= "1900" && s < "2100"
}

// noun is what a name stands for.
type noun struct {
	open  bool // everybody may look at it
	owned bool // it belongs to somebody
}

func nounOf(name string) (n noun) {
	low := strings.ToLower(name)
	for _, w := range openNouns {
		if strings.HasPrefix(low, w) {
			n.open = true
			break
		}
	}
	n.owned = ownedNoun(low)
	return n
}

// owned reports whether what a name stands for belongs to somebody: by the name itself, by
// the personal data in the answer, or by the credential that was asked for it.
func (c *Call) owned(n noun) bool {
	if n.open {
		return c.personal() && !c.anonymous()
	}
	return n.owned || c.personal() || !c.anonymous()
}

func ownedNoun(low string) bool {
	for _, n := range ownedNouns {
		if strings.Contains(low, n) {
			return true
		}
	}
	return false
}

// reads reports a call that asks for a record and does not make one: a new record may well
// name others by their numbers.
func (c *Call) reads() bool {
	if c.X.Method == "GET" {
		return true
	}
	if c.X.Status == 201 {
		return false
	}
	const few = 3 // fields of a request that only asks
	n := 0
	values := c.request()
	for i := range values {
		if values[i].Place >= traffic.InJSON {
			n++
		}
	}
	return n <= few
}

// servesRecord reports an answer that gave something out or changed something: fields that
// are not a refusal, or a change without a body.
func (c *Call) servesRecord() bool {
	if c.refusedInside() {
		return false
	}
	if c.X.Method != "GET" && c.X.Method != "POST" {
		return c.X.Method != "OPTIONS" && c.X.Method != "HEAD"
	}
	switch c.V.Bodies[traffic.Response].Format {
	case traffic.FormatJSON, traffic.FormatXML:
		return len(c.response()) > 0
	case traffic.FormatBinary:
		return ownedNoun(strings.ToLower(c.F.API.Template))
	}
	return false
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
