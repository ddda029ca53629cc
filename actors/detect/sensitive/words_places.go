package sensitive

import (
	"slices"
	"strings"
)

// provinces are the divisions of the first level by their short names.
var provinces = strings.Fields("北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 " +
	"广东 广西 海南 重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 台湾 香港 澳门")

// provinceTails may follow a province's short name.
var provinceTails = strings.Fields("省 市 自治区 壮族自治区 回族自治区 维吾尔自治区 特别行政区")

// cities are the divisions of the second level by their short names; 市, 地区, 盟 or 州 may
// follow. The four municipalities are cities too.
var cities = strings.Fields("北京 天津 上海 重庆 石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 太原 大同 阳泉 长治 晋城 " +
	"朔州 晋中 运城 忻州 临汾 吕梁 呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布 兴安 锡林郭勒 阿拉善 沈阳 大连 " +
	"鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 朝阳 葫芦岛 长春 吉林 四平 辽源 通化 白山 松原 白城 延边 哈尔滨 齐齐哈尔 鸡西 " +
	"鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化 大兴安岭 南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁 " +
	"杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 " +
	"池州 宣城 福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德 南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶 济南 青岛 淄博 " +
	"枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽 郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 " +
	"南阳 商丘 信阳 周口 驻马店 济源 武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施 仙桃 潜江 天门 神农架 长沙 株洲 " +
	"湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 湘西 广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 " +
	"河源 阳江 清远 东莞 中山 潮州 揭阳 云浮 南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左 海口 三亚 三沙 " +
	"儋州 成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 阿坝 甘孜 凉山 贵阳 六盘水 遵义 " +
	"安顺 毕节 铜仁 黔西南 黔东南 黔南 昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 楚雄 红河 文山 西双版纳 大理 德宏 怒江 迪庆 拉萨 日喀则 " +
	"昌都 林芝 山南 那曲 阿里 西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛 兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳 定西 " +
	"陇南 临夏 甘南 西宁 海东 海北 黄南 海南 果洛 玉树 海西 银川 石嘴山 吴忠 固原 中卫 乌鲁木齐 克拉玛依 吐鲁番 哈密 昌吉 博尔塔拉 巴音郭楞 " +
	"阿克苏 克孜勒苏 喀什 和田 伊犁 塔城 阿勒泰 石河子 台北 高雄 台中 台南 新北 桃园 昆山 义乌 常熟 张家港 江阴 慈溪 余姚 晋江 石狮")

// cityTails may follow a city's short name.
var cityTails = strings.Fields("市 地区 盟 州 自治州 新区")

// regions holds the first two digits of administrative codes (GB/T 2260); 81..83 are cards
// of residents from Hong Kong, Macao and Taiwan.
var regions = func() (t [100]bool) {
	for _, p := range []int{
		11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46,
		50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83,
	} {
		t[p] = true
	}
	return t
}()

// areaCodes holds the codes of fixed lines behind their 0: two digits for ten big cities,
// three for all others.
var areaCodes = func() (t [1000]bool) {
	for _, c := range []int{10, 20, 21, 22, 23, 24, 25, 27, 28, 29} {
		t[c] = true
	}
	three := []struct{ from, to int }{
		{310, 319},
		{335, 335},
		{349, 359},
		{370, 379},
		{391, 398},
		{411, 419},
		{421, 421},
		{427, 429},
		{431, 439},
		{451, 459},
		{464, 464},
		{467, 469},
		{470, 479},
		{482, 483},
		{510, 519},
		{523, 523},
		{527, 527},
		{530, 539},
		{543, 543},
		{546, 546},
		{550, 566},
		{570, 580},
		{591, 599},
		{631, 635},
		{660, 663},
		{668, 668},
		{691, 692},
		{701, 701},
		{710, 719},
		{722, 722},
		{724, 724},
		{728, 728},
		{730, 739},
		{743, 746},
		{750, 759},
		{760, 760},
		{762, 763},
		{766, 766},
		{768, 769},
		{770, 779},
		{790, 799},
		{812, 813},
		{816, 818},
		{825, 827},
		{830, 839},
		{851, 859},
		{870, 879},
		{883, 888},
		{891, 899},
		{901, 903},
		{906, 906},
		{908, 909},
		{911, 919},
		{930, 939},
		{941, 943},
		{951, 955},
		{970, 979},
		{990, 999},
		{898, 898},
	}
	for _, r := range three {
		for c := r.from; c <= r.to; c++ {
			t[c] = true
		}
	}
	return t
}()

// plateHeads open a licence plate: the provinces' characters.
var plateHeads = runeSet("京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼")

// plateTails may stand for the last character of a plate: coach, police, Hong Kong, Macao,
// trailer, embassy.
var plateTails = runeSet("学警港澳挂使领试超")

// notMainland are places whose addresses are none of the mainland.
var notMainland = strings.Fields("台湾 香港 澳门 台北 高雄 台中 台南 新北 桃园")

// placesByHead lists the names of provinces and cities by their first character.
var placesByHead = func() map[rune][]string {
	t := map[rune][]string{}
	for _, list := range [][]string{provinces, cities} {
		for _, name := range list {
			if slices.Contains(notMainland, name) {
				continue
			}
			for _, r := range name {
				t[r] = append(t[r], name)
				break
			}
		}
	}
	return t
}()

// placeHeads is the cheap first test for placesByHead.
var placeHeads = runeSet(strings.Join(firsts(provinces), "") + strings.Join(firsts(cities), ""))

func firsts(list []string) (out []string) {
	for _, s := range list {
		for _, r := range s {
			out = append(out, string(r))
			break
		}
	}
	return out
}

var (
	isProvince = set(withTails(provinces, provinceTails)...)
	isCity     = set(strings.Join(withTails(cities, cityTails), " "), strings.Join(withTails(countyCities, []string{"市"}), " "),
		strings.Join(withTails(prefectures, []string{"自治州"}), " "))
)

func withTails(names, tails []string) []string {
	out := append([]string(nil), names...)
	for _, n := range names {
		for _, t := range tails {
			out = append(out, n+t)
		}
	}
	return out
}
