package shop

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// jwtKey is a word from every dictionary, on purpose (RK-02).
const jwtKey = "secret"

const tokenLife = 12 * time.Hour // a working day without a second login

type claims struct {
	Subject int    `json:"sub"`
	Name    string `json:"name"`
	Role    string `json:"role"`
	Issued  int64  `json:"iat"`
	Expires int64  `json:"exp"`
}

func sign(c claims) string {
	body, err := json.Marshal(c)
	if err != nil {
		panic(fmt.Sprintf("BUG: claims do not marshal: %v", err))
	}
	enc := base64.RawURLEncoding
	head := enc.EncodeToString([]byte(`{"alg":"HS256","typ":"JWT"}`)) + "." + enc.EncodeToString(body)
	return head + "." + enc.EncodeToString(mac(head))
}

func mac(text string) []byte {
	m := hmac.New(sha256.New, []byte(jwtKey))
	m.Write([]byte(text))
	return m.Sum(nil)
}

func verify(token string, now time.Time) (claims, bool) {
	var c claims
	cut := strings.LastIndexByte(token, '.')
	if cut < 0 {
		return c, false
	}
	sum, err := base64.RawURLEncoding.DecodeString(token[cut+1:])
	if err != nil || !hmac.Equal(sum, mac(token[:cut])) {
		return c, false
	}
	_, body, _ := strings.Cut(token[:cut], ".")
	raw, err := base64.RawURLEncoding.DecodeString(body)
	if err != nil || json.Unmarshal(raw, &c) != nil {
		return c, false
	}
	return c, now.Unix() < c.Expires
}

func (s *Shop) tokenFor(r *http.Request, p *Person, role string) string {
	now := s.now(r)
	return sign(claims{p.ID, p.Username, role, now.Unix(), now.Add(tokenLife).Unix()})
}

// caller gives the person behind a bearer token, a token in the query (RK-20) or a session cookie.
func (s *Shop) caller(r *http.Request) *Person {
	token, found := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !found {
		token = r.URL.Query().Get("access_token")
	}
	if c, ok := verify(token, s.now(r)); ok {
		return s.userByID(c.Subject)
	}
	if k, err := r.Cookie("HSESSION"); err == nil {
		return s.userByID(s.sessions[k.Value])
	}
	return nil
}

func (s *Shop) userByID(id int) *Person {
	list, first := s.users, firstUser
	if id < firstUser {
		list, first = s.staff, firstStaff
	}
	if i := id - first; i >= 0 && i < len(list) {
		return list[i]
	}
	return nil
}

// authed runs next under the lock with the caller, or answers 401.
func (s *Shop) authed(w http.ResponseWriter, r *http.Request, next func(p *Person)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.caller(r)
	if p == nil {
		s.fail(w, http.StatusUnauthorized, 40100, "请先登录 login required")
		return
	}
	next(p)
}
