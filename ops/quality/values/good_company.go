package values

import "math/rand/v2"

var companyRows = []row{
	{
		name: "business_license",
		keys: "businessLicense/business_license_no/营业执照/营业执照号/注册号/工商注册号/yyzzh/licenseNo/bizLicenseNo/" +
			"营业执照注册号/businessLicenceNo/registrationNo",
		labels: "营业执照号/营业执照注册号/注册号/工商注册号/Business licence No./business license/Business License Number",
		good:   licence,
		bad:    func(r *rand.Rand) string { return lastDigit(r, licence(r)) },
	},
	{
		name: "tax_registration",
		keys: "taxNo/taxRegistrationNo/税务登记号/税务登记证号/swdjz/taxRegNo/税务登记证/tax_registration/纳税人识别号/taxId/税号/" +
			"taxpayerId",
		labels: "税务登记号/税务登记证号/税号/纳税人识别号/Tax registration No./tax registration number/taxpayer ID",
		good: func(r *rand.Rand) string {
			return word(r, counties) + organisation(r)
		},
		bad: func(r *rand.Rand) string {
			return lastDigit(r, word(r, counties)+digits(r, 1)+organisation(r)[1:]) + "Q"
		},
	},
	{
		name:   "org_code",
		keys:   "orgCode/org_code/组织机构代码/zzjgdm/organizationCode/机构代码/组织机构代码证/organisationCode/orgInstCode",
		labels: "组织机构代码/机构代码/组织机构代码证/Organisation code/organization code/org code",
		bare:   true,
		good: func(r *rand.Rand) string {
			s := organisation(r)
			return s[:8] + "-" + s[8:]
		},
		bad: func(r *rand.Rand) string {
			s := organisation(r)
			for {
				if c := letters(r, "0123456789X", 1); c != s[8:] {
					return s[:8] + "-" + c
				}
			}
		},
	},
	{
		name: "uscc", bare: true,
		keys: "uscc/creditCode/credit_code/统一社会信用代码/社会信用代码/tyshxydm/socialCreditCode/unifiedSocialCreditCode/信用代码/" +
			"usci/companyCreditCode/纳税人识别号/taxNo",
		labels: "统一社会信用代码/信用代码/社会信用代码/Unified social credit code/USCC/credit code/纳税人识别号",
		good: func(r *rand.Rand) string {
			s := word(r, "91 91 91 92 93 11 12 13 51 52 53") + word(r, counties) + organisation(r)
			return s + mod31(s)
		},
		bad: func(r *rand.Rand) string {
			s := "91" + word(r, counties) + organisation(r)
			good := mod31(s)
			for {
				if c := letters(r, alphabet31, 1); c != good {
					return oneOf(r, s+c, s[:8]+"I"+s[9:]+c, s[:8]+"Z"+s[9:]+c)
				}
			}
		},
	},
}

func licence(r *rand.Rand) string {
	s := word(r, counties) + oneOf(r, "0", "1", "4", "5", "6") + digits(r, 7)
	return s + mod1110(s)
}

// organisation makes nine characters after GB 11714.
func organisation(r *rand.Rand) string {
	for {
		s := digits(r, 8)
		if r.IntN(3) == 0 {
			s = "MA" + letters(r, "0123456789ABCDEFGHJKLMNPQRTUWXY", 6)
		}
		if c := mod11Org(s); c != "O" {
			return s + c
		}
	}
}
