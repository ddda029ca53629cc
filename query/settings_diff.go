package query

import (
	"bytes"
	"encoding/json"
	"strings"
)

// SettingDiff shows the change from one body to another for a reader: lines of the indented
// JSON, marked "- " and "+ " where they went and came, "  " where they stayed. Either body
// may be nil.
func SettingDiff(from, to []byte) string {
	a, b := indented(from), indented(to)
	// same[i][j] is the length of the longest common run of lines of a[i:] and b[j:].
	same := make([][]uint16, len(a)+1)
	for i := range same {
		same[i] = make([]uint16, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if same[i][j] = max(same[i+1][j], same[i][j+1]); a[i] == b[j] {
				same[i][j] = same[i+1][j+1] + 1
			}
		}
	}
	var out strings.Builder
	line := func(mark, text string) { out.WriteString(mark + text + "\n") }
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			line("  ", a[i])
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && same[i+1][j] >= same[i][j+1]:
			line("- ", a[i])
			i++
		default:
			line("+ ", b[j])
			j++
		}
	}
	return out.String()
}

// maxDiffLines bounds the work of a diff (its square); the rest of a longer body is one line.
const maxDiffLines = 1500

func indented(body []byte) []string {
	if len(body) == 0 {
		return nil
	}
	var b bytes.Buffer
	if json.Indent(&b, body, "", "  ") != nil {
		b.Reset()
		b.Write(body)
	}
	return strings.SplitN(b.String(), "\n", maxDiffLines)
}
