package sensitive

// grouped reads digit groups with one separator: dates, addresses of machines, telephone and
// card numbers. It gives the index behind what it took, 0 for nothing.
func (s *Scanner) grouped(g *groups) int {
	if g.glued {
		return 0
	}
	for i := range patternsOf[g.n] {
		p := &patternsOf[g.n][i]
		if p.sep != 0 && p.sep != g.sep || p.sep == 0 && g.sep != '-' && g.sep != ' ' {
			continue // a longer chain is something else
		}
		fits := true
		for i, size := range p.sizes {
			if n := g.end[i] - g.start[i]; n < size[0] || n > size[1] {
				fits = false
				break
			}
		}
		if !fits {
			continue
		}
		start, end := g.start[0], g.end[len(p.sizes)-1]
		d := s.joined[:0]
		for i := range p.sizes {
			d = append(d, s.text[g.start[i]:g.end[i]]...)
		}
		if p.read(s, g, d, start, end) {
			return end
		}
	}
	return 0
}

// pattern is one way to write a number in groups.
type pattern struct {
	sep   byte     // 0: hyphen or space
	sizes [][2]int // least and most digits of each group
	read  func(s *Scanner, g *groups, d []byte, start, end int) bool
}

func exactly(sizes ...int) (out [][2]int) {
	for _, n := range sizes {
		out = append(out, [2]int{n, n})
	}
	return out
}

var (
	ymd    = [][2]int{{4, 4}, {1, 2}, {1, 2}}
	dmy    = [][2]int{{1, 2}, {1, 2}, {4, 4}}
	short  = [][2]int{{1, 2}, {1, 2}, {2, 2}}
	octets = [][2]int{{1, 3}, {1, 3}, {1, 3}, {1, 3}}
)

// patterns in the order in which they are tried.
var patterns = []pattern{
	{'-', ymd, (*Scanner).isoDate},
	{'/', ymd, (*Scanner).isoDate},
	{'.', [][2]int{{4, 4}, {2, 2}, {2, 2}}, (*Scanner).isoDate},
	{'.', ymd, (*Scanner).dottedDate},
	{'/', dmy, (*Scanner).usDate},
	{'-', dmy, (*Scanner).usDate},
	{'.', dmy, (*Scanner).usDate},
	{'/', short, (*Scanner).shortDate},
	{'-', short, (*Scanner).shortDate},
	{'.', short, (*Scanner).shortDate},
	{'.', octets, (*Scanner).ipv4},
	{0, exactly(3, 2, 4), (*Scanner).ssn},
	{0, exactly(6, 2, 4), (*Scanner).myCard},
	{0, exactly(3, 4, 4), (*Scanner).groupedMobile},
	{0, exactly(3, 3, 4), (*Scanner).usGroups},
	{'.', exactly(3, 3, 4), (*Scanner).usGroups},
	{'.', exactly(1, 3, 3, 4), (*Scanner).codedMobile},
	{0, [][2]int{{1, 4}, {3, 3}, {4, 4}, {4, 4}}, (*Scanner).codedMobile},
	{0, [][2]int{{1, 3}, {3, 3}, {3, 3}, {4, 4}}, (*Scanner).codedMobile},
	{0, [][2]int{{2, 4}, {11, 11}}, (*Scanner).codedMobile},
	{0, [][2]int{{2, 4}, {2, 3}, {7, 8}}, (*Scanner).codedMobile},
	{0, [][2]int{{2, 4}, {2, 4}, {3, 4}, {4, 4}}, (*Scanner).codedMobile},
	{0, [][2]int{{3, 4}, {7, 8}}, (*Scanner).fixed},
	{'-', [][2]int{{3, 4}, {7, 8}, {1, 6}}, (*Scanner).extension},
	{0, [][2]int{{3, 4}, {4, 4}, {4, 4}}, (*Scanner).fixed},
	{0, exactly(6, 8, 4), (*Scanner).groupedID},
	{0, exactly(4, 4, 4, 4), (*Scanner).groupedCard},
	{0, exactly(4, 4, 4, 4, 3), (*Scanner).groupedCard},
	{0, exactly(4, 4, 4, 4, 2), (*Scanner).groupedCard},
	{0, exactly(4, 6, 5), (*Scanner).groupedCard},
	{0, exactly(2, 6, 6, 1), (*Scanner).groupedIMEI},
}

// patternsOf are the patterns by their number of groups.
var patternsOf = func() (by [9][]pattern) {
	for _, p := range patterns {
		by[len(p.sizes)] = append(by[len(p.sizes)], p)
	}
	return by
}()

// group reads one group as a number.
func (s *Scanner) group(g *groups, i int) int { return number(s.text[g.start[i]:g.end[i]]) }

func (s *Scanner) ssn(g *groups, d []byte, start, end int) bool {
	h := s.context(start)
	if !usSSN(d) || h.any(hOpaque|hPhone) || g.sep == ' ' && !h.any(hSSN) {
		return false
	}
	confidence := uint8(Likely)
	if h.any(hSSN | hDocument) {
		confidence = Sure
	}
	s.hit(USSSN, start, end, confidence, "valid area, group and serial")
	return true
}

func (s *Scanner) groupedMobile(_ *groups, d []byte, start, end int) bool {
	if !cnMobile(d) || s.context(start).any(hOpaque) {
		return false
	}
	s.hit(CNMobile, s.countryCode(start), end, Strong, "assigned prefix, written in groups")
	return true
}

// countryCode moves start back over "+86 ", "+86-", "86-", "0086 ".
func (s *Scanner) countryCode(start int) int {
	if start < 3 || s.text[start-1] != ' ' && s.text[start-1] != '-' {
		return start
	}
	i := start - 1
	for i > 0 && s.text[i-1] >= '0' && s.text[i-1] <= '9' {
		i--
	}
	if code := str(s.text[i : start-1]); code != "86" && code != "0086" && code != "1" {
		return start
	}
	if i > 0 && s.text[i-1] == '+' {
		i--
	}
	return i
}

func (s *Scanner) usGroups(g *groups, d []byte, start, end int) bool {
	h := s.context(start)
	if !nanp(d) || h.any(hOpaque) || string(d[:3]) == "400" { // 400-820-8820 is a Chinese service line
		return false
	}
	if g.sep == ' ' && !h.any(hPhone) && s.countryCode(start) == start && !(s.bare && end-start == len(s.text)) {
		return false
	}
	s.hit(USPhone, s.countryCode(start), end, Likely, "numbering plan, written in groups")
	return true
}

// codedMobile reads 86-138-0013-8000, 86 13800138000 and the like.
func (s *Scanner) codedMobile(g *groups, d []byte, start, end int) bool {
	code := s.text[g.start[0]:g.end[0]]
	rest := d[len(code):]
	plus := start > 0 && s.text[start-1] == '+'
	from := start
	if plus {
		from--
	}
	switch {
	case string(code) == "001" && nanp(rest) && !s.context(start).any(hOpaque):
		s.hit(USPhone, from, end, Strong, "international prefix and numbering plan")
	case string(code) == "1" && plus && nanp(rest):
		s.hit(USPhone, from, end, Strong, "country code and numbering plan")
	case string(code) == "1" && (g.sep == '-' || s.context(start).any(hPhone) || s.bare && end-start == len(s.text)) && nanp(rest) && !s.context(start).any(hOpaque):
		s.hit(USPhone, from, end, Likely, "country code and numbering plan")
	case string(code) != "86" && string(code) != "0086":
		return false
	case cnMobile(rest):
		s.hit(CNMobile, from, end, Strong, "country code and assigned prefix")
	case (plus || string(code) == "0086" || s.context(start).any(hPhone)) && (cnFixedWithout0(rest) || cnFixed(rest)):
		s.hit(CNPhone, from, end, Strong, "country code and area code")
	default:
		return false
	}
	return true
}

func cnFixedWithout0(d []byte) bool {
	var buf [16]byte
	buf[0] = '0'
	return len(d) < 12 && cnFixed(buf[:1+copy(buf[1:], d)])
}

// fixed reads an area code and a number behind it. A group of three digits is the code of one of the
// greatest cities; other countries begin their mobile numbers so: 090-1234-5678.
func (s *Scanner) fixed(g *groups, d []byte, start, end int) bool {
	if cnMobile(d) && s.context(start).any(hPhone) {
		s.hit(CNMobile, start, end, Strong, "assigned prefix and the key")
		return true
	}
	if !cnLine(d) || s.context(start).any(hOpaque) || g.end[0]-g.start[0] == 3 && !areaCodes[number(d[1:3])] {
		return false
	}
	s.hit(CNPhone, start, end, Strong, "area code")
	return true
}

// extension reads a fixed line with an extension behind it.
func (s *Scanner) extension(g *groups, _ []byte, start, _ int) bool {
	n := copy(s.joined[:], s.text[g.start[0]:g.end[0]])
	n += copy(s.joined[n:], s.text[g.start[1]:g.end[1]])
	return s.fixed(g, s.joined[:n], start, g.end[1])
}

func (s *Scanner) groupedID(_ *groups, d []byte, start, end int) bool {
	if !cnIDCard(d) {
		return false
	}
	s.hit(CNIDCard, start, end, Checked, "region, date and check digit, written in groups")
	return true
}

func (s *Scanner) groupedCard(_ *groups, d []byte, start, end int) bool {
	before := len(s.work)
	if !s.card(d, start, end) {
		return false
	}
	if h := &s.work[before]; h.Confidence < Strong {
		h.Confidence = Strong // numbers in such groups are hardly anything else
	}
	return true
}

func (s *Scanner) myCard(g *groups, d []byte, start, end int) bool {
	if !myIDCard(d) || g.sep == ' ' && !s.context(start).any(hMY|hIDCard) || s.context(start).any(hOpaque) {
		return false
	}
	s.hit(MYIDCard, start, end, Strong, "date and place of birth")
	return true
}

func (s *Scanner) groupedIMEI(_ *groups, d []byte, start, end int) bool {
	if !imeiNumber(d) || !s.context(start).any(hIMEI) {
		return false
	}
	s.hit(IMEI, start, end, Sure, "check digit and the key")
	return true
}
