package values

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

var cardRows = []row{
	{
		name: "debit_card", bare: true,
		keys: "bankCard/bank_card_no/cardNo/debitCard/debit_card_no/银行卡号/借记卡号/储蓄卡号/yhkh/bankCardNumber/银行账号/" +
			"payeeCardNo/bankAccount/收款账号/card_number",
		labels: "银行卡号/借记卡/储蓄卡号/银行卡/收款账号/Debit card/bank card/Bank card No./debit card number/card number",
		good: func(r *rand.Rand) string {
			s := word(r, "622202 622848 621700 621226 621661 622262 621559 621098 620522 621483 622588 623058 621799 622700 "+
				"621785 623668 621660 621485") + digits(r, 12)
			return grouped(r, s+luhnDigit(s))
		},
		bad: func(r *rand.Rand) string {
			s := word(r, "622202 622848 621700 621226") + digits(r, 12)
			return lastDigit(r, s+luhnDigit(s))
		},
	},
	{
		name: "credit_card", bare: true,
		keys: "creditCard/credit_card_number/ccNumber/cardNumber/信用卡号/信用卡/xykh/pan/card_no/creditCardNo/贷记卡号/cc_number/" +
			"paymentCard/cardNum",
		labels: "信用卡号/信用卡/贷记卡/Credit card/credit card number/Card number/card/CC/Visa/信用卡卡号",
		good:   func(r *rand.Rand) string { return grouped(r, creditNumber(r)) },
		bad:    func(r *rand.Rand) string { return lastDigit(r, creditNumber(r)) },
	},
	{
		name:   "swift_code",
		keys:   "swift/swiftCode/swift_code/bic/BIC/bicCode/swiftBic/SWIFT/bank_swift_code/swift代码/beneficiarySwift/swift_bic",
		labels: "SWIFT/SWIFT code/BIC/SWIFT/BIC/SWIFT代码/银行国际代码/swift code/BIC code",
		good: func(r *rand.Rand) string {
			return word(r, "BKCHCNBJ ICBKCNBJ ABOCCNBJ PCBCCNBJ COMMCNSH CMBCCNBS SPDBCNSH HSBCHKHH CITIUS33 CHASUS33 "+
				"BOFAUS3N DEUTDEFF BNPAFRPP UBSWCHZH DBSSSGSG NDEAFIHH BARCGB22 BKCHCNBJ300 DEUTDEFF500 ICBKCNBJSDG "+
				"COMMCNSHXXX MIDLGB22 SCBLHKHH MBBEMYKL BOTKJPJT WPACAU2S ROYCCAT2 PABVPHMM SBININBB CRESCHZZ80A")
		},
		bad: func(r *rand.Rand) string {
			return word(r, "BKCHZZBJ DEUTDEF DEUTDEFF50 ICBK1NBJ HSBCQQHH BK1HCNBJ DEUTDEFF5000 12345678 BNPAXXPP")
		},
	},
	{
		name:   "imei",
		keys:   "imei/IMEI/deviceImei/imei1/imeiNo/设备串号/手机串号/device_imei/phoneImei/imei_code/imei2/IMEI码",
		labels: "IMEI/手机串号/设备串号/IMEI号/imei/IMEI number/Device IMEI/IMEI 1",
		good: func(r *rand.Rand) string {
			s := word(r, "35 86 01 99 35 86") + digits(r, 12)
			s += luhnDigit(s)
			switch r.IntN(8) {
			case 0:
				return s[:2] + "-" + s[2:8] + "-" + s[8:14] + "-" + s[14:]
			case 1:
				return s[:2] + " " + s[2:8] + " " + s[8:14] + " " + s[14:]
			}
			return s
		},
		bad: func(r *rand.Rand) string {
			s := word(r, "35 86 01 99") + digits(r, 12)
			return lastDigit(r, s+luhnDigit(s))
		},
	},
	{
		name:   "meid",
		keys:   "meid/MEID/deviceMeid/meidNo/device_meid/meid_code/设备MEID/MEID码/phoneMeid",
		labels: "MEID/meid/MEID号/Device MEID/MEID number/设备MEID/MEID码",
		good: func(r *rand.Rand) string {
			s := letters(r, "ABCDEF", 1) + letters(r, "0123456789ABCDEF", 13)
			switch r.IntN(8) {
			case 0:
				return strings.ToLower(s)
			case 1:
				return s[:2] + "-" + s[2:8] + "-" + s[8:]
			case 2:
				return s[:2] + " " + s[2:8] + " " + s[8:]
			}
			return s
		},
		bad: func(r *rand.Rand) string {
			return oneOf(r, "A0"+letters(r, "0123456789ABCDEF", 10), "A0"+letters(r, "0123456789ABCDEF", 11)+"G",
				"3"+letters(r, "ABCDEF", 2)+letters(r, "0123456789ABCDEF", 11), "A0"+letters(r, "0123456789ABCDEF", 16))
		},
	},
	{
		name: "vin", bare: true,
		keys:   "vin/VIN/vinCode/车架号/cjh/vehicleVin/车辆识别代号/chassisNo/frameNo/vin_number/车辆识别码/carVin",
		labels: "VIN/车架号/车辆识别代号/VIN码/vin/Chassis No./VIN number/车辆识别码",
		good: func(r *rand.Rand) string {
			return vinDigit(word(r, "LSV LFV LBE LVS LGB 1HG 1FT 2T1 3VW 5YJ WBA WDD JTD KMH LGX LRW L6T LFP LDC ZFF SAL VF3 YV1") +
				letters(r, "ABCDEFGHJKLMNPRSTUVWXYZ0123456789", 5) + "0" +
				letters(r, "ABCDEFGHJKLMNPRSTVWXY123456789", 1) + letters(r, "ABCDEFGHJKLMNPRSTUVWXYZ0123456789", 2) +
				digits(r, 5))
		},
		bad: func(r *rand.Rand) string {
			s := "LSV" + letters(r, "ABCDEFGHJKLMNPRSTUVWXYZ", 5) + "0" + "E3" + digits(r, 6)
			good := vinDigit(s)
			for {
				if c := letters(r, "0123456789X", 1); c != good[8:9] {
					return oneOf(r, s[:8]+c+s[9:], s[:5]+"I"+s[6:], s[:16], good+"1")
				}
			}
		},
	},
}

func creditNumber(r *rand.Rand) string {
	switch r.IntN(9) {
	case 0:
		s := oneOf(r, "34", "37") + digits(r, 12)
		return s + luhnDigit(s)
	case 1, 2:
		s := fmt.Sprint(51+r.IntN(5)) + digits(r, 13)
		return s + luhnDigit(s)
	case 3:
		s := fmt.Sprint(3528+r.IntN(62)) + digits(r, 11)
		return s + luhnDigit(s)
	case 4:
		s := "6011" + digits(r, 11)
		return s + luhnDigit(s)
	case 5, 6:
		s := word(r, "625965 625330 628310 622575 622576 625958 628366 622689") + digits(r, 9)
		return s + luhnDigit(s)
	}
	s := "4" + digits(r, 14)
	return s + luhnDigit(s)
}

// grouped writes some card numbers in groups of four, as they are embossed.
func grouped(r *rand.Rand, s string) string {
	sep := oneOf(r, "", "", "", "", " ", "-")
	if sep == "" || len(s) == 15 {
		return s
	}
	var out []string
	for len(s) > 4 {
		out, s = append(out, s[:4]), s[4:]
	}
	return strings.Join(append(out, s), sep)
}
