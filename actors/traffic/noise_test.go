package traffic

import "testing"

func TestTE11PicturesDrawnAnewAreNoFiles(t *testing.T) {
	for path, want := range map[string]bool{
		"/captcha.jpg": false, "/Kaptcha.png": false, "/auth/verifyCode.gif": false,
		"/logo.jpg": true, "/img/captcha-help.png": true, "/captcha.css.map": true,
	} {
		if got := asset("GET", segments(nil, path)); got != want {
			t.Errorf("%s: a file of a page: %v, want %v", path, got, want)
		}
	}
}
