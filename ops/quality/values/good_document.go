package values

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

var documentRows = []row{
	{
		name: "cn_id_card", bare: true,
		keys: "idCard/id_card_no/idcard/idNumber/identityNo/certNo/id_no/身份证号/身份证号码/sfzh/sfz/zjhm/ID_CARD/userIdCard/身份证/" +
			"citizenId/personalIdNumber/legalPersonIdCard/证件号码/idCardNum",
		labels: "身份证号/身份证号码/身份证/证件号码/公民身份号码/ID card/ID number/ID card number/id_card/Chinese ID",
		good: func(r *rand.Rand) string {
			s := residentNumber(r)
			if r.IntN(12) == 0 {
				return s[:6] + " " + s[6:14] + " " + s[14:]
			}
			if r.IntN(6) == 0 {
				return strings.ToLower(s)
			}
			return s
		},
		bad: func(r *rand.Rand) string {
			s := residentNumber(r)
			switch r.IntN(4) {
			case 0: // no such day, with a check digit that fits
				s = s[:10] + oneOf(r, "1332", "0231", "0000", "1131", "0230") + s[14:17]
				return s + mod112(s)
			case 1: // no such province
				s = oneOf(r, "01", "99", "10", "47", "70", "58") + s[2:17]
				return s + mod112(s)
			case 2:
				i := r.IntN(17)
				return otherDigit(r, s, i)
			}
			return s[:17] + oneOf(r, "A", "Z", "K")
		},
	},
	{
		name: "cn_passport",
		keys: "passport/passportNo/passport_number/passportNumber/护照号/护照号码/hzhm/护照/passport_no/PassportID/huzhao/" +
			"cnPassport/chinaPassportNo",
		labels: "护照号/护照号码/护照/Passport/Passport No./passport number/Passport No",
		good: func(r *rand.Rand) string {
			switch r.IntN(6) {
			case 0:
				return "G" + digits(r, 8)
			case 1:
				return "E" + letters(r, "ABCDEFGHJKLMNPQRSTUVWXYZ", 1) + digits(r, 7)
			case 2:
				return oneOf(r, "D", "S", "P") + digits(r, 8)
			case 3:
				return oneOf(r, "DE", "SE", "PE") + digits(r, 7)
			}
			return "E" + digits(r, 8)
		},
		bad: func(r *rand.Rand) string {
			return oneOf(r, "E"+digits(r, 7), "E"+digits(r, 9), "Z"+digits(r, 8), "EI"+digits(r, 7), "EO"+digits(r, 7),
				"1"+digits(r, 8), "G"+letters(r, "ABC", 1)+digits(r, 7))
		},
	},
	{
		name: "hkm_permit",
		keys: "hkmPermit/eepNo/港澳通行证/通行证号/txz/hkMacaoPermit/港澳通行证号码/往来港澳通行证/permitNo/travelPermit/" +
			"hk_macau_permit/gatxz/exitEntryPermit",
		labels: "港澳通行证/港澳通行证号码/通行证号/往来港澳通行证/HK Macau permit/Exit-Entry Permit/travel permit",
		good: func(r *rand.Rand) string {
			switch r.IntN(4) {
			case 0:
				return "W" + digits(r, 8)
			case 1:
				return "C" + letters(r, "ABCDEFGHJKLMNPQRSTUVWXYZ", 1) + digits(r, 7)
			}
			return "C" + digits(r, 8)
		},
		bad: func(r *rand.Rand) string {
			return oneOf(r, "C"+digits(r, 7), "C"+digits(r, 9), "X"+digits(r, 8), "CI"+digits(r, 7), "WC"+digits(r, 7))
		},
	},
	{
		name: "military_id",
		keys: "militaryId/military_id/军官证号/军官证/jgzh/officerId/军人证件号/士兵证/军官证号码/militaryCardNo/soldierId/" +
			"officerCertNo/armyCardNo",
		labels: "军官证号/军官证/军官证号码/士兵证/军人证/Military ID/military officer ID/officer card",
		good: func(r *rand.Rand) string {
			number := digits(r, 6+r.IntN(3))
			return oneOf(r, "军", "南", "北", "沈", "兰", "成", "济", "广", "海", "空", "政", "后", "装", "士", "文", "参") +
				"字第" + number + "号"
		},
		bad: func(r *rand.Rand) string {
			return oneOf(r, "京", "沪", "民", "教") + "字第" + oneOf(r, "12", "7", "88") + "号"
		},
	},
	{
		name: "hk_id_card", bare: true,
		keys:   "hkid/hkId/hk_id_card/HKIDNo/香港身份证/香港身份证号/hongKongId/idNo/identityCard/hkidNumber/身份證號碼/香港居民身份证",
		labels: "HKID/HK ID/香港身份证/香港身份證號碼/香港居民身份证/Hong Kong ID/HKID No./Hong Kong identity card",
		good: func(r *rand.Rand) string {
			s := letters(r, "ABCDEFGHKMPRSTVWYZ", 1)
			if r.IntN(5) == 0 {
				s = oneOf(r, "WX", "XA", "XB", "XC", "XD", "XE", "XG", "XH")
			}
			s += digits(r, 6)
			if r.IntN(8) == 0 {
				return s + "（" + hkDigit(s) + "）"
			}
			return s + "(" + hkDigit(s) + ")"
		},
		bad: func(r *rand.Rand) string {
			s := letters(r, "ABCDEFGHKMPRSTVWYZ", 1) + digits(r, 6)
			d := hkDigit(s)
			for {
				if c := letters(r, "0123456789A", 1); c != d {
					return s + "(" + c + ")"
				}
			}
		},
	},
	{
		name: "my_id_card", bare: true,
		keys:   "nric/mykad/icNo/ic_number/my_id_card/identityCard/MyKadNo/马来西亚身份证/nokp/malaysiaId/myIc/icNum",
		labels: "IC/IC No./MyKad/NRIC/MyKad No/马来西亚身份证/大马身份证/No. KP/Malaysian IC",
		good: func(r *rand.Rand) string {
			y := r.IntN(100)
			return fmt.Sprintf("%02d%02d%02d-%02d-%s", y, 1+r.IntN(12), 1+r.IntN(28), 1+r.IntN(16), digits(r, 4))
		},
		bad: func(r *rand.Rand) string {
			return oneOf(r,
				fmt.Sprintf("%02d%02d%02d-%02d-%s", r.IntN(100), 13+r.IntN(80), 1+r.IntN(28), 1+r.IntN(16), digits(r, 4)),
				fmt.Sprintf("%02d%02d%02d-%02d-%s", r.IntN(100), 1+r.IntN(12), 32+r.IntN(60), 1+r.IntN(16), digits(r, 4)),
				fmt.Sprintf("%02d%02d%02d-%s-%s", r.IntN(100), 1+r.IntN(12), 1+r.IntN(28), oneOf(r, "00", "17", "18", "19", "20",
					"69", "70", "73", "80", "81", "94", "95", "96", "97"), digits(r, 4)))
		},
	},
	{
		name: "sg_id_card", bare: true,
		keys:   "nric/fin/nricNo/nric_fin/sg_id_card/NRIC/新加坡身份证/identityNo/uinFin/sgNric/finNumber/nric_number",
		labels: "NRIC/NRIC No./FIN/NRIC/FIN/新加坡身份证/Singapore NRIC/nric number",
		good: func(r *rand.Rand) string {
			s := letters(r, "SSTTFGM", 1) + digits(r, 7)
			return s + nricLetter(s)
		},
		bad: func(r *rand.Rand) string {
			s := letters(r, "STFGM", 1) + digits(r, 7)
			l := nricLetter(s)
			for {
				if c := letters(r, "ABCDEFGHIJKLMNPQRTUWXZ", 1); c != l {
					return s + c
				}
			}
		},
	},
	{
		name: "us_ssn", bare: true,
		keys: "ssn/SSN/socialSecurityNumber/social_security_no/us_ssn/ssnNumber/taxpayerSsn/customer_ssn/社会安全号码/" +
			"social_security_number/employeeSSN",
		labels: "SSN/Social Security Number/Social Security No./ssn/社会安全号码/social security number",
		good: func(r *rand.Rand) string {
			area := 1 + r.IntN(899)
			if area == 666 {
				area++
			}
			return fmt.Sprintf("%03d-%02d-%04d", area, 1+r.IntN(99), 1+r.IntN(9999))
		},
		bad: func(r *rand.Rand) string {
			return oneOf(r, fill(r, "000-12-345#"), fill(r, "666-1#-345#"), fill(r, "9##-1#-34##"), fill(r, "2##-00-34##"),
				fill(r, "2##-1#-0000"), fill(r, "2##-1#-34####"))
		},
	},
}

// residentNumber makes 18 characters after GB 11643.
func residentNumber(r *rand.Rand) string {
	s := word(r, counties) + day(r, "20060102") + digits(r, 3)
	return s + mod112(s)
}

// counties are codes of GB/T 2260 in all provinces.
const counties = "110101 110108 120103 130102 140105 150102 210102 220102 230103 310101 310115 320102 320505 330106 340102 " +
	"350203 360102 370202 410105 420106 430102 440106 440305 450103 460105 500103 510104 520103 530102 540102 610113 620102 " +
	"630102 640104 650102 130682 320583 330782 441900 510681 532901 152502 433101"
