package shop

import (
	"net/http"
	"strconv"
)

// profile shows the mobile both masked and plain (RK-24): the masked one for the page, the plain one
// "for the form".
func profile(p *Person) object {
	return object{
		"id": p.ID, "username": p.Username, "realName": p.Name, "gender": p.Gender, "birthday": p.Birthday,
		"mobile": p.Mobile, "mobileMasked": maskMiddle(p.Mobile, 3, 4), "email": p.Email,
		"idCardMasked": maskMiddle(p.IDCard, 6, 4), "memberLevel": p.Grade,
		"bankCard": maskMiddle(p.Card, 4, 4),
	}
}

func (s *Shop) me(w http.ResponseWriter, r *http.Request) {
	s.authed(w, r, func(p *Person) { s.ok(w, profile(p)) })
}

func (s *Shop) changeMe(w http.ResponseWriter, r *http.Request) {
	s.authed(w, r, func(p *Person) {
		var in struct{ Email, Mobile string }
		if !s.readJSON(w, r, &in) {
			return
		}
		if in.Email != "" {
			p.Email = in.Email
		}
		if in.Mobile != "" {
			p.Mobile = in.Mobile
		}
		s.ok(w, profile(p))
	})
}

// user shows any customer to any customer: the check of ownership is missing.
func (s *Shop) user(w http.ResponseWriter, r *http.Request) {
	s.authed(w, r, func(*Person) {
		id, err := strconv.Atoi(r.PathValue("id"))
		p := s.userByID(id)
		if err != nil || p == nil || id < firstUser {
			s.fail(w, http.StatusNotFound, 40401, "用户不存在 no such user")
			return
		}
		s.ok(w, object{
			"id": p.ID, "username": p.Username, "realName": p.Name, "mobile": p.Mobile, "email": p.Email,
			"idCard": p.IDCard, "address": p.Address, "memberLevel": p.Grade,
		})
	})
}

func (s *Shop) addresses(w http.ResponseWriter, r *http.Request) {
	s.authed(w, r, func(p *Person) {
		s.ok(w, []object{{"id": p.ID * 10, "receiver": p.Name, "mobile": p.Mobile, "address": p.Address, "default": true}})
	})
}

func (s *Shop) addAddress(w http.ResponseWriter, r *http.Request) {
	s.authed(w, r, func(p *Person) {
		var in struct{ Receiver, Mobile, Address string }
		if !s.readJSON(w, r, &in) {
			return
		}
		p.Address = in.Address
		s.answer(w, http.StatusCreated, 0, "ok", object{"id": p.ID*10 + 1, "receiver": in.Receiver, "address": in.Address})
	})
}

func (s *Shop) dropAddress(w http.ResponseWriter, r *http.Request) {
	s.authed(w, r, func(*Person) { w.WriteHeader(http.StatusNoContent) })
}
