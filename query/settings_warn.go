package query

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/detect/credential"
	"github.com/lapwing-sec/lapwing/actors/detect/event"
	"github.com/lapwing-sec/lapwing/actors/detect/policy"
	"github.com/lapwing-sec/lapwing/actors/detect/purpose"
	"github.com/lapwing-sec/lapwing/actors/detect/risk"
	"github.com/lapwing-sec/lapwing/actors/detect/sensitive"
)

// ordinary is what answers of APIs hold that is nobody's secret: the text a data type of one's own
// is tried on, to see what it would find everywhere. Names of products and places, numbers of
// orders, dates, hashes, versions, sentences; nothing in it belongs to a person.
var ordinary = []string{
	`{"id":1048576,"status":"shipped","currency":"EUR","total":"129.90","items":3}`,
	`{"order":"SO-2026-0004711","created":"2026-11-21T09:30:00Z","warehouse":"North gate 4"}`,
	`{"sku":"LMP-44-BLK","title":"Desk lamp, black","stock":1250,"weight_g":840}`,
	`{"trace":"4bf92f3577b34da6a3ce929d0e0e4736","span":"00f067aa0ba902b7"}`,
	`{"etag":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0bb86fdb2c9b0f","bytes":184320}`,
	`{"uuid":"7d444840-9dc0-11d1-b245-5ffdce74fad2","kind":"invoice","page":2,"pages":17}`,
	`{"message":"Your parcel has left the sorting centre and arrives tomorrow before noon."}`,
	`{"error":"validation_failed","field":"quantity","detail":"must be a whole number above zero"}`,
	`{"消息":"您的订单已发货，预计明天送达。","状态":"运输中","编号":"DD20261121000471"}`,
	`{"说明":"请在工作日上午九点到下午五点之间到营业厅办理业务。"}`,
	`{"build":"v2.14.0-rc.3+git.5f0c2ab","go":"go1.26","uptime":"312h41m7s"}`,
	`{"next":"eyJ0IjoxNzYzNzE3NDAwLCJpZCI6IjAxSkQifQ","limit":100,"more":true}`,
	`<p class="lead">Opening hours: Monday to Friday, 09:00 to 17:30. Closed on public holidays.</p>`,
	`date,region,units,revenue 2026-11-01,north,410,18400.50 2026-11-02,south,377,16921.00`,
	`GET /assets/app.4f9c1e.js 200 18231 12ms HIT`,
	`The quick brown fox jumps over the lazy dog while seventeen wizards make toxic brew.`,
}

const (
	muchFound   = 10 // percent of ordinary text that a data type may find before it is warned of
	fewTried    = 10 // calls a rule must have been tried on before a share of them says something
	nearlyCalls = 90 // percent of the tried calls
)

// OrdinaryShare gives how much of ordinary text a data type finds, in percent of its bytes; -1 for
// rules of other kinds and rules that cannot work.
func OrdinaryShare(kind string, body []byte) int {
	if kind != policy.DataTypes {
		return -1
	}
	r, refused := DetectionRules([]Setting{{Kind: kind, Name: "trial", Number: 1, Body: inForce(body)}})
	if r == nil || refused != nil {
		return -1
	}
	all, found := 0, 0
	for _, text := range ordinary {
		all += len(text)
		end := 0
		for _, h := range r.ScanText(nil, "", []byte(text)) {
			found += max(0, h.End-max(h.Start, end))
			end = max(end, h.End)
		}
	}
	return found * 100 / all
}

// inForce is a rule as it would be were it in force: one that is kept switched off says nothing.
func inForce(body []byte) []byte {
	var rule map[string]json.RawMessage
	if json.Unmarshal(body, &rule) != nil || rule["enabled"] == nil {
		return body
	}
	delete(rule, "enabled")
	on, err := json.Marshal(rule)
	if err != nil {
		return body
	}
	return on
}

// RuleWarnings says what is odd about a rule that may be put in force all the same; nil: nothing.
func RuleWarnings(kind string, body []byte) []string {
	if kind == KindAlarm {
		return alarmWarnings(body)
	}
	if n := OrdinaryShare(kind, body); n >= muchFound {
		return []string{fmt.Sprintf("finds %d %% of ordinary text (numbers of orders, hashes, sentences), so nearly every API would "+
			"carry this data: make the pattern narrower, or ask for keywords beside the value", n)}
	}
	return nil
}

// warn adds what a trial showed to what the rule itself shows.
func (t *RuleTrial) warn(kind string, body []byte) {
	t.Warnings = RuleWarnings(kind, body)
	if n := len(t.Samples); t.Tried >= fewTried && n*100 >= nearlyCalls*t.Tried {
		t.Warnings = append(t.Warnings, fmt.Sprintf("applies to %d of the %d newest stored calls (%d %%): is it meant to be about nearly all?",
			n, t.Tried, n*100/t.Tried))
	}
}

// unlikeBuiltin refuses names that built-in things have: nobody could tell the two apart in lists,
// filters and findings.
func unlikeBuiltin(what string, names []string) func(string) error {
	return func(name string) error {
		if slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, name) }) {
			return fmt.Errorf("%q is the name of a built-in %s: choose another one", name, what)
		}
		return nil
	}
}

func builtinTypeNames() []string {
	var out []string
	for _, t := range sensitive.Types() {
		out = append(out, t.Name, t.Title, rowID("SD", uint8(t.ID)))
	}
	return out
}

func builtinPurposeNames() []string {
	var out []string
	for _, p := range purpose.Table() {
		out = append(out, p.ID.String(), p.Title)
	}
	return out
}

func builtinRuleNames() []string {
	var out []string
	for _, r := range event.Table() {
		out = append(out, r.Type(), r.Title)
	}
	for _, r := range risk.Table() {
		out = append(out, r.Type(), r.Title)
	}
	return out
}

func builtinCredentialNames() []string {
	var out []string
	for _, k := range credential.Kinds() {
		out = append(out, k.Name, k.Title)
	}
	return out
}
