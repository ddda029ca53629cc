package cli

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// labels of an explanation, in each language.
var labels = map[string][2]string{
	"why": {"Why", "原因"}, "observed": {"Observed", "观测值"}, "baseline": {"Usual", "基线"}, "threshold": {"Threshold", "阈值"},
	"window": {"Window", "时间窗口"}, "rule": {"Rule", "规则"}, "clear": {"Would not have fired", "不会触发的最小改变"},
	"source": {"Source", "来源"}, "time": {"Time", "时间"}, "calls": {"Calls", "调用次数"}, "samples": {"Samples", "样本"},
	"advice": {"What to do", "处置建议"}, "gateway": {"At the gateway", "网关措施"}, "history": {"History", "变更历史"},
	"links": {"See also", "相关"}, "state": {"State", "状态"}, "unlearned": {"not learned, built in", "未学习，采用内置值"},
	"addresses": {"%s addresses", "共 %s 个 IP"}, "client": {"client %s", "客户端 %s"}, "account": {"account %s", "账号 %s"},
	"sure": {"Confidence", "可信度"},
	"by":   {"by %s", "操作人：%s"}, "system": {"by the system", "系统"}, "level": {"level", "级别"}, "tuned": {"tuned by %s", "由策略 %s 调整"},
}

// page writes an explanation: a label, then its lines, indented below each other.
type page struct {
	w    io.Writer
	lang finding.Lang
}

func (p page) say(key string) string { return labels[key][p.lang&1] }

func (p page) part(key string, lines ...string) {
	shown := false
	for _, l := range lines {
		if l == "" {
			continue
		}
		if !shown {
			fmt.Fprintf(p.w, "\n%s\n", p.say(key))
			shown = true
		}
		fmt.Fprintf(p.w, "  %s\n", printable(strings.ReplaceAll(l, "\n", " ")))
	}
}

// figures writes label and value in two columns; labels of Chinese characters are two wide.
func (p page) figures(pairs ...[2]string) {
	const column = 12
	for _, x := range pairs {
		if x[1] == "" {
			continue
		}
		wide := 0
		for _, r := range p.say(x[0]) {
			wide++
			if r > 0x2e80 {
				wide++
			}
		}
		fmt.Fprintf(p.w, "  %s%s%s\n", p.say(x[0]), strings.Repeat(" ", max(column-wide, 1)), printable(x[1]))
	}
}

// explain prints one risk or event, as a node or as analyze describes it.
func explain(w io.Writer, it map[string]any, l finding.Lang) {
	p := page{w, l}
	at := func(path string) string { return lookup(it, path) }
	fmt.Fprintf(w, "%s  %s  %s\n", printable(at("id")), printable(p.term(at("level"))), printable(at("title")))
	fmt.Fprintf(w, "%s %s  (%s)\n", printable(at("method")), printable(at("host")+at("api")), printable(at("type")))
	p.part("why", at("why.reason"))
	unit := p.term(at("why.unit"))
	usual := at("why.baseline") + " " + unit
	if at("why.learned") != "true" {
		usual = p.say("unlearned")
	}
	rule := at("why.rule")
	if tuned := at("why.tuned"); tuned != "" {
		rule += ", " + fmt.Sprintf(p.say("tuned"), tuned)
	}
	p.figures([2]string{"observed", at("why.observed") + " " + unit}, [2]string{"baseline", usual},
		[2]string{"threshold", at("why.threshold") + " " + unit}, [2]string{"window", window(it)}, [2]string{"rule", rule}, [2]string{"sure", p.confidence(it)})
	p.part("clear", at("why.clear"))
	p.part("source", p.source(it))
	p.part("time", shorter(at("start"))+" – "+shorter(at("end")))
	p.part("calls", at("count"))
	p.part("samples", listed(it["samples"])...)
	p.part("state", strings.TrimSpace(p.term(at("status"))+" "+at("remark")))
	p.part("advice", at("advice"))
	p.part("gateway", p.measures(it["suggestions"])...)
	p.part("history", p.history(it["history"])...)
	p.part("links", related(it)...)
}

// confidence is how sure it is that an event is abuse, and which ways of seeing agree.
func (p page) confidence(it map[string]any) string {
	sure := p.term(lookup(it, "confidence"))
	votes := listed(it["votes"])
	for i := range votes {
		votes[i] = p.vote(votes[i])
	}
	if v := strings.Join(votes, ", "); v != "" {
		return sure + " (" + v + ")"
	}
	return sure
}

func window(it map[string]any) string {
	why, _ := it["why"].(map[string]any)
	s, _ := why["window_seconds"].(float64)
	if s <= 0 {
		return ""
	}
	return (time.Duration(s) * time.Second).String()
}

func (p page) source(it map[string]any) string {
	var parts []string
	block := lookup(it, "source.cidr")
	if block == "invalid Prefix" {
		block = ""
	}
	parts = append(parts, block)
	if ip := lookup(it, "source.ip"); ip != "" && block != "" {
		parts = append(parts, ip)
	}
	if n := lookup(it, "source.ips"); n != "" && n != "1" && n != "0" {
		parts = append(parts, fmt.Sprintf(p.say("addresses"), n))
	}
	if a := lookup(it, "source.agent"); a != "" {
		parts = append(parts, fmt.Sprintf(p.say("client"), a))
	}
	if a := lookup(it, "source.account"); a != "" {
		parts = append(parts, fmt.Sprintf(p.say("account"), a))
	}
	return strings.Trim(strings.Join(parts, ", "), ", ")
}

func listed(v any) (out []string) {
	list, _ := v.([]any)
	for _, x := range list {
		out = append(out, fmt.Sprint(x))
	}
	return out
}

func (p page) measures(v any) (out []string) {
	list, _ := v.([]any)
	for _, x := range list {
		m, _ := x.(map[string]any)
		line := p.measure(lookup(m, "kind"))
		for _, k := range []string{"sources", "per_minute", "agent", "countries"} {
			if s := lookup(m, k); s != "" {
				line += " " + s
			}
		}
		out = append(out, line)
	}
	return out
}

func (p page) history(v any) (out []string) {
	list, _ := v.([]any)
	for _, x := range list {
		m, _ := x.(map[string]any)
		what := p.term(lookup(m, "from")) + " -> " + p.term(lookup(m, "to"))
		if lookup(m, "to") == "" {
			what = p.say("level") + " " + p.term(lookup(m, "from_level")) + " -> " + p.term(lookup(m, "to_level"))
		}
		by := p.say("system")
		if u := lookup(m, "user"); u != "" {
			by = fmt.Sprintf(p.say("by"), u)
		}
		out = append(out, strings.TrimSpace(strings.Join([]string{shorter(lookup(m, "time")), what, by, lookup(m, "remark")}, "  ")))
	}
	return out
}

// related names other events of the API, and the command that shows the API.
func related(it map[string]any) (out []string) {
	list, _ := it["related_events"].([]any)
	for _, x := range list {
		m, _ := x.(map[string]any)
		out = append(out, "lapwing explain "+lookup(m, "id")+"  "+lookup(m, "title"))
	}
	if id := lookup(it, "api_id"); id != "" {
		out = append(out, "lapwing apis show "+id)
	}
	return out
}
