package attack

// maxText bounds what is looked at of one value, in bytes: of a longer one its start, where a
// payload breaks out of what it is put into, and its end, where one is hidden behind filling.
const (
	maxText = 8 << 10
	endText = 2 << 10 // of these, at the end
)

// fold writes text in lower case, with SQL comments and runs of white space as one space,
// and without NUL bytes.
func fold(dst, text []byte) []byte {
	for i := 0; i < len(text) && len(dst) < maxText; i++ {
		c := folded[text[i]]
		switch c {
		case 0:
			continue
		case '#':
			if n := lineComment(text[i:]); n > 0 {
				c = ' '
				i += n - 1
			}
		case '/':
			if i+3 < len(text) && text[i+1] == '*' {
				if n := comment(text[i:]); n > 0 {
					c = ' '
					i += n - 1
				}
			}
		}
		if c == ' ' && len(dst) > 0 && dst[len(dst)-1] == ' ' {
			continue
		}
		dst = append(dst, c)
	}
	return dst
}

// folded maps letters to lower case and white space but line breaks to the space.
var folded = func() (t [256]byte) {
	for i := range t {
		c := byte(i)
		switch {
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		case c == '\t' || c == '\v' || c == '\f' || c == '\r':
			c = ' '
		}
		t[i] = c
	}
	return t
}()

// maxComment is how far the end of a comment is looked for, in bytes.
const maxComment = 64

// lineComment gives the length of a short MySQL comment to the end of its line, in the midst
// of a value: "union#x\nselect"; 0 where the line does not end.
func lineComment(b []byte) int {
	for i := 1; i < len(b) && i < maxComment/2; i++ {
		switch {
		case b[i] == '\n':
			if i+1 < len(b) && letter(b[i+1]) {
				return i + 1
			}
			return 0
		case b[i] == ' ' || b[i] == '(' || b[i] == ')' || b[i] == '#':
			return 0
		}
	}
	return 0
}

// comment gives the length of the SQL comment at the start of b, 0 if it does not end. Of
// MySQL's comments that are carried out ("/*!50000union*/") only the mark is one.
func comment(b []byte) int {
	if b[2] == '!' {
		n := 3
		for n < len(b) && n < 8 && b[n] >= '0' && b[n] <= '9' {
			n++
		}
		return n
	}
	for i := 2; i+1 < len(b) && i < maxComment; i++ {
		if b[i] == '*' && b[i+1] == '/' {
			return i + 2
		}
	}
	return 0
}
