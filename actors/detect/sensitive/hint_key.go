package sensitive

import (
	"strings"
	"unicode/utf8"

	"github.com/zeebo/xxh3"
)

// hints remembers what keys and labels mean: APIs use the same few again and again. It holds
// copies of them, for keys alias their body, in places of fixed size, so that nothing is
// allocated however many there are.
type hints struct {
	cache [1 << hintCacheBits][hintWays]knownHint
	next  uint8 // which of a set's places is given up next
}

type knownHint struct {
	sum  uint64
	hint hint
	size uint8
	key  [maxKey]byte
}

const (
	hintCacheBits = 9 // 512 sets of four keys, 170 KB; more keys only cost time
	hintWays      = 4
)

// maxKey bounds what is looked at of a key, in bytes: the end of it, where the noun stands.
const maxKey = 64

// of gives the meaning of a key.
func (h *hints) of(key string) hint {
	if key == "" {
		return 0
	}
	if len(key) > maxKey {
		key = key[len(key)-maxKey:]
	}
	sum := xxh3.HashString(key)
	set := &h.cache[sum>>(64-hintCacheBits)]
	for i := range set {
		if k := &set[i]; k.sum == sum && string(k.key[:k.size]) == key {
			return k.hint
		}
	}
	k := &set[h.next%hintWays]
	h.next++
	k.sum, k.hint, k.size = sum, keyHint(key), uint8(len(key))
	copy(k.key[:], key)
	return k.hint
}

// keyHint works out what a key means from its words, the last one first: in
// receiver_mobile_no the noun is "mobile", "no" fills, "receiver" stands before it.
func keyHint(key string) hint {
	if h, ok := hanHint(key); ok {
		if head := asciiHead(key); head != "" {
			if before := keyHint(head); before != 0 {
				return before // swift代码, MAC地址: the Chinese noun only fills
			}
		}
		return h
	}
	var k keyWords
	k.split(key)
	for last := k.n; last > 0; last-- {
		for first := max(0, last-4); first < last; first++ {
			if h, ok := k.look(first, last); ok {
				return k.qualify(h, first)
			}
		}
		if word := k.word(last-1, last); !hintFillers.has(word) && !digits(word) {
			break
		}
	}
	if k.n > 0 {
		word := k.word(k.n-1, k.n)
		if k.n == 1 && bareIDs.has(word) {
			return hOpaque
		}
		for _, t := range hintTails {
			if n := len(word) - len(t); n >= 0 && string(word[n:]) == t {
				return hintWords[t]
			}
		}
	}
	return 0
}

// bareIDs name a number of nobody knows what, where they are all there is of a key.
var bareIDs = set("id ids pk rowid idx")

// hanHint looks at the Chinese characters a key ends with, longest first; fillers such as a
// unit in brackets do not occur in practice.
func hanHint(key string) (hint, bool) {
	end := strings.TrimRight(key, " :：*0123456789")
	at := len(end)
	for at > 0 {
		r, size := utf8.DecodeLastRuneInString(end[:at])
		if !isHan(r) {
			break
		}
		at -= size
	}
	if at == len(end) {
		return 0, false
	}
	for i := at; i < len(end); {
		if h, ok := hintWords[end[i:]]; ok {
			if i > at && h.any(hName) {
				if before, ok := hanHint(end[:i]); ok {
					h |= before & (hPeople | hThing)
				}
			}
			return h, true
		}
		_, size := utf8.DecodeRuneInString(end[i:])
		i += size
	}
	return 0, true
}

// asciiHead gives the ASCII words that a key begins with, if a short Chinese noun follows.
func asciiHead(key string) string {
	at := strings.IndexFunc(key, isHan)
	if at <= 0 || !hanFillers.has([]byte(strings.TrimRight(key[at:], " :：*"))) {
		return ""
	}
	return key[:at]
}

// hanFillers may follow an ASCII noun without changing what it means.
var hanFillers = set("码 号 号码 编号 代码 地址 值 编码 序列号 账号 证件号 號 號碼 代碼")

// keyWords is a key cut into lower-case words, joined.
type keyWords struct {
	joined [maxKey]byte
	ends   [16]int
	n      int // words
}

// split cuts at everything that is no letter or digit, before a capital, and between
// letters and digits: idCardNo2 is id, card, no, 2.
func (k *keyWords) split(key string) {
	size := 0
	open := false
	var before byte
	cut := func() {
		if open {
			k.ends[k.n] = size
			k.n++
		}
		open = false
	}
	for i := range len(key) {
		c := key[i]
		switch {
		case c >= 'A' && c <= 'Z':
			acronymEnds := i+1 < len(key) && key[i+1] >= 'a' && key[i+1] <= 'z' && before >= 'A' && before <= 'Z'
			if before >= 'a' && before <= 'z' || before >= '0' && before <= '9' || acronymEnds {
				cut()
			}
		case c >= 'a' && c <= 'z':
			if before >= '0' && before <= '9' {
				cut()
			}
		case c >= '0' && c <= '9':
			if before < '0' || before > '9' {
				cut()
			}
		default:
			cut()
			before = c
			continue
		}
		if k.n == len(k.ends) { // the noun stands last: forget what stood before
			k.n, size = 0, 0
		}
		lower := c
		if c >= 'A' && c <= 'Z' {
			lower |= 0x20
		}
		k.joined[size] = lower
		size++
		open = true
		before = c
	}
	cut()
}

// word gives the words from first to last, joined; it is part of k.
func (k *keyWords) word(first, last int) []byte {
	start := 0
	if first > 0 {
		start = k.ends[first-1]
	}
	return k.joined[start:k.ends[last-1]]
}

// look looks words up together, as they are and without a plural s.
func (k *keyWords) look(first, last int) (hint, bool) {
	word := k.word(first, last)
	if h, ok := hintWords[string(word)]; ok {
		return h, true
	}
	if n := len(word); n > 4 && word[n-1] == 's' {
		h, ok := hintWords[string(word[:n-1])]
		return h, ok
	}
	return 0, false
}

// qualify adds to a vague "name" what the word before it says: product name, user name.
func (k *keyWords) qualify(h hint, first int) hint {
	if first == 0 || !h.any(hName) {
		return h
	}
	before, _ := k.look(first-1, first)
	if before&^(hPeople|hThing|hOpaque|hNames|hVersion) != 0 {
		return before // prov_name, gender_name
	}
	return h | before&(hPeople|hThing)
}
