package digest

import (
	"cmp"
	"net/url"
	"slices"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// body tells the findings one by one where there is room, or else by level and type, the
// highest and largest first; what does not fit is counted.
func body(d *Draft, items []Item, room int) []Line {
	if len(items) <= room {
		var out []Line
		for i := range items {
			out = append(out, single(d, &items[i]))
		}
		return out
	}
	groups := grouped(items)
	shown := len(groups)
	if shown > room {
		shown = room - 1
	}
	var out []Line
	left := 0
	for i, g := range groups {
		switch {
		case i >= shown:
			left += len(g)
		case len(g) == 1:
			out = append(out, single(d, &g[0]))
		default:
			out = append(out, several(d, g))
		}
	}
	if left > 0 {
		out = append(out, Line{Text: words.more.in(d.Language, number(left))})
	}
	return out
}

// grouped puts together what has one level and type; each group keeps the order of items.
func grouped(items []Item) [][]Item {
	type key struct {
		level finding.Level
		typ   string
	}
	byKey := map[key][]Item{}
	for i := range items {
		k := key{items[i].Level, items[i].Type}
		byKey[k] = append(byKey[k], items[i])
	}
	groups := make([][]Item, 0, len(byKey))
	for _, g := range byKey {
		groups = append(groups, g)
	}
	slices.SortFunc(groups, func(a, b []Item) int {
		return cmp.Or(cmp.Compare(b[0].Level, a[0].Level), cmp.Compare(len(b), len(a)), cmp.Compare(a[0].Type, b[0].Type))
	})
	return groups
}

func title(d *Draft, x *Item) string {
	return "[" + LevelWord(d.Language, x.Level) + "] " + plain(x.TitleIn(d.Language), titleRunes)
}

func api(x *Item) string { return plain(x.API.Method+" "+x.API.Host+x.API.Template, apiRunes) }

// calls is "1 call", "1,200 calls".
func calls(d *Draft, n uint64) string {
	if n == 1 {
		return words.call.in(d.Language, "1")
	}
	return words.calls.in(d.Language, number(n))
}

func single(d *Draft, x *Item) Line {
	s := title(d, x) + " · " + api(x)
	if x.Source != "" {
		s += " · " + words.from.in(d.Language, x.Source)
	}
	return Line{Text: s + " · " + calls(d, x.Count), Link: d.page(x)}
}

// several says how many there are and on which API most of them, and leads to the list of them.
func several(d *Draft, g []Item) Line {
	var n uint64
	at := map[string]int{}
	for i := range g {
		n += g[i].Count
		at[api(&g[i])]++
	}
	names := make([]string, 0, len(at))
	for name := range at {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(at[b], at[a]), cmp.Compare(a, b)) })
	where := names[0]
	if len(names) > 1 {
		where += " " + words.more.in(d.Language, number(len(names)-1))
	}
	one, many := words.event, words.events
	if g[0].Kind == finding.KindRisk {
		one, many = words.risk, words.risks
	}
	link := d.list(g[0].Kind) + "&type=" + url.QueryEscape(g[0].Type)
	if g[0].Level > 0 {
		link += "&level=" + g[0].Level.String()
	}
	return Line{Text: title(d, &g[0]) + " · " + words.group.in(d.Language, counted(d.Language, len(g), one, many), where, calls(d, n)), Link: link}
}
