package values

import (
	"math/rand/v2"
	"strings"
)

// row makes the cases of one type.
type row struct {
	name   string
	keys   string // names of fields, separated by slashes
	labels string // what text says before such a value
	bare   bool   // the value says it without any key
	good   func(*rand.Rand) string
	bad    func(*rand.Rand) string // nearly good ones, which are nothing under any key
}

// How many cases of each kind a type gets.
const (
	keyedCases    = 40
	bareCases     = 20
	labelledCases = 30
	looseCases    = 10
	nearCases     = 20
)

func (v *row) cases(r *rand.Rand) (cases []Case) {
	want := []string{v.name}
	for range keyedCases {
		cases = append(cases, Case{Want: want, Key: item(r, v.keys), Text: v.good(r)})
	}
	for range labelledCases {
		cases = append(cases, Case{Want: want, Text: labelled(r, item(r, v.labels), v.good(r)), Free: true})
	}
	if v.bare {
		for range bareCases {
			cases = append(cases, Case{Want: want, Text: v.good(r)})
		}
		for range looseCases {
			cases = append(cases, Case{Want: want, Text: loose(r, v.good(r)), Free: true})
		}
	}
	if v.bad != nil {
		for i := range nearCases {
			bad := v.bad(r)
			switch i % 4 {
			case 0:
				cases = append(cases, Case{Text: bad})
			case 1:
				cases = append(cases, Case{Text: labelled(r, item(r, v.labels), bad), Free: true})
			default:
				cases = append(cases, Case{Key: item(r, v.keys), Text: bad})
			}
		}
	}
	return cases
}

// labelled writes a value behind its label, as forms, mails, logs and tickets do.
func labelled(r *rand.Rand, label, value string) string {
	chinese := label[0] >= 0x80
	patterns := "{L}: {V}/{L}:{V}/{L}={V}/{L} {V}/{L} is {V}/Please update {L}: {V} today./{L} - {V}/* {L}: {V}\n* Status: open"
	if chinese {
		patterns = "{L}：{V}/{L}:{V}/{L}: {V}/{L} {V}/{L}为{V}/{L}是{V}，请核实。/请核对{L}：{V}，谢谢。/【{L}】{V}/您好，{L}：{V}"
	}
	return strings.NewReplacer("{L}", label, "{V}", value).Replace(item(r, patterns))
}

// loose puts a value into a text that does not say what it is.
func loose(r *rand.Rand, value string) string {
	return strings.ReplaceAll(oneOf(r, "请看一下 {V} 这条", "记录：{V}。", "see {V} for more", "({V})", "a, {V}, b", "\"{V}\"",
		"result -> {V}"), "{V}", value)
}
