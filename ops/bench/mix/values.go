package mix

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/detect/sensitive"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Alphabets of random texts.
const (
	digits = "0123456789"
	hex    = "0123456789abcdef"
	upper  = "ABCDEFGHJKLMNPQRSTUVWXYZ"
	alnum  = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
)

// maker makes values and bodies from one source of chance.
type maker struct {
	*rand.Rand
	check *sensitive.Scanner
}

func newMaker(seed uint64) *maker {
	return &maker{rand.New(rand.NewPCG(seed, 17)), sensitive.NewScanner()}
}

func (m *maker) text(alphabet string, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = alphabet[m.IntN(len(alphabet))]
	}
	return string(b)
}

func (m *maker) pick(list ...string) string { return list[m.IntN(len(list))] }

// valid makes values until the scanner agrees that one is of the type: check digits are then
// right without a second implementation of them here.
func (m *maker) valid(t finding.DataType, key string, make func() string) string {
	for range 100_000 {
		v := make()
		for _, h := range m.check.Value(nil, key, "", []byte(v)) {
			if h.Type == t && h.Start == 0 && h.End == len(v) {
				return v
			}
		}
	}
	panic(fmt.Sprintf("cannot make a value of type %d", t))
}

func (m *maker) uuid() string {
	return m.text(hex, 8) + "-" + m.text(hex, 4) + "-4" + m.text(hex, 3) + "-a" + m.text(hex, 3) + "-" + m.text(hex, 12)
}

func (m *maker) day() string {
	return fmt.Sprintf("20%02d-%02d-%02d", 20+m.IntN(6), 1+m.IntN(12), 1+m.IntN(28))
}

func (m *maker) clock() string {
	return fmt.Sprintf("%02d:%02d:%02d", m.IntN(24), m.IntN(60), m.IntN(60))
}

func (m *maker) name() string {
	return m.pick("王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴") +
		m.pick("伟", "芳", "秀英", "敏", "静", "丽", "志强", "磊", "洋", "艳", "建国", "晓明")
}

func (m *maker) mobile() string {
	return m.pick("138", "139", "150", "177", "186", "199") + m.text(digits, 8)
}

func (m *maker) email() string {
	return strings.ToLower(m.text(alnum, 7)) + "@" + m.pick("example.com", "mail.example.cn", "example.org")
}

func (m *maker) address() string {
	return m.pick("北京市海淀区", "上海市浦东新区", "广东省深圳市南山区", "浙江省杭州市西湖区") +
		m.pick("中关村大街", "建国路", "科技园南路", "文三路") + fmt.Sprint(1+m.IntN(400)) + "号" + fmt.Sprint(1+m.IntN(20)) + "栋"
}

func (m *maker) idCard() string {
	return m.valid(sensitive.CNIDCard, "", func() string {
		return m.pick("110108", "310115", "440305", "330106") + fmt.Sprintf("19%02d%02d%02d", 50+m.IntN(50), 1+m.IntN(12),
			1+m.IntN(28)) + m.text(digits, 3) + m.text(digits+"X", 1)
	})
}

func (m *maker) card(prefix string, n int) string {
	t := sensitive.CreditCard
	if prefix[0] == '6' {
		t = sensitive.DebitCard
	}
	return m.valid(t, "cardNo", func() string { return prefix + m.text(digits, n-len(prefix)) })
}

func (m *maker) plate() string {
	return m.pick("京", "沪", "粤", "浙") + m.text("ABCDE", 1) + m.text(digits, 2) + m.text("ABCDEFGH", 1) + m.text(digits, 2)
}

func (m *maker) uscc() string {
	return m.valid(sensitive.USCC, "creditCode", func() string {
		return "91" + m.pick("110108", "310115", "440305") + m.text(digits, 8) + m.text(digits+"X", 1) + m.text(digits+upper, 1)
	})
}

func (m *maker) imei() string {
	return m.valid(sensitive.IMEI, "imei", func() string { return "35" + m.text(digits, 13) })
}

func (m *maker) vin() string {
	return m.valid(sensitive.VIN, "vin", func() string {
		return "LSV" + m.text("ABCDEFGH", 5) + m.text(digits+"X", 1) + m.text("ABCDEFGH", 2) + m.text(digits, 6)
	})
}

func (m *maker) mac() string {
	return fmt.Sprintf("%s:%s:%s:%s:%s:%s", m.text(hex, 2), m.text(hex, 2), m.text(hex, 2), m.text(hex, 2), m.text(hex, 2),
		m.text(hex, 2))
}

// prose makes n bytes or a little more of sentences in two languages.
func (m *maker) prose(n int) string {
	var b strings.Builder
	for b.Len() < n {
		if m.IntN(5) == 0 {
			b.WriteString(m.sentence() + "，")
			continue
		}
		b.WriteString(m.pick("the", "service", "returns", "data", "for", "every", "request", "that", "arrives", "while", "a",
			"customer", "waits", "before", "the order", "is placed", "and", "worker", "picks it up", "quickly") + " ")
	}
	return b.String()
}

func (m *maker) sentence() string {
	return m.pick("本商品支持七天无理由退换货", "请在收到货物后及时检查外包装", "系统将于今晚进行例行维护", "感谢您对我们产品的支持",
		"如有任何问题请联系在线客服", "该功能目前处于测试阶段", "订单已经发货请注意查收", "新款夏季纯棉短袖上衣", "高性能无线蓝牙耳机")
}
