package risk

import (
	"fmt"

	"github.com/lapwing-sec/lapwing/actors/detect/sensitive"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

const (
	accessControl = "Access control"
	permission    = "Permission management"
)

func permissionRows() []*Row {
	return []*Row{
		{
			ID: 13, Title: "Internal application accessible from the Internet", Category: accessControl,
			Level: finding.Low, Version: 1,
			Advice: "Let the application be reached only from the company's network or through its VPN, or at least ask " +
				"for a second factor from outside.",
			Clear:   "The application reachable from private addresses only.",
			Suggest: []finding.SuggestionKind{finding.SuggestWhitelist},
			PerCall: func(c *Call) (string, bool) {
				ip := c.F.Client
				public := ip.IsValid() && ip.IsGlobalUnicast() && !ip.IsPrivate()
				return "an internal application answered a public address", c.F.Service == internalService && public && c.F.OK()
			},
			Finds: []Example{"GET https://oa.example.com/admin/staff\nAuthorization: Bearer 9d2f6a31c08e4b7f95d2\n" +
				"@client: 203.0.113.7\n\n-- 200\n\n{}"},
			Ignores: []Example{
				"GET https://oa.example.com/admin/staff\nAuthorization: Bearer 9d2f6a31c08e4b7f95d2\n@client: 10.1.2.3\n\n" +
					"-- 200\n\n{}",
				"GET https://shop.example.com/products\n@client: 203.0.113.7\n\n-- 200\n\n{}",
				"GET https://oa.example.com/admin/staff\n@client: 203.0.113.7\n\n-- 403\n\n{}",
			},
		},
		{
			ID: 16, Title: "Unrestricted access rate", Category: accessControl, Level: finding.Low, Version: 1,
			Advice:  "Limit the calls of one client a minute at the gateway, just above what the API's clients usually need.",
			Clear:   "A 429 for clients above a limit.",
			Suggest: []finding.SuggestionKind{finding.SuggestRateLimit},
			PerAPI: func(a *API) (Verdict, bool) {
				return Verdict{
					Observed: a.FastestMinute, Threshold: fastMinute, Unit: "calls",
					Reason: fmt.Sprintf("one client made %d calls in one minute and was never limited", a.FastestMinute),
				}, a.FastestMinute > fastMinute && a.Limited == 0
			},
		},
		{
			ID: 17, Title: "Weak authentication credential", Category: permission, Level: finding.Medium, Version: 1,
			Advice: "Make credentials of at least 128 bits from the system's random source, without a number or a name in " +
				"them, and withdraw the ones in use.",
			Clear:   "A credential of at least 16 characters and 64 bits without a pattern.",
			PerCall: weakCredential,
			Finds: []Example{
				"GET https://shop.example.com/api/me\nCookie: sessionid=10000452\n\n-- 200\n\n{}",
			},
			Ignores: []Example{
				"GET https://shop.example.com/api/me\nCookie: sessionid=5F2A9C1B7D3E4F60A1B2C3D4E5F60718\n\n-- 200\n\n{}",
				"GET https://shop.example.com/api/me\nCookie: sessionid=10000452\n\n-- 401\n\n{}",
			},
		},
		{
			ID: 18, Title: "Unauthenticated access to sensitive API", Category: permission, Level: finding.High, Version: 1,
			Advice: "Ask for a valid credential before this data is given out, and check that the caller may see this " +
				"very record.",
			Clear:   "A credential in the call, or no data of S3 in the answer.",
			Suggest: []finding.SuggestionKind{finding.SuggestCredential, finding.SuggestMask},
			PerCall: openSensitive,
			Finds: []Example{
				"GET https://shop.example.com/api/customers/7\n\n-- 200\nContent-Type: application/json\n\n" +
					`{"name":"Amy","idCard":"11010519491231002X"}`,
			},
			Ignores: []Example{
				"GET https://shop.example.com/api/customers/7\nAuthorization: Bearer 9d2f6a31c08e4b7f95d2\n\n-- 200\n" +
					"Content-Type: application/json\n\n" + `{"name":"Amy","idCard":"11010519491231002X"}`,
				"GET https://shop.example.com/api/customers/7\n\n-- 403\nContent-Type: application/json\n\n" +
					`{"idCard":"11010519491231002X"}`,
				"GET https://shop.example.com/api/customers/7\n\n-- 200\nContent-Type: application/json\n\n" +
					`{"email":"amy@example.com"}`,
			},
		},
		{
			ID: 19, Title: "Unauthorized access to internal API", Category: permission, Level: finding.High, Version: 1,
			Advice:  "Put the internal application behind the company's sign-in: every call needs a credential.",
			Clear:   "A credential in the call.",
			Suggest: []finding.SuggestionKind{finding.SuggestCredential},
			PerCall: func(c *Call) (string, bool) {
				hit := c.F.Service == internalService && c.F.OK() && c.anonymous() &&
					c.F.Login.Outcome == finding.OutcomeNone && len(c.V.Bodies[traffic.Response].Text) > 2 &&
					c.V.Bodies[traffic.Response].Format != traffic.FormatHTML
				return "an internal API answered a call without a credential", hit
			},
			Finds: []Example{"GET https://oa.example.com/admin/staff\n\n-- 200\nContent-Type: application/json\n\n" +
				`{"staff":[{"n":1}]}`},
			Ignores: []Example{
				"GET https://oa.example.com/admin/staff\nAuthorization: Bearer 9d2f6a31c08e4b7f95d2\n\n-- 200\n" +
					"Content-Type: application/json\n\n" + `{"staff":[{"n":1}]}`,
				"GET https://oa.example.com/admin/staff\n\n-- 401\nContent-Type: application/json\n\n" + `{"error":"sign in"}`,
				"GET https://oa.example.com/admin/login\n\n-- 200\nContent-Type: text/html\n\n<html><form></form></html>",
			},
		},
		{
			ID: 20, Title: "URL-based credential transmission", Category: permission, Level: finding.Medium, Version: 1,
			Advice: "Carry the credential in the Authorization header or a cookie. Addresses stay in histories, logs and " +
				"the Referer of the next page; renew what was sent that way.",
			Clear:   "The credential in a header or cookie instead of the address.",
			PerCall: credentialInURL,
			Finds: []Example{
				"GET https://shop.example.com/api/orders?access_token=" +
					"eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiI3In0.c2lnbmF0dXJlMTIzNDU2Nzg5MA\n\n-- 200\n\n{}",
			},
			Ignores: []Example{
				"GET https://shop.example.com/api/orders?page=2\nAuthorization: Bearer 9d2f6a31c08e4b7f95d2\n\n-- 200\n\n{}",
			},
		},
		{
			ID: 21, Title: "AccessKey pair information leak", Category: permission, Level: finding.High, Version: 1,
			Advice: "Take the key pair out of the answer, withdraw it now and look in the cloud's log for its use; give " +
				"clients short-lived keys of a narrow role instead.",
			Clear:   "No AccessKey ID together with its secret in one answer.",
			Suggest: []finding.SuggestionKind{finding.SuggestMask},
			PerCall: keyPair,
			Finds: []Example{
				answer(`{"accessKeyId":"LTAI5tJ8mQ2vX7nR4kW9pZ3c","accessKeySecret":"kQ7xV2mN9pL4wR8tZ3cB6yH1sD5fG0"}`),
			},
			Ignores: []Example{
				answer(`{"accessKeyId":"LTAI5tJ8mQ2vX7nR4kW9pZ3c"}`), answer(`{"accessKeySecret":"******"}`),
			},
		},
	}
}

// fastMinute is up to how many calls of one client in a minute no limit is missed.
const fastMinute = 600

func openSensitive(c *Call) (string, bool) {
	if !c.F.OK() || !c.anonymous() {
		return "", false
	}
	_, first := c.V.Of(traffic.Response)
	for i := range c.Found {
		f := &c.Found[i]
		if f.Index < first || level(f.Type) < finding.S3 {
			continue
		}
		v := &c.V.All[f.Index]
		masked := sensitive.Mask(nil, f.Type, v.Text[f.Start:f.End])
		row, _ := sensitive.ByID(f.Type)
		return fmt.Sprintf("%s of the answer holds %s %s, and the call had no credential", where(v), row.Title, masked), true
	}
	return "", false
}

func credentialInURL(c *Call) (string, bool) {
	for i := range c.Creds {
		if f := &c.Creds[i]; f.Place == traffic.InQuery {
			return fmt.Sprintf("query parameter %q carries a credential", Label(f.Name)), true
		}
	}
	return "", false
}

func keyPair(c *Call) (string, bool) {
	var id, secret bool
	for _, d := range c.F.ResData {
		id = id || d.Type == sensitive.AKID
		secret = secret || d.Type == sensitive.AKSecret
	}
	return "the answer holds an AccessKey ID and an AccessKey secret", c.F.OK() && id && secret
}
