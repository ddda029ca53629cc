package shop

import (
	"fmt"
	"net/http"
	"strconv"
)

var departments = []string{"财务部", "人力资源部", "信息技术部", "客户服务部", "仓储物流部"}

// record is the whole staff record, including what nobody outside personnel should see.
func record(p *Person) object {
	return object{
		"staffId": p.ID, "name": p.Name, "gender": p.Gender, "department": departments[p.ID%len(departments)],
		"mobile": p.Mobile, "email": p.Email, "idCard": p.IDCard, "homeAddress": p.Address, "bankCard": p.Card,
	}
}

// staffLogin keeps the company's start password (RK-06, RK-07).
func (s *Shop) staffLogin(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, ok := s.readCredentials(w, r)
	if !ok {
		return
	}
	p := s.staffName[c.Username]
	if p == nil || p.Password != c.Password {
		s.fail(w, http.StatusForbidden, 40104, "账号或密码错误 wrong name or password")
		return
	}
	s.session(w, p)
	s.ok(w, object{"token": s.tokenFor(r, p, "staff"), "staffId": p.ID, "department": departments[p.ID%len(departments)]})
}

// staffDirectory asks for no credential at all (RK-18, RK-19, RK-13).
func (s *Shop) staffDirectory(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	page, size := paging(r, 10)
	out := []object{}
	for _, p := range slice(s.staff, page, size) {
		out = append(out, object{
			"staffId": p.ID, "name": p.Name, "department": departments[p.ID%len(departments)], "mobile": p.Mobile,
			"email": p.Email, "idCard": p.IDCard,
		})
	}
	s.ok(w, object{"total": len(s.staff), "page": page, "items": out})
}

// colleague runs next under the lock with a signed-in member of staff, or answers 401 or 403.
func (s *Shop) colleague(w http.ResponseWriter, r *http.Request, next func(p *Person)) {
	s.authed(w, r, func(p *Person) {
		if p.ID >= firstUser {
			s.fail(w, http.StatusForbidden, 40300, "无权限 staff only")
			return
		}
		next(p)
	})
}

func (s *Shop) staffOne(w http.ResponseWriter, r *http.Request) {
	s.colleague(w, r, func(*Person) {
		id, err := strconv.Atoi(r.PathValue("id"))
		if p := s.userByID(id); err == nil && p != nil && id < firstUser {
			s.ok(w, record(p))
			return
		}
		s.fail(w, http.StatusNotFound, 40407, "员工不存在 no such member of staff")
	})
}

// staffSearch takes the ID card number in the address (RK-27).
func (s *Shop) staffSearch(w http.ResponseWriter, r *http.Request) {
	s.colleague(w, r, func(*Person) {
		out := []object{}
		for _, p := range s.staff {
			if p.IDCard == r.URL.Query().Get("id_card") {
				out = append(out, record(p))
			}
		}
		s.ok(w, object{"items": out})
	})
}

// staffAdd answers with the start password in plain text (RK-08).
func (s *Shop) staffAdd(w http.ResponseWriter, r *http.Request) {
	s.colleague(w, r, func(*Person) {
		var in struct{ Name, Mobile, IDCard string }
		if !s.readJSON(w, r, &in) {
			return
		}
		s.newStaff++
		s.answer(w, http.StatusCreated, 0, "ok", object{
			"staffId": firstStaff + staffSize + s.newStaff, "username": fmt.Sprintf("new.staff%d", s.newStaff),
			"password": "Heron@123",
		})
	})
}

func (s *Shop) payroll(w http.ResponseWriter, r *http.Request) {
	s.colleague(w, r, func(*Person) {
		out := []object{}
		page, size := paging(r, 20)
		for _, p := range slice(s.staff, page, size) {
			out = append(out, object{"staffId": p.ID, "name": p.Name, "bankCard": p.Card, "salary": 6000 + p.ID%97*150})
		}
		s.ok(w, object{"month": r.URL.Query().Get("month"), "items": out})
	})
}

// storageConfig hands out a key pair (RK-21).
func (s *Shop) storageConfig(w http.ResponseWriter, r *http.Request) {
	s.colleague(w, r, func(*Person) {
		s.ok(w, object{
			"endpoint": "oss.heron.example", "bucket": "heron-photos",
			"accessKeyId": "LTAI5tHeronInventedKey42", "accessKeySecret": "hN7qZr2VwX9kLm4TbY6cJd8PsF3gQa",
		})
	})
}

// report runs whatever statement it is given (RK-30); here it only pretends to.
func (s *Shop) report(w http.ResponseWriter, r *http.Request) {
	s.colleague(w, r, func(*Person) {
		var in struct{ SQL string }
		if !s.readJSON(w, r, &in) {
			return
		}
		s.ok(w, object{"columns": []string{"department", "count"}, "rows": [][]any{{"财务部", 24}, {"客户服务部", 31}}})
	})
}
