package risk

import (
	"bytes"

	"github.com/lapwing-sec/lapwing/actors/detect/credential"
	"github.com/lapwing-sec/lapwing/actors/detect/sensitive"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// reachedFromOutside looks for an internal application that answered a public address.
func reachedFromOutside(c *Call) (string, bool) {
	ip := c.F.Client
	public := ip.IsValid() && ip.IsGlobalUnicast() && !ip.IsPrivate() && !sharedAddress(ip.As16())
	return "outside", c.F.Service == internalService && public && c.served()
}

// sharedAddress reports 100.64.0.0/10, which providers use behind their own translation (RFC 6598).
func sharedAddress(b [16]byte) bool {
	return b[10] == 0xff && b[11] == 0xff && b[12] == 100 && b[13]&0xc0 == 64
}

// openSensitive looks for data of S3 in an answer to a caller who showed no credential and did
// not bring the data himself.
func openSensitive(c *Call) (string, bool) {
	if !c.F.OK() || !c.anonymous() || c.F.Login.Outcome == outcomeOK {
		return "", false
	}
	_, first := c.V.Of(traffic.Response)
	for i := range c.Found {
		f := &c.Found[i]
		if f.Index < first || level(f.Type) < finding.S3 {
			continue
		}
		v := &c.V.All[f.Index]
		value := v.Text[f.Start:f.End]
		if c.sent(value) {
			continue
		}
		masked := sensitive.Mask(nil, f.Type, value)
		return finding.Say("open_sensitive", where(v), kindOf(f.Type), finding.Arg("masked", string(masked))), true
	}
	return "", false
}

// openInternal looks for an internal API that served a caller without a credential: fields
// were read, or something was changed.
func openInternal(c *Call) (string, bool) {
	if c.F.Service != internalService || !c.anonymous() || c.entering() || c.health() || !c.served() {
		return "", false
	}
	body := &c.V.Bodies[traffic.Response]
	changed := c.X.Method == "POST" || c.X.Method == "PUT" || c.X.Method == "DELETE" || c.X.Method == "PATCH"
	hit := changed || len(body.Text) > 2 && body.Format != traffic.FormatHTML
	return "open_internal", hit && c.X.Method != "OPTIONS" && c.X.Method != "HEAD"
}

// oncePaths are words of the path of an address that is sent to a mailbox and works once.
var oncePaths = []string{
	"verify", "confirm", "activate", "activation", "reset", "unsubscribe", "invite", "invitation", "magic", "optout", "opt-out",
	"validate-email", "callback",
}

var onceKeys = words(`token code key t confirmationtoken activationtoken resettoken invitetoken verificationtoken`)

// credentialInURL looks for a credential in the address. A signature made for one address is
// meant to stand there, with whatever belongs to it.
func credentialInURL(c *Call) (string, bool) {
	if c.F.Creds.Has(uint8(credential.SignedURL)) {
		return "", false
	}
	for i := range c.Creds {
		f := &c.Creds[i]
		if f.Place != traffic.InQuery && f.Place != traffic.InPath || f.Kind == credential.HMAC {
			continue
		}
		if f.Place == traffic.InQuery && onceKeys.has(f.Name) && c.about(aboutOnce) {
			continue
		}
		return finding.Say("credential_url", placed("where", f.Place, f.Name)), true
	}
	values := c.request()
	for i := range values { // what belongs into the header of that name
		if v := &values[i]; v.Place == traffic.InQuery && headerKeys.has(v.Key) && opaque(lastWord(v.Text)) &&
			len(lastWord(v.Text)) >= leastCredential {
			return finding.Say("credential_url", where(v)), true
		}
	}
	return "", false
}

var headerKeys = words(`authorization bearer xauthtoken xapikey xaccesstoken`)

const leastCredential = 16 // characters

// lastWord is the credential behind the name of its scheme.
func lastWord(t []byte) []byte {
	return t[bytes.LastIndexByte(t, ' ')+1:]
}

// sensitiveInURL looks for personal data of S3 in the address.
func sensitiveInURL(c *Call) (string, bool) {
	for i := range c.Found {
		f := &c.Found[i]
		v := &c.V.All[f.Index]
		if v.Side != traffic.Request || v.Place != traffic.InQuery && v.Place != traffic.InPath ||
			level(f.Type) < finding.S3 {
			continue
		}
		if row, ok := sensitive.ByID(f.Type); ok && row.Secret || bytes.IndexByte(v.Text[f.Start:f.End], '*') >= 0 {
			continue
		}
		masked := sensitive.Mask(nil, f.Type, v.Text[f.Start:f.End])
		return finding.Say("sensitive_url", where(v), kindOf(f.Type), finding.Arg("masked", string(masked))), true
	}
	return "", false
}

// bulk counts kinds and entries of S2 and above in the answer.
func bulk(c *Call) (kinds int, entries uint32) {
	for _, d := range c.F.ResData {
		if level(d.Type) >= finding.S2 {
			kinds++
			entries += d.Entries
		}
	}
	return kinds, entries
}

// serverTypes are data that only a server has.
var serverTypes = [...]finding.DataType{
	sensitive.LinuxPasswd, sensitive.LinuxShadow, sensitive.PrivateKey, sensitive.JDBC,
}

// serverSecrets looks for what only stands in files of a server.
func serverSecrets(c *Call) (string, bool) {
	for _, d := range c.F.ResData {
		for _, t := range serverTypes {
			if d.Type == t && c.F.OK() {
				return finding.Say("server_data", kindOf(t)), true
			}
		}
	}
	return finding.Say("server_file", finding.Arg("text", c.Sign)), c.F.Error == finding.ErrorSystemInfo
}
