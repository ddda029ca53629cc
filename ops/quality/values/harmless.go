package values

import (
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"strings"
)

// plain is one kind of harmless value.
type plain struct {
	keys string // names of fields it stands under; "" for a value without key
	bare bool   // also without a key
	make func(*rand.Rand) string
}

const (
	upper36 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	lower36 = "abcdefghijklmnopqrstuvwxyz0123456789"
	mixed62 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
	hex16   = "0123456789abcdef"
)

var plains = []plain{
	{"orderNo/order_id/orderSn/订单号/订单编号/tradeNo/out_trade_no/订单/bizNo/orderNumber", false, func(r *rand.Rand) string {
		return oneOf(r, day(r, "20060102150405")+digits(r, 4), "2024"+digits(r, 14), digits(r, 16), digits(r, 18), "SO"+digits(r, 10),
			"PO-2024-"+digits(r, 5), "DD"+day(r, "20060102")+digits(r, 6), digits(r, 11), digits(r, 15), "WX"+digits(r, 6), "4"+digits(r, 15),
			"1"+digits(r, 10), digits(r, 3)+"-"+digits(r, 7)+"-"+digits(r, 7))
	}},
	{"trackingNo/waybillNo/运单号/快递单号/expressNo/tracking_number/logisticsNo", false, func(r *rand.Rand) string {
		return oneOf(r, "SF"+digits(r, 13), "YT"+digits(r, 13), "1Z"+letters(r, upper36, 16), digits(r, 12), "JD"+digits(r, 13),
			letters(r, "EFRC", 1)+letters(r, "ABCDEFG", 1)+digits(r, 9)+"CN", digits(r, 13), "7"+digits(r, 14))
	}},
	{"hash/md5/sha256/checksum/etag/digest/fingerprint/sha1/signature", true, func(r *rand.Rand) string {
		return oneOf(r, letters(r, hex16, 32), letters(r, hex16, 40), letters(r, hex16, 64), strings.ToUpper(letters(r, hex16, 32)),
			"sha256:"+letters(r, hex16, 64))
	}},
	{"id/uuid/requestId/traceId/guid/sessionKey/eventId/correlationId", true, func(r *rand.Rand) string {
		u := letters(r, hex16, 8) + "-" + letters(r, hex16, 4) + "-4" + letters(r, hex16, 3) + "-a" + letters(r, hex16, 3) + "-" +
			letters(r, hex16, 12)
		return oneOf(r, u, strings.ToUpper(u), letters(r, hex16, 24), "01J"+letters(r, "0123456789ABCDEFGHJKMNPQRSTVWXYZ", 23),
			letters(r, mixed62, 21), "req_"+letters(r, mixed62, 14), "usr-"+letters(r, lower36, 10))
	}},
	{"version/appVersion/ver/sdkVersion/firmware/版本号/osVersion/release/buildVersion", false, func(r *rand.Rand) string {
		return oneOf(r, fmt.Sprintf("%d.%d.%d", r.IntN(20), r.IntN(30), r.IntN(99)), fmt.Sprintf("v%d.%d.%d-rc%d", r.IntN(9), r.IntN(9),
			r.IntN(9), r.IntN(9)), fmt.Sprintf("%d.%d.%d.%d", 1+r.IntN(120), r.IntN(10), r.IntN(200), r.IntN(200)), "17.0.9+9",
			fmt.Sprintf("1.%d.0-SNAPSHOT", r.IntN(9)), fmt.Sprintf("%d.%d", r.IntN(9), r.IntN(30)))
	}},
	{"timestamp/ts/time/createTime/updatedAt/gmtCreate/expireAt/serverTime", true, func(r *rand.Rand) string {
		return oneOf(r, fmt.Sprint(1600000000+r.IntN(150000000)), fmt.Sprint(1600000000000+r.Int64N(150000000000)),
			fmt.Sprintf("%02d:%02d:%02d", r.IntN(24), r.IntN(60), r.IntN(60)), fmt.Sprint(1600000000000000+r.Int64N(150000000000000)),
			fmt.Sprintf("%02d:%02d", r.IntN(24), r.IntN(60)))
	}},
	{"sku/productCode/skuCode/item_no/partNo/商品编码/货号/modelNo/spuId/material", true, func(r *rand.Rand) string {
		return oneOf(r, "SKU-"+digits(r, 6), letters(r, "ABCDEFGHIJKL", 2)+"-"+digits(r, 4)+"-"+letters(r, "ABC", 1), letters(r, upper36, 8),
			"P"+digits(r, 7), "ITEM"+digits(r, 5), letters(r, "BCDXZ", 3)+digits(r, 5), "MLXQ2CH/A", "SM-G"+digits(r, 3)+"B",
			"A"+digits(r, 4)+"-"+digits(r, 3), digits(r, 6)+"-"+digits(r, 3))
	}},
	{"lat/lng/longitude/latitude/coordinates/location/gps/经度/纬度/center", true, func(r *rand.Rand) string {
		lat, lng := r.Float64()*180-90, r.Float64()*360-180
		return oneOf(r, fmt.Sprintf("%.6f", lng), fmt.Sprintf("%.7f,%.7f", lat, lng), fmt.Sprintf("%.4f, %.4f", lat, lng),
			fmt.Sprintf("POINT(%.5f %.5f)", lng, lat), fmt.Sprintf("%.14f", lng), "39°54'26\"N 116°23'29\"E")
	}},
	{"isbn/barcode/ean/upc/gtin/条形码/ISBN", true, func(r *rand.Rand) string {
		s := "978" + digits(r, 9)
		return oneOf(r, s+ean(s), "978-7-"+digits(r, 3)+"-"+digits(r, 5)+"-"+digits(r, 1), "69"+digits(r, 11), digits(r, 12),
			"7-"+digits(r, 3)+"-"+digits(r, 5)+"-X", "69"+digits(r, 11))
	}},
	{"price/amount/total/balance/金额/fee/totalAmount/discount/percent/rate", true, func(r *rand.Rand) string {
		return oneOf(r, fmt.Sprintf("%.2f", r.Float64()*10000), fmt.Sprintf("¥%d.00", r.IntN(9999)), fmt.Sprintf("$%d,%03d.%02d", r.IntN(99),
			r.IntN(1000), r.IntN(100)), fmt.Sprint(r.IntN(1000000)), fmt.Sprintf("%d%%", r.IntN(100)), fmt.Sprintf("%.4f", r.Float64()),
			fmt.Sprintf("%d元", r.IntN(10000)), "-"+digits(r, 3)+"."+digits(r, 2))
	}},
	{"token/data/payload/cursor/blob/content/nextToken/image/nonce/sign", true, func(r *rand.Rand) string {
		b := make([]byte, 12+r.IntN(40))
		for i := range b {
			b[i] = byte(r.IntN(256))
		}
		return oneOf(r, base64.StdEncoding.EncodeToString(b), base64.RawURLEncoding.EncodeToString(b), "data:image/png;base64,"+
			base64.StdEncoding.EncodeToString(b))
	}},
	{"deviceId/serialNo/sn/序列号/serial_number/batchNo/批次号/流水号/invoiceNo/ticketNo/workOrder/合同编号/工单号", false,
		func(r *rand.Rand) string {
			return oneOf(r, letters(r, upper36, 10), digits(r, 10), "C02"+letters(r, upper36, 9), "B"+day(r, "20060102")+digits(r, 3),
				"HT-"+digits(r, 4)+"-"+digits(r, 3), "INV"+digits(r, 8), digits(r, 8), "FP"+digits(r, 12), "LOT "+digits(r, 5), digits(r, 20))
		}},
	{"title/description/remark/content/status/type/message/备注/描述/label/category/comment", true, func(r *rand.Rand) string {
		return item(r, plainTexts)
	}},
	{"productName/goodsName/brand/companyName/shopName/商品名称/公司名称/品牌/itemName/storeName/店铺名称/hotelName/projectName", false,
		func(r *rand.Rand) string { return item(r, thingNames) }},
	{"", true, func(r *rand.Rand) string { return item(r, thingNames) }},
	{"name/label/text/value", false, func(r *rand.Rand) string { return item(r, vagueNames) }},
	{"userAgent/user_agent/ua/browser", true, func(r *rand.Rand) string {
		v := fmt.Sprintf("%d.0.%d.%d", 90+r.IntN(40), 1000+r.IntN(5000), 1+r.IntN(200))
		return oneOf(r, "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/"+v+" Safari/537.36",
			"okhttp/4.9.3", "curl/8.4.0", "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15")
	}},
	{"path/file/filename/image/文件名/key/object", true, func(r *rand.Rand) string {
		return oneOf(r, "/data/app/logs/server.log", "IMG_"+digits(r, 4)+".JPG", "assets/img/logo@2x.png", "report_final_v2.xlsx",
			"/usr/local/bin/python3.11", "C:\\Windows\\System32\\drivers", "node_modules/@babel/core/index.js", "src/main/java/App.java",
			"avatar_"+letters(r, hex16, 8)+".png")
	}},
	{"code/errorCode/statusCode/type/countryCode/currency/lang/locale/level", true, func(r *rand.Rand) string {
		return oneOf(r, "ERR_"+digits(r, 4), "USD", "zh-CN", "200", "E"+digits(r, 4), "SUCCESS", "A00"+digits(r, 3), "PENDING", "0", "1", "CN",
			"UTF-8", "application/json", "M", "F", "en_US", "-1", "true")
	}},
	{"color/colour/颜色/bgColor", true, func(r *rand.Rand) string {
		return oneOf(r, "#"+letters(r, hex16, 6), "rgb(12, 34, 56)", "白色", "Red", "黄色", "0x"+letters(r, hex16, 6))
	}},
	{"qq/wechat/userId/uid/memberId/account_id/openid/employeeNo/工号/学号/customerId", false, func(r *rand.Rand) string {
		return oneOf(r, digits(r, 9), digits(r, 6), "o"+letters(r, mixed62, 27), "U"+digits(r, 6), "E"+digits(r, 5), digits(r, 19),
			"10"+digits(r, 8), "100"+digits(r, 9))
	}},
	{"", true, func(r *rand.Rand) string {
		return oneOf(r, "京东", "广州恒大", "马上", "高兴", "黄金周", "男士衬衫", "女装", "汉堡", "回执", "满减", "白色", "北京烤鸭", "上海滩", "南京大屠杀",
			"东方航空", "王者荣耀", "张江高科", "中国银行", "李宁", "test", "hello world", "lorem ipsum", "foo bar", "asdf1234", "测试数据", "Paris", "May",
			"Jordan", "Apple", "Amazon", "Tesla Model 3", "iPhone 15 Pro", "Windows 11", "HTTP/1.1", "UTF-8", "N/A", "B2B", "COVID-19",
			"MH370", "CA1234", "G1234", "D301", "T3", "3.14159265358979", "1e10", "0x1F4A9", "1,234,567", "192x168", "1920x1080", "16:9",
			"12/25", "24/7", "9-5", "50%", "100kg", "5G", "H2O", "C++", "a=b&c=d", "true", "null", "undefined", "NaN", "[]", "{}", "")
	}},
}

func ean(s string) string {
	sum := 0
	for i, c := range s {
		sum += int(c-'0') * (1 + 2*(i%2))
	}
	return fmt.Sprint((10 - sum%10) % 10)
}

const plainTexts = "The quick brown fox jumps over the lazy dog/Order shipped successfully/系统维护中，请稍后再试/库存不足/已发货/待付款/" +
	"Please contact customer service for help/商品已下架/支付成功/User not found/Invalid parameter: page must be >= 1/" +
	"满200减30，限时优惠/北京今日多云，最高气温25度/This item is out of stock/加载更多/Connection reset by peer/操作成功/" +
	"Version 2.3.1 released with bug fixes/会员专享/The meeting is at 10:30 in room 204/新品上市/高端大气上档次/公司成立于改革开放初期/" +
	"共 128 条记录，第 3 页/50 items per page/安全管理制度/White cotton shirt, size XL/方便快捷/马上行动/江山如画/任务已完成/黄金会员/" +
	"Error 0x80070005: access denied/温馨提示/全国包邮/周末愉快/关于我们/于是他走了/Build #4523 passed in 3m 42s/高清无码/Temperature 36.5 C/" +
	"Ticket A-1042 closed by agent/Run 5 km every day/性别平等是基本国策/少数民族文化/宗教政策宣传/身份证请随身携带/手机号码不能为空/" +
	"请输入正确的邮箱地址/护照办理流程/The passport office is closed/Gender is required/Enter your phone number/信用卡还款提醒/密码错误/" +
	"ID card is required/SWIFT payments take two days/Address cannot be empty/Name must not be blank/车牌识别系统/税务登记办理指南"

const thingNames = "华为技术有限公司/Acme Corporation/北京字节跳动科技有限公司/Blue Cotton Shirt/Apple iPhone 15/小米手机14/王老吉凉茶/Johnson & Johnson/" +
	"康师傅红烧牛肉面/Ergonomic Wooden Chair/Sleek Steel Table/云南白药/Michael Kors/农夫山泉/张裕葡萄酒/Stanley Cup/John Deere Tractor/" +
	"金龙鱼调和油/Wayne Enterprises/Smith and Sons/Walker LLC/老干妈/李子柒螺蛳粉/周大福珠宝/万达广场/Blue Bottle Coffee/马应龙/方太厨具/" +
	"Licensed Rubber Gloves/Taylor Guitars/Hilton Garden Inn/全聚德烤鸭店/海底捞火锅/Martin Logan Speakers/白象方便面/高洁丝/安踏运动鞋/" +
	"Charlotte Tilbury Lipstick/Marks & Spencer/江小白/钟薛高/陶陶居/文峰大世界/Jack Daniel's Whiskey/Handcrafted Soft Pizza/Tom Ford Perfume"

const vagueNames = "standard/Order Service/Blue Shirt/高级会员/首页/管理员/产品部/default/Price List/System/商品列表/Main Menu/Gold Plan/" +
	"北京分公司/营销中心/全部/Summer Sale/User Management/Data Export/config/方案一/安全策略/Beijing Office/Red Wine/Home Page/基础版/" +
	"Payment Gateway/Sales Report/首单优惠/Blue/Premium/Wireless Mouse/任务列表/成员管理/Shopping Cart/Credit Card/New York/Customer Service/" +
	"Visa/North America/Green Tea/Default Group/万能遥控器/花生油/Hot Dog/Ice Cream/Machine Learning/Project Alpha/Release Notes/Daily Backup"

// How many cases of each harmless kind.
const (
	plainKeyed = 60
	plainBare  = 40
	plainFree  = 25
)

func harmless(r *rand.Rand) (cases []Case) {
	for _, p := range plains {
		if p.keys != "" {
			for range plainKeyed {
				key := item(r, p.keys)
				v := p.make(r)
				cases = append(cases, Case{Key: key, Text: v})
			}
			for range plainFree {
				cases = append(cases, Case{Text: labelled(r, item(r, p.keys), p.make(r)), Free: true})
			}
		}
		if p.bare {
			for range plainBare {
				cases = append(cases, Case{Text: p.make(r)})
			}
		}
	}
	return cases
}
