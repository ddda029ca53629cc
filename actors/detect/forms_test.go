package detect

import (
	"testing"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

func TestFormOf(t *testing.T) {
	for text, want := range map[string]finding.Form{
		"": finding.FormEmpty, "true": finding.FormBool, "42": finding.FormInteger, "-7": finding.FormInteger, "3.14": finding.FormDecimal,
		"1.2.3": finding.FormToken, "2026-11-02": finding.FormDate, "2026-11-02T08:00:00Z": finding.FormDate,
		"0b8e3b1c-6c1e-4f53-9d2f-3a0c8f5b7a11": finding.FormID, "d41d8cd98f00b204e9800998ecf8427e": finding.FormID,
		"amy@example.com": finding.FormEmail, "https://a.example.com/x?y=1": finding.FormLink, "asc": finding.FormWord, "SO-2026_17": finding.FormToken,
		"1,2,3": finding.FormList, "blue shirt, size 4": finding.FormText, "张伟": finding.FormForeign, "../../etc/passwd": finding.FormMarks,
		"1' or '1'='1": finding.FormMarks, "1 or 1": finding.FormText, "<b>": finding.FormMarks, "张伟'--": finding.FormMarks,
	} {
		v := traffic.Value{Text: []byte(text), Class: traffic.ClassOf([]byte(text))}
		if got := formOf(&v); got != want {
			t.Errorf("%q is %v, want %v", text, got, want)
		}
	}
	if long := make([]byte, longForm+1); formOf(&traffic.Value{Text: long, Class: traffic.ClassOf(long)}) != finding.FormLong {
		t.Error("a long value is not long")
	}
}

func TestEV06SizesOfNumbers(t *testing.T) {
	for text, want := range map[string]int8{
		"0": 1, "1": 2, "50": 7, "1000000": 21, "-5": -4, "-0.5": -1, "19.99": 6, "999999999999999999999999999999": 65,
	} {
		if got := sizeOf([]byte(text), false); got != want {
			t.Errorf("%q has size %d, want %d", text, got, want)
		}
	}
	if got := sizeOf([]byte("-5"), true); got != 4 {
		t.Errorf("a place five to the west has size %d, want 4", got)
	}
	for name, amount := range map[string]bool{"size": true, "quantity": true, "page": true, "orderId": false, "id": false, "cursor": false} {
		if fieldOf(name).amount != amount {
			t.Errorf("%s: a number measures something: %v", name, !amount)
		}
	}
	if !fieldOf("tz").signed || !fieldOf("west").signed || fieldOf("quantity").signed {
		t.Error("what may be below zero is told wrongly")
	}
}

// TestFormsHoldNoValues: what a caller made a key of is no name of a parameter.
func TestFormsHoldNoValues(t *testing.T) {
	e := New(Options{})
	known := traffic.NewTemplates(traffic.DefaultTemplateLimits)
	x := &traffic.Exchange{
		Host: "shop.example.com", Method: "POST", Path: "/api/limits", Query: "amy@example.com=1&page=2", Status: 200,
		Request: traffic.Message{
			Headers: []traffic.Header{{Name: "Content-Type", Value: "application/json"}},
			Body:    []byte(`{"13800138000":5,"张伟":6,"size":7,"password":"x"}`),
		},
	}
	known.Learn(x.Host, x.Method, x.Path, x.Status)
	in := e.Inspect("default", []byte("0123456789abcdef0123456789abcdef"), known, x)
	if got := in.Facts.Forms; len(got) != 2 || got[0].Name != "page" || got[1].Name != "size" {
		t.Errorf("forms %+v, want those of page and size", got)
	}
}
