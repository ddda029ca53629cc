package sensitive

import "testing"

// Published numbers: examples of the standards themselves, of issuers' test pages and of
// encyclopaedias. They hold the checks independently of our generators.
func TestChecksAgainstPublishedNumbers(t *testing.T) {
	for _, c := range []struct {
		name      string
		check     func([]byte) bool
		good, bad []string
	}{
		{"ID card", cnIDCard, []string{"11010519491231002X", "34052419800101001X"}, []string{
			"110105194912310021", "11010519490231002X", "00010519491231002X", "1101051949123100X2", "",
		}},
		{"Luhn", luhn, []string{
			"4111111111111111", "5555555555554444", "378282246310005", "6011111111111117",
			"79927398713",
		}, []string{
			"4111111111111112", "79927398710", "",
		}},
		{"Hong Kong", hkIDCard, []string{"A1234563", "AB9876543", "C6686689"}, []string{
			"A1234560", "A12345X3",
			"1A234563",
		}},
		{
			"Singapore", sgIDCard,
			[]string{"S1234567D", "F1234567N", "T0000001E", "G1234567X", "S0000001I"},
			[]string{"S1234567A", "B1234567D", "S123456D"},
		},
		{"VIN", vin, []string{"1M8GDM9AXKP042788", "1HGCM82633A004352", "5GZCZ43D13S812715"}, []string{
			"1M8GDM9AYKP042788", "1M8GDM9AXKP04278O", "IM8GDM9AXKP042788",
		}},
		{"USCC", uscc, []string{"91350100M000100Y43", "91110000600037341L"}, []string{
			"91350100M000100Y44",
			"91350100I000100Y43", "01350100M000100Y43",
		}},
		{"organisation", orgCode, []string{"D2143569X", "600037341"}, []string{"D21435690", "60003734X"}},
		{"IMEI", imeiNumber, []string{"490154203237518", "356938035643809"}, []string{
			"490154203237519", "000000000000000",
			"49015420323751X",
		}},
		{"SSN", usSSN, []string{"536221234"}, []string{
			"000121234", "666121234", "900121234", "123001234", "123120000",
			"078051120",
		}},
		{"SWIFT", swiftCode, []string{"DEUTDEFF", "BKCHCNBJ", "NEDSZAJJXXX"}, []string{
			"DEUTZZFF", "DEUTDEF", "deutdeff",
			"D3UTDEFF",
		}},
		{"North America", nanp, []string{"2125550123", "9172345678"}, []string{
			"1125550123", "2115550123", "2121150123",
			"212055012", "9115550123",
		}},
		{"mobile", cnMobile, []string{"13800138000", "19912345678", "17012345678"}, []string{
			"12012345678",
			"10012345678", "1380013800", "16012345678",
		}},
		{"fixed line", cnFixed, []string{"01062345678", "075586123456", "02161234567", "09912345678"}, []string{
			"01012345678", "0101234567", "026612345678", "075512345678", "62345678",
		}},
		{"business licence", businessLicense, []string{"110108000000016"}, []string{"110108000000017", "990108000000016"}},
		{"Malaysia", myIDCard, []string{"900131145678", "000229016789"}, []string{
			"901331145678", "900132145678",
			"900131005678", "900131195678",
		}},
	} {
		for _, g := range c.good {
			if !c.check([]byte(g)) {
				t.Errorf("%s: %q refused", c.name, g)
			}
		}
		for _, b := range c.bad {
			if c.check([]byte(b)) {
				t.Errorf("%s: %q accepted", c.name, b)
			}
		}
	}
}
