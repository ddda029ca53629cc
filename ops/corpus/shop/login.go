package shop

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
)

type credentials struct {
	Username string `json:"username"`
	Password string `json:"password"`
}

// login takes JSON or a form. There is no captcha and no lock (RK-10), and a wrong name answers
// otherwise than a wrong password (RK-11).
func (s *Shop) login(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, ok := s.readCredentials(w, r)
	if !ok {
		return
	}
	p := s.byName[c.Username]
	if p == nil { // failures are 200 with a code of their own, as in many mobile back ends
		s.fail(w, http.StatusOK, 40101, "用户不存在 user does not exist")
		return
	}
	if p.Password != c.Password {
		s.fail(w, http.StatusOK, 40102, "密码错误 wrong password")
		return
	}
	s.welcome(w, r, p)
}

func (s *Shop) readCredentials(w http.ResponseWriter, r *http.Request) (c credentials, ok bool) {
	if strings.HasPrefix(r.Header.Get("Content-Type"), "application/x-www-form-urlencoded") {
		return credentials{r.PostFormValue("username"), r.PostFormValue("password")}, true
	}
	if err := json.NewDecoder(r.Body).Decode(&c); err != nil {
		s.fail(w, http.StatusBadRequest, 40000, "请求格式错误 bad request")
		return c, false
	}
	return c, true
}

func (s *Shop) welcome(w http.ResponseWriter, r *http.Request, p *Person) {
	s.session(w, p)
	s.ok(w, object{
		"token": s.tokenFor(r, p, "customer"), "tokenType": "Bearer", "expiresIn": int(tokenLife.Seconds()),
		"user": object{"id": p.ID, "username": p.Username, "memberLevel": p.Grade},
	})
}

func (s *Shop) session(w http.ResponseWriter, p *Person) {
	id := hexes(s.r, 32)
	s.sessions[id] = p.ID
	http.SetCookie(w, &http.Cookie{
		Name: "HSESSION", Value: id, Path: "/", HttpOnly: true, Secure: true, SameSite: http.SameSiteLaxMode,
	})
}

// sendSMS returns the code in its answer, forgotten there by a tester (RK-34).
func (s *Shop) sendSMS(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var in struct{ Mobile, Scene string }
	if !s.readJSON(w, r, &in) {
		return
	}
	if len(in.Mobile) != 11 { // digits of a mainland mobile number
		s.fail(w, http.StatusBadRequest, 40010, "手机号格式错误 bad mobile number")
		return
	}
	s.codes[in.Mobile] = digits(s.r, 6)
	s.ok(w, object{"mobile": maskMiddle(in.Mobile, 3, 4), "smsCode": s.codes[in.Mobile], "expireSeconds": 300})
}

func (s *Shop) loginSMS(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var in struct{ Mobile, Code string }
	if !s.readJSON(w, r, &in) {
		return
	}
	p := s.byMobile[in.Mobile]
	if p == nil || in.Code == "" || s.codes[in.Mobile] != in.Code {
		s.fail(w, http.StatusUnauthorized, 40103, "验证码错误 wrong verification code")
		return
	}
	delete(s.codes, in.Mobile)
	s.welcome(w, r, p)
}

func (s *Shop) logout(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if k, err := r.Cookie("HSESSION"); err == nil {
		delete(s.sessions, k.Value)
	}
	s.ok(w, nil)
}

// register makes a new customer. Nothing slows a caller that registers many.
func (s *Shop) register(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var in struct{ Username, Password, Mobile, Email string }
	if !s.readJSON(w, r, &in) {
		return
	}
	if in.Username == "" || in.Password == "" || s.byName[in.Username] != nil {
		s.fail(w, http.StatusConflict, 40901, "用户名已存在 user name taken")
		return
	}
	p := person(s.r, firstUser+len(s.users))
	p.Username, p.Password, p.Mobile, p.Email = in.Username, in.Password, in.Mobile, in.Email
	s.users = append(s.users, p)
	s.byName[p.Username], s.byMobile[p.Mobile] = p, p
	s.answer(w, http.StatusCreated, 0, "ok", object{"id": p.ID, "username": p.Username})
}

// legacyLogin takes the password in the address (RK-12) and leaves it in a cookie (RK-09).
func (s *Shop) legacyLogin(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	q := r.URL.Query()
	p := s.byName[q.Get("user")]
	if p == nil || p.Password != q.Get("password") {
		w.WriteHeader(http.StatusForbidden)
		_, _ = fmt.Fprint(w, "result=fail&reason=auth") // the client went away: nobody is left to tell
		return
	}
	s.session(w, p)
	http.SetCookie(w, &http.Cookie{Name: "remember_password", Value: p.Password, Path: "/legacy"})
	_, _ = fmt.Fprintf(w, "result=ok&uid=%d", p.ID)
}
