package detect

import "strings"

// maxKept bounds the texts an engine keeps: hosts and methods are few, invented ones many.
const maxKept = 4096

// kept gives copies of texts that outlive the buffer they came in, one copy for all calls.
type kept map[string]string

func (k *kept) of(s string) string {
	if own, ok := (*k)[s]; ok {
		return own
	}
	if *k == nil || len(*k) >= maxKept {
		*k = make(kept, 64)
	}
	own := strings.Clone(s)
	(*k)[own] = own
	return own
}
