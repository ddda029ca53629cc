package sensitive

// Checks of identity numbers. All take ASCII of the length stated and are exact: they follow
// the issuing standard, and say nothing about whether the number was ever given out.

// number reads digits.
func number(b []byte) (n int) {
	for _, c := range b {
		n = n*10 + int(c-'0')
	}
	return n
}

func digits(b []byte) bool {
	for _, c := range b {
		if c-'0' > 9 {
			return false
		}
	}
	return len(b) > 0
}

// Years between which a person in a register can be born.
const (
	firstYear = 1900 // older registers were not numbered so
	lastYear  = 2035 // the check needs no clock; ten years of slack
)

var monthDays = [13]int{0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

// validDate reports a day that exists, leap years included.
func validDate(year, month, day int) bool {
	if month < 1 || month > 12 || day < 1 || day > monthDays[month] {
		return false
	}
	return month != 2 || day < 29 || year%4 == 0 && (year%100 != 0 || year%400 == 0)
}

func birthDate(b []byte) bool {
	year := number(b[:4])
	return year >= firstYear && year <= lastYear && validDate(year, number(b[4:6]), number(b[6:8]))
}

// region checks the six digits of an administrative code: province, then city and county
// that are not both missing.
func region(b []byte) bool {
	return regions[number(b[:2])] && number(b[2:4]) <= 90
}

// issued checks the first six digits of a number of 18: the place of a citizen; 810000, 820000 and
// 830000 of residents from Hong Kong, Macao and Taiwan; since 2023, 9, a province and the country of
// a foreigner with permanent residence.
func issued(b []byte) bool {
	if b[0] == '9' {
		return regions[number(b[1:3])] && number(b[3:6]) != 0
	}
	return region(b) && (number(b[2:6]) != 0 || b[0] == '8')
}

// mod11Weights are 2^(17-i) mod 11 of GB 11643 (ISO 7064 MOD 11-2).
var mod11Weights = [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}

// cnIDCard checks 18 characters: 17 digits and a digit or X.
func cnIDCard(b []byte) bool {
	if len(b) != 18 || !digits(b[:17]) || !issued(b) || !birthDate(b[6:]) {
		return false
	}
	sum := 0
	for i, w := range mod11Weights {
		sum += int(b[i]-'0') * w
	}
	last := b[17]
	if last == 'x' {
		last = 'X'
	}
	return "10X98765432"[sum%11] == last
}

// cnIDCardOld checks the 15 digits of before 1999: no check digit, so it needs context.
func cnIDCardOld(b []byte) bool {
	return len(b) == 15 && digits(b) && region(b) &&
		validDate(1900+number(b[6:8]), number(b[8:10]), number(b[10:12]))
}

// hkIDCard checks one or two letters, six digits and the check character (0-9, A).
func hkIDCard(b []byte) bool {
	n := len(b)
	if n != 8 && n != 9 {
		return false
	}
	sum := 36 * 9 // a missing first letter counts as a space
	letters := b[:n-7]
	for i, c := range letters {
		if c < 'A' || c > 'Z' {
			return false
		}
		if weight := len(letters) - i + 7; weight == 9 {
			sum = int(c-'A'+10) * 9
		} else {
			sum += int(c-'A'+10) * 8
		}
	}
	if !digits(b[n-7 : n-1]) {
		return false
	}
	for i, c := range b[n-7 : n-1] {
		sum += int(c-'0') * (7 - i)
	}
	want := byte('0' + (11-sum%11)%11)
	if want == '0'+10 {
		want = 'A'
	}
	return b[n-1] == want
}

var nricWeights = [7]int{2, 7, 6, 5, 4, 3, 2}

// nricSeries gives a Singapore number's letters by remainder, and what is added to the sum.
var nricSeries = ['T' + 1]struct {
	letters string
	add     int
}{
	'S': {"JZIHGFEDCBA", 0},
	'T': {"JZIHGFEDCBA", 4},
	'F': {"XWUTRQPNMLK", 0},
	'G': {"XWUTRQPNMLK", 4},
	'M': {"XWUTRQPNJLK", 3},
}

// sgIDCard checks a letter, seven digits and the check letter.
func sgIDCard(b []byte) bool {
	if len(b) != 9 || b[0] > 'T' || nricSeries[b[0]].letters == "" || !digits(b[1:8]) {
		return false
	}
	series := nricSeries[b[0]]
	sum := series.add
	for i, w := range nricWeights {
		sum += int(b[i+1]-'0') * w
	}
	return series.letters[sum%11] == b[8]
}

// myPlaces are the place-of-birth codes of a Malaysian number.
var myPlaces = func() (t [100]bool) {
	for _, r := range [][2]int{{1, 16}, {21, 59}, {60, 68}, {71, 72}, {74, 79}, {82, 93}, {98, 99}} {
		for p := r[0]; p <= r[1]; p++ {
			t[p] = true
		}
	}
	return t
}()

// myIDCard checks 12 digits: a day of birth without century and a place; there is no check
// digit.
func myIDCard(b []byte) bool {
	if len(b) != 12 || !digits(b) {
		return false
	}
	// 2000 stands for both centuries: it is a leap year, as 1904..1996 are with it
	return validDate(2000+number(b[:2]), number(b[2:4]), number(b[4:6])) && myPlaces[number(b[6:8])]
}

// usSSN checks nine digits against what was never given out.
func usSSN(b []byte) bool {
	if len(b) != 9 || !digits(b) {
		return false
	}
	area, group, serial := number(b[:3]), number(b[3:5]), number(b[5:])
	if area == 0 || area == 666 || area >= 900 || group == 0 || serial == 0 {
		return false
	}
	n := number(b)
	return n != 78_05_1120 && n != 219_09_9999 && n != 457_55_5462 // known from advertisements
}
