package openapi

import (
	"github.com/lapwing-sec/lapwing/actors/detect/credential"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// scheme is a security scheme as the document names it.
type scheme struct {
	kind finding.Credential
	name string
	body map[string]any
}

// schemes says how each kind of credential is written. Where the inventory does not know the
// name of the key, the commonest one stands there and the description says so.
var schemes = []scheme{
	{credential.Bearer, "bearer", map[string]any{"type": "http", "scheme": "bearer"}},
	{credential.JSONWebToken, "jwt", map[string]any{"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
	{credential.Basic, "basic", map[string]any{"type": "http", "scheme": "basic"}},
	{credential.Digest, "digest", map[string]any{"type": "http", "scheme": "digest"}},
	{credential.SessionCookie, "session", key("cookie", "session", "A session cookie was seen.")},
	{credential.APIKey, "apiKey", key("header", "X-API-Key", "An API key was seen.")},
	{credential.SignedURL, "signedURL", key("query", "Signature", "Signed URLs were seen.")},
	{credential.HMAC, "signature", key("header", "X-Signature", "Signatures over the request were seen.")},
	{credential.ClientCert, "clientCertificate", map[string]any{"type": "mutualTLS"}},
	{credential.OAuthClient, "oauthClient", map[string]any{"type": "http", "scheme": "basic", "description": "An OAuth client's id and secret were seen."}},
	{credential.Token, "token", key("header", "X-Token", "A named token was seen.")},
	{credential.Negotiate, "negotiate", map[string]any{"type": "http", "scheme": "negotiate"}},
	{credential.Custom, "custom", key("header", "Authorization", "A scheme of its own was seen in Authorization.")},
}

func key(in, name, seen string) map[string]any {
	return map[string]any{"type": "apiKey", "in": in, "name": name, "description": seen + " The name stands for any."}
}

// security lists the requirements of one API: any of what was seen, none too where calls
// came without.
func (w *writer) security(creds finding.Set, open bool) []map[string][]string {
	var out []map[string][]string
	for _, s := range schemes {
		if creds.Has(uint8(s.kind)) {
			w.schemes[s.name] = s.body
			out = append(out, map[string][]string{s.name: {}})
		}
	}
	if open && out != nil {
		out = append(out, map[string][]string{})
	}
	return out
}
