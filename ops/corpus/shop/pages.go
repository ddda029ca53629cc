package shop

import (
	"fmt"
	"html"
	"io"
	"net/http"
	"strings"
	"time"
)

type article struct {
	Day         time.Time
	Slug, Title string
}

func (a *article) path() string { return "/articles/" + a.Day.Format("2006/01/02") + "/" + a.Slug }

var topics = []struct{ slug, title string }{
	{"how-to-wash-a-down-jacket", "羽绒服怎么洗"}, {"choosing-running-shoes", "跑鞋选购指南"},
	{"autumn-sale-opens", "秋季大促开始"}, {"five-ways-to-tie-a-scarf", "围巾的五种系法"}, {"our-new-warehouse", "新仓库启用"},
}

func (s *Shop) write() {
	for i := range 40 {
		t := topics[i%len(topics)]
		day := time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i*7)
		s.articles = append(s.articles, &article{day, t.slug, t.title})
	}
}

func page(w http.ResponseWriter, status int, title, body string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = fmt.Fprintf(w, "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\">"+
		"<title>%s - 白鹭商城 Heron</title>"+
		"<link rel=\"stylesheet\" href=\"/static/shop.css\"></head><body><h1>%s</h1>%s<script src=\"/static/shop.js\">"+
		"</script></body></html>", html.EscapeString(title), html.EscapeString(title), body)
}

func (s *Shop) home(w http.ResponseWriter, _ *http.Request) {
	page(w, http.StatusOK, "欢迎光临 Welcome", "<ul><li><a href=\"/category/clothes\">服装</a><li>"+
		"<a href=\"/category/bags\">箱包</a><li><a href=\"/category/shoes\">鞋靴</a></ul>")
}

func (s *Shop) productPage(w http.ResponseWriter, r *http.Request) {
	p := s.bySlug[r.PathValue("slug")] // the catalogue never changes after New
	if p == nil {
		page(w, http.StatusNotFound, "没有找到 Not found", "")
		return
	}
	page(w, http.StatusOK, p.Title, fmt.Sprintf("<p class=price>¥%.2f</p><p>%s</p>", p.Price, strings.Join(p.Tags, ", ")))
}

func (s *Shop) categoryPage(w http.ResponseWriter, r *http.Request) {
	var b strings.Builder
	for _, p := range s.products {
		if p.Category == r.PathValue("name") {
			fmt.Fprintf(&b, "<li><a href=\"/products/%s\">%s</a>", p.Slug, p.Title)
		}
	}
	if b.Len() == 0 {
		page(w, http.StatusNotFound, "没有找到 Not found", "")
		return
	}
	page(w, http.StatusOK, r.PathValue("name"), "<ul>"+b.String()+"</ul>")
}

func (s *Shop) articlePage(w http.ResponseWriter, r *http.Request) {
	for _, a := range s.articles {
		if a.path() == r.URL.Path {
			page(w, http.StatusOK, a.Title, "<p>"+strings.Repeat("白鹭商城为您整理了最实用的小知识。", 12)+"</p>")
			return
		}
	}
	page(w, http.StatusNotFound, "没有找到 Not found", "")
}

func (s *Shop) loginPage(w http.ResponseWriter, _ *http.Request) { loginForm(w, http.StatusOK, "") }

func loginForm(w http.ResponseWriter, status int, note string) {
	page(w, status, "登录 Sign in", "<p class=note>"+note+"</p><form method=post><input name=username>"+
		"<input name=password type=password><button>登录</button></form>")
}

func (s *Shop) loginForm(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.byName[r.PostFormValue("username")]
	switch {
	case p == nil:
		loginForm(w, http.StatusOK, "用户不存在 user does not exist") // 200 on failure, as old forms do
	case p.Password != r.PostFormValue("password"):
		loginForm(w, http.StatusOK, "密码错误 wrong password")
	default:
		s.session(w, p)
		http.Redirect(w, r, "/", http.StatusFound)
	}
}

func (s *Shop) logoutPage(w http.ResponseWriter, r *http.Request) {
	http.SetCookie(w, &http.Cookie{Name: "HSESSION", Path: "/", MaxAge: -1})
	http.Redirect(w, r, "/", http.StatusFound)
}

var statics = map[string]struct{ kind, text string }{
	"shop.css": {"text/css", "body{font-family:sans-serif;margin:2rem auto;max-width:60rem}.price{color:#b00}"},
	"shop.js": {"text/javascript", "document.querySelectorAll('form').forEach(f=>f.addEventListener('submit'," +
		"()=>f.classList.add('busy')))"},
	"logo.png": {"image/png", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01" +
		"\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"},
}

func (s *Shop) static(w http.ResponseWriter, r *http.Request) {
	f, ok := statics[r.PathValue("file")]
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", f.kind)
	w.Header().Set("Cache-Control", "max-age=3600")
	_, _ = io.WriteString(w, f.text) // the client went away: nobody is left to tell
}

func (s *Shop) robots(w http.ResponseWriter, _ *http.Request) {
	_, _ = io.WriteString(w, "User-agent: *\nDisallow: /api/\nSitemap: https://"+HostShop+"/sitemap.xml\n")
}

func (s *Shop) sitemap(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/xml")
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`)
	for _, p := range s.products {
		fmt.Fprintf(&b, "<url><loc>https://%s/products/%s</loc></url>", HostShop, p.Slug)
	}
	b.WriteString("</urlset>")
	_, _ = io.WriteString(w, b.String())
}
