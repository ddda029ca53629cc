package sensitive

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// foundIn scans a response body and gives "key:type" of each hit.
func foundIn(t *testing.T, body string) []string {
	t.Helper()
	v := traffic.NewWalker(traffic.Limits{}).Walk(&traffic.Exchange{Response: traffic.Message{Body: []byte(body)}})
	var out []string
	for _, f := range NewScanner().Values(nil, v, traffic.Response) {
		row, _ := ByID(f.Type)
		out = append(out, v.All[f.Index].Key+":"+row.Name)
	}
	return out
}

func TestColumns(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"names under a key that says nothing", `[{"a":"张三"},{"a":"李建国"},{"a":"王芳"}]`, "a:cn_name a:cn_name a:cn_name"},
		{"two are no column", `[{"a":"张三"},{"a":"李建国"}]`, ""},
		{"one word again and again", `[{"a":"张三"},{"a":"张三"},{"a":"张三"},{"a":"张三"}]`, ""},
		{"mostly something else", `[{"a":"张三"},{"a":"李建国"},{"a":"王芳"},{"a":"产品"},{"a":"服务"}]`, ""},
		{"names in an array", `{"list":["张三","李建国","王芳"]}`, "list:cn_name list:cn_name list:cn_name"},
		{"both scripts", `[{"a":"陳大文"},{"a":"李建国"},{"a":"王芳"}]`, "a:tc_name a:cn_name a:cn_name"},
		{"vague key, people around", `{"users":[{"name":"张三"}],"products":[{"name":"金牌"},{"name":"王芳"}]}`, "name:cn_name"},
		{"categories under name", `[{"name":"王芳"},{"name":"数码"},{"name":"服饰"},{"name":"家电"}]`, ""},
		{
			"one number in ten passes Luhn",
			`[{"n":"4111111111111111"},{"n":"4111111111111112"},{"n":"4111111111111113"},{"n":"4111111111111114"}]`, "",
		},
		{
			"a column of cards", `[{"n":"4111111111111111"},{"n":"5555555555554444"},{"n":"6011111111111117"}]`,
			"n:credit_card n:credit_card n:credit_card",
		},
		{
			"under a card's key", `[{"card":"4111111111111111"},{"card":"4111111111111112"},{"card":"1"}]`,
			"card:credit_card",
		},
		{
			"rows", `{"rows":[["张三","13800138000"],["李四","13900139000"],["王五","13700137000"]]}`,
			"rows:cn_mobile rows:cn_mobile rows:cn_mobile",
		},
		{"free text", "姓名：张三，电话13800138000", ":cn_name :cn_mobile"},
		{"form", "name=x&phone=13800138000", "phone:cn_mobile"},
		{"XML", "<u><realName>张三</realName><idNo>11010519491231002X</idNo></u>", "realName:cn_name idNo:cn_id_card"},
		{
			"HTML", `<table><tr><th>姓名</th><td>张三</td></tr></table><input name="mobile" value="13800138000">`,
			"姓名:cn_name mobile:cn_mobile",
		},
		{"number, not string", `{"phone":13800138000,"ok":true}`, "phone:cn_mobile"},
		{"nested", `{"data":"{\"phone\":\"13800138000\"}"}`, "phone:cn_mobile"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := strings.Join(foundIn(t, c.body), " "); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestColumnOfOrderNumbers: random numbers of 16 digits in a list are no cards.
func TestColumnOfOrderNumbers(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	wrong := 0
	for range 200 {
		var b strings.Builder
		b.WriteByte('[')
		for i := range 50 {
			if i > 0 {
				b.WriteByte(',')
			}
			fmt.Fprintf(&b, `{"no":"%d%s"}`, 1+r.IntN(9), random(r, digitsOnly, 15))
		}
		b.WriteByte(']')
		wrong += len(foundIn(t, b.String()))
	}
	if wrong > 0 {
		t.Errorf("%d of 10,000 random numbers taken for cards", wrong)
	}
}

func TestSD26AndHeadersOfTheProtocol(t *testing.T) {
	x := &traffic.Exchange{Request: traffic.Message{Headers: []traffic.Header{
		{Name: "Date", Value: "2024-01-01"},
		{Name: "User-Agent", Value: "x 10.20.30.40"},
		{Name: "X-User-Phone", Value: "13800138000"},
		{Name: "Cookie", Value: "mobile=13900139000"},
	}}}
	v := traffic.NewWalker(traffic.Limits{}).Walk(x)
	var got []finding.DataType
	for _, f := range NewScanner().Values(nil, v, traffic.Request) {
		got = append(got, f.Type)
	}
	if fmt.Sprint(got) != "[SD-05 SD-05]" {
		t.Errorf("found %v", got)
	}
}
