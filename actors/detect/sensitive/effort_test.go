package sensitive

import (
	"fmt"
	"strings"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

func spent(s *Scanner, w *traffic.Walker, request, response string) (found int, spent bool) {
	x := &traffic.Exchange{
		Request: traffic.Message{Body: []byte(request)}, Response: traffic.Message{Body: []byte(response)},
	}
	v := w.Walk(x)
	all := s.Values(nil, v, traffic.Request)
	all = s.Values(all, v, traffic.Response)
	return len(all), s.Spent()
}

// TestEffortIsBounded: bodies that ask for a closer look at every few bytes are read in part and
// say so; an ordinary page of 500 people is read whole, also right after one of those.
func TestEffortIsBounded(t *testing.T) {
	s, w := NewScanner(), traffic.NewWalker(traffic.Limits{})
	var page strings.Builder
	for i := range 500 {
		fmt.Fprintf(&page, `{"name":"张伟%c","phone":"1380013%04d","email":"a%d@b.cn","birthday":"1990-01-02 10:00:00"},`,
			'一'+rune(i), i, i)
	}
	ordinary := "[" + page.String() + "{}]"
	for _, unit := range []string{"tel: ", "13800138000 ", "姓名：张伟，", "北京市海淀区建国路1号", "a@b.cc ", "1-", "0a:0b:0c:0d:0e:0f ", "a: b: "} {
		body := strings.Repeat(unit, 1<<20/len(unit))
		n, whole := spent(s, w, "", body)
		if !whole {
			t.Errorf("%q: not bounded", unit)
		}
		if n > maxEffort {
			t.Errorf("%q: %d hits", unit, n)
		}
		if n, whole = spent(s, w, "", ordinary); whole || n < 1500 {
			t.Errorf("an ordinary page after %q: %d hits, spent %v", unit, n, whole)
		}
		if _, whole = spent(s, w, body, ordinary); !whole {
			t.Errorf("%q: the response got what the request had spent", unit)
		}
	}
}
