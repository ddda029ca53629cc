package event

import (
	"strconv"
	"strings"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// ownWhy explains an own event: its conditions, what was seen of each figure, and what was needed.
func ownWhy(r *finding.OwnRule, v *ownVerdict) finding.Why {
	b := make([]byte, 0, 512)
	b = append(b, ownKey...)
	b = finding.AppendArg(b, "per", strconv.Itoa(int(r.Per)))
	b = finding.AppendArg(b, "conditions", r.About)
	if v.estimate {
		b = finding.AppendArg(b, "about", "yes")
	}
	part := make([]byte, 0, 128)
	for i := range r.Stats {
		s := &r.Stats[i]
		part = append(strconv.AppendUint(part[:0], uint64(s.What), 10), '|')
		part = append(strconv.AppendBool(part, s.AtMost), '|')
		part = append(strconv.AppendBool(part, v.about[i]), '|')
		part = append(strconv.AppendFloat(part, v.stats[i], 'f', 1, 64), '|')
		part = append(append(strconv.AppendFloat(part, s.Limit, 'g', -1, 64), '|'), s.About...)
		b = finding.AppendArg(b, statNames[i], string(part))
	}
	policy := r.Name + "@" + strconv.FormatUint(r.Version, 10)
	return finding.Why{
		Observed: v.calls, Threshold: float64(r.Requests), Unit: "calls", Window: time.Duration(r.Period) * time.Second,
		Rule: finding.OwnPrefix + policy, Reason: string(b), Tuned: policy,
	}
}

const ownKey = "own"

// statNames name the statistics of an event in what is stored.
var statNames = func() (n [finding.MostOwnStats]string) {
	for i := range n {
		n[i] = "s" + strconv.Itoa(i)
	}
	return n
}()

// ownPhrases are the texts of own events; those of statistics by finding.OwnWhat.
var (
	ownReason = finding.Phrase{
		En: "{who} made {observed:call} in {window} that meet its conditions; {threshold} are enough.{stats} Conditions: {conditions}.",
		Zh: "{who}在{window}内有 {observed} 次调用符合条件，达到 {threshold} 次即触发。{stats}条件：{conditions}。",
	}
	ownClear = finding.Phrase{En: "Fewer than {threshold} such calls in {window}{stats}.", Zh: "{window}内此类调用少于 {threshold} 次{stats}。"}
	ownWho   = [...]finding.Phrase{
		{En: "One address", Zh: "单个 IP "}, {En: "One account", Zh: "单个账号"}, {En: "The callers of the API", Zh: "该 API 的调用方"},
		{En: "The callers of the domain", Zh: "该域名的调用方"},
	}
	ownSeen = [...]finding.Phrase{
		{En: " {n} different values of {it} ({bound}).", Zh: "{it} 出现 {n} 个不同的值（{bound}）。"},
		{En: " {n} % of them with {it} ({bound}).", Zh: "其中 {n}% 符合 {it}（{bound}）。"},
		{En: " {n} in all of {it} ({bound}).", Zh: "{it} 合计 {n}（{bound}）。"},
	}
	ownNot = [...]finding.Phrase{
		{En: ", or {bound} different values of {it}", Zh: "，或 {it} 的不同值{bound} 个"},
		{En: ", or {bound} % of them with {it}", Zh: "，或符合 {it} 的占比{bound}%"},
		{En: ", or {bound} in all of {it}", Zh: "，或 {it} 合计{bound}"},
	}
	ownBound = map[bool]finding.Phrase{false: {En: "at least {it}", Zh: "至少 {it}"}, true: {En: "at most {it}", Zh: "至多 {it}"}}
	ownOther = map[bool]finding.Phrase{false: {En: "fewer than {it}", Zh: "少于 {it}"}, true: {En: "more than {it}", Zh: "多于 {it}"}}
)

func it(p finding.Phrase, l finding.Lang, text string) string {
	return finding.Fill(p.In(l), func(string) string { return text })
}

// sayOwn tells an own event. What to do about it is in the policy, which the finding names.
func sayOwn(f *finding.Finding, name string, said *finding.Said, l finding.Lang) finding.Words {
	if said.Key != ownKey {
		return finding.Words{Title: name, Reason: f.Why.Reason, Clear: f.Why.Clear}
	}
	per, _ := strconv.Atoi(said.Value("per", l, phraseOf)) // no number: an address
	var seen, not strings.Builder
	for i := range finding.MostOwnStats {
		part := strings.SplitN(said.Value(statNames[i], l, phraseOf), "|", 6)
		if len(part) < 6 {
			break
		}
		what, _ := strconv.Atoi(part[0])
		what = min(max(what, 0), len(ownSeen)-1)
		n, atMost := strings.TrimSuffix(part[3], ".0"), part[1] == "true"
		if part[2] == "true" {
			n = Capital(it(phrases["about"], l, n)) // a sentence begins with it
		}
		figures := map[string]string{"n": n, "it": part[5], "bound": it(ownBound[atMost], l, part[4])}
		seen.WriteString(finding.Fill(ownSeen[what].In(l), func(k string) string { return figures[k] }))
		figures["bound"] = it(ownOther[atMost], l, part[4])
		not.WriteString(finding.Fill(ownNot[what].In(l), func(k string) string { return figures[k] }))
	}
	value := func(stats string) func(string) string {
		return func(k string) string {
			switch k {
			case "who":
				return ownWho[min(max(per, 0), len(ownWho)-1)].In(l)
			case "stats":
				return stats
			}
			return valueOf(f, said, k, l)
		}
	}
	return finding.Words{
		Title: name, Reason: finding.Fill(ownReason.In(l), value(seen.String())), Clear: finding.Fill(ownClear.In(l), value(not.String())),
	}
}
