package digest

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

func draft(n int) Draft {
	slot := time.Date(2026, 11, 21, 2, 0, 0, 0, time.UTC)
	d := Draft{
		ID: "dgs_1", Base: "https://l.example", Zone: time.FixedZone("CST", 8*3600), Since: slot.Add(-24 * time.Hour), Slot: slot,
		Now: slot.Add(5 * time.Second), Calls: 1000, Coverage: 0.9987, Going: 3,
	}
	for i := range n {
		kind, typ, title := finding.KindEvent, "EV-09", "Brute-force attack against password"
		if i%3 == 2 {
			kind, typ, title = finding.KindRisk, "RK-18", "Weak password"
		}
		d.New = append(d.New, Item{
			ID: fmt.Sprintf("evt_%d", i), Kind: kind, Type: typ, Title: [2]string{title, "标题"}, Level: finding.Level(1 + i%3),
			API: traffic.API{Host: "shop.example.com", Method: "POST", Template: "/login"}, Source: "203.0.113.0/24", End: slot, Count: 1200,
		})
	}
	return d
}

// At most ten lines, whatever was found, in both languages, each finding counted (users' mail).
func TestNF10TenLines(t *testing.T) {
	for _, l := range []Language{English, Chinese} {
		for _, n := range []int{0, 1, 2, 4, 5, 6, 50, 5000} {
			d := draft(n)
			d.Language, d.Undelivered, d.Over = l, n%2, n > 1000
			m := Compose(d)
			if len(m.Lines) == 0 || len(m.Lines) > MostLines || m.New() != n || strings.Count(m.Text(), "\n") != len(m.Lines) {
				t.Errorf("%s %d: %d lines, %d new", l, n, len(m.Lines), m.New())
			}
			links := m.Text()
			if strings.Contains(links, "/events?digest=dgs_1") != (m.Events > 0) || strings.Contains(links, "/risks?digest=dgs_1") != (m.Risks > 0) {
				t.Errorf("%s %d: the lists are not there:\n%s", l, n, links)
			}
			if !strings.Contains(links, "99.8 %") || !strings.Contains(links, "3") {
				t.Errorf("%s %d: coverage or what goes on is missing:\n%s", l, n, links)
			}
			again, err := json.Marshal(Compose(d))
			if first, _ := json.Marshal(m); err != nil || string(first) != string(again) {
				t.Errorf("%s %d: another text the second time", l, n)
			}
		}
	}
}

func TestNF10WhatADigestSays(t *testing.T) {
	got := Compose(draft(3)).Text()
	want := `New since 2026-11-20 10:00 CST: 2 events and 1 risk (1 high, 1 medium, 1 low).
[high] Weak password · POST shop.example.com/login · from 203.0.113.0/24 · 1,200 calls https://l.example/risks/evt_2
[medium] Brute-force attack against password · POST shop.example.com/login · from 203.0.113.0/24 · 1,200 calls https://l.example/events/evt_1
[low] Brute-force attack against password · POST shop.example.com/login · from 203.0.113.0/24 · 1,200 calls https://l.example/events/evt_0
All of them (2 events) https://l.example/events?digest=dgs_1
All of them (1 risk) https://l.example/risks?digest=dgs_1
Still going on: 3.
Coverage: 99.8 % of the bodies of calls could be read.
`
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	d := draft(0)
	d.Language = Chinese
	if m := Compose(d); m.Subject != "Lapwing：无新增" || m.Level != "" || !strings.HasPrefix(m.Text(), "自 2026-11-20 10:00 CST 起无新增。") {
		t.Errorf("nothing new: %q\n%s", m.Subject, m.Text())
	}
	d = draft(9)
	d.First = true
	if m := Compose(d); m.Lines[0].Text != "New since this alarm began at 2026-11-20 10:00 CST: 6 events and 3 risks (3 high, 3 medium, 3 low)." {
		t.Errorf("the first digest: %s", m.Lines[0].Text)
	} else if !strings.Contains(m.Text(), "[high] Weak password · 3 risks on POST shop.example.com/login, 3,600 calls https://l.example/risks?digest=dgs_1&type=RK-18&level=high\n") {
		t.Errorf("several leads nowhere:\n%s", m.Text())
	}
	d = draft(0)
	d.First = true
	if m := Compose(d); m.Lines[0].Text != "Nothing new since this alarm began at 2026-11-20 10:00 CST." {
		t.Errorf("the first digest: %s", m.Lines[0].Text)
	}
	d = draft(1)
	d.Now = d.Slot.Add(4 * time.Hour)
	if !strings.Contains(Compose(d).Lines[0].Text, "was due at 2026-11-21 10:00 CST") {
		t.Error("a late digest does not say so")
	}
	d = draft(0)
	d.Calls = 0
	if !strings.Contains(Compose(d).Text(), "nothing found means nothing") {
		t.Error("silence without calls looks like safety")
	}
}

// What callers chose cannot change how a digest reads.
func TestDigestsStayOneLineALine(t *testing.T) {
	d := draft(1)
	d.New[0].API.Template = "/x\r\nBcc: evil@example.com\u202e\u2028" + strings.Repeat("a", 500)
	m := Compose(d)
	if text := m.Text(); strings.Count(text, "\n") != len(m.Lines) || strings.ContainsAny(text, "\r\u202e\u2028") || len(m.Lines[1].Text) > 400 {
		t.Errorf("%q", text)
	}
}

func TestTextsAreThereInEveryLanguage(t *testing.T) {
	d, e := draft(7), draft(7)
	e.Language = Chinese
	en, zh := Compose(d), Compose(e)
	if len(en.Lines) != len(zh.Lines) {
		t.Fatalf("%d and %d lines", len(en.Lines), len(zh.Lines))
	}
	for i := range en.Lines {
		if en.Lines[i].Text == zh.Lines[i].Text {
			t.Errorf("not translated: %s", en.Lines[i].Text)
		}
	}
	if Trial("t", English, "", d.Now).Subject == Trial("t", Chinese, "", d.Now).Subject {
		t.Error("the test message is not translated")
	}
}
