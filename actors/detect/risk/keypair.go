package risk

import (
	"github.com/lapwing-sec/lapwing/actors/detect/sensitive"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

var (
	keyIDs = words(`accesskeyid accesskey ak accessid keyid awsaccesskeyid secretid aliyunaccesskeyid ossaccesskeyid
		access_key accesskeyidentifier s3accesskey minioaccesskey qiniuaccesskey appak`)
	keySecrets = words(`accesskeysecret secretaccesskey secretkey sk accesssecret awssecretaccesskey aksecret
		aliyunaccesskeysecret ossaccesskeysecret keysecret s3secretkey miniosecretkey qiniusecretkey appsk secretaccess`)
	// passing are names of what makes a key pair a short-lived one.
	passing = words(`securitytoken sessiontoken ststoken xamzsecuritytoken awssessiontoken`)
)

// keyPair looks for the ID of an AccessKey together with its secret. A pair that comes with a
// session token is one that ends by itself: that is how it should be done.
func keyPair(c *Call) (string, bool) {
	if !c.F.OK() {
		return "", false
	}
	var id, secret bool
	for _, d := range c.F.ResData {
		id = id || d.Type == sensitive.AKID
		secret = secret || d.Type == sensitive.AKSecret
	}
	if !id && !secret && c.V.Bodies[traffic.Response].Format != traffic.FormatJSON &&
		c.V.Bodies[traffic.Response].Format != traffic.FormatXML {
		return "", false
	}
	values := c.response()
	for i := range values {
		v := &values[i]
		if v.Place < traffic.InJSON || len(v.Text) < 12 || len(v.Key) < 2 {
			continue
		}
		switch is := c.key(v); {
		case is&(keyPassing|keyAccessID|keyAccessSecret) == 0:
		case is&keyPassing != 0:
			return "", false
		case len(v.Text) > 128 || !opaque(v.Text):
		case !id && is&keyAccessID != 0:
			id = true
		case !secret && is&keyAccessSecret != 0:
			secret = true
		}
	}
	return "key_pair", id && secret
}

// opaque reports a value that no person would type: letters and digits, no mask.
func opaque(t []byte) bool {
	digit, letter := 0, 0
	for _, b := range t {
		switch {
		case b >= '0' && b <= '9':
			digit++
		case b|0x20 >= 'a' && b|0x20 <= 'z':
			letter++
		case b != '+' && b != '/' && b != '=' && b != '-' && b != '_':
			return false
		}
	}
	return digit > 0 && letter > 3
}
