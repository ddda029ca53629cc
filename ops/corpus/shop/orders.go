package shop

import (
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"
	"time"
)

type order struct {
	ID       int        `json:"id"`
	UserID   int        `json:"userId"`
	Status   string     `json:"status"`
	Created  time.Time  `json:"createdAt"`
	Receiver string     `json:"receiver"`
	Mobile   string     `json:"mobile"`
	Address  string     `json:"address"`
	Lines    []cartLine `json:"items"`
	Total    float64    `json:"total"`
}

type cartLine struct {
	Slug  string  `json:"slug"`
	Title string  `json:"title"`
	Count int     `json:"count"`
	Price float64 `json:"price"`
}

var states = []string{"待付款", "已付款", "已发货", "已完成"}

// invent makes one past order of a random customer.
func (s *Shop) invent(id int) *order {
	p := pick(s.r, s.users)
	o := &order{
		ID: id, UserID: p.ID, Status: pick(s.r, states), Receiver: p.Name, Mobile: p.Mobile, Address: p.Address,
		Created: time.Date(2026, 1, 1, 8, 0, 0, 0, time.UTC).Add(time.Duration(id-firstOrder) * 3 * time.Hour),
	}
	for range 1 + s.r.IntN(3) {
		o.add(s.line(s.r, pick(s.r, s.products)))
	}
	return o
}

func (s *Shop) line(r *rand.Rand, p *product) cartLine {
	return cartLine{p.Slug, p.Title, 1 + r.IntN(2), p.Price}
}

func (o *order) add(l cartLine) {
	o.Lines = append(o.Lines, l)
	o.Total = float64(int(o.Total*100+float64(l.Count)*l.Price*100+0.5)) / 100
}

func (s *Shop) cart(w http.ResponseWriter, r *http.Request) {
	s.authed(w, r, func(p *Person) { s.ok(w, object{"items": s.carts[p.ID]}) })
}

func (s *Shop) addToCart(w http.ResponseWriter, r *http.Request) {
	s.authed(w, r, func(p *Person) {
		var in struct {
			Slug  string
			Count int
		}
		if !s.readJSON(w, r, &in) {
			return
		}
		item := s.bySlug[in.Slug]
		if item == nil || in.Count < 1 || in.Count > 99 { // pieces; a shop, not a warehouse
			s.fail(w, http.StatusUnprocessableEntity, 42201, "商品或数量错误 bad item or count")
			return
		}
		s.carts[p.ID] = append(s.carts[p.ID], cartLine{item.Slug, item.Title, in.Count, item.Price})
		s.answer(w, http.StatusCreated, 0, "ok", object{"items": s.carts[p.ID]})
	})
}

func (s *Shop) placeOrder(w http.ResponseWriter, r *http.Request) {
	s.authed(w, r, func(p *Person) {
		lines := s.carts[p.ID]
		if len(lines) == 0 {
			s.fail(w, http.StatusUnprocessableEntity, 42202, "购物车为空 the cart is empty")
			return
		}
		o := &order{
			ID: firstOrder + len(s.orders), UserID: p.ID, Status: states[0], Created: s.now(r).UTC(),
			Receiver: p.Name, Mobile: p.Mobile, Address: p.Address,
		}
		for _, l := range lines {
			o.add(l)
		}
		delete(s.carts, p.ID)
		s.orders = append(s.orders, o)
		s.answer(w, http.StatusCreated, 0, "ok", o)
	})
}

func (s *Shop) orderList(w http.ResponseWriter, r *http.Request) {
	s.authed(w, r, func(p *Person) {
		mine := s.mine(p)
		page, size := paging(r, 10)
		s.ok(w, object{"total": len(mine), "page": page, "items": slice(mine, page, size)})
	})
}

// mine gives the caller's orders; staff see everybody's.
func (s *Shop) mine(p *Person) []*order {
	if p.ID < firstUser {
		return s.orders
	}
	var out []*order
	for _, o := range s.orders {
		if o.UserID == p.ID {
			out = append(out, o)
		}
	}
	return out
}

// order shows any order to any customer: the check of ownership is missing (RK-28).
func (s *Shop) order(w http.ResponseWriter, r *http.Request) {
	s.authed(w, r, func(*Person) {
		id, err := strconv.Atoi(r.PathValue("id"))
		if i := id - firstOrder; err == nil && i >= 0 && i < len(s.orders) {
			s.ok(w, s.orders[i])
			return
		}
		s.fail(w, http.StatusNotFound, 40404, "订单不存在 no such order")
	})
}

// exportOrders writes CSV, as many rows as asked for (RK-23).
func (s *Shop) exportOrders(w http.ResponseWriter, r *http.Request) {
	s.authed(w, r, func(p *Person) {
		page, size := paging(r, 50)
		w.Header().Set("Content-Type", "text/csv; charset=utf-8")
		w.Header().Set("Content-Disposition", `attachment; filename="orders.csv"`)
		out := csv.NewWriter(w)
		rows := [][]string{{"订单号", "收货人", "手机号", "地址", "金额", "状态"}}
		for _, o := range slice(s.mine(p), page, size) {
			rows = append(rows, []string{
				strconv.Itoa(o.ID), o.Receiver, o.Mobile, o.Address, fmt.Sprintf("%.2f", o.Total), o.Status,
			})
		}
		_ = out.WriteAll(rows) // the client went away: nobody is left to tell
	})
}
