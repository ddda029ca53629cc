package shop

import (
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// partnerKeys are short and patterned (RK-17).
var partnerKeys = []string{"heron-p-1001", "heron-p-1002"}

func (s *Shop) health(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "ok") }

// status tells outsiders the address of the machine inside (RK-26).
func (s *Shop) status(w http.ResponseWriter, _ *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ok(w, object{"version": "3.8.1", "node": "10.20.3.11", "db": "10.20.8.5:3306", "uptime": 86400 + s.r.IntN(86400)})
}

// debugTrace was never switched off: without an id it shows how the program is built (RK-37).
func (s *Shop) debugTrace(w http.ResponseWriter, r *http.Request) {
	if r.URL.Query().Get("id") != "" {
		_, _ = io.WriteString(w, "trace not found")
		return
	}
	w.WriteHeader(http.StatusInternalServerError)
	_, _ = io.WriteString(w, "java.lang.NullPointerException: id\n"+
		"\tat com.heron.debug.TraceController.show(TraceController.java:48)\n"+
		"\tat org.springframework.web.servlet.FrameworkServlet.service(FrameworkServlet.java:897)\n"+
		"\tat java.base/java.lang.Thread.run(Thread.java:840)\n")
}

// imageProxy takes a whole address (RK-03); it never fetches it.
func (s *Shop) imageProxy(w http.ResponseWriter, r *http.Request) {
	if !strings.HasPrefix(r.URL.Query().Get("url"), "http") {
		http.Error(w, "bad url", http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "image/png")
	_, _ = io.WriteString(w, statics["logo.png"].text)
}

// graphql knows two queries by name, enough for the shop's own front end.
func (s *Shop) graphql(w http.ResponseWriter, r *http.Request) {
	s.authed(w, r, func(p *Person) {
		var in struct {
			Query     string
			Variables object
		}
		if !s.readJSON(w, r, &in) {
			return
		}
		if strings.Contains(in.Query, "viewer") {
			s.ok(w, object{"viewer": object{"id": p.ID, "realName": p.Name, "email": p.Email}})
			return
		}
		s.ok(w, object{"products": slice(s.products, 1+s.r.IntN(5), 6)})
	})
}

type xmlOrder struct {
	XMLName xml.Name `xml:"order"`
	ID      int      `xml:"id"`
	Status  string   `xml:"status"`
	Mobile  string   `xml:"mobile,omitempty"`
	Total   string   `xml:"total"`
}

func (s *Shop) partner(w http.ResponseWriter, r *http.Request) bool {
	if slices.Contains(partnerKeys, r.Header.Get("X-API-Key")) {
		return true
	}
	http.Error(w, "<error>bad key</error>", http.StatusUnauthorized)
	return false
}

func (s *Shop) partnerOrders(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.partner(w, r) {
		return
	}
	page, size := paging(r, 20)
	out := []object{}
	for _, o := range slice(s.orders, page, size) {
		out = append(out, object{"id": o.ID, "status": o.Status, "total": o.Total})
	}
	s.ok(w, object{"page": page, "total": len(s.orders), "items": out})
}

// partnerQuery speaks XML both ways.
func (s *Shop) partnerQuery(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.partner(w, r) {
		return
	}
	var in struct {
		IDs []string `xml:"id"`
	}
	if err := xml.NewDecoder(r.Body).Decode(&in); err != nil {
		http.Error(w, "<error>bad xml</error>", http.StatusBadRequest)
		return
	}
	var list []xmlOrder
	for _, t := range in.IDs {
		id, err := strconv.Atoi(t)
		if i := id - firstOrder; err == nil && i >= 0 && i < len(s.orders) {
			o := s.orders[i]
			list = append(list, xmlOrder{ID: o.ID, Status: o.Status, Mobile: o.Mobile, Total: fmt.Sprintf("%.2f", o.Total)})
		}
	}
	w.Header().Set("Content-Type", "application/xml; charset=utf-8")
	_, _ = io.WriteString(w, xml.Header+"<orders>")
	_ = xml.NewEncoder(w).Encode(list) // the client went away: nobody is left to tell
	_, _ = io.WriteString(w, "</orders>")
}
