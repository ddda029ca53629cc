package risk

import (
	"github.com/lapwing-sec/lapwing/actors/detect/credential"
	"github.com/lapwing-sec/lapwing/actors/detect/memo"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

const (
	maxTokens    = 512  // tokens remembered by a worker, for each of two questions: 1 MB at most
	longestToken = 1024 // bytes of one that is remembered
)

// Tokens remembers what was found of tokens, because trying keys costs some hundred hashes
// and a token is sent with every call. Its memory is bounded. Not safe for concurrent use.
type Tokens struct {
	weak   *memo.Memo[bool]  // signed under a key that everybody knows
	guess  *memo.Memo[Guess] // how it can be guessed
	buf    []byte
	digest digests
}

// NewTokens makes an empty memory.
func NewTokens() *Tokens {
	return &Tokens{weak: memo.New[bool](maxTokens, longestToken), guess: memo.New[Guess](maxTokens, longestToken)}
}

func (t *Tokens) weakKey(token []byte) bool {
	weak, known := t.weak.At(token)
	if known {
		return *weak
	}
	_, is := credential.WeakKey(token)
	if weak != nil {
		*weak = is
	}
	return is
}

// guessOf remembers what GuessOf says of a token; who is the caller's name, "" if unknown.
func (t *Tokens) guessOf(token []byte, who string) Guess {
	text := token
	if who != "" {
		t.buf = append(append(append(t.buf[:0], token...), 0), who...)
		text = t.buf
	}
	guess, known := t.guess.At(text)
	if known {
		return *guess
	}
	is := guessOf(token, who, &t.digest)
	if guess != nil {
		*guess = is
	}
	return is
}

const (
	maxIssued   = 4  // tokens of one answer that are looked at
	shortestJWT = 20 // bytes
)

// weakToken looks for a token that anybody could have made, sent or handed out.
func weakToken(c *Call) (string, bool) {
	if !c.F.OK() {
		return "", false
	}
	for i := range c.Creds {
		f := &c.Creds[i]
		if f.Kind == credential.JSONWebToken {
			if what := c.forgeable(f.JWT, f.Secret); what != "" {
				return finding.Say("token_sent", placed("where", f.Place, f.Name), finding.ArgPhrase("how", what, "")), true
			}
		}
	}
	values := c.response()
	seen := 0
	for i := range values {
		v := &values[i]
		if len(v.Text) < shortestJWT || v.Text[0] != 'e' || v.Text[1] != 'y' || v.Class&traffic.HasDot == 0 {
			continue
		}
		if seen++; seen > maxIssued {
			break
		}
		if j, ok := credential.ParseJWT(v.Text); ok {
			if what := c.forgeable(j, v.Text); what != "" {
				return finding.Say("token_issued", where(v), finding.ArgPhrase("how", what, "")), true
			}
		}
	}
	return "", false
}

// oldHashes are algorithms of signatures that can be forged today.
var oldHashes = names{"HS1": true, "RS1": true, "MD5": true, "SHA1": true, "HMACSHA1": true, "HMACMD5": true}

// forgeable gives the phrase that says why anybody could make such a token, "" if not.
func (c *Call) forgeable(j credential.JWT, token []byte) string {
	switch {
	case j.Unsigned:
		return "unsigned"
	case oldHashes[j.Alg]:
		return "old_hash"
	case j.Symmetric() && c.Tokens != nil && c.Tokens.weakKey(token):
		return "known_key"
	}
	return ""
}

// weakCredential looks for a session or key that can be guessed, sent or handed out.
func weakCredential(c *Call) (string, bool) {
	if !c.F.OK() || c.Tokens == nil {
		return "", false
	}
	for i := range c.Creds {
		f := &c.Creds[i]
		switch f.Kind {
		case credential.Bearer, credential.SessionCookie, credential.APIKey, credential.Token:
			if g := c.Tokens.guessOf(f.Secret, c.X.Client.Account); g != HardToGuess {
				return finding.Say("credential_weak", placed("where", f.Place, f.Name), number("n", len(f.Secret)),
					finding.ArgPhrase("how", string(g), "")), true
			}
		}
	}
	return c.weakIssued()
}

// issuedKeys are names under which a login hands out what stands for the session.
var issuedKeys = words(`token accesstoken authtoken sessiontoken sessionid apikey apitoken usertoken logintoken ticket
	refreshtoken`)

// sessionNames are names of cookies that stand for a session.
var sessionNames = words(`sessionid session sid jsessionid phpsessid aspnetsessionid token authtoken accesstoken usertoken
	connectsid auth rememberme remembertoken ssotoken`)

// weakIssued looks at what a successful login handed out.
func (c *Call) weakIssued() (string, bool) {
	if c.F.Login.Outcome != outcomeOK {
		return "", false
	}
	values := c.response()
	seen := 0
	for i := range values {
		v := &values[i]
		cookie := v.Place == traffic.InCookie && v.Parent == "Set-Cookie" && sessionNames.has(v.Key)
		if len(v.Text) < 3 || !cookie && (v.Place < traffic.InJSON || !issuedKeys.has(v.Key)) ||
			len(v.Text) > 10 && v.Text[0] == 'e' && v.Text[1] == 'y' {
			continue
		}
		if seen++; seen > maxIssued {
			break
		}
		if g := c.Tokens.guessOf(v.Text, c.loginName()); g != HardToGuess {
			return finding.Say("credential_issued", where(v), number("n", len(v.Text)), finding.ArgPhrase("how", string(g), "")), true
		}
	}
	return "", false
}

// loginName is the name with which somebody logs in, "" if it is not known.
func (c *Call) loginName() string {
	if c.Login.Name < 0 || c.Login.Name >= len(c.V.All) {
		return ""
	}
	return string(c.V.All[c.Login.Name].Text)
}
