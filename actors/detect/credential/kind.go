package credential

import (
	"slices"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Kinds of credentials. The numbers are stored and never change.
const (
	Bearer        finding.Credential = iota + 1 // Authorization: Bearer, opaque
	JSONWebToken                                // a JWT, wherever it stands
	Basic                                       //
	Digest                                      //
	SessionCookie                               //
	APIKey                                      // in a header, the query, a cookie or the body
	SignedURL                                   // AWS, Aliyun, Azure, Google, Tencent and CloudFront style
	HMAC                                        // a signature over the request in headers or parameters
	ClientCert                                  // mutual TLS, as the gateway reports it
	OAuthClient                                 // client id and secret, client assertion
	Token                                       // any other named token
	Negotiate                                   // Kerberos, NTLM
	Custom                                      // any other Authorization scheme
)

// Example is a part of a request: one line a header ("Name: value"), a query, a body.
type Example struct {
	Headers []string
	Query   string
	Body    string // JSON when it begins with '{', else a form
}

// Kind is one kind of credential.
type Kind struct {
	ID      finding.Credential
	Name    string // stable
	Title   string
	Finds   []Example
	Ignores []Example // look alike and carry no credential at all, or another kind
}

// Kinds lists all kinds in the order of their numbers.
func Kinds() []Kind { return slices.Clone(kinds) }

// Name gives a kind's stable name, "" for an unknown number.
func Name(c finding.Credential) string {
	if c == 0 || int(c) > len(kinds) {
		return ""
	}
	return kinds[c-1].Name
}

func header(lines ...string) Example { return Example{Headers: lines} }
func query(q string) Example         { return Example{Query: q} }
func body(b string) Example          { return Example{Body: b} }

// sampleJWT is {"alg":"HS256","typ":"JWT"} . {"iss":"lapwing","exp":1900000000,"iat":1700000000} signed with "secret".
const sampleJWT = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9." +
	"eyJpc3MiOiJsYXB3aW5nIiwiZXhwIjoxOTAwMDAwMDAwLCJpYXQiOjE3MDAwMDAwMDB9." +
	"SIGNATURE"

var kinds = []Kind{
	{
		ID: Bearer, Name: "bearer", Title: "Bearer token",
		Finds: []Example{
			header("Authorization: Bearer mF_9.B5f-4.1JqM"), header("authorization: bearer 8f14e45fceea467fa8d14f2c"),
			header("Proxy-Authorization: Bearer abcdef123456"),
		},
		Ignores: []Example{
			header("Authorization: Bearer "), header("Authorization: Bearer null"), header("Authorization: Bearer undefined"),
			header("X-Note: Bearer of good news"), header("Authorization: Bearer " + sampleJWT),
		},
	},
	{
		ID: JSONWebToken, Name: "jwt", Title: "JSON web token",
		Finds: []Example{
			header("Authorization: Bearer " + sampleJWT), header("Cookie: auth=" + sampleJWT), query("access_token=" +
				sampleJWT),
			header("X-Auth-Token: " + sampleJWT), body(`{"id_token":"` + sampleJWT + `"}`),
			header("Authorization: Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0."),
		},
		Ignores: []Example{
			header("Authorization: Bearer eyJ.not.jwt"), header("X-Version: 1.2.3"),
			header("Cookie: theme=eyJkYXJrIjp0cnVlfQ"),
		},
	},
	{
		ID: Basic, Name: "basic", Title: "Basic authentication",
		Finds: []Example{header("Authorization: Basic YWRtaW46YWRtaW4="), header("authorization: BASIC dXNlcjpwYXNz")},
		Ignores: []Example{header("Authorization: Basic"), header("X-Plan: Basic YWRtaW4"),
			header("Authorization: Basic !!!")},
	},
	{
		ID: Digest, Name: "digest", Title: "Digest authentication",
		Finds: []Example{
			header(`Authorization: Digest username="a", realm="r", nonce="n", uri="/",
				response="6629fae49393a05397450978507c4e"`),
		},
		Ignores: []Example{
			header("Digest: sha-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE="),
			header("Content-MD5: Q2hlY2sgSW50ZWdyaXR5IQ=="),
		},
	},
	{
		ID: SessionCookie, Name: "session_cookie", Title: "Session cookie",
		Finds: []Example{
			header("Cookie: JSESSIONID=5F2A9C1B7D3E4F60A1B2C3D4E5F60718"),
			header("Cookie: lang=en; PHPSESSID=q7r9s0t1u2v3w4x5y6z7"),
			header("Cookie: connect.sid=s%3AabcDEF123456.sig"), header("Cookie: _shop_session=9a8b7c6d5e4f3a2b1c0d"),
			header("Cookie: .AspNetCore.Cookies=CfDJ8Nabcdefghijkl"), header("Cookie: remember_token=a1b2c3d4e5f6"),
		},
		Ignores: []Example{
			header("Cookie: _ga=GA1.2.1122334455.1700000000"), header("Cookie: lang=en-US; theme=dark"),
			header("Cookie: csrftoken=abcdefabcdefabcdefabcdefabcdefab"), header("Cookie: _hjSession_123=eyJpZCI6IjEyMyJ9"),
			header("Cookie: XSRF-TOKEN=abcdef1234567890"), header("Cookie: __cf_bm=abcdefghijklmnop"),
			header("Cookie: Hm_lvt_9a8b=1700000000"), header("Cookie: cookie_consent=true"), header("Cookie: sessionid="),
			header("Cookie: session=deleted"), header("Cookie: visitor_id=8f14e45fceea467f"),
			header("Cookie: AWSALB=abc123def456"),
		},
	},
	{
		ID: APIKey, Name: "api_key", Title: "API key",
		Finds: []Example{
			header("X-API-Key: 7d5f2c1e9b8a4f60"), query("api_key=7d5f2c1e9b8a4f60"), body(`{"apiKey":"7d5f2c1e9b8a4f60"}`),
			header("Cookie: api_key=7d5f2c1e9b8a4f60"), query("key=AIzaSyA1234567890abcdefghijklmnopqrstuv"),
			header("Ocp-Apim-Subscription-Key: 7d5f2c1e9b8a4f6012345678"), header("Authorization: ApiKey 7d5f2c1e9b8a4f60"),
		},
		Ignores: []Example{
			query("key=name"), query("sort_key=price"), header("Idempotency-Key: 8f14e45f-ceea-467f-a8d1-4f2c6d9b0c11"),
			query("key=photos/2026/cat.png"), header("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="),
			body(`{"publicKey":"abc"}`),
		},
	},
	{
		ID: SignedURL, Name: "signed_url", Title: "Signed URL",
		Finds: []Example{
			query("X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIA%2F1&X-Amz-Expires=600&X-Amz-Signature=5d672d79c15b"),
			query("OSSAccessKeyId=LTAI5t&Expires=1900000000&Signature=vjbyPxybdZaNmGa%2ByT272YEAiv4%3D"),
			query("sv=2024-11-04&se=2026-11-30&sr=b&sp=r&sig=Z%2FRHIX5Xcg0Mq2rqI3OlWTjEg2tYkboXr1P9ZUXDtkk%3D"),
			query("Expires=1900000000&Signature=abcDEF&Key-Pair-Id=APKA1"),
			query("X-Goog-Signature=0a1b2c3d&X-Goog-Credential=x"),
			query("q-sign-algorithm=sha1&q-ak=AKID&q-signature=aabbccdd"),
		},
		Ignores: []Example{query("sv=1&se=2"), query("Expires=1900000000"), query("sig=1"), query("signature=John")},
	},
	{
		ID: HMAC, Name: "hmac", Title: "Request signature",
		Finds: []Example{
			header("Authorization: AWS4-HMAC-SHA256 Credential=AKIA/20261122/us-east-1/s3/aws4_request, Signature=5d672d79"),
			header("X-Hub-Signature-256: sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"),
			header("X-Ca-Signature: dGhlIHNpZ25hdHVyZQ=="),
			query("appkey=1001&timestamp=1700000000&sign=9a0b8c7d6e5f4a3b2c1d"),
			header("Authorization: OSS LTAI5t:vjbyPxybdZaNmGa"), header("X-Sign: 9a0b8c7d6e5f4a3b2c1d0e9f"),
			body(`{"app_id":"1","nonce":"x","sign":"9a0b8c7d6e5f4a3b2c1d"}`),
		},
		Ignores: []Example{query("sign=leo"), body(`{"sign":"aries","name":"x"}`),
			header("X-Content-Signature-Algorithm: none")},
	},
	{
		ID: ClientCert, Name: "client_certificate", Title: "Client certificate",
		Finds: []Example{
			header("X-Forwarded-Client-Cert: By=spiffe://a;Hash=468ed33b;Subject=\"CN=svc\""),
			header("X-SSL-Client-Verify: SUCCESS"),
			header("Ssl-Client-Cert: -----BEGIN%20CERTIFICATE-----MIIB"), header("X-SSL-Client-S-DN: CN=svc,O=Example"),
		},
		Ignores: []Example{header("X-SSL-Client-Verify: NONE"), header("X-Ssl-Client-Verify: FAILED:expired"),
			header("X-Client-Version: 3")},
	},
	{
		ID: OAuthClient, Name: "oauth_client", Title: "OAuth client credentials",
		Finds: []Example{
			body("grant_type=client_credentials&client_id=app&client_secret=s3cr3tS3cr3t"),
			body(`{"client_id":"app","client_secret":"s3cr3tS3cr3t"}`),
			query("appid=wx1&secret=0a1b2c3d4e5f60718293a4b5c6d7e8f9"),
		},
		Ignores: []Example{body("client_id=app"), query("response_type=code&client_id=app"), body(`{"client_secret":""}`)},
	},
	{
		ID: Token, Name: "token", Title: "Named token",
		Finds: []Example{
			header("X-Auth-Token: 9a8b7c6d5e4f"), header("Token: 9a8b7c6d5e4f3a2b"), query("token=9a8b7c6d5e4f3a2b"),
			query("access_token=9a8b7c6d5e4f3a2b"), body(`{"refresh_token":"9a8b7c6d5e4f3a2b"}`),
			header("Private-Token: glpat-abc123def456"),
			header("Authorization: Token 9a8b7c6d5e4f3a2b"), header("X-Session-Id: 9a8b7c6d5e4f3a2b"),
			header("Authorization: 9a8b7c6d5e4f3a2b"),
		},
		Ignores: []Example{
			query("page_token=CAUQAA"), query("nextPageToken=abcDEF12345"), header("X-CSRF-Token: 9a8b7c6d5e4f3a2b"),
			body(`{"_token":"9a8b7c6d5e4f3a2b"}`), body(`{"device_token":"9a8b7c6d5e4f3a2b"}`), body(`{"max_tokens":"4096"}`),
			body(`{"g-recaptcha-response":"03AGdBq27"}`), body(`{"token":"true"}`), header("X-Request-Id: 9a8b7c6d5e4f3a2b"),
			query("continuationToken=abc123DEF456"), body(`{"captcha_token":"9a8b7c6d5e4f3a2b"}`), body(`{"token":12}`),
		},
	},
	{
		ID: Negotiate, Name: "negotiate", Title: "Kerberos or NTLM",
		Finds: []Example{
			header("Authorization: Negotiate YIIJvwYGKwYBBQUCoIIJszCC"), header("Authorization: NTLM TlRMTVNTUAABAAAA"),
		},
		Ignores: []Example{header("Authorization: Negotiate"), header("X-Mode: Negotiate YII")},
	},
	{
		ID: Custom, Name: "custom", Title: "Custom scheme",
		Finds: []Example{header("Authorization: Acme-Auth id=7;v=9a8b7c6d5e"),
			header("Authorization: KakaoAK 9a8b7c6d5e4f3a2b")},
		Ignores: []Example{header("Authorization: "), header("Authorization: none"), header("X-Scheme: Acme-Auth id=7")},
	},
}
