package values

import (
	"math/rand/v2"
	"strings"
	"time"
)

const (
	commonSurnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭" +
		"陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
	givenCharacters = "伟芳娜秀敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红玲芬燕彬云飞宇浩凯健俊帆雪琴晶欣佳怡婷雨梓涵子轩博文昊然" +
		"思源嘉诚宏志国建辉鹏旭阳晨曦峰松林森海波洁琳慧颖倩莹悦彤琪瑶妍茜菲薇蕾晓春梅冬秋荣德民永生庆福寿贵财宝祥瑞立"
	traditionalSurnames   = "陳張黃劉楊趙吳孫馬鄭謝許韓馮鄧蕭葉蘇魏呂盧鍾譚陸賈韋鄒閻龍賀顧龔錢嚴湯溫歐關簡"
	plainSurnames         = "王李林何高羅郭唐田石江方白侯史姚汪余丁任沈"
	traditionalCharacters = "國華偉麗蘭鳳龍雲飛穎壽寶貴榮慶億傑勝勳堅懷揚曉東樹漢潔澤濤煒瑩禮紅純經維義聖聰興藝詠詩誠謙豐賢輝達遠銘鋒鋼錦"
	commonCharacters      = "文明志美玉子家德安正成英秀俊宏仁俞宜芳怡婷君豪柏宇"

	englishGiven = "James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Thomas Sarah " +
		"Charlotte Liam Noah Olivia Emma Ava Isabella Lucas Ethan Mason Oliver Amelia Harper Evelyn Abigail Theodore Henry " +
		"Declan Keisha DeShawn Lakisha Aaliyah Priyanka Rajesh Anil Sunita Hiroshi Yuko Kenji Seo-yeon Minh Nguyen Ingrid " +
		"Bjorn Siobhan Niamh Padraig Rory Fergus Giulia Matteo Lorenzo Chiara Sofia Mateo Santiago Guadalupe Javier Dmitri " +
		"Olga Natasha Ivan Katarzyna Piotr Zofia Ahmed Fatima Yusuf Leila Omar Blessing Chidi Kwame Tendai Thandiwe Elfrieda " +
		"Rosalind Gwendolyn Marcellus Jerome Wilma Hubert Clifford Bernadette Xavier Zachary Quentin Ursula Vivian Wendell"
	englishFamily = "Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson " +
		"Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis Robinson " +
		"Walker Young Allen King Wright Scott Torres Hill Flores Green Adams Nelson Baker Hall Rivera Campbell Mitchell Carter " +
		"Roberts O'Connor O'Brien McDonald MacLeod Fitzgerald Patel Sharma Singh Kumar Gupta Iyer Tanaka Suzuki Yamamoto Kim " +
		"Park Choi Tran Pham Schmidt Muller Fischer Weber Schneider Rossi Ferrari Esposito Bianchi Dubois Lefebvre Moreau " +
		"Johansson Lindqvist Nilsson Hansen Kowalski Nowak Ivanov Petrov Abdullah Hassan Okafor Mbeki Nkosi Osei Bogisich " +
		"Turcotte Wolff Kuhlman Reichert Satterfield Gutkowski Hintz Lubowitz Streich Zieme Beatty Hickle Jaskolski Sipes"
)

var personRows = []row{
	{
		name: "cn_name",
		keys: "name/realName/real_name/userName/xm/姓名/联系人/收货人/customerName/contactName/receiver/fullName/cnName/患者姓名/" +
			"申请人/法定代表人/持卡人/employeeName/consignee/真实姓名",
		labels: "姓名/联系人/收件人/收货人/申请人/客户姓名/真实姓名/Name/Full name/Customer name/持卡人/经办人/患者姓名",
		good: func(r *rand.Rand) string {
			switch r.IntN(15) {
			case 0:
				return oneOf(r, "欧阳", "司马", "诸葛", "上官", "慕容", "夏侯", "皇甫", "令狐") + runes(r, givenCharacters, 1+r.IntN(2))
			case 1:
				return oneOf(r, "买买提·艾力", "阿依古丽·买买提", "古丽娜尔·热合曼", "迪丽热巴·迪力木拉提", "艾克拜尔·吐尔逊")
			}
			return runes(r, commonSurnames, 1) + runes(r, givenCharacters, 1+min(1, r.IntN(3)))
		},
		bad: func(r *rand.Rand) string {
			return oneOf(r, "高级会员", "系统管理员", "测试账号", "***", "张*", "未填写", "匿名", "不详", "待定", "无")
		},
	},
	{
		name:   "tc_name",
		keys:   "name/realName/姓名/聯絡人/收件人/customerName/contactName/fullName/申請人/姓名中文/customer_name/持卡人/tcName/中文姓名",
		labels: "姓名/聯絡人/收件人/申請人/客戶姓名/Name/中文姓名/Customer name/持卡人",
		good: func(r *rand.Rand) string {
			if r.IntN(3) == 0 {
				return runes(r, plainSurnames, 1) + runes(r, commonCharacters, 1) + runes(r, traditionalCharacters, 1)
			}
			return runes(r, traditionalSurnames, 1) + runes(r, traditionalCharacters+commonCharacters, 1+min(1, r.IntN(4)))
		},
		bad: func(r *rand.Rand) string {
			return oneOf(r, "系統管理員", "測試帳號", "匿名用戶", "待確認", "張*", "未填寫")
		},
	},
	{
		name: "en_name",
		keys: "fullName/full_name/customerName/contactName/name/cardHolder/passengerName/englishName/recipientName/holder_name/" +
			"employeeName/patientName/en_name/英文名/guestName/beneficiaryName/accountHolder",
		labels: "Name/Full name/Customer/Passenger/Patient name/Cardholder/Contact/英文名/Employee name/Account holder/Customer name",
		good: func(r *rand.Rand) string {
			given, family := word(r, englishGiven), word(r, englishFamily)
			switch r.IntN(10) {
			case 0:
				return given + " " + letters(r, "ABCDEFGHJKLMNPRSTW", 1) + ". " + family
			case 1:
				return strings.ToUpper(given + " " + family)
			case 2:
				return oneOf(r, "Mr. ", "Mrs. ", "Ms. ", "Dr. ") + given + " " + family
			case 3:
				return given + " " + word(r, englishGiven) + " " + family
			}
			return given + " " + family
		},
		bad: func(r *rand.Rand) string {
			return oneOf(r, "N/A", "unknown", "test user", "Guest", "none", "anonymous", "J*** S****", "--", "null", "TBD", "12345",
				"system", "admin")
		},
	},
	{
		name: "cn_mobile", bare: true,
		keys: "phone/mobile/phoneNumber/mobile_no/tel/手机号/手机号码/联系电话/sjh/shouji/cellphone/contactPhone/receiverMobile/" +
			"userPhone/PHONE_NO/电话/lxdh/mobilePhone",
		labels: "手机号/手机/联系电话/手机号码/电话/Phone/Mobile/mobile number/Tel/Contact",
		good: func(r *rand.Rand) string {
			s := mobileNumber(r)
			switch r.IntN(10) {
			case 0:
				return "+86" + s
			case 1:
				return "+86 " + s
			case 2:
				return "+86-" + s
			case 3:
				return oneOf(r, "0086", "86", "0086-", "86-") + s
			case 4:
				return s[:3] + "-" + s[3:7] + "-" + s[7:]
			case 5:
				return s[:3] + " " + s[3:7] + " " + s[7:]
			}
			return s
		},
		bad: func(r *rand.Rand) string {
			return oneOf(r, "12"+digits(r, 9), "10"+digits(r, 9), "11"+digits(r, 9), "13"+digits(r, 8), "13"+digits(r, 10),
				"138****8000", "23800138000", "154"+digits(r, 8), "140"+digits(r, 7), "1380013800a")
		},
	},
	{
		name: "email", bare: true,
		keys:   "email/mail/emailAddress/user_email/邮箱/电子邮箱/contactEmail/e_mail/EMAIL/yx/邮箱地址/primaryEmail/login",
		labels: "邮箱/电子邮件/Email/E-mail/email address/联系邮箱/Mail",
		good: func(r *rand.Rand) string {
			local := strings.ToLower(oneOf(r, word(r, englishGiven)+"."+strings.ReplaceAll(word(r, englishFamily), "'", ""),
				word(r, englishGiven)+digits(r, 2), "user_"+digits(r, 5), letters(r, "abcdefghij", 7)+"+tag", digits(r, 9),
				"a.b-c", "x", "first.last+news"))
			return strings.ReplaceAll(local, " ", "") + "@" + oneOf(r, "example.com", "qq.com", "163.com", "gmail.com",
				"mail.example.co.uk", "corp.example.cn", "foxmail.com", "sub.dept.example.org", "example-shop.io", "xn--fiqs8s.cn",
				"example.museum", "y.travel")
		},
		bad: func(r *rand.Rand) string {
			return oneOf(r, "user@", "@example.com", "user@localhost", "user.example.com", "user@@example.com", "a@b", "user@.com",
				"user name@", "logo@3x.png", "@types/node", "user@example..com", "user at example dot com", "react@18.2.0")
		},
	},
	{
		name: "cn_phone", bare: true,
		keys:   "tel/phone/座机/固定电话/telephone/officePhone/landline/公司电话/homePhone/电话/联系电话/fixedPhone/办公电话/fax/传真",
		labels: "电话/座机/固定电话/联系电话/办公电话/Tel/Telephone/Office phone/传真/Fax",
		good: func(r *rand.Rand) string {
			code := word(r, "010 021 022 023 024 025 027 028 029 020")
			rest := letters(r, "25678", 1) + digits(r, 7)
			if r.IntN(2) == 0 {
				code = word(r, "0755 0571 0512 0532 0411 0592 0574 0731 0371 0531 0769 0757 0451 0311 0351 0471 0771 0851 0871 0931 "+
					"0951 0971 0991 0898 0791 0551 0591 0335 0516 0577 0635 0716 0792 0833 0883 0906")
				rest = letters(r, "25678", 1) + digits(r, 6+r.IntN(2))
			}
			switch r.IntN(9) {
			case 0:
				return "(" + code + ")" + rest
			case 1:
				return "(" + code + ") " + rest
			case 2:
				return code + " " + rest
			case 3:
				return "+86-" + code[1:] + "-" + rest
			case 4:
				return "+86 " + code[1:] + " " + rest
			case 5:
				return code + "-" + rest + "-" + digits(r, 3)
			}
			return code + "-" + rest
		},
		bad: func(r *rand.Rand) string {
			return oneOf(r, "0123-"+digits(r, 7), "0100-"+digits(r, 8), "010-"+digits(r, 6), "010-0"+digits(r, 7), "000-"+digits(r, 8),
				"0755-1"+digits(r, 6), "010-"+digits(r, 10))
		},
	},
	{
		name: "us_phone", bare: true,
		keys:   "phone/phoneNumber/tel/us_phone/mobile/contactNumber/homePhone/telephone/Phone/workPhone/cell",
		labels: "Phone/Tel/Call/US phone/Mobile/telephone/Contact number/Cell/美国电话",
		good: func(r *rand.Rand) string {
			a := word(r, "212 415 312 617 206 305 404 702 713 503 646 718 202 310 214 602 801 919 248 860")
			e := letters(r, "2345678", 1) + letters(r, "0234567", 1) + digits(r, 1)
			l := digits(r, 4)
			switch r.IntN(8) {
			case 0:
				return "(" + a + ") " + e + "-" + l
			case 1:
				return "+1 (" + a + ") " + e + "-" + l
			case 2:
				return "+1" + a + e + l
			case 3:
				return a + "." + e + "." + l
			case 4:
				return "1-" + a + "-" + e + "-" + l
			case 5:
				return "+1-" + a + "-" + e + "-" + l
			case 6:
				return "+1 " + a + " " + e + " " + l
			}
			return a + "-" + e + "-" + l
		},
		bad: func(r *rand.Rand) string {
			return oneOf(r, fill(r, "(1##) 555-####"), fill(r, "0##-555-####"), fill(r, "211-555-01##"), fill(r, "212-055-####"),
				fill(r, "212-155-####"), fill(r, "212-911-####"), fill(r, "212-555-###"), fill(r, "212-555-#####"), fill(r, "(212) 155-####"))
		},
	},
	{
		name:   "gender",
		keys:   "gender/sex/性别/xb/xingbie/userGender/sexName/GENDER/patientSex/性別/genderDesc",
		labels: "性别/Gender/Sex/性別/gender/sex",
		good: func(r *rand.Rand) string {
			return word(r, "男 女 男性 女性 male female Male Female MALE FEMALE M F m f 男 女")
		},
		bad: func(r *rand.Rand) string { return word(r, "N/A 未知x 其它类型 unknown null -- 99 蓝色 none") },
	},
	{
		name:   "ethnicity",
		keys:   "ethnicity/nation/民族/minzu/mz/ethnicGroup/nationName/ethnic/族别/ETHNIC/userNation",
		labels: "民族/Ethnicity/族别/Ethnic group/民族名称",
		good: func(r *rand.Rand) string {
			s := word(r, "汉 回 满 壮 苗 维吾尔 土家 彝 蒙古 藏 布依 侗 瑶 朝鲜 白 哈尼 哈萨克 黎 傣 畲 傈僳 仡佬 东乡 高山 拉祜 水 佤 纳西 "+
				"羌 土 仫佬 锡伯 柯尔克孜 达斡尔 景颇 毛南 撒拉 布朗 塔吉克 阿昌 普米 鄂温克 怒 京 基诺 德昂 保安 俄罗斯 裕固 乌孜别克 门巴 鄂伦春 "+
				"独龙 塔塔尔 赫哲 珞巴")
			if r.IntN(4) > 0 || len(s) == 3 && r.IntN(2) == 0 {
				return s + "族"
			}
			return s
		},
		bad: func(r *rand.Rand) string { return word(r, "中国 未知 China 美国 N/A 大和族 other 无") },
	},
	{
		name:   "religion",
		keys:   "religion/宗教/宗教信仰/religiousBelief/faith/zongjiao/userReligion/RELIGION/信仰",
		labels: "宗教信仰/Religion/宗教/Religious belief/信仰",
		good: func(r *rand.Rand) string {
			return word(r, "佛教 道教 基督教 天主教 伊斯兰教 东正教 犹太教 印度教 Buddhism Christianity Islam Catholic Hinduism Judaism "+
				"Taoism Muslim Christian Buddhist Protestant Sikhism Hindu Jewish 新教 锡克教 藏传佛教 Orthodox")
		},
		bad: func(r *rand.Rand) string { return word(r, "无 none N/A 不详 未知 unknown 科学 unspecified") },
	},
	{
		name: "date", bare: true,
		keys:   "birthday/birthDate/date/出生日期/dob/startDate/end_date/csrq/入职日期/createDate/expiryDate/生日/issueDate",
		labels: "出生日期/日期/生日/Date/Birthday/Date of birth/DOB/有效期至/签发日期/Start date",
		good: func(r *rand.Rand) string {
			return day(r, oneOf(r, "2006-01-02", "2006/01/02", "2006年1月2日", "2006年01月02日", "2006.01.02", "2006-01-02 15:04:05",
				"2006-01-02T15:04:05Z", "01/02/2006", "2006/1/2", "2006-1-2", "Jan 2, 2006", "2 January 2006", "02-Jan-2006",
				"January 2, 2006", "2006-01-02T15:04:05+08:00", "02.01.2006", "Mon, 02 Jan 2006 15:04:05 GMT", "2006-01-02"))
		},
		bad: func(r *rand.Rand) string {
			return oneOf(r, "2023-02-29", "2024-13-01", "2024-00-10", "2024-04-31", "2024/02/30", "1234-56-78", "2024年13月1日",
				"2024年2月30日", "31/31/2024", "2023-10-32", "99-99-9999", "0000-00-00")
		},
	},
}

func runes(r *rand.Rand, list string, n int) (s string) {
	all := []rune(list)
	for range n {
		s += string(all[r.IntN(len(all))])
	}
	return s
}

func day(r *rand.Rand, layout string) string {
	from := time.Date(1950, 1, 1, 0, 0, 0, 0, time.UTC)
	return from.Add(time.Duration(r.IntN(27000*86400)) * time.Second).Format(layout)
}

// mobileNumber makes eleven digits with a prefix that an operator has, virtual ones too.
func mobileNumber(r *rand.Rand) string {
	return word(r, "130 131 132 133 134 135 136 137 138 139 145 146 147 148 149 150 151 152 153 155 156 157 158 159 162 165 166 167 "+
		"170 171 172 173 175 176 177 178 180 181 182 183 184 185 186 187 188 189 190 191 192 193 195 196 197 198 199") + digits(r, 8)
}
