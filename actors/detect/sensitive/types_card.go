package sensitive

import "github.com/lapwing-sec/lapwing/actors/finding"

// cardTypes are bank cards, and the numbers of vehicles and devices.
var cardTypes = []Type{
	{
		ID: DebitCard, Name: "debit_card", Title: "Debit card number", Zh: "借记卡号", Level: finding.S3,
		Person: true, SensitivePerson: true,
		Finds: []Example{
			{Key: "bankCard", Text: "6222021001122334458"},
			{Text: "6212264020012345678"},
			{Key: "yhkh", Text: "6225880012345675"},
			{Text: "6222 0210 0112 2334 458"},
			{Text: "银行卡号：6222021001122334458", Free: true},
		},
		Ignores: []Example{
			{Text: "6222021001122334459"},
			{Key: "orderNo", Text: "6222021001122334458"},
			{Text: "9999021001122334458"},
			{Key: "bankCard", Text: "4111111111111111"},
		},
	},
	{
		ID: CreditCard, Name: "credit_card", Title: "Credit card number (loan card)", Zh: "信用卡号（贷记卡）", Level: finding.S3,
		Person: true, SensitivePerson: true,
		Finds: []Example{
			{Key: "cardNumber", Text: "6759649826438453"},
			{Text: "my American Express is 378282246310005", Free: true},
			{Key: "creditCard", Text: "4111111111111111"},
			{Text: "5555555555554444"},
			{Text: "378282246310005"},
			{Key: "信用卡号", Text: "6225880012345675"},
			{Text: "6259650012345671"},
			{Text: "4111-1111-1111-1111"},
			{Text: "card 3566 0000 1234 5674 declined", Free: true},
		},
		Ignores: []Example{
			{Text: "4111111111111112"},
			{Text: "1111111111111117"},
			{Key: "orderId", Text: "4111111111111111"},
			{Text: "41111111111111111"},
			{Key: "isbn", Text: "9783161484100"},
			{Text: "x-4111111111111111-1"},
		},
	},
	{
		ID: SwiftCode, Name: "swift_code", Title: "SWIFT code", Zh: "SWIFT 代码", Level: finding.S1,
		Finds: []Example{
			{Text: "SWIFT代码为BKCHCNBJ300。", Free: true},
			{Key: "swiftCode", Text: "BKCHCNBJ"},
			{Key: "bankIdentifierCode", Text: "DEUTDEFF500"},
			{Key: "SWIFT", Text: "ICBKCNBJXXX"},
			{Key: "bic", Text: "bkchcnbj"},
			{Text: "SWIFT: HSBCHKHH", Free: true},
		},
		Ignores: []Example{
			{Text: "BKCHCNBJ"},
			{Key: "name", Text: "PASSWORD"},
			{Key: "swift", Text: "BKCHZZBJ"},
			{Key: "bic", Text: "BKCHCNB"},
			{Key: "bic", Text: "bkchzzbj"},
		},
	},
	{
		ID: IMEI, Name: "imei", Title: "IMEI", Zh: "IMEI", Level: finding.S2,
		Person: true,
		Finds: []Example{
			{Key: "imei", Text: "35 209900 176148 1"},
			{Key: "imei", Text: "490154203237518"},
			{Key: "deviceImei", Text: "860123041234567"},
			{Key: "imei", Text: "35-209900-176148-1"},
			{Text: "IMEI：860123041234567", Free: true},
		},
		Ignores: []Example{
			{Text: "490154203237518"},
			{Key: "imei", Text: "490154203237519"},
			{Key: "serial", Text: "860123041234567"},
			{Key: "imei", Text: "49015420323751"},
		},
	},
	{
		ID: MEID, Name: "meid", Title: "MEID", Zh: "MEID", Level: finding.S2,
		Person: true,
		Finds: []Example{
			{Key: "meid", Text: "A0-000004-9B5F2C"},
			{Text: "MEID（十六进制）：A0000049B5F2C3", Free: true},
			{Key: "meid", Text: "990000862471853"},
			{Key: "meid", Text: "293608736500703710"},
			{Key: "meid", Text: "A0000049B5F2C3"},
			{Key: "MEID", Text: "a10000009296f1"},
			{Text: "MEID: A0000049B5F2C3", Free: true},
		},
		Ignores: []Example{
			{Text: "A0000049B5F2C3"},
			{Key: "meid", Text: "10000049B5F2C3"},
			{Key: "meid", Text: "A0000049B5F2CG"},
			{Key: "hash", Text: "A0000049B5F2C3"},
		},
	},
	{
		ID: VIN, Name: "vin", Title: "Vehicle identification number", Zh: "车辆识别代号", Level: finding.S2,
		Finds: []Example{
			{Key: "vin", Text: "1m8gdm9axkp042788"},
			{Key: "vin", Text: "WVWZZZ1JZ3W386752"},
			{Key: "vin", Text: "1M8GDM9AXKP042788"},
			{Text: "LSVAU033972183456"},
			{Key: "cjh", Text: "LFV2A2151E3012345"},
			{Text: "VIN LFV2A2151E3012345 recalled", Free: true},
		},
		Ignores: []Example{
			{Text: "LSVAU033072183456"},
			{Text: "LSVAU033972I83456"},
			{Text: "11111111111111111"},
			{Key: "sku", Text: "1M8GDM9AXKP042788"},
			{Text: "lsvau033972183456"},
		},
	},
}
