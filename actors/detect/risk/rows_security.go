package risk

import (
	"bytes"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

const security = "Security and specifications"

func securityRows() []*Row {
	return []*Row{
		{
			ID: 1, Title: "Insecure HTTP methods", Category: security, Level: finding.Low, Version: 1,
			Advice: "Let the gateway pass only the methods that the API is made for. TRACE and TRACK give back what was " +
				"sent, DEBUG opens a debugger.",
			Clear:   "The method refused with 405.",
			Suggest: []finding.SuggestionKind{finding.SuggestClient},
			PerCall: func(c *Call) (string, bool) {
				return "the API answered the method " + Label(c.X.Method), insecureMethods[c.X.Method] && c.F.OK()
			},
			Finds: []Example{"TRACE https://shop.example.com/api/orders\n\n-- 200\nContent-Type: message/http\n\nTRACE " +
				"/api/orders HTTP/1.1"},
			Ignores: []Example{
				"OPTIONS https://shop.example.com/api/orders\nOrigin: https://app.example.com\n" +
					"Access-Control-Request-Method: PUT\n\n-- 200\n\n",
				"DELETE https://shop.example.com/api/orders/7\nAuthorization: Bearer 9d2f6a31c08e4b7f95d2\n\n-- 204\n\n",
				"TRACE https://shop.example.com/api/orders\n\n-- 405\n\n",
			},
		},
		{
			ID: 2, Title: "JWT weak signature algorithm", Category: security, Level: finding.Low, Version: 1,
			Advice: "Sign tokens with RS256, ES256 or EdDSA (or HS256 under 32 random bytes), and let the server accept " +
				"that one algorithm only.",
			Clear:   "A token signed by RS256 or better, or by HS256 under a key nobody can guess.",
			PerCall: weakToken,
			Finds: []Example{
				"GET https://shop.example.com/api/me\nAuthorization: Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiI3In0.\n\n-- 200\n\n{}",
				// signed with the key "secret"
				"GET https://shop.example.com/api/me\nAuthorization: Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9." +
					"eyJzdWIiOiI3In0.YNVm3kTUe0hHLISakU4cmk8MSvtML_GbFX1hBFiznF0\n\n-- 200\n\n{}",
			},
			Ignores: []Example{
				"GET https://shop.example.com/api/me\nAuthorization: Bearer " +
					"eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiI3In0.c2lnbmF0dXJlMTIzNDU2Nzg5MA\n\n-- 200\n\n{}",
				"GET https://shop.example.com/api/me\nAuthorization: Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiI3In0.\n\n-- 401\n\n{}",
				"GET https://shop.example.com/api/me\nAuthorization: Bearer 9d2f6a31c08e4b7f95d2\n\n-- 200\n\n{}",
			},
		},
		{
			ID: 3, Title: "Parameter as URL", Category: security, Level: finding.Low, Version: 1,
			Advice: "Let the server fetch only from a list of hosts that you keep, never from private addresses, and do " +
				"not follow redirects.",
			Clear: "No address in the parameter.",
			PerCall: func(c *Call) (string, bool) {
				return carries(c, isFetched, "holds an address that the server may fetch")
			},
			Finds: []Example{
				"POST https://shop.example.com/api/import\nContent-Type: application/json\n\n" +
					`{"imageUrl":"https://img.example.net/a.png"}` + "\n-- 200\n\n{}",
				"GET https://shop.example.com/api/preview?url=http://203.0.113.9/x\n\n-- 200\n\n{}",
			},
			Ignores: []Example{
				"POST https://shop.example.com/api/comment\nContent-Type: application/json\n\n" +
					`{"text":"see https://example.net"}` + "\n-- 200\n\n{}",
				"GET https://shop.example.com/api/preview?url=http://203.0.113.9/x\n\n-- 400\n\n{}",
			},
		},
	}
}

// insecureMethods are refused by every API. PUT, DELETE and OPTIONS are not among them:
// they are how REST and CORS work.
var insecureMethods = map[string]bool{"TRACE": true, "TRACK": true, "DEBUG": true}

var fetchEnds = []string{
	"url",
	"uri",
	"link",
	"webhook",
	"callback",
	"endpoint",
	"target",
	"dest",
	"proxy",
	"feed",
	"src",
}

func isFetched(v *traffic.Value) bool {
	if v.Class&traffic.HasColon == 0 || len(v.Text) < 10 || len(v.Text) > 2048 {
		return false
	}
	scheme, _, ok := bytes.Cut(v.Text, []byte("://"))
	if !ok || !fetchSchemes[strings.ToLower(string(cut(scheme, 8)))] {
		return false
	}
	k := plainKey(v.Key)
	for _, end := range fetchEnds {
		if strings.HasSuffix(k, end) {
			return true
		}
	}
	return false
}

var fetchSchemes = words(`http https ftp gopher file dict ldap`)
