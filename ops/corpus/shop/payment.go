package shop

import (
	"fmt"
	"net/http"
)

type invoice struct {
	No      string  `json:"invoiceNo"`
	OrderID int     `json:"orderId"`
	Company string  `json:"companyName"`
	USCC    string  `json:"uscc"`
	TaxNo   string  `json:"taxNo"`
	Bank    string  `json:"bankAccount"`
	Amount  float64 `json:"amount"`
	UserID  int     `json:"-"`
}

// pay takes the whole card number and gives it back masked.
func (s *Shop) pay(w http.ResponseWriter, r *http.Request) {
	s.authed(w, r, func(p *Person) {
		var in struct {
			OrderID    int    `json:"orderId"`
			CardNo     string `json:"cardNo"`
			Expiry     string `json:"expiry"`
			CVV        string `json:"cvv"`
			CardHolder string `json:"cardHolder"`
		}
		if !s.readJSON(w, r, &in) {
			return
		}
		i := in.OrderID - firstOrder
		if i < 0 || i >= len(s.orders) || s.orders[i].UserID != p.ID {
			s.fail(w, http.StatusNotFound, 40404, "订单不存在 no such order")
			return
		}
		if n := len(in.CardNo); n < 13 || n > 19 || luhn(in.CardNo[:n-1]) != in.CardNo { // digits: ISO/IEC 7812
			s.fail(w, http.StatusUnprocessableEntity, 42203, "卡号错误 bad card number")
			return
		}
		s.orders[i].Status = states[1]
		s.ok(w, object{"orderId": in.OrderID, "paid": s.orders[i].Total, "card": maskMiddle(in.CardNo, 6, 4),
			"transactionId": "T" + digits(s.r, 18)})
	})
}

func (s *Shop) addInvoice(w http.ResponseWriter, r *http.Request) {
	s.authed(w, r, func(p *Person) {
		var in struct {
			OrderID     int    `json:"orderId"`
			CompanyName string `json:"companyName"`
		}
		if !s.readJSON(w, r, &in) {
			return
		}
		code := uscc(s.r, pick(s.r, places).code)
		v := &invoice{
			No: fmt.Sprintf("%08d", 24000001+len(s.invoices)), OrderID: in.OrderID, Company: in.CompanyName, USCC: code,
			TaxNo: code, Bank: p.Card, Amount: float64(s.r.IntN(90000)) / 100, UserID: p.ID,
		}
		s.invoices = append(s.invoices, v)
		s.answer(w, http.StatusCreated, 0, "ok", v)
	})
}

func (s *Shop) invoiceList(w http.ResponseWriter, r *http.Request) {
	s.authed(w, r, func(p *Person) {
		out := []*invoice{}
		for _, v := range s.invoices {
			if v.UserID == p.ID {
				out = append(out, v)
			}
		}
		s.ok(w, object{"items": out})
	})
}

func (s *Shop) invoice(w http.ResponseWriter, r *http.Request) {
	s.authed(w, r, func(p *Person) {
		for _, v := range s.invoices {
			if v.No == r.PathValue("no") && v.UserID == p.ID {
				s.ok(w, v)
				return
			}
		}
		s.fail(w, http.StatusNotFound, 40405, "发票不存在 no such invoice")
	})
}
