package sensitive

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// Texts in the ways in which people, forms and logs write them; types in the order of the text.
func TestSDLabelsInRunningText(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"张伟，男，汉族，1990年3月7日出生", "cn_name,gender,ethnicity,date"},
		{"被告人李小明，男，无业", "cn_name,gender"},
		{"姓名是雷昊华，请核实。", "cn_name"},
		{"客户古丽娜尔·热合曼（VIP）", "cn_name"},
		{"客户王芳于昨日下单", "cn_name"},
		{"Gender MALE, religion is Hindu", "gender,religion"},
		{"Passport No. is G23831418", "cn_passport"},
		{"MEID码 A79FAB2210DCC0", "meid"},
		{"<user><name>彭诚娜</name><sex>女</sex></user>", "cn_name,gender"},
		{"name,phone,passport\n钱立,18532505236,E12345678\n", "cn_name,cn_mobile,cn_passport"},
		{"| 姓名 | 性别 |\n|---|---|\n| 李四光 | 男 |", "cn_name,gender"},
		{"手机：１３８００１３８０００", "cn_mobile"},
		{"AK: LTAI5tQf8r3kWz7pXy2mVn1D SK: Gu5t9xGARNpq86cd98joQYCN3Cozk1", "ak_id,ak_secret"},
		{"寄：王小明，13912345678", "cn_name,cn_mobile"},
		{"患者姓名张伟性别男年龄45岁", "cn_name,gender"},
		{"甲方：张伟  乙方：李娜", "cn_name"},
		{"{'full_name': 'Jane Doe', 'religion': 'Hindu'}", "en_name,religion"},
		{"金华 13912345678", "cn_mobile"},
		{"公民，男，女，老少", ""},
		{"客户服务于社会", ""},
		{"Name must not be blank", ""},
		{"姓名：________ 性别：____", ""},
		{"a,b\nc,d", ""},
	} {
		if got := strings.Join(InspectText(c.text, "", "text").Types, ","); got != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}

func TestSDFullWidthFormsKeepTheirPlaces(t *testing.T) {
	got := InspectText("请拨打（０２１）６１２３４５６７联系", "", "text")
	if len(got.Hits) != 1 || got.Hits[0].Type != "cn_phone" {
		t.Fatalf("got %+v", got)
	}
	h := got.Hits[0]
	if want := "（０２１）６１２３４５６７"; "请拨打（０２１）６１２３４５６７联系"[h.Start:h.End] != want {
		t.Errorf("the hit is not at %q: %+v", want, h)
	}
	if strings.ContainsAny(h.Masked, "３４５６３456") {
		t.Errorf("the mask shows the number: %s", h.Masked)
	}
	mobile := InspectText("１３８００１３８０００", "phone", "value")
	if len(mobile.Hits) != 1 || mobile.Hits[0].Masked != "138******00" {
		t.Errorf("got %+v", mobile)
	}
}

// FuzzInspectText: no text breaks the scanner, and each hit is a part of the text.
func FuzzInspectText(f *testing.F) {
	for _, t := range Types() {
		for _, e := range append(t.Finds, t.Ignores...) {
			f.Add(e.Key, e.Text, e.Free)
		}
	}
	f.Add("", "name,phone\n张三,１３８００１３８０００\n", true)
	s := NewScanner()
	f.Fuzz(func(t *testing.T, key, text string, free bool) {
		mode := "value"
		if free {
			mode = "text"
		}
		for _, h := range s.InspectText(text, key, mode).Hits {
			if h.Start < 0 || h.End > len(text) || h.Start >= h.End {
				t.Fatalf("hit %+v outside of %q", h, text)
			}
			if utf8.ValidString(text) && !utf8.ValidString(text[h.Start:h.End]) {
				t.Fatalf("hit %+v cuts a character of %q", h, text)
			}
		}
	})
}
