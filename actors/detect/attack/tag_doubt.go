package attack

import "strings"

// tagDoubt reports a tag or what browsers take for one, but no address in brackets, as behind
// a name in an e-mail's header, and no comparison.
func tagDoubt(text []byte, _, _ int) bool {
	for i := 0; i < len(text); i++ {
		if text[i] != '<' {
			continue
		}
		end := i + 1
		for end < len(text) && !letter(text[end]) && text[end] != '<' && text[end] != '>' && (text[end] < '0' || text[end] > '9') {
			end++
		}
		if i+1 == len(text) || end == len(text) {
			continue
		}
		if strings.IndexByte("!?%", text[i+1]) >= 0 {
			return true
		}
		if letter(text[end]) && !bracketed(text[i+1:]) {
			return true
		}
		i = end - 1
	}
	return false
}

// wideTag reports a tag whose brackets lost their highest bit on the way to a server that reads
// seven bits.
func wideTag(text []byte, _, _ int) bool {
	open, close := strings.IndexByte(str(text), 0xbc), strings.LastIndexByte(str(text), 0xbe)
	return open >= 0 && (close > open || strings.IndexByte(str(text[open:]), '>') >= 0) || close >= 0 && strings.IndexByte(str(text[:close]), '<') >= 0
}

// maxBracketed bounds an address in brackets, in bytes.
const maxBracketed = 100

// bracketed reports an e-mail address or a link up to the closing bracket.
func bracketed(text []byte) bool {
	text = text[:min(len(text), maxBracketed)]
	end := strings.IndexByte(str(text), '>')
	if end < 0 {
		return false
	}
	text = text[:end]
	at := false
	for _, c := range text {
		switch {
		case isWord(c) || c == '.' || c == '-' || c == '+':
		case c == '@' && !at:
			at = true
		default:
			return (hasPrefixFold(str(text), "http://") || hasPrefixFold(str(text), "https://")) && strings.IndexAny(str(text), " '\"<(") < 0
		}
	}
	return at
}
