package event

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/risk"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Say tells in a language what a finding is, why it fired, what would have cleared it and what
// to do. Where the row is unknown, the title is the row's ID and reason and change are as they
// were stored. A finding's own rule may be older than the row: its figures are its own, the
// words are today's.
func Say(f *finding.Finding, l finding.Lang) finding.Words {
	said := finding.ReadSaid(f.Why.Reason)
	value := func(name string) string { return valueOf(f, &said, name, l) }
	fill := func(text string) string { return finding.Fill(text, value) }
	if r := ByType(f.Type); r != nil {
		w := finding.Words{Title: r.Title, Reason: r.Reason, Clear: r.Clear, Advice: r.Advice}
		if l == finding.Chinese {
			w = r.Zh
		}
		if f.Why.Threshold == 0 && slices.Contains(finding.Places(w.Clear), "threshold") {
			w.Clear = phrases["no_call"].In(l)
		}
		w.Reason, w.Clear = Capital(fill(w.Reason)), fill(w.Clear)
		return tunedBy(w, f.Why.Tuned, l)
	}
	if r := risk.ByType(f.Type); r != nil {
		w := r.Words(l)
		w.Reason = f.Why.Reason
		if p, ok := risk.PhraseOf(said.Key); ok {
			w.Reason = Capital(fill(p.In(l)))
		}
		return tunedBy(w, f.Why.Tuned, l)
	}
	if name, ok := finding.OwnName(f.Type); ok {
		return sayOwn(f, name, &said, l)
	}
	return finding.Words{Title: f.Type, Reason: f.Why.Reason, Clear: f.Why.Clear}
}

// tunedBy says by which version of which policy a rule was judged, where one has set its level,
// line or trial.
func tunedBy(w finding.Words, policy string, l finding.Lang) finding.Words {
	name, version, ok := strings.Cut(policy, "@")
	if !ok || w.Reason == "" {
		return w
	}
	w.Reason += finding.Fill(phrases["tuned"].In(l), func(place string) string {
		if place == "policy" {
			return name
		}
		return version
	})
	return w
}

// said is the row's reason as it is stored: only what the figures of Why do not tell.
func (r *Row) said(v *verdict) string {
	var b strings.Builder
	b.WriteString(r.typ)
	if v.estimate {
		b.WriteString(finding.Arg("about", "yes"))
	}
	if v.people > 1 {
		b.WriteString(finding.Arg("people", figure(float64(v.people))))
	}
	if v.share > 0 {
		b.WriteString(finding.Arg("share", percent(v.share)))
	}
	if r.values != nil {
		b.WriteString(r.values(v))
	}
	b.WriteString(v.extra)
	if v.more != nil {
		b.WriteString(v.more())
	}
	return b.String()
}

// valueOf gives the value of a place: the figures of Why, or what was stored besides.
func valueOf(f *finding.Finding, said *finding.Said, name string, l finding.Lang) string {
	switch name {
	case "who":
		if s := said.Value("who", l, phraseOf); s != "" {
			return s
		}
		return phrases[whoOf(&f.Source)].In(l)
	case "observed":
		n := figure(f.Why.Observed)
		if said.Value("about", l, phraseOf) == "" {
			return n
		}
		return finding.Fill(phrases["about"].In(l), func(string) string { return n })
	case "baseline":
		return figure(f.Why.Baseline)
	case "window":
		return span(f.Why.Window, l)
	case "threshold":
		return figure(f.Why.Threshold)
	case "usual":
		key := "floor"
		switch {
		case f.Why.Learned:
			key = "usual"
		case f.Why.Tuned != "":
			key = "floor_tuned"
		}
		return finding.Fill(phrases[key].In(l), func(string) string { return figure(f.Why.Baseline) })
	}
	return said.Value(name, l, phraseOf)
}

// whoOf tells whose doing an event is.
func whoOf(s *finding.Source) string {
	switch {
	case !s.OfAccount():
		return "address"
	case strings.HasPrefix(s.Account, finding.SessionPrefix):
		return "session"
	}
	return "account"
}

// span says a window in words.
func span(d time.Duration, l finding.Lang) string {
	if p, ok := windowWords[d]; ok {
		return p.In(l)
	}
	n, unit := d/time.Second, phrase{"seconds", "秒"}
	if d%time.Minute == 0 {
		n, unit = d/time.Minute, phrase{"minutes", "分钟"}
	}
	return fmt.Sprintf("%d %s", n, finding.Phrase(unit).In(l))
}

var windowWords = map[time.Duration]finding.Phrase{
	time.Minute: {En: "one minute", Zh: "一分钟"}, 10 * time.Minute: {En: "ten minutes", Zh: "十分钟"}, time.Hour: {En: "an hour", Zh: "一小时"},
	24 * time.Hour: {En: "24 hours", Zh: "24 小时"},
}

// figure writes a figure as texts do.
func figure(v float64) string { return fmt.Sprintf("%.0f", v) }

// Capital gives a sentence its capital letter.
func Capital(s string) string {
	if s != "" && s[0] >= 'a' && s[0] <= 'z' {
		return string(s[0]-'a'+'A') + s[1:]
	}
	return s
}

type phrase struct{ En, Zh string }

// phrases are the values of reasons that are said in words.
var phrases = func() map[string]finding.Phrase {
	all := map[string]finding.Phrase{}
	for key, p := range map[string]phrase{
		"address":      {"one address", "单个 IP "},
		"account":      {"one account over several addresses", "单个账号通过多个 IP "},
		"session":      {"one session over several addresses", "单个会话通过多个 IP "},
		"about":        {"about {it}", "约 {it}"},
		"usual":        {"usual is {it}", "平时为 {it}"},
		"floor":        {"no baseline yet, built-in floor", "尚未形成基线，采用内置下限"},
		"got_in":       {", and then got in", "，随后登录成功"},
		"got_in_one":   {", and got in to at least one", "，并至少成功登录其中一个"},
		"names_share":  {"the line is {it}, a quarter of the names this address tried on this API", "阈值为 {it}，即该 IP 在此 API 上尝试过的账号数的四分之一"},
		"role_claimed": {", by a claim of rank in the call", "，且调用中自称具有更高权限"},
		"role_tried":   {", and was refused each time", "，且均被拒绝"},
		"ids_guessed":  {"; many of them are refused or do not exist", "；其中许多被拒绝或不存在"},
		"ids_foreign":  {"; others had read some of them before", "；其中一些先前由他人读取"},
		"ids_refused":  {"; none was answered", "；均未获得响应"},
		"ids_answered": {"; some were answered", "；其中一些获得了响应"},
		"no_call":      {"No such call at all.", "不存在此类调用。"},
		"names_floor":  {"built-in line: {it}", "内置阈值：{it}"},
		"far_larger":   {"a number far larger than any before", "远大于以往的数值"},
		"below_zero":   {"a number below zero", "负数"},
		"held":         {"this credential", "该凭据"},
		"block":        {"the addresses of one network together", "同一网段的多个 IP 合计"},
		"clients":      {"all clients together", "全部客户端合计"},
		"an_hour":      {"an hour", "一小时"},
		"a_day":        {"24 hours", "24 小时"},
		"rotating":     {"{it} addresses that call nothing else of this host", "{it} 个不再调用该站点其他接口的 IP "},
		"one_receiver": {"{it} addresses, all for the same receiver,", "{it} 个 IP 针对同一接收方"},
		"stray_usual":  {"usual are {it} for a hundred that log in", "平时每百次成功登录对应 {it} 个"},
		"odd_logons":   {"by programs or from countries that never log in here", "所用程序或来源国家从未在此登录过"},
	} {
		all[key] = finding.Phrase(p)
	}
	for _, words := range []map[string]phrase{weakWords, tuneWords} {
		for key, p := range words {
			all[key] = finding.Phrase(p)
		}
	}
	for form := range finding.Forms {
		all[formKey(form)] = form.Phrase()
	}
	return all
}()

// tuneWords are said of rules that a policy tunes.
var tuneWords = map[string]phrase{
	"floor_tuned": {"no baseline yet", "尚未形成基线"},
	"tuned":       {" Level, line or trial are those of policy {policy}, version {version}.", "级别、阈值或试运行由策略 {policy} 第 {version} 版设定。"},
}

func formKey(f finding.Form) string { return fmt.Sprintf("form_%d", f) }

func phraseOf(key string) (finding.Phrase, bool) {
	if p, ok := phrases[key]; ok {
		return p, true
	}
	return risk.PhraseOf(key)
}
