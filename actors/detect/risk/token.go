package risk

import (
	"fmt"

	"github.com/zeebo/xxh3"

	"github.com/lapwing-sec/lapwing/actors/detect/credential"
)

// maxTokens bounds the memory of Tokens: 16 KB a worker.
const maxTokens = 1024

// Tokens remembers which tokens were found signed under a weak key, because trying the
// keys costs fifty hashes and a token is sent with every call. It holds hashes of tokens
// only; when full it starts again. Not safe for concurrent use.
type Tokens struct{ weak map[uint64]bool }

func (t *Tokens) weakKey(token []byte) bool {
	h := xxh3.Hash(token)
	weak, known := t.weak[h]
	if !known {
		if t.weak == nil || len(t.weak) >= maxTokens {
			t.weak = make(map[uint64]bool, 16)
		}
		_, weak = credential.WeakKey(token)
		t.weak[h] = weak
	}
	return weak
}

// weakToken looks for a token that anybody could have made.
func weakToken(c *Call) (string, bool) {
	if !c.F.OK() {
		return "", false
	}
	for i := range c.Creds {
		f := &c.Creds[i]
		switch {
		case f.Kind != credential.JSONWebToken:
		case f.JWT.Unsigned:
			return fmt.Sprintf("%s %q carries a token without a signature", placeNames[f.Place], Label(f.Name)), true
		case f.JWT.Symmetric() && c.Tokens != nil && c.Tokens.weakKey(f.Secret):
			return fmt.Sprintf("%s %q carries a token signed under a key that everybody knows",
				placeNames[f.Place], Label(f.Name)), true
		}
	}
	return "", false
}

// weakCredential looks for a session or key that can be guessed.
func weakCredential(c *Call) (string, bool) {
	if !c.F.OK() {
		return "", false
	}
	for i := range c.Creds {
		f := &c.Creds[i]
		switch f.Kind {
		case credential.Bearer, credential.SessionCookie, credential.APIKey, credential.Token:
			if f.Strength.Weak() {
				return fmt.Sprintf("%s %q holds %d characters of at most %d bits (%s)", placeNames[f.Place], Label(f.Name),
					f.Strength.Length, f.Strength.Bits, f.Strength.Pattern), true
			}
		}
	}
	return "", false
}
