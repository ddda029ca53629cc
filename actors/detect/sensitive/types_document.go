package sensitive

import "github.com/lapwing-sec/lapwing/actors/finding"

// documentTypes are identity documents.
var documentTypes = []Type{
	{
		ID: CNIDCard, Name: "cn_id_card", Title: "ID card number (Chinese mainland)", Level: finding.S3,
		Person: true, SensitivePerson: true,
		Finds: []Example{
			{Key: "idNumber", Text: "110108 19900307 0016"},
			{Key: "idNo", Text: "11010519491231002X"},
			{Text: "110108199003070016"},
			{Key: "sfzh", Text: "44030519850228002x"},
			{Key: "idCard", Text: "110105491231002"},
			{Text: "身份证号：310101200109110037。", Free: true},
			{Key: "file", Text: "sfz_110108199003070016.jpg"},
		},
		Ignores: []Example{
			{Text: "110105194912310021"},
			{Text: "11010519491331002X"},
			{Text: "990105194912310029"},
			{Text: "1234567890123456789"},
			{Text: "110108199003070016123"},
			{Text: "110105491231002"},
			{Key: "id", Text: "1745678901234567890"},
		},
	},
	{
		ID: CNPassport, Name: "cn_passport", Title: "Passport number (Chinese mainland)", Level: finding.S3,
		Person: true, SensitivePerson: true,
		Finds: []Example{
			{Key: "passport", Text: "E12345678"},
			{Key: "passportNo", Text: "EA1234567"},
			{Key: "护照号", Text: "G12345678"},
			{Key: "certNo", Text: "E87654321"},
			{Text: "护照号码：E12345678", Free: true},
		},
		Ignores: []Example{
			{Text: "E12345678"},
			{Key: "sku", Text: "E12345678"},
			{Key: "passport", Text: "A12345678"},
			{Key: "passport", Text: "E1234567"},
			{Key: "passportNo", Text: "EI1234567"},
		},
	},
	{
		ID: HKMPermit, Name: "hkm_permit", Title: "Permit to Hong Kong and Macao", Level: finding.S3,
		Person: true, SensitivePerson: true,
		Finds: []Example{
			{Key: "hkmPermit", Text: "C12345678"},
			{Key: "通行证号", Text: "W12345678"},
			{Key: "txz", Text: "CA1234567"},
			{Text: "港澳通行证：C12345678", Free: true},
		},
		Ignores: []Example{
			{Text: "C12345678"},
			{Key: "productCode", Text: "C12345678"},
			{Key: "permitNo", Text: "D12345678"},
			{Key: "permitNo", Text: "C1234567"},
		},
	},
	{
		ID: MilitaryID, Name: "military_id", Title: "Military officer card ID", Level: finding.S3,
		Person: true, SensitivePerson: true,
		Finds: []Example{
			{Text: "南字第1234567号"},
			{Key: "军官证号", Text: "军字第12345678号"},
			{Key: "militaryId", Text: "1234567"},
			{Text: "军官证：海字第0123456号", Free: true},
		},
		Ignores: []Example{
			{Text: "京房权证海字第1234567号"},
			{Text: "第1234567号"},
			{Text: "1234567"},
			{Text: "(2024)京字第123号"},
		},
	},
	{
		ID: HKIDCard, Name: "hk_id_card", Title: "ID card number (Hong Kong)", Level: finding.S3,
		Person: true, SensitivePerson: true,
		Finds: []Example{
			{Text: "A123456（3）"},
			{Text: "A123456(3)"},
			{Key: "hkid", Text: "Z683365A"},
			{Text: "AB987654(3)"},
			{Text: "HKID: G234567(5)", Free: true},
			{Key: "idNo", Text: "A1234563"},
		},
		Ignores: []Example{
			{Text: "A123456(4)"},
			{Text: "A1234563"},
			{Key: "hkid", Text: "A1234567"},
			{Key: "sku", Text: "Z683365A"},
		},
	},
	{
		ID: MYIDCard, Name: "my_id_card", Title: "ID card number (Malaysia)", Level: finding.S3,
		Person: true, SensitivePerson: true,
		Finds: []Example{
			{Text: "900131-14-5678"},
			{Key: "icNo", Text: "881231-10-1234"},
			{Key: "mykad", Text: "750615085432"},
			{Text: "IC: 010203-01-0456", Free: true},
		},
		Ignores: []Example{
			{Text: "901331-14-5678"},
			{Text: "900131-00-5678"},
			{Text: "900131145678"},
			{Key: "icNo", Text: "900131-17-5678"},
			{Key: "orderId", Text: "900131145678"},
		},
	},
	{
		ID: SGIDCard, Name: "sg_id_card", Title: "ID card number (Singapore)", Level: finding.S3,
		Person: true, SensitivePerson: true,
		Finds: []Example{
			{Key: "nric", Text: "S1234567D"},
			{Text: "T0123456G"},
			{Key: "fin", Text: "F1234567N"},
			{Text: "M1234567K"},
			{Text: "NRIC No. G1234567X", Free: true},
		},
		Ignores: []Example{
			{Text: "S1234567A"},
			{Text: "A1234567D"},
			{Text: "XS1234567D"},
			{Key: "sku", Text: "S1234567D"},
			{Text: "S123456D"},
		},
	},
	{
		ID: USSSN, Name: "us_ssn", Title: "SSN", Level: finding.S3,
		Person: true, SensitivePerson: true,
		Finds: []Example{
			{Key: "ssn", Text: "536-22-1234"},
			{Text: "219-45-1234"},
			{Key: "socialSecurityNumber", Text: "536221234"},
			{Text: "SSN 536-22-1234 on file", Free: true},
		},
		Ignores: []Example{
			{Text: "000-12-3456"},
			{Text: "666-12-3456"},
			{Text: "912-12-3456"},
			{Text: "123-00-4567"},
			{Text: "123-45-0000"},
			{Text: "536221234"},
			{Text: "536-22-12345"},
			{Text: "1-536-22-1234"},
			{Key: "ssn", Text: "078-05-1120"},
		},
	},
}
