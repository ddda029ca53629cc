package digest

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Language is one of those texts are written in.
type Language uint8

// Languages.
const (
	English Language = iota
	Chinese
)

// Languages are their codes, in the order of the constants.
func Languages() []string { return []string{"en", "zh"} }

// ParseLanguage reads a code; what it does not know is English.
func ParseLanguage(code string) Language {
	if code == "zh" {
		return Chinese
	}
	return English
}

func (l Language) String() string { return Languages()[l&1] }

// text is one text in every language, as a format of package fmt.
type text [2]string

func (t text) in(l Language, args ...any) string {
	if len(args) == 0 {
		return t[l&1]
	}
	return fmt.Sprintf(t[l&1], args...)
}

// words are all texts of digests (with the titles of findings, which their tables hold).
var words = struct {
	subjectNew, subjectNone, subjectTest  text
	headline, nothing, catchUp            text
	firstHeadline, firstNothing           text
	event, events, risk, risks, and       text
	levels                                [4]text
	from, calls, call, group              text
	all, more, over                       text
	going, coverage, noCalls, undelivered text
	test, product                         text
}{
	subjectNew:    text{"Lapwing: %s", "Lapwing：%s"},
	subjectNone:   text{"Lapwing: nothing new", "Lapwing：无新增"},
	subjectTest:   text{"Lapwing: test message", "Lapwing：测试消息"},
	headline:      text{"New since %s: %s (%s).", "自 %s 起新增：%s（%s）。"},
	nothing:       text{"Nothing new since %s.", "自 %s 起无新增。"},
	firstHeadline: text{"New since this alarm began at %s: %s (%s).", "自本告警于 %s 启用起新增：%s（%s）。"},
	firstNothing:  text{"Nothing new since this alarm began at %s.", "自本告警于 %s 启用起无新增。"},
	catchUp:       text{" This digest was due at %s.", "本摘要原定于 %s 发送。"},
	event:         text{"%s event", "%s 个事件"},
	events:        text{"%s events", "%s 个事件"},
	risk:          text{"%s risk", "%s 个风险"},
	risks:         text{"%s risks", "%s 个风险"},
	and:           text{" and ", "、"},
	levels:        [4]text{{"no level", "无级别"}, {"low", "低"}, {"medium", "中"}, {"high", "高"}},
	from:          text{"from %s", "来自 %s"},
	call:          text{"%s call", "%s 次调用"},
	calls:         text{"%s calls", "%s 次调用"},
	group:         text{"%s on %s, %s", "%s，%s，%s"},
	all:           text{"All of them (%s)", "全部（%s）"},
	more:          text{"and %s more", "以及另外 %s 个"},
	over:          text{"More were found than one digest holds; the rest comes with the next one.", "发现数量超过一份摘要的上限，其余将在下一份摘要中发送。"},
	going:         text{"Still going on: %s.", "仍在持续：%s。"},
	coverage:      text{"Coverage: %s of the bodies of calls could be read.", "覆盖率：%s 的调用报文可读。"},
	noCalls:       text{"Coverage: no calls were recorded in this time, so nothing found means nothing.", "覆盖率：此期间没有记录到调用，因此“无新增”不代表安全。"},
	undelivered:   text{"Earlier digests that could not be delivered: %s.", "此前未能送达的摘要：%s 份。"},
	test:          text{"This is a test of this recipient. Digests arrive here.", "这是一条测试消息，摘要将发送到此处。"},
	product:       text{"API security digest", "API 安全摘要"},
}

// number writes n with separators between thousands.
func number[N int | uint64](n N) string {
	s := strconv.FormatUint(uint64(n), 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// counted is "1 event", "3 events".
func counted(l Language, n int, one, many text) string {
	if n == 1 {
		return one.in(l, "1")
	}
	return many.in(l, number(n))
}

// percent writes a share with one digit, never rounding up to the whole.
func percent(share float64) string {
	p := min(max(share, 0), 1) * 100
	if p = float64(int(p*10)) / 10; p == 100 {
		return "100 %"
	}
	return strconv.FormatFloat(p, 'f', 1, 64) + " %"
}

// LevelWord is a level's word in a language.
func LevelWord(l Language, v finding.Level) string { return words.levels[min(int(v), 3)].in(l) }

// stamp is a time as people of the zone read it.
func stamp(t time.Time, zone *time.Location) string {
	return t.In(zone).Format("2006-01-02 15:04 MST")
}

// plain makes a text of a caller's safe to stand in a line: what cannot be seen is written
// as a number, line breaks too, and what is long is cut to so many characters.
func plain(s string, most int) string {
	var b strings.Builder
	n := 0
	for _, r := range s {
		if n++; n > most {
			b.WriteRune('…')
			break
		}
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r) {
			fmt.Fprintf(&b, `\u%04x`, r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
