package shop

import (
	"net/http"
	"strings"
)

// Hosts the shop answers for. Back-office paths exist on HostStaff only.
const (
	HostShop  = "shop.heron.example"
	HostAPI   = "api.heron.example"
	HostStaff = "hr.heron.example"
)

type route struct {
	pattern string // of net/http's ServeMux
	serve   http.HandlerFunc
}

func (s *Shop) routes() []route {
	return []route{
		{"GET /{$}", s.home},
		{"GET /products/{slug}", s.productPage},
		{"GET /category/{name}", s.categoryPage},
		{"GET /articles/{year}/{month}/{day}/{slug}", s.articlePage},
		{"GET /login", s.loginPage},
		{"POST /login", s.loginForm},
		{"GET /logout", s.logoutPage},
		{"GET /static/{file...}", s.static},
		{"GET /robots.txt", s.robots},
		{"GET /sitemap.xml", s.sitemap},

		{"POST /api/v1/login", s.login},
		{"POST /api/v1/login/sms", s.loginSMS},
		{"POST /api/v1/sms/send", s.sendSMS},
		{"POST /api/v1/logout", s.logout},
		{"POST /api/v1/register", s.register},
		{"GET /api/v1/users/me", s.me},
		{"PUT /api/v1/users/me", s.changeMe},
		{"GET /api/v1/users/{id}", s.user},
		{"GET /api/v1/addresses", s.addresses},
		{"POST /api/v1/addresses", s.addAddress},
		{"DELETE /api/v1/addresses/{id}", s.dropAddress},

		{"GET /api/v1/products", s.productList},
		{"GET /api/v1/products/{slug}", s.product},
		{"GET /api/v1/products/{slug}/stock", s.stockOf},
		{"GET /api/v1/products/{slug}/reviews", s.reviews},
		{"POST /api/v1/products/{slug}/reviews", s.addReview},
		{"GET /api/v1/search", s.search},
		{"GET /api/v1/coupons/{code}", s.coupon},
		{"GET /api/v1/cart", s.cart},
		{"POST /api/v1/cart/items", s.addToCart},
		{"GET /api/v1/orders", s.orderList},
		{"POST /api/v1/orders", s.placeOrder},
		{"GET /api/v1/orders/export", s.exportOrders},
		{"GET /api/v1/orders/{id}", s.order},
		{"POST /api/v1/payments", s.pay},
		{"GET /api/v1/invoices", s.invoiceList},
		{"POST /api/v1/invoices", s.addInvoice},
		{"GET /api/v1/invoices/{no}", s.invoice},
		{"POST /api/v1/files", s.uploadFile},
		{"GET /api/v1/files/{id}", s.file},
		{"GET /api/v1/files/download", s.download},
		{"GET /api/v1/image/proxy", s.imageProxy},
		{"GET /api/v1/status", s.status},
		{"GET /healthz", s.health},
		{"POST /graphql", s.graphql},
		{"GET /legacy/login", s.legacyLogin},
		{"GET /debug/trace", s.debugTrace},
		{"GET /partner/v1/orders", s.partnerOrders},
		{"POST /partner/v1/orders/query", s.partnerQuery},

		{"POST /hr/api/v1/login", s.staffLogin},
		{"GET /hr/api/v1/staff/{id}", s.staffOne},
		{"GET /hr/api/v1/staff/search", s.staffSearch},
		{"POST /hr/api/v1/staff", s.staffAdd},
		{"GET /hr/api/v1/payroll", s.payroll},
		{"GET /internal/staff", s.staffDirectory},
		{"GET /internal/config/storage", s.storageConfig},
		{"POST /internal/report", s.report},
	}
}

// Handler serves the shop on every host; a real *.heron.example name sees its own half only.
func (s *Shop) Handler() http.Handler {
	mux := http.NewServeMux()
	for _, r := range s.routes() {
		mux.HandleFunc(r.pattern, r.serve)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, _ := strings.Cut(r.Host, ":")
		office := strings.HasPrefix(r.URL.Path, "/hr/") || strings.HasPrefix(r.URL.Path, "/internal/")
		if strings.HasSuffix(host, ".heron.example") && office != (host == HostStaff) && r.URL.Path != "/healthz" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Server", "heron")
		r.Body = http.MaxBytesReader(w, r.Body, 8<<20) // bytes: the largest upload a shop photo needs
		mux.ServeHTTP(w, r)
	})
}
