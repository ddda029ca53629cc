package sensitive

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

func TestMask(t *testing.T) {
	for _, c := range []struct {
		t           finding.DataType
		value, want string
	}{
		{CNIDCard, "11010519491231002X", "110***********002X"},
		{CNMobile, "13800138000", "138******00"},
		{CNMobile, "+86 138-0013-8000", "+86 138-****-**00"},
		{CNMobile, "8613800138000", "86138******00"},
		{Email, "zhang.san@example.com", "z***@example.com"},
		{Email, "a@example.com", "***@example.com"},
		{CNName, "张三", "张*"},
		{CNName, "欧阳娜娜", "欧***"},
		{ENName, "Mary Ann Smith", "M*** A** S****"},
		{CNAddress, "北京市海淀区中关村大街27号", "北京市海淀区********"},
		{CreditCard, "4111-1111-1111-1111", "4111-****-****-1111"},
		{IPv4, "192.168.10.20", "192.168.**.**"},
		{MAC, "00:1A:2B:3C:4D:5E", "00:1A:2B:**:**:**"},
		{USSSN, "536-22-1234", "***-**-1234"},
		{Gender, "男", "*"},
		{Religion, "Buddhism", "********"},
		{JDBC, "jdbc:mysql://h/db?password=x", "jdbc:mysql://***"},
		{URL, "https://example.com/u/1", "https://***"},
		{PrivateKey, "-----BEGIN PRIVATE KEY-----\nabc", "-----BEGIN PRIVATE KEY-----***"},
		{AKSecret, "wJalrXUtnFEMIK7MDENG", "********************"},
		{200, "custom", "c*****"},
	} {
		if got := string(Mask(nil, c.t, []byte(c.value))); got != c.want {
			t.Errorf("%s %q: %q, want %q", c.t, c.value, got, c.want)
		}
	}
}

// TestMaskHidesEnough: of every generated value at least a third is hidden, and masked
// values are not found again as what they were.
func TestMaskHidesEnough(t *testing.T) {
	s := NewScanner()
	for _, g := range valid {
		r := rand.New(rand.NewPCG(4, uint64(g.t)))
		for range 200 {
			v := until(func() string { return g.make(r) })
			m := string(Mask(nil, g.t, []byte(v)))
			stars := strings.Count(m, "*")
			if !utf8.ValidString(m) || stars*3 < utf8.RuneCountInString(v) && stars < 3 && g.t != CNName {
				t.Fatalf("%s: %q masked as %q", g.t, v, m)
			}
			if has(s.Value(nil, g.key, "", []byte(m)), g.t) {
				t.Fatalf("%s: %q is found again in %q", g.t, v, m)
			}
		}
	}
}
