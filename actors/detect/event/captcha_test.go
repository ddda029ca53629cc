package event

import (
	"strings"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

func TestTE11KnowsWhatDrawsCaptchas(t *testing.T) {
	draws := []string{
		"GET /captcha", "GET /captchaImage", "GET /api/captcha/get", "POST /captcha/get", "GET /verifycode/image", "GET /validateCode",
		"GET /code/image", "GET /getVerifyCode", "GET /sys/randomImage/{id}", "GET /kaptcha.jpg", "POST /auth/captcha/refresh", "GET /vcode",
		"GET /api/v1/imgCode", "GET /verify-code", "GET /user/check_code", "GET /yzm", "GET /public/验证码", "GET /captcha.png",
	}
	for _, not := range []string{
		"POST /captcha/check", "POST /captcha/verify", "POST /checkCaptcha", "GET /coupon/code", "GET /products/{id}/images", "POST /sms/captcha",
		"GET /captcha/sms", "POST /verifycode", "GET /discount-code", "GET /zipcode/{id}", "GET /barcode/image/{id}/order", "DELETE /captcha",
		"GET /oauth/authorize", "GET /code/{id}", "GET /images/{id}", "GET /captcha/config", "POST /login", "GET /author/images", "GET /",
		"GET /message/vcode", "GET /decode", "GET /avatar/pic",
	} {
		draws = append(draws, "!"+not)
	}
	for _, d := range draws {
		name, want := strings.TrimPrefix(d, "!"), d[0] != '!'
		method, path, _ := strings.Cut(name, " ")
		f := finding.Facts{API: traffic.API{Host: "h", Method: method, Template: path}}
		if got := drawsCaptcha(&f); got != want {
			t.Errorf("%s: got %v", name, got)
		}
		if n := testing.AllocsPerRun(10, func() { drawsCaptcha(&f) }); n > 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

func BenchmarkDrawsCaptcha(b *testing.B) {
	for _, path := range []string{"/api/v2/orders/{id}/items", "/products/{id}/images", "/coupon-code/{id}", "/captcha"} {
		b.Run(path[1:5], func(b *testing.B) {
			f := finding.Facts{API: traffic.API{Host: "h", Method: "GET", Template: path}}
			for b.Loop() {
				drawsCaptcha(&f)
			}
		})
	}
}

// TestTERowsAreAllMet wants every event of the second list judged by a row of its own or by one that means the same.
func TestTERowsAreAllMet(t *testing.T) {
	met := map[string]bool{}
	for _, r := range Table() {
		met[r.Type()] = true
		for _, also := range r.Also {
			met[also.String()] = true
		}
	}
	for id := finding.Event(31); id <= 48; id++ {
		if !met[id.String()] {
			t.Errorf("%v is not met", id)
		}
	}
}
