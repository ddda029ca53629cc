package event

import (
	"fmt"
	"math"
	"net/netip"
	"time"

	"github.com/zeebo/xxh3"

	"github.com/lapwing-sec/lapwing/actors/detect/region"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

const (
	strayDay    = 60  // names that fail once and do not come back, in a day: a busy shop has a few
	strayHour   = 0.5 // times that in an hour
	strayCold   = 1.7 // times that while it is not known what is usual
	strayTimes  = 4   // times what is usual for as many logons as succeed
	strayShare  = 0.6 // of the names that fail: of people, three in four come back
	strayBlocks = 12  // source blocks, and a quarter of the names: one address or office is EV-10's
	strayKnown  = 0.5 // times the share of known names among those that succeed: lists hold strangers
	strayOdd    = 0.7 // of them by a program, or from a country, that never logs in here: then known names count, too
	namesAsked  = 100 // logons that succeeded before it is known how many names come back
)

// pe22 judges the logons of one API whatever their addresses and sessions: names that fail once each and do
// not come back, from ever other networks, while others log in as always. Where everybody fails it is the
// service: people try again and their names are known. It is one case a day.
var pe22 = &Row{
	ID: 65, Title: "Credential stuffing over rotating addresses",
	Categories: []string{"Account risk", "Account"}, Also: []finding.Event{38, 37},
	Scope: ScopeEndpoint, Version: 1, Unit: "accounts", Window: time.Duration(dayWindow) * time.Second, many: true,
	Vote: finding.VoteRotation, Level: finding.Medium, Medium: 1, High: 5, Rise: finding.Rise{High: 1000},
	Advice: "No address does enough to be blocked: ask for a captcha or a second factor of whoever comes from a network that " +
		"the account never used, and refuse passwords known from leaks. Look for accounts that got in from such a network today.",
	Suggest: []finding.SuggestionKind{finding.SuggestBot, finding.SuggestClient, finding.SuggestCredential},
	Reason: "{observed:account} failed once each and did not come back, within {span}, from {ips} addresses in {blocks} networks[, {odd}]" +
		"[, and {known} % of the names are known where {returning} % of those that succeed are] ({rate}).",
	Clear: "{threshold} or fewer such accounts, or most of them coming back as people do.",
	Zh: finding.Words{
		Title: "轮换 IP 的撞库攻击",
		Reason: "在{span}内，{observed} 个账号各登录失败一次且未再重试，来自 {blocks} 个网段的 {ips} 个 IP[，{odd}]" +
			"[，其中 {known} % 的账号曾登录成功，而登录成功者中该比例为 {returning} %]（{rate}）。",
		Clear:  "此类账号不超过 {threshold} 个，或其中多数像真人一样重新登录。",
		Advice: "没有任何单个 IP 达到可封禁的程度：当来源网络从未被该账号使用过时，要求验证码或第二因素，并拒绝已泄露的密码。排查今日从此类网络登录成功的账号。",
	},
	endpoint: judgeRotating,
	Finds: []Scenario{
		{"one pair a minute, each from another network", func() []finding.Facts {
			return join(customers(8, 8), rotated(scene{after: later(7, 9), every: time.Minute}, 300, 1))
		}},
		{"slow: nine an hour all day and night", func() []finding.Facts {
			return join(customers(8, 8), rotated(scene{after: later(7, 1), every: 400 * time.Second}, 190, 1))
		}},
		{"on the first day, where nothing is known", func() []finding.Facts {
			return join(customers(1, 3), rotated(scene{after: later(0, 10), every: 20 * time.Second}, 700, 1))
		}},
	},
	Ignores: []Scenario{
		{"customers as always, one in eight mistypes, some give up", func() []finding.Facts {
			return customers(12, 6)
		}},
		{"a campaign: fifteen times as many, most of them new", func() []finding.Facts {
			return join(customers(8, 8), rush(later(7, 9), 900, 6, 5, true))
		}},
		{"a broken release: everybody fails, most try again", func() []finding.Facts {
			all := customers(8, 8)
			from := scenarioStart.Add(later(7, 9))
			for i := range all {
				if all[i].Time.After(from) {
					all[i].Login.Outcome, all[i].Status = finding.OutcomeFailed, 401
				}
			}
			return join(all, rush(later(7, 9), 300, 1, 2, false))
		}},
		{"all passwords expired: known names fail once, half come back later", func() []finding.Facts {
			return join(customers(8, 8), rush(later(7, 9), 240, 1, 2, false))
		}},
		{"a mail client on two hundred phones with the old password of one account", func() []finding.Facts {
			all := rotated(scene{after: later(7, 9), every: 30 * time.Second}, 200, 1)
			for i := range all {
				all[i].Login.Name, all[i].Login.Password = hashOf("name", 77), hashOf("password", 1)
			}
			return join(customers(8, 8), all)
		}},
	},
}

// customers is days on which a hundred people of as many networks log in from 9 to 17 o'clock, every
// k-th after a typing error; one in four of those gives up.
func customers(days, k int) []finding.Facts {
	var all []finding.Facts
	for day := range days {
		for i := range 100 {
			s := scene{after: later(day, 9) + time.Duration(i)*270*time.Second, every: 20 * time.Second, ip: netOf(i), from: i}
			if (i+day)%k == 0 {
				all = append(all, logins(s, 1, newName, newPassword, finding.OutcomeFailed)...)
				if (i+day)%(4*k) == 0 {
					continue
				}
				s.after += 20 * time.Second
			}
			all = append(all, logins(s, 1, newName, newName, finding.OutcomeOK)...)
		}
	}
	return join(all)
}

// rush is n logons within an hour from as many networks; every k-th fails, and every g-th of those gives up.
func rush(after time.Duration, n, k, g int, strangers bool) []finding.Facts {
	var all []finding.Facts
	for i := range n {
		s := scene{after: after + time.Duration(i)*time.Hour/time.Duration(n), every: 30 * time.Second, ip: netOf(i), from: i % 100}
		name := newName
		if strangers {
			name, s.from, s.ip = otherName, i, netOf(i+1000)
		}
		if i%k == 0 {
			all = append(all, logins(s, 1, name, newPassword, finding.OutcomeFailed)...)
			if i/k%g == 0 {
				continue
			}
			s.after += 90 * time.Second
		}
		if k > 1 {
			all = append(all, logins(s, 1, name, newName, finding.OutcomeOK)...)
		} else {
			all = append(all, logins(s, 1, name, newPassword, finding.OutcomeFailed)...)
		}
	}
	return join(all)
}

// rotated is logons that fail, each with another name and password, k from each network.
func rotated(s scene, n, k int) []finding.Facts {
	all := logins(s, n, otherName, newPassword, finding.OutcomeFailed)
	for i := range all {
		all[i].Client = netip.MustParseAddr(netOf(5000 + i/k))
	}
	return all
}

func netOf(i int) string { return fmt.Sprintf("%d.%d.%d.9", 60+i%7, i/250%250, i%250) }

func addressHash(a netip.Addr) uint64 {
	b := a.As16()
	return xxh3.Hash(b[:])
}

// noteLogon takes a logon in.
func (e *Endpoint) noteLogon(f *finding.Facts, at uint32) {
	if f.Login.Name == 0 || f.Login.Outcome == finding.OutcomeNone {
		return
	}
	if e.rotating == nil {
		e.rotating = &rotating{}
	}
	odd := false
	if f.Login.Outcome == finding.OutcomeFailed {
		day, c := at/secondsPerDay, uint64(region.Of(f.Client))
		odd = e.ways.tools.Ready(day) && !e.ways.tools.Usual(toolKind(f.Tool)) ||
			c != 0 && e.ways.countries.Ready(day) && !e.ways.countries.Usual(c)
	}
	e.rotating.note(f, at, odd, !e.ruling.frozen)
}

func judgeRotating(e *Endpoint, f *finding.Facts, at uint32) (verdict, *episode) {
	r := e.rotating
	if r == nil || f.Login.Outcome != finding.OutcomeFailed || f.Login.Name == 0 {
		return verdict{}, nil
	}
	for i := range spans {
		if v := r.over(i, lineOf(65, f), at); v.fires() {
			r.flagged = true
			if !e.ways.blocks.Knows(f.Client) {
				v.lead = f.Client
			}
			return v, &r.episode
		}
	}
	return verdict{}, nil
}

// over measures the names that failed and did not come back, over an hour (0) or a day (1).
func (r *rotating) over(span int, line Line, at uint32) verdict {
	window, floor := spans[span], line.Floor
	if span == 0 {
		floor *= strayHour
	}
	n := float64(r.astray[span].Sum(at, window))
	if n <= floor {
		return verdict{}
	}
	all, exact := r.blocks.Count(at, window)
	blocks := min(all, uint64(n)) // the one is an estimate, the other is not
	ips, _ := r.ips.Count(at, window)
	got := float64(r.ok[span].Sum(at, window))
	v := verdict{
		observed: n, threshold: floor, window: seconds(window),
		ips: uint32(max(ips, blocks)), estimate: r.shift > 0 || !exact, calls: uint32(n),
	}
	most, learned := r.share.Most(at / secondsPerDay)
	if learned {
		v.baseline, v.learned = max(most, 0.1), true
		v.threshold = max(v.threshold, math.Ceil(line.Times*most/100*got))
	} else {
		v.threshold = max(strayCold*line.Floor, 2*got)
	}
	switch {
	case !v.fires(), n < strayShare*(n+float64(r.back[span].Sum(at, window))),
		float64(blocks) < max(strayBlocks, n/float64(int(4)<<r.shift)),
		!learned && r.ok[0].Sum(at, hourWindow) == 0: // nobody gets in: it may be the service
		return verdict{}
	}
	why, strange := r.strangers(&v, at)
	if !strange {
		return verdict{}
	}
	addresses, usual := v.ips, v.baseline // apart, so that the verdict stays on the stack
	v.more = func() string {
		rate := finding.ArgPhrase("rate", "floor", "")
		if learned {
			rate = finding.ArgPhrase("rate", "stray_usual", fmt.Sprintf("%.1f", usual))
		}
		return why() + finding.Arg("ips", figure(float64(addresses))) + finding.Arg("blocks", figure(float64(blocks))) +
			finding.ArgPhrase("span", spanWords[span], "") + rate
	}
	return v
}

var spanWords = [...]string{"an_hour", "a_day"}

// strangers reports that the names are none of the API's, or those who try them come from elsewhere; why says which.
func (r *rotating) strangers(v *verdict, at uint32) (why func() string, strange bool) {
	all := float64(r.astray[1].Sum(at, dayWindow))
	if float64(r.odd.Sum(at, dayWindow)) >= strayOdd*all {
		return func() string { return finding.ArgPhrase("odd", "odd_logons", "") }, true
	}
	known := float64(r.known.Sum(at, dayWindow)) / max(all, 1)
	if r.again+r.first < namesAsked {
		return func() string { return "" }, known < strayKnown/2
	}
	back := float64(r.again) / float64(r.again+r.first)
	if known > strayKnown*back || back < strayKnown/2 && v.learned && v.observed < 2*v.threshold {
		return nil, false
	}
	return func() string { return finding.Arg("known", percent(known)) + finding.Arg("returning", percent(back)) }, true
}
