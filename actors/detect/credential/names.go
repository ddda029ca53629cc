package credential

import (
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// names maps the folded name of a header, cookie, parameter or field to the kind it
// carries. Folded is: lower case, without '-', '_', '.', ' ', '$', ':'.
type names map[string]finding.Credential

func (n names) with(kind finding.Credential, list string) names {
	for _, w := range strings.Fields(list) {
		n[w] = kind
	}
	return n
}

var headerNames = names{}.
	with(APIKey, `xapikey apikey xapikeyid googapikey xgoogapikey ocpapimsubscriptionkey xfunctionskey ddapikey
		ddapplicationkey
		xauthkey xrapidapikey xmashapekey xaccesskey xapisecret xappsecret appsecret subscriptionkey xsubscriptionkey
		xapptoken xmasterkey xparserestapikey xalgoliaapikey xapitoken apitoken xtypesenseapikey`).
	with(Token, `xauthtoken xaccesstoken accesstoken xtoken token authtoken xsessiontoken xsessionid sessionid
		privatetoken jobtoken
		xvaulttoken xamzsecuritytoken xshopifyaccesstoken xfigmatoken xjwttoken xidtoken idtoken xforwardedaccesstoken
		xusertoken usertoken satoken jwt xjwtassertion xauthsession xauth xauthorization xamzaccesstoken xgitlabtoken
		xclienttoken xlogintoken logintoken xsubjecttoken xservicetoken xrefreshtoken refreshtoken xgoogiapjwtassertion
		cfaccessjwtassertion xmsauthtoken xplextoken xssotoken ssotoken ticket xticket xsid xadmintoken admintoken
			blinktoken bladeauth authentication`).
	with(HMAC, `xsignature signature xhubsignature xhubsignature256 xsign sign xcasignature xhmac xhmacsignature
		xsignatureed25519
		stripesignature xslacksignature xtwiliosignature xshopifyhmacsha256 xgogssignature wechatpaysignature
			xtencentsignature
		xbcesignature linesignature xlinesignature paypaltransmissionsig xauthsignature xreqsignature`).
	with(ClientCert, `xforwardedclientcert xclientcert xsslclientcert sslclientcert clientcert xamznmtlsclientcert
		xamznmtlsclientcertleaf xsslclientverify sslclientverify xclientverify xsslclientsdn sslclientsdn xsslclientdn
		xclientdn xsslcert xarrclientcert xclientcertdn xsslclientfingerprint`)

var cookieNames = names{}.
	with(SessionCookie, `jsessionid phpsessid aspnetsessionid aspsessionid connectsid sid session sessionid sess sessid
		sessionkey
		aspxauth laravelsession cisession racksession racksession symfony cfid cftoken remembertoken rememberme remember
		rememberuser tgc castgc ssosession authsession usersession loginsession authcookie logincookie
		wordpressloggedin sailssid koasess koasid beegosessionid gosessionid gsessionid playsession
		vertxwebsession sessiontoken sessiondata nextauthsessiontoken aspnetcorecookies aspnetcoresession
		aspnetapplicationcookie identityapplication hostsession securesession zbxsession gitlabsession grafanasession
		adminsession ltpatoken ltpatoken2 sapsessionid ssid hsid lsid apisid mysapsso2 iplanetdirectorypro smsession pf
			openamsso`).
	with(Token, `token accesstoken authtoken auth usertoken jwt jwttoken idtoken refreshtoken satoken logintoken
		admintoken
		xtoken xauthtoken authorization bearer ssotoken authentication`).
	with(APIKey, `apikey apitoken`)

// fieldNames are query parameters and body fields.
var fieldNames = names{}.
	with(APIKey, `apikey apitoken apisecret xapikey appkeysecret accesskeysecret secretaccesskey accesskey
		subscriptionkey
		authkey masterkey servicekey hapikey devkey developerkey`).
	with(Token, `token accesstoken authtoken usertoken jwt jwttoken idtoken refreshtoken sessiontoken sessionid
		sessionkey jsessionid
		phpsessid sid privatetoken oauthtoken bearertoken ssotoken logintoken satoken authorization ticket auth tokenid
		sharetoken`).
	with(OAuthClient, `clientsecret clientassertion consumersecret appsecret corpsecret`)

// field is all that is known of a parameter's or field's name; one look-up a value.
type field struct {
	kind   finding.Credential
	suffix finding.Credential // what its end says, where it stands in the query
	part   uint32             // of a signature
	never  bool
	bare   bool // "key", "secret": the value must say the rest
}

var fields = func() map[string]field {
	m := map[string]field{}
	for n, k := range fieldNames {
		m[n] = field{kind: k}
	}
	for n, p := range parts {
		f := m[n]
		f.part = p
		m[n] = f
	}
	for n := range never {
		f := m[n]
		f.never = true
		m[n] = f
	}
	return m
}()

// longestField is the length of the longest name of fields, unfolded: four separators more.
const longestField = 36

// never are names that look like credentials and are none: they guard a form, name a page,
// a device, a visitor or a language.
var never = names{}.with(Custom, `csrftoken xcsrftoken xsrftoken xxsrftoken csrf xsrf authenticitytoken
	requestverificationtoken antiforgerytoken formtoken pagetoken nextpagetoken nexttoken prevpagetoken synctoken
	nextsynctoken continuationtoken continuetoken paginationtoken cursortoken devicetoken pushtoken fcmtoken apnstoken
	registrationtoken captchatoken recaptchatoken grecaptcharesponse hcaptcharesponse turnstiletoken maxtokens
		totaltokens
	prompttokens completiontokens tokens tokentype tokencount tokenname tokenaddress contracttoken tokensymbol
	idempotencykey idempotencytoken requesttoken canceltoken locktoken deletetoken uploadtoken
	resumetoken tracetoken etag csrfmiddlewaretoken sessionstate sessionnumber sessioncount sessiontype sessiontimeout
	sessionlength sessionduration sessionname sessions signtype signmethod signaturemethod signatureversion
	signaturealgorithm secwebsocketkey publickey sortkey partitionkey primarykey foreignkey cachekey objectkey langkey
	surrogatekey cryptokey paymenttoken cardtoken`)

// trackers are beginnings of cookie names of analytics, advertising, load balancers and consent.
var trackers = []string{
	"_ga", "_gid", "_gat", "_gcl", "__utm", "_fbp", "_fbc", "amplitude", "amp_", "mp_", "optimizely", "hm_", "_hj",
	"_pk_",
	"_clck", "_clsk", "_uet", "_hp2", "ai_session", "ai_user", "intercom-", "__cf", "cf_", "_cfuvid", "awsalb",
	"awselb", "bigip",
	"incap_", "visid_", "nlbi_", "datadome", "_dd_s", "ajs_", "__hs", "hubspot", "_mkto", "_pin", "_tt_", "_scid",
	"__gads",
	"__gpi", "ide", "nid", "cookie", "consent", "euconsent", "optanon", "onetrust", "visitor", "utm_", "cna", "isg",
	"tfstk",
	"umdata", "sensorsdata", "zg_", "buvid", "guid", "device", "did", "lang", "locale", "theme", "timezone", "tz",
	"currency",
	"language", "country", "region", "ab_", "abtest", "experiment", "csrf", "xsrf", "_csrf", "route", "serverid",
	"acw_tc", "ssxmod", "_s_",
	"rl_", "drift", "_lr", "_vis_opt", "_vwo", "dpr", "screen", "referrer", "landing", "popup", "banner", "seen_",
	"last_",
	"recently", "cart", "wishlist", "session_start", "session_count", "session_ref",
}

func tracker(name string) bool {
	for _, t := range trackers {
		if len(name) < len(t) || !strings.EqualFold(name[:len(t)], t) {
			continue
		}
		// A short word must be a whole one: "ide" is a tracker, "identity" is not.
		if len(t) > 4 || len(name) == len(t) || t[len(t)-1] == '_' || !letter(name[len(t)]) {
			return true
		}
	}
	return false
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// fold writes a folded name into buf; ok is false when it is longer than any name listed.
func fold(buf *[40]byte, name string) (folded []byte, ok bool) {
	n := 0
	for i := range len(name) {
		c := name[i]
		switch {
		case c == '-' || c == '_' || c == '.' || c == ' ' || c == '$' || c == ':' || c == '[' || c == ']':
			continue
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		}
		if n == len(buf) {
			return nil, false
		}
		buf[n] = c
		n++
	}
	return buf[:n], n > 0
}

// kind looks a name up; 0 if it carries none.
func (n names) kind(name string) finding.Credential {
	var buf [40]byte
	f, ok := fold(&buf, name)
	if !ok {
		return 0
	}
	return n[string(f)]
}

func isNever(name string) bool { return name == "_token" || never.kind(name) != 0 }

// suffixKind knows names by their ends: "x-acme-token", "_shop_session", "acme-api-key".
func suffixKind(name string, cookie bool) finding.Credential {
	var buf [40]byte
	f, ok := fold(&buf, name)
	if !ok || len(f) < 6 {
		return 0
	}
	for _, s := range ends {
		if len(f) > len(s.end) && string(f[len(f)-len(s.end):]) == s.end && (cookie || !s.cookie) {
			for _, part := range notOwn {
				if strings.Contains(string(f), part) {
					return 0
				}
			}
			return s.kind
		}
	}
	return 0
}

var ends = []struct {
	end    string
	cookie bool // of cookies only
	kind   finding.Credential
}{
	{"apikey", false, APIKey},
	{"apitoken", false, APIKey},
	{"accesstoken", false, Token},
	{"authtoken", false, Token},
	{"sessiontoken", false, Token},
	{"token", false, Token},
	{"clientsecret", false, OAuthClient},
	{"sessionid", false, Token}, // in a cookie it is a session's
	{"session", true, SessionCookie},
	{"sess", true, SessionCookie},
	{"sid", true, SessionCookie},
}

// notOwn are parts of names whose token is not the caller's.
var notOwn = []string{
	"csrf", "xsrf", "page", "next", "device", "push", "captcha", "fcm", "apns", "cursor", "sync", "verification",
	"forgery",
	"invite", "reset", "confirm", "unsubscribe", "upload", "card", "payment", "continuation", "cancel", "idempot",
	"trace",
	"erc20", "nft", "hjsession", "visitor", "analytics", "form", "request", "lock", "resume", "max", "registration",
}
