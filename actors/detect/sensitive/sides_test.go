package sensitive

import (
	"slices"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// TestSL05AndSL06 holds request and response apart, in every place where data can stand.
func TestSL05AndSL06RequestAndResponseApart(t *testing.T) {
	x := traffic.Exchange{
		Method: "POST", Host: "a.example.com", Path: "/users/13800138000?idCard=11010519491231002X",
		Request: traffic.Message{
			Headers: []traffic.Header{
				{Name: "Content-Type", Value: "application/x-www-form-urlencoded"}, {Name: "X-User-Email", Value: "ann@example.org"},
				{Name: "Cookie", Value: "plate=%E4%BA%ACA12345"},
			},
			Body: []byte("ssn=536-22-1234"),
		},
		Response: traffic.Message{
			Headers: []traffic.Header{{Name: "Content-Type", Value: "text/xml"}, {Name: "X-Node", Value: "10.1.2.3"}},
			Body:    []byte("<r><realName>张三</realName><vin>1M8GDM9AXKP042788</vin></r>"),
		},
	}
	values := traffic.NewWalker(traffic.Limits{}).Walk(&x)
	s := NewScanner()
	for _, c := range []struct {
		id   string
		side traffic.Side
		want []string
	}{
		{"SL-05", traffic.Request, []string{"cn_id_card", "cn_mobile", "cn_plate", "email", "us_ssn"}},
		{"SL-06", traffic.Response, []string{"cn_name", "ipv4", "vin"}},
	} {
		var got []string
		for _, f := range s.Values(nil, values, c.side) {
			ty, _ := ByID(f.Type)
			got = append(got, ty.Name)
		}
		slices.Sort(got)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", c.id, got, c.want)
		}
	}
}
