package values

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
)

// recordPatterns are texts that hold several data; {type} is replaced by a value of that type.
var recordPatterns = []string{
	"姓名：{cn_name}，性别：{gender}，身份证号：{cn_id_card}，手机：{cn_mobile}。",
	"客户{cn_name}（手机{cn_mobile}）的收货地址：{cn_address}。",
	"收件人：{cn_name}\n电话：{cn_mobile}\n地址：{cn_address}\n邮箱：{email}",
	"【快递通知】您好，{cn_mobile}，您的包裹已到站，请联系{cn_phone}。",
	"{\"name\":\"{cn_name}\",\"phone\":\"{cn_mobile}\",\"email\":\"{email}\"}",
	"{\"customerName\": \"{en_name}\", \"ssn\": \"{us_ssn}\", \"phone\": \"{us_phone}\"}",
	"Dear Mr. Support, my SSN is {us_ssn} and my card {credit_card} was declined.",
	"Name: {en_name}\nPhone: {us_phone}\nEmail: {email}\nIP: {ipv4}",
	"车主：{cn_name}，车牌号：{cn_plate}，车架号：{vin}。",
	"企业统一社会信用代码：{uscc}，法定代表人：{cn_name}，联系电话：{cn_phone}。",
	"login from {ipv4} mac {mac} at {date}",
	"申請人：{tc_name}，香港身份證：{hk_id_card}，電話待補。",
	"NRIC {sg_id_card}, email {email}",
	"IC: {my_id_card}; contact: {email}",
	"export AWS_ACCESS_KEY_ID={ak_id}\nexport AWS_SECRET_ACCESS_KEY={ak_secret}",
	"accessKeyId: {ak_id}\naccessKeySecret: {ak_secret}\n",
	"spring.datasource.url={jdbc}\nspring.datasource.username=app",
	"银行卡：{debit_card}，开户行SWIFT：{swift_code}",
	"护照号：{cn_passport}；港澳通行证：{hkm_permit}；民族：{ethnicity}；宗教信仰：{religion}",
	"IMEI: {imei}, MAC: {mac}, IPv6: {ipv6}",
	"phone={cn_mobile}&idCard={cn_id_card}&email={email}",
	"<user><name>{cn_name}</name><mobile>{cn_mobile}</mobile></user>",
	"name,phone,idcard\n{cn_name},{cn_mobile},{cn_id_card}",
	"您的身份证{cn_id_card}已通过审核，绑定的银行卡{debit_card}可用。",
	"Please wire to SWIFT {swift_code}, beneficiary: {en_name}.",
	"省份：{cn_province} 城市：{cn_city} 详细地址：{cn_address}",
	"组织机构代码：{org_code}，税务登记号：{tax_registration}，营业执照号：{business_license}",
	"访问 {url} 查看详情，或致电 {cn_phone}。",
	"Passport No. {cn_passport}, DOB {date}, Gender: {gender}",
	"军官证：{military_id}，姓名：{cn_name}",
}

const recordCases = 12 // of each pattern

// records fills the patterns.
func records(r *rand.Rand) (cases []Case) {
	rows := map[string]*row{}
	for _, group := range [][]row{personRows, placeRows, documentRows, cardRows, networkRows, secretRows, companyRows} {
		for i := range group {
			rows[group[i].name] = &group[i]
		}
	}
	for _, p := range recordPatterns {
		for range recordCases {
			text := p
			var want []string
			for name, v := range sorted(rows) {
				if strings.Contains(text, "{"+name+"}") {
					text = strings.ReplaceAll(text, "{"+name+"}", v.good(r))
					want = append(want, name)
				}
			}
			cases = append(cases, Case{Want: want, Text: text, Free: true})
		}
	}
	return cases
}

// sorted goes over the rows in the order of their names, so that the cases stay the same.
func sorted(rows map[string]*row) func(func(string, *row) bool) {
	return func(yield func(string, *row) bool) {
		for _, name := range slices.Sorted(maps.Keys(rows)) {
			if !yield(name, rows[name]) {
				return
			}
		}
	}
}
