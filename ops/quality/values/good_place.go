package values

import (
	"fmt"
	"math/rand/v2"
)

var placeRows = []row{
	{
		name: "cn_address", bare: true,
		keys:   "address/addr/收货地址/家庭住址/详细地址/dz/homeAddress/receiverAddress/detailAddress/联系地址/通讯地址/户籍地址/companyAddress",
		labels: "地址/收货地址/家庭住址/联系地址/通讯地址/Address/住址/户籍地址/邮寄地址",
		good:   address,
		bad: func(r *rand.Rand) string {
			return oneOf(r, "同上", "不详", "暂无地址", "北***号", "见附件", "线上交付", "自提", "N/A", "到店自取", "无")
		},
	},
	{
		name: "cn_plate", bare: true,
		keys:   "plateNo/plate_number/车牌号/车牌/carNo/licensePlate/cph/车牌号码/vehiclePlate/carNumber/hphm/号牌号码",
		labels: "车牌号/车牌/车牌号码/License plate/Plate No./号牌号码/plate number",
		good: func(r *rand.Rand) string {
			head := runes(r, "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼", 1) + letters(r, "ABCDEFGHJKLM", 1)
			serial := oneOf(r, digits(r, 5), letters(r, "ABCDEFGHJKLMNPQRSTUVWXYZ", 1)+digits(r, 4),
				digits(r, 3)+letters(r, "ABCDEFGHJKLMNPQRSTUVWXYZ", 2), letters(r, "ABCDEFGHJKLMNPQRSTUVWXYZ", 2)+digits(r, 3))
			switch r.IntN(10) {
			case 0, 1:
				return head + oneOf(r, "D", "F", "A", "B", "C") + digits(r, 5)
			case 2:
				return head + digits(r, 5) + oneOf(r, "D", "F")
			case 3:
				return head + "·" + serial
			case 4:
				return head + digits(r, 4) + oneOf(r, "学", "警", "挂")
			case 5:
				return "粤Z" + digits(r, 4) + oneOf(r, "港", "澳")
			}
			return head + serial
		},
		bad: func(r *rand.Rand) string {
			return oneOf(r, "京I"+digits(r, 5), "京O"+digits(r, 5), "京A"+digits(r, 4), "京A"+digits(r, 7), "天A"+digits(r, 5), "粤BIO"+
				digits(r, 3), "沪ABCDEF")
		},
	},
	{
		name:   "cn_province",
		keys:   "province/provinceName/省份/sheng/所在省份/shengfen/receiverProvince/省/PROVINCE/prov",
		labels: "省份/所在省份/省/Province",
		good: func(r *rand.Rand) string {
			return word(r, "广东省 江苏 浙江省 新疆维吾尔自治区 内蒙古自治区 西藏 广西壮族自治区 宁夏回族自治区 四川省 黑龙江 台湾省 河北省 山西 "+
				"陕西省 海南省 贵州 云南省 青海 甘肃省 福建 安徽省 江西 湖南省 湖北 河南 山东省 吉林省 辽宁 新疆 内蒙古")
		},
		bad: func(r *rand.Rand) string {
			return word(r, "加州 California 全国 不限 其他 请选择 安大略省 未知")
		},
	},
	{
		name:   "cn_city",
		keys:   "city/cityName/城市/所在城市/chengshi/receiverCity/CITY/homeCity/city_name/市",
		labels: "城市/所在城市/City/居住城市",
		good: func(r *rand.Rand) string {
			return word(r, "深圳市 杭州 呼和浩特市 大理白族自治州 延边朝鲜族自治州 成都 乌鲁木齐 石家庄市 义乌市 昆山 苏州市 厦门 锡林郭勒盟 "+
				"阿坝藏族羌族自治州 喀什地区 大兴安岭地区 秦皇岛市 连云港 六盘水 景德镇市 伊犁哈萨克自治州 黔东南苗族侗族自治州 佛山 东莞市 三亚 "+
				"凉山彝族自治州 恩施土家族苗族自治州 湘西土家族苗族自治州 巴音郭楞蒙古自治州 晋江市 张家港 日喀则 克拉玛依 驻马店 武汉")
		},
		bad: func(r *rand.Rand) string {
			return word(r, "纽约 London 不限 东京 全部城市 Paris 请选择 同城")
		},
	},
}

// address writes a mainland address with or without province, unit and room.
func address(r *rand.Rand) string {
	head := oneOf(r, "北京市海淀区", "上海市浦东新区", "广东省深圳市南山区", "浙江省杭州市西湖区", "江苏省南京市玄武区", "四川省成都市武侯区",
		"湖北省武汉市洪山区", "重庆市渝北区", "陕西省西安市雁塔区", "福建省厦门市思明区", "山东省青岛市市南区", "河南省郑州市金水区",
		"新疆维吾尔自治区乌鲁木齐市天山区", "内蒙古自治区呼和浩特市新城区", "云南省大理白族自治州大理市", "杭州市余杭区", "苏州市工业园区",
		"广州市天河区", "天津市和平区", "辽宁省大连市沙河口区", "湖南省长沙市岳麓区", "河北省石家庄市长安区", "安徽省合肥市蜀山区")
	street := oneOf(r, "中关村大街", "文三路", "科技园南路", "世纪大道", "人民路", "解放北路", "学院路", "长江中路", "建设路", "新华街", "花园路",
		"和平里东街", "滨江大道", "龙翔路", "金融街", "高新五路")
	number := fmt.Sprintf("%d号", 1+r.IntN(999))
	rest := oneOf(r, "", "", fmt.Sprintf("%d栋%d室", 1+r.IntN(20), 101+r.IntN(1500)), fmt.Sprintf("%d号楼%d单元%d", 1+r.IntN(20),
		1+r.IntN(5), 101+r.IntN(1500)), oneOf(r, "阳光花园", "金色家园", "万科城", "创新大厦", "国际广场")+fmt.Sprintf("%d座%d室",
		1+r.IntN(9), 101+r.IntN(2500)))
	if r.IntN(8) == 0 {
		return head + oneOf(r, "龙门镇张家村", "长安镇乌沙村", "桥头乡李庄村") + fmt.Sprintf("%d组%d号", 1+r.IntN(9), 1+r.IntN(99))
	}
	return head + street + number + rest
}
