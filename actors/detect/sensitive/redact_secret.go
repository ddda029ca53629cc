package sensitive

import (
	"strings"
	"unicode/utf8"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// secretWords end the keys of values that are secrets whatever they look like.
var secretWords = set("password passwd pwd pass passcode passphrase mima token tokens accesstoken refreshtoken " +
	"idtoken secret secrets " +
	"secretkey clientsecret appsecret accesskeysecret authorization auth authtoken xauthtoken cookie setcookie " +
	"session sessionid sid jsessionid " +
	"phpsessid code verifycode verificationcode smscode captcha otp totp mfacode pin cvv cvc cvv2 apikey xapikey " +
	"accesskey privatekey " +
	"credential credentials signature jwt bearer csrf csrftoken xsrftoken ticket yzm " +
	"pw pword passwort kennwort contrasena contraseña senha motdepasse mdp parola haslo hasło wachtwoord heslo " +
	"salasana losenord lösenord пароль kouling koulin zhifumima denglumima jiaoyimima sifre şifre matkhau 密碼 暗号 " +
	"パスワード 비밀번호 비번 登陆密码 交易密码 密码 口令 验证码 密钥 支付密码 登录密码")

// SecretKey reports keys whose values are replaced whole in samples: passwords, tokens,
// secrets, authorization, cookies, codes. It judges by the last words of the key, so that
// newPassword, X-Auth-Token and sms_code are secrets, and passwordLength is not.
func SecretKey(key string) bool {
	if len(key) > maxKey {
		key = key[len(key)-maxKey:]
	}
	if foreign(key) {
		lower := strings.ToLower(strings.ToValidUTF8(key, ""))
		for i := range lower {
			if foreign(lower[i:]) && secretWords.has([]byte(lower[i:])) {
				return true
			}
		}
	}
	var k keyWords
	k.split(key)
	for first := max(0, k.n-3); first < k.n; first++ {
		if word := k.word(first, k.n); secretWords.has(word) {
			plain := first > 0 && string(word) == "code" && notSecretBefore.has(k.word(first-1, first))
			return !plain
		}
	}
	return false
}

// foreign reports letters outside ASCII.
func foreign(key string) bool {
	return strings.IndexFunc(key, func(r rune) bool { return r >= utf8.RuneSelf }) >= 0
}

// notSecretBefore are words after which "code" is no secret: postal code, error code.
var notSecretBefore = set("post postal zip error err status result res resp response ret return country city " +
	"area region province district " +
	"org organization bank swift bic product goods item sku bar qr currency language lang tax credit dept company " +
	"material color stock http " +
	"biz business sub msg type dict unit channel branch school station airport flight course")

// secretValue reports that a value is replaced whole. A number under "code" in an answer is a
// result, not a secret.
func secretValue(v *traffic.Value) bool {
	if v.Place == traffic.InCookie && (v.Parent == "Cookie" || v.Parent == "Set-Cookie") {
		return true
	}
	if v.Shape >= traffic.Bool || !SecretKey(v.Key) {
		return false
	}
	return !(v.Shape == traffic.Number && v.Side == traffic.Response && (v.Key == "code" || v.Key == "Code"))
}
