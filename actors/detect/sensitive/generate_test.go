package sensitive

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Generators of valid numbers. They compute check digits by trying all of them against the
// checks, whose own correctness is held by published examples in check_test.go.

func random(r *rand.Rand, alphabet string, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = alphabet[r.IntN(len(alphabet))]
	}
	return string(b)
}

func pick[T any](r *rand.Rand, list ...T) T { return list[r.IntN(len(list))] }

const (
	digitsOnly = "0123456789"
	capitals   = "ABCDEFGHJKLMNPRSTUVWXYZ"
	alphanum   = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
	hexDigits  = "0123456789abcdef"
)

// complete adds the check character that makes ok true; "" when there is none.
func complete(prefix, suffix, alphabet string, ok func([]byte) bool) string {
	for _, c := range alphabet {
		if s := prefix + string(c) + suffix; ok([]byte(s)) {
			return s
		}
	}
	return ""
}

func until(f func() string) string {
	for {
		if s := f(); s != "" {
			return s
		}
	}
}

func birthday(r *rand.Rand) string {
	return fmt.Sprintf("%04d%02d%02d", 1930+r.IntN(85), 1+r.IntN(12), 1+r.IntN(28))
}

func area(r *rand.Rand) string {
	return pick(r, "110101", "310115", "440305", "510104", "650102", "330106", "420111", "230103", "540102", "460105")
}

// valid makes one valid value a type; the key is one that fits it.
var valid = []struct {
	t    finding.DataType
	key  string
	bare bool // found without any key
	make func(r *rand.Rand) string
}{
	{CNIDCard, "idNo", true, func(r *rand.Rand) string {
		return complete(area(r)+birthday(r)+random(r, digitsOnly, 3), "", "0123456789X", cnIDCard)
	}},
	{DebitCard, "bankCard", true, func(r *rand.Rand) string {
		return complete(pick(r, "622202", "621226", "623058", "621700")+random(r, digitsOnly, 12), "", digitsOnly,
			isCardNumber)
	}},
	{CreditCard, "creditCard", true, func(r *rand.Rand) string {
		p := pick(r, "4", "51", "55", "625", "6011", "3566")
		return complete(p+random(r, digitsOnly, 15-len(p)), "", digitsOnly, isCardNumber)
	}},
	{CNMobile, "mobile", true, func(r *rand.Rand) string {
		return pick(r, "138", "139", "150", "166", "177", "186", "199", "147") + random(r, digitsOnly, 8)
	}},
	{HKIDCard, "hkid", false, func(r *rand.Rand) string {
		return complete(random(r, capitals, 1+r.IntN(2))+random(r, digitsOnly, 6), "", "0123456789A", hkIDCard)
	}},
	{SGIDCard, "nric", true, func(r *rand.Rand) string {
		return complete(random(r, "STFGM", 1)+random(r, digitsOnly, 7), "", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", sgIDCard)
	}},
	{MYIDCard, "icNo", true, func(r *rand.Rand) string {
		return birthday(r)[2:] + "-" + fmt.Sprintf("%02d", 1+r.IntN(16)) + "-" + random(r, digitsOnly, 4)
	}},
	{USSSN, "ssn", true, func(r *rand.Rand) string {
		return fmt.Sprintf("%03d-%02d-%04d", 1+r.IntN(665), 1+r.IntN(99), 1+r.IntN(9999))
	}},
	{USPhone, "phone", true, func(r *rand.Rand) string {
		return fmt.Sprintf("(%d%d%d) %d%d%d-%s", 2+r.IntN(8), r.IntN(9), 2+r.IntN(8), 2+r.IntN(8), 2+r.IntN(8),
			r.IntN(10), random(r, digitsOnly, 4))
	}},
	{CNPhone, "tel", true, func(r *rand.Rand) string {
		return pick(r, "010", "021", "0755", "0571", "028", "0991") + "-" + pick(r, "6", "8", "2") + random(r,
			digitsOnly, 7)
	}},
	{CNPlate, "plate", true, func(r *rand.Rand) string {
		return pick(r, "京", "粤", "沪", "浙", "川") + random(r, "ABCDEFG", 1) + random(r, "ABCDEFGH", 1) + random(r,
			digitsOnly, 4)
	}},
	{Email, "email", true, func(r *rand.Rand) string {
		return random(r, "abcdefgh", 6) + pick(r, "", ".x", "_1", "+t") + "@" + pick(r, "example.com", "mail.example.cn",
			"qq.com")
	}},
	{IMEI, "imei", false, func(r *rand.Rand) string {
		return complete(pick(r, "35", "86")+random(r, digitsOnly, 12), "", digitsOnly, imeiNumber)
	}},
	{VIN, "vin", true, func(r *rand.Rand) string {
		return complete(pick(r, "LSV", "LFV", "1HG", "WVW", "JTD")+random(r, "ABCDEFGH123", 5), random(r, capitals[:8],
			2)+random(r, digitsOnly, 6), "0123456789X", vin)
	}},
	{USCC, "creditCode", true, func(r *rand.Rand) string {
		return complete(pick(r, "91", "92", "52")+area(r)+"MA"+random(r, "0123456789ABCDEFGH", 7), "", usccAlphabet, uscc)
	}},
	{OrgCode, "orgCode", true, func(r *rand.Rand) string {
		p := random(r, digitsOnly, 8)
		if birthDate([]byte(p)) {
			return ""
		}
		s := complete(p, "", "0123456789X", orgCode)
		return s[:8] + "-" + s[8:]
	}},
	{BusinessLicense, "businessLicense", true, func(r *rand.Rand) string {
		s := complete(area(r)+random(r, digitsOnly, 8), "", digitsOnly, businessLicense)
		if s != "" && cardIssuer([]byte(s)) != nil {
			return "" // the number is a card's as well
		}
		return s
	}},
	{TaxRegistration, "taxNo", false, func(r *rand.Rand) string {
		return complete(area(r)+random(r, digitsOnly, 8), "", "0123456789X", taxRegistration)
	}},
	{MAC, "mac", true, func(r *rand.Rand) string {
		var p []string
		for range 6 {
			p = append(p, random(r, hexDigits, 2))
		}
		return strings.Join(p, pick(r, ":", "-"))
	}},
	{IPv4, "ip", true, func(r *rand.Rand) string {
		return fmt.Sprintf("%d.%d.%d.%d", 11+r.IntN(200), r.IntN(256), r.IntN(256), r.IntN(256))
	}},
	{IPv6, "ip", true, func(r *rand.Rand) string {
		return "2001:db8:" + random(r, hexDigits[1:], 4) + "::" + random(r, hexDigits[1:], 3)
	}},
	{CNName, "realName", false, func(r *rand.Rand) string {
		return pick(r, "王", "李", "张", "刘", "陈", "欧阳", "赵") + pick(r, "伟", "芳", "秀英", "建国", "子轩", "梓涵", "丽娟", "浩然")
	}},
	{CNAddress, "address", true, func(r *rand.Rand) string {
		return pick(r, "北京市朝阳区", "广东省深圳市南山区", "浙江省杭州市西湖区", "四川省成都市武侯区") +
			pick(r, "建国路", "科技园南路", "文三路", "人民街") + fmt.Sprintf("%d号%d室", 1+r.IntN(200), 101+r.IntN(900))
	}},
	{Date, "birthday", true, func(r *rand.Rand) string {
		b := birthday(r)
		return b[:4] + "-" + b[4:6] + "-" + b[6:]
	}},
}

func isCardNumber(b []byte) bool { return cardIssuer(b) != nil }

// harmless makes values that are nobody's data, with the keys they have in practice.
var harmless = []struct {
	kind string
	key  string
	make func(r *rand.Rand) string
}{
	{"snowflake", "id", func(r *rand.Rand) string {
		return fmt.Sprint(1_100_000_000_000_000_000 + r.Int64N(900_000_000_000_000_000))
	}},
	{"snowflake as order", "orderId", func(r *rand.Rand) string {
		return fmt.Sprint(1_100_000_000_000_000_000 + r.Int64N(8_000_000_000_000_000_000))
	}},
	{"18-digit order", "orderNo", func(r *rand.Rand) string { return "20" + random(r, digitsOnly, 16) }},
	{"dated order", "", func(r *rand.Rand) string {
		return "2024" + birthday(r)[4:] + random(r, digitsOnly,
			6+r.IntN(8))
	}},
	{"payment number", "transactionId", func(r *rand.Rand) string { return "42000" + random(r, digitsOnly, 23) }},
	{"milliseconds", "", func(r *rand.Rand) string { return fmt.Sprint(1_500_000_000_000 + r.Int64N(400_000_000_000)) }},
	{"seconds", "createdAt", func(r *rand.Rand) string { return fmt.Sprint(1_300_000_000 + r.Int64N(600_000_000)) }},
	{"UUID", "", func(r *rand.Rand) string {
		return strings.Join([]string{random(r, hexDigits, 8), random(r, hexDigits, 4), random(r, hexDigits, 4), random(r,
			hexDigits, 4), random(r, hexDigits, 12)}, "-")
	}},
	{"MD5", "", func(r *rand.Rand) string { return random(r, hexDigits, 32) }},
	{"SHA-256", "hash", func(r *rand.Rand) string { return random(r, hexDigits, 64) }},
	{"object id", "_id", func(r *rand.Rand) string { return random(r, hexDigits, 24) }},
	{"base64", "", func(r *rand.Rand) string { return random(r, alphanum+"+/", 20+r.IntN(60)) + "==" }},
	{"version", "version", func(r *rand.Rand) string {
		return fmt.Sprintf("%d.%d.%d.%d", r.IntN(20), r.IntN(99), r.IntN(99), r.IntN(999))
	}},
	{"price", "price", func(r *rand.Rand) string { return fmt.Sprintf("%d.%02d", r.IntN(100_000), r.IntN(100)) }},
	{"coordinate", "", func(r *rand.Rand) string { return fmt.Sprintf("%.8f,%.8f", r.Float64()*180, r.Float64()*90) }},
	{"float", "", func(r *rand.Rand) string { return fmt.Sprint(r.NormFloat64() * 1e6) }},
	{"product code", "sku", func(r *rand.Rand) string {
		return random(r, capitals, 1+r.IntN(2)) + random(r, digitsOnly, 6+r.IntN(4))
	}},
	{"product code, no key", "", func(r *rand.Rand) string {
		return random(r, capitals, 3) + "-" + random(r,
			digitsOnly, 4+r.IntN(4))
	}},
	{"letter and 8 digits", "", func(r *rand.Rand) string {
		return random(r, "ABCEGHPRW", 1) + random(r, digitsOnly,
			8)
	}},
	{"EAN-13", "", func(r *rand.Rand) string { return pick(r, "690", "978", "471") + random(r, digitsOnly, 10) }},
	{"ISBN", "isbn", func(r *rand.Rand) string {
		return "978-7-" + random(r, digitsOnly, 3) + "-" + random(r, digitsOnly, 5) + "-" + random(r, digitsOnly, 1)
	}},
	{"invoice", "", func(r *rand.Rand) string { return "INV-2024-" + random(r, digitsOnly, 6) }},
	{"tracking", "trackingNo", func(r *rand.Rand) string {
		return pick(r, "SF", "YT", "JD") + random(r, digitsOnly,
			13)
	}},
	{"tracking, no key", "", func(r *rand.Rand) string { return pick(r, "SF", "YT", "JD") + random(r, digitsOnly, 13) }},
	{"English", "description", func(r *rand.Rand) string {
		return pick(r, "The quick brown fox", "Order shipped on time", "Blue cotton shirt, size 42", "Page 3 of 17",
			"See section 4.2.1 for details")
	}},
	{"Chinese", "title", func(r *rand.Rand) string {
		return pick(r, "高级会员服务", "方案设计", "金牌商家", "黄金会员", "江苏特产", "安全帽", "马上抢购", "周末特惠", "商品详情页", "平台公告", "广州站", "成功案例",
			"时间管理")
	}},
	{"Chinese under name", "name", func(r *rand.Rand) string {
		return pick(r, "高级会员", "方案设计", "金牌商家", "黄金会员", "江苏特产", "安全帽", "周末特惠", "商品详情", "平台公告", "成功案例", "时间管理", "黄色", "白银",
			"华东区", "云服务器",
			"牛仔裤", "温度计", "路由器", "苹果", "连衣裙", "钱包", "石榴", "毛衣", "常规套餐", "应用中心", "程序员", "项目经理", "包装盒", "计算机", "向日葵种子")
	}},
	{"English under name", "name", func(r *rand.Rand) string {
		return pick(r, "Blue Shirt", "Admin", "order-service", "Standard Plan", "iPhone 15 Pro", "MacBook Air",
			"Green Tea", "Night Mode", "Los Angeles", "System Default")
	}},
	{"status", "status", func(r *rand.Rand) string { return pick(r, "ACTIVE", "pending", "0", "1", "OK", "success") }},
	{"seq with hyphens", "", func(r *rand.Rand) string {
		return random(r, digitsOnly, 4) + "-" + random(r, digitsOnly, 7) + "-" + random(r, digitsOnly, 7)
	}},
	{"JWT", "", func(r *rand.Rand) string {
		return "eyJ" + random(r, alphanum, 30) + "." + random(r, alphanum, 60) + "." + random(r, alphanum, 43)
	}},
	{"path", "", func(r *rand.Rand) string {
		return "/data/" + random(r, hexDigits, 8) + "/" + random(r, digitsOnly, 6) + ".csv"
	}},
	{"user agent", "ua", func(r *rand.Rand) string {
		return fmt.Sprintf("Mozilla/5.0 (X11; Linux x86_64) Chrome/%d.0.%d.%d Safari/537.36", 90+r.IntN(50),
			r.IntN(7000), r.IntN(250))
	}},
	{"time", "", func(r *rand.Rand) string {
		return fmt.Sprintf("%02d:%02d:%02d.%03d", r.IntN(24), r.IntN(60), r.IntN(60), r.IntN(1000))
	}},
	{"count", "total", func(r *rand.Rand) string { return fmt.Sprint(r.Int64N(1 << 40)) }},
}
