package traffic

import "strings"

// assetEnds are files of web pages. They are no API whatever answers; documents and data
// (json, xml, csv, pdf, zip) are not listed, since APIs hand them out.
var assetEnds = wordSet(`
css js mjs map ico png jpg jpeg gif webp svg avif bmp woff woff2 ttf otf eot swf less scss ts tsx jsx vue htm
html shtml xhtml mp3 mp4 webm ogg wav m4a mov avi flv`)

// pageFiles are names of files that crawlers and browsers ask for by themselves.
var pageFiles = wordSet(`
robots.txt sitemap.xml favicon.ico manifest.json browserconfig.xml crossdomain.xml humans.txt ads.txt
security.txt asset-manifest.json service-worker.js app-ads.txt sitemap_index.xml apple-app-site-association
assetlinks.json`)

// aliveFiles are asked for by schedulers and load balancers, at the root of a host.
var aliveFiles = wordSet(`healthz livez readyz startupz health_check healthcheck.html`)

// drawnFiles are pictures that a program draws anew for each call, a code to be typed off: an API
// under the name of a file.
var drawnFiles = wordSet(`
captcha kaptcha jcaptcha simplecaptcha captchaimage captcha_image verifycode verify_code validatecode checkcode vcode
imagecode imgcode randomimage randcode authimage securimage yzm yanzhengma`)

// assetFolders hold nothing but files of web pages.
var assetFolders = wordSet(`
static assets _next _nuxt dist node_modules bower_components webjars fonts img css js cdn-cgi __webpack_hmr`)

// asset reports whether a path names a file of a web page: no API. Only GET and HEAD can.
func asset(method string, segs []string) bool {
	if method != "GET" && method != "HEAD" || len(segs) == 0 {
		return false
	}
	last := segs[len(segs)-1]
	if len(segs) == 1 && inFold(aliveFiles, last) {
		return true
	}
	dot := strings.LastIndexByte(last, '.')
	if dot < 0 || dot == len(last)-1 {
		return false
	}
	if inFold(drawnFiles, last[:dot]) {
		return false
	}
	if inFold(pageFiles, last) || inFold(assetEnds, last[dot+1:]) {
		return true
	}
	for _, s := range segs[:len(segs)-1] {
		if inFold(assetFolders, s) {
			return true
		}
	}
	return false
}

// inFold looks a short word up without regard to case and without allocating.
func inFold(set map[string]struct{}, w string) bool {
	var buf [40]byte // longer than every word of the sets it is used with
	if len(w) > len(buf) {
		return false
	}
	for i := range len(w) {
		c := w[i]
		if isUpper(c) {
			c += 'a' - 'A'
		}
		buf[i] = c
	}
	_, ok := set[string(buf[:len(w)])]
	return ok
}

// answered tells what a status says about the path: nothing is there (a probe), something
// is there, or something is there and works. 0 (no answer recorded) counts as working.
func answered(status int) (there, works bool) {
	switch {
	case status == 404 || status == 405 || status == 501:
		return false, false
	case status >= 200 && status < 400 || status == 0:
		return true, true
	}
	return true, false
}

// redirects reports whether a status sends the caller elsewhere.
func redirects(status int) bool { return status >= 300 && status < 400 && status != 304 }

// entrances are paths that answer with nothing but refusals to who guesses.
var entrances = wordSet(`login signin logon auth authenticate authorize token oauth oauth2 session sessions sso saml otp
mfa 2fa verify password passwords register signup`)

// entrance reports whether one of the segments is a place where callers prove who they are.
func entrance(segs []string) bool {
	for _, s := range segs {
		if inFold(entrances, s) {
			return true
		}
	}
	return false
}
