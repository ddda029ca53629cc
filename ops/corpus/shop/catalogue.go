package shop

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

type product struct {
	ID       int      `json:"id"`
	Slug     string   `json:"slug"`
	Title    string   `json:"title"`
	Category string   `json:"category"`
	Price    float64  `json:"price"`
	Currency string   `json:"currency"`
	Stock    int      `json:"-"`
	Tags     []string `json:"tags"`
	Reviews  []object `json:"-"`
}

var (
	colours = []romanised{{"红色", "red"}, {"深蓝", "navy"}, {"灰色", "grey"}, {"墨绿", "forest"}, {"米白", "cream"}}
	seasons = []romanised{{"冬季", "winter"}, {"轻薄", "light"}, {"防水", "waterproof"}}
	things  = []struct{ han, latin, category string }{
		{"夹克", "jacket", "clothes"}, {"背包", "backpack", "bags"}, {"跑鞋", "runners", "shoes"}, {"围巾", "scarf", "clothes"},
	}
	opinions = []string{
		"质量很好，物流很快。", "颜色和图片一致，推荐。", "尺码偏大，建议买小一号。", "Great value, arrived in two days.",
		"包装有点破损，客服处理很及时。", "Second one I buy, very happy with it.",
	}
)

// stock fills the catalogue: every colour, season and thing once.
func (s *Shop) stock() {
	for _, c := range colours {
		for _, season := range seasons {
			for _, t := range things {
				p := &product{
					ID: 501 + len(s.products), Slug: c.latin + "-" + season.latin + "-" + t.latin,
					Title: c.han + season.han + t.han, Category: t.category, Currency: "CNY",
					Price: float64(5900+100*s.r.IntN(600)) / 100, Stock: 5 + s.r.IntN(400), Tags: []string{c.latin, season.latin},
				}
				for range 2 + s.r.IntN(4) {
					p.Reviews = append(p.Reviews, object{"stars": 3 + s.r.IntN(3), "text": pick(s.r, opinions)})
				}
				s.products, s.bySlug[p.Slug] = append(s.products, p), p
			}
		}
	}
}

func (s *Shop) productList(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	page, size := paging(r, 12)
	list := s.products
	if c := r.URL.Query().Get("category"); c != "" {
		list = nil
		for _, p := range s.products {
			if p.Category == c {
				list = append(list, p)
			}
		}
	}
	s.ok(w, object{"total": len(list), "page": page, "items": slice(list, page, size)})
}

// withProduct runs next under the lock with the product of the path, or answers 404.
func (s *Shop) withProduct(w http.ResponseWriter, r *http.Request, next func(p *product)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p := s.bySlug[r.PathValue("slug")]; p != nil {
		next(p)
		return
	}
	s.fail(w, http.StatusNotFound, 40402, "商品不存在 no such product")
}

func (s *Shop) product(w http.ResponseWriter, r *http.Request) {
	s.withProduct(w, r, func(p *product) { s.ok(w, p) })
}

// stockOf is never limited in rate (RK-16).
func (s *Shop) stockOf(w http.ResponseWriter, r *http.Request) {
	s.withProduct(w, r, func(p *product) {
		s.ok(w, object{"slug": p.Slug, "stock": p.Stock, "warehouse": "SZ-02", "soldOut": p.Stock == 0})
	})
}

func (s *Shop) reviews(w http.ResponseWriter, r *http.Request) {
	s.withProduct(w, r, func(p *product) { s.ok(w, object{"items": p.Reviews}) })
}

func (s *Shop) addReview(w http.ResponseWriter, r *http.Request) {
	s.withProduct(w, r, func(p *product) {
		var in struct {
			Stars int
			Text  string
		}
		if s.caller(r) == nil {
			s.fail(w, http.StatusUnauthorized, 40100, "请先登录 login required")
			return
		}
		if !s.readJSON(w, r, &in) {
			return
		}
		s.answer(w, http.StatusCreated, 0, "ok", object{"stars": in.Stars, "text": in.Text})
	})
}

// search shows the database's own error when a quote breaks its statement (RK-38).
func (s *Shop) search(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	q := r.URL.Query().Get("q")
	if strings.Count(q, "'")%2 == 1 {
		s.fail(w, http.StatusInternalServerError, 50001, fmt.Sprintf("You have an error in your SQL syntax; check the "+
			"manual that corresponds to your MySQL server version for the right syntax to use near '%.40s' at line 1", q))
		return
	}
	var hits []*product
	for _, p := range s.products {
		if strings.Contains(p.Slug, strings.ToLower(q)) || strings.Contains(p.Title, q) {
			hits = append(hits, p)
		}
	}
	page, size := paging(r, 10)
	s.ok(w, object{"q": q, "total": len(hits), "items": slice(hits, page, size)})
}

// coupon knows two codes.
func (s *Shop) coupon(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	off, ok := map[string]int{"WELCOME10": 10, "SPRING20": 20}[strings.ToUpper(r.PathValue("code"))]
	if !ok {
		s.fail(w, http.StatusNotFound, 40403, "优惠码无效 no such coupon")
		return
	}
	s.ok(w, object{"code": r.PathValue("code"), "percentOff": off})
}

// paging reads page and page_size. Any size is obeyed (RK-29).
func paging(r *http.Request, usual int) (page, size int) {
	page, size = 1, usual
	if n, err := strconv.Atoi(r.URL.Query().Get("page")); err == nil && n > 0 {
		page = n
	}
	if n, err := strconv.Atoi(r.URL.Query().Get("page_size")); err == nil && n > 0 {
		size = n
	}
	return page, size
}

func slice[T any](list []T, page, size int) []T {
	from := min((page-1)*size, len(list))
	return list[from:min(from+size, len(list))]
}
