package shop

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// Person is one invented person, customer or member of staff.
type Person struct {
	ID       int    `json:"id"`
	Username string `json:"username"`
	Password string `json:"-"`
	Name     string `json:"realName"`
	Gender   string `json:"gender"`
	Mobile   string `json:"mobile"`
	Email    string `json:"email"`
	IDCard   string `json:"idCard"`
	Birthday string `json:"birthday"`
	Address  string `json:"address"`
	Card     string `json:"-"`
	Grade    string `json:"memberLevel"`
}

type romanised struct{ han, latin string }

var (
	surnames = []romanised{
		{"王", "wang"}, {"李", "li"}, {"张", "zhang"}, {"刘", "liu"}, {"陈", "chen"}, {"杨", "yang"}, {"黄", "huang"},
		{"赵", "zhao"}, {"周", "zhou"}, {"吴", "wu"}, {"徐", "xu"}, {"孙", "sun"}, {"马", "ma"}, {"朱", "zhu"},
		{"胡", "hu"}, {"郭", "guo"}, {"何", "he"}, {"林", "lin"}, {"罗", "luo"}, {"梁", "liang"}, {"欧阳", "ouyang"},
	}
	givens = []romanised{
		{"伟", "wei"}, {"芳", "fang"}, {"秀英", "xiuying"}, {"娜", "na"}, {"敏", "min"}, {"静", "jing"}, {"丽", "li"},
		{"强", "qiang"}, {"磊", "lei"}, {"洋", "yang"}, {"艳", "yan"}, {"勇", "yong"}, {"军", "jun"}, {"杰", "jie"},
		{"娟", "juan"}, {"涛", "tao"}, {"明", "ming"}, {"超", "chao"}, {"雪梅", "xuemei"}, {"志远", "zhiyuan"},
		{"思雨", "siyu"}, {"浩然", "haoran"}, {"子涵", "zihan"}, {"晓东", "xiaodong"}, {"建国", "jianguo"},
	}
	places = []struct{ code, city, district, street string }{
		{"110105", "北京市", "朝阳区", "建国路"}, {"310115", "上海市", "浦东新区", "张杨路"},
		{"440305", "广东省深圳市", "南山区", "科技南路"}, {"440106", "广东省广州市", "天河区", "体育西路"},
		{"330106", "浙江省杭州市", "西湖区", "文三路"}, {"320505", "江苏省苏州市", "虎丘区", "狮山路"},
		{"510107", "四川省成都市", "武侯区", "人民南路"}, {"420111", "湖北省武汉市", "洪山区", "珞喻路"},
		{"610113", "陕西省西安市", "雁塔区", "科技路"}, {"370202", "山东省青岛市", "市南区", "香港中路"},
	}
	mobileHeads = []string{"138", "139", "150", "158", "176", "186", "188", "199"}
	mailHosts   = []string{"mail.example", "post.example.net", "inbox.example.org"}
	cardBins    = []string{"622202", "621700", "622848", "621483"}

	// weakPasswords are what careless people choose; a third of the customers did (RK-05).
	weakPasswords = []string{"123456", "password", "qwerty123", "111111", "abc123456", "iloveyou"}
)

// people invents n persons, IDs rising from first; the same source gives the same persons.
func people(r *rand.Rand, n, first int) []*Person {
	all := make([]*Person, n)
	for i := range all {
		all[i] = person(r, first+i)
	}
	return all
}

func person(r *rand.Rand, id int) *Person {
	s, g, at := pick(r, surnames), pick(r, givens), pick(r, places)
	male := r.IntN(2) == 0
	gender := map[bool]string{true: "男", false: "女"}[male]
	y, m, d := 1960+r.IntN(45), 1+r.IntN(12), 1+r.IntN(28)
	user := fmt.Sprintf("%s.%s%d", g.latin, s.latin, id%1000)
	p := &Person{
		ID: id, Username: user, Name: s.han + g.han, Gender: gender,
		Mobile:   pick(r, mobileHeads) + fmt.Sprintf("%08d", r.IntN(1e8)),
		Email:    user + "@" + pick(r, mailHosts),
		IDCard:   idCard(r, at.code, fmt.Sprintf("%04d%02d%02d", y, m, d), male),
		Birthday: fmt.Sprintf("%04d-%02d-%02d", y, m, d),
		Address: fmt.Sprintf("%s%s%s%d号%d栋%d室", at.city, at.district, at.street,
			1+r.IntN(300), 1+r.IntN(20), 101+r.IntN(2400)),
		Card:     card(r, pick(r, cardBins), 19),
		Grade:    pick(r, []string{"普通", "银卡", "金卡"}),
		Password: fmt.Sprintf("%s%s#%d", strings.ToUpper(g.latin[:1]), g.latin[1:], 1000+r.IntN(9000)),
	}
	if id%3 == 0 {
		p.Password = pick(r, weakPasswords)
	}
	return p
}

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

// maskMiddle hides the middle of a number and leaves head and tail characters.
func maskMiddle(s string, head, tail int) string {
	if len(s) <= head+tail {
		return s
	}
	return s[:head] + strings.Repeat("*", len(s)-head-tail) + s[len(s)-tail:]
}
