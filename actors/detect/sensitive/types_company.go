package sensitive

import "github.com/lapwing-sec/lapwing/actors/finding"

// companyTypes are numbers of companies.
var companyTypes = []Type{
	{
		ID: BusinessLicense, Name: "business_license", Title: "Business licence number", Zh: "营业执照号码", Level: finding.S1,
		Finds: []Example{
			{Key: "businessLicense", Text: "110108000000016"},
			{Key: "注册号", Text: "440301103300014"},
			{Text: "370200228001233"},
			{Text: "营业执照号：440301103300014", Free: true},
		},
		Ignores: []Example{
			{Key: "businessLicense", Text: "440301103300015"},
			{Key: "orderNo", Text: "440301103300014"},
			{Text: "990301103300014"},
			{Key: "count", Text: "110108000000016"},
			{Key: "imei", Text: "110108000000016"},
		},
	},
	{
		ID: TaxRegistration, Name: "tax_registration", Title: "Tax registration certificate number", Zh: "税务登记证号码", Level: finding.S1,
		Finds: []Example{
			{Key: "taxNo", Text: "110108717800267"},
			{Text: "国税登记号：110108600102182", Free: true},
			{Key: "税务登记号", Text: "110108MA01ABCD5"},
			{Text: "税务登记证号：110108600102182", Free: true},
		},
		Ignores: []Example{
			{Text: "110108717800267"},
			{Key: "taxNo", Text: "110108717800268"},
			{Key: "orderNo", Text: "110108717800267"},
		},
	},
	{
		ID: OrgCode, Name: "org_code", Title: "Organisation code", Zh: "组织机构代码", Level: finding.S1,
		Finds: []Example{
			{Key: "orgCode", Text: "71780026-7"},
			{Text: "MA01ABCD-5"},
			{Key: "组织机构代码", Text: "556667775"},
			{Text: "组织机构代码：60010218-2", Free: true},
		},
		Ignores: []Example{
			{Text: "71780026-8"},
			{Text: "556667775"},
			{Key: "sn", Text: "71780026-7"},
			{Text: "71780026-75"},
			{Text: "a-71780026-7"},
			{Text: "2024-71780026-7"},
		},
	},
	{
		ID: USCC, Name: "uscc", Title: "Unified social credit code", Zh: "统一社会信用代码", Level: finding.S1,
		Finds: []Example{
			{Key: "uscc", Text: "91350100m000100y43"},
			{Key: "creditCode", Text: "91350100M000100Y43"},
			{Text: "91440300MA5DA1B2CC"},
			{Key: "统一社会信用代码", Text: "9111010871780026X4"},
			{Text: "信用代码：92370211MA3CD4EF5E。", Free: true},
		},
		Ignores: []Example{
			{Text: "91350100M000100Y44"},
			{Text: "91350100I000100Y43"},
			{Key: "uscc", Text: "123456789012345678"},
			{Text: "1745678901234567890"},
			{Text: "91350100M000100Y4"},
			{Key: "order_id", Text: "91440300MA5DA1B2CC"},
		},
	},
}
