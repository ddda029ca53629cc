package risk

import (
	"bytes"

	"github.com/lapwing-sec/lapwing/actors/detect/credential"
	"github.com/lapwing-sec/lapwing/actors/detect/sensitive"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Shown is a set of what a call shows at a glance. Each row says what it cannot find anything
// without, so that most rows are not asked about most calls.
type Shown uint64

// What a call may show.
const (
	Succeeded      Shown = 1 << iota // by its status
	Passed                           // the gateway did not stop it
	LoginTried                       //
	LoginOK                          //
	Internal                         // an internal application
	Anonymous                        // no credential of any kind
	OddMethod                        // one that insecureMethod judges
	SignedToken                      // sent: a JWT that is not surely well signed
	IssuedToken                      // given out: what begins as a JWT
	Guessable                        // sent: a credential of a kind that may be guessed
	AddressSecret                    // a credential in the address, or a field that belongs into a header
	AddressData                      // data of S3 in the address
	AddressPass                      // a password in the address
	CookiePass                       // a password in a cookie
	AnswerPass                       // a password in the body of the answer
	AnswerData                       // data of S3 in the answer
	AnswerBulk                       // much data of S2 in the answer
	AnswerHost                       // a network address in the answer
	AnswerMasked                     // a masked value in the answer
	AnswerKeyID                      // the ID of an AccessKey in the answer
	AnswerKey                        // the secret of one
	ServerData                       // data that only a server has
	ServerError                      // what the answer gives away: of the system,
	ProgramError                     // of the program,
	DatabaseError                    // or of the database
	AskedAddress                     // an address to fetch in a parameter
	AskedStatement                   // perhaps a statement of a database
	AskedCommand                     // perhaps a command
	AskedFile                        // perhaps a file
	AskedRows                        // a large number of rows
	AskedRecord                      // a short number of a record, in the path's places or in a parameter
	SendsCode                        // the API sends verification codes
	SendsSMS                         // or texts to phones
	SendsMail                        // or to mailboxes
)

// glance fills c.shown: one pass over the values, the hits and the credentials.
func (c *Call) glance() {
	s := c.facts() | c.purposes()
	s |= c.hits()
	s |= c.credentials()
	s |= c.asked()
	s |= c.answered(s)
	c.shown = s
}

// when gives a set where something holds.
func when(holds bool, s Shown) Shown {
	if holds {
		return s
	}
	return 0
}

func (c *Call) facts() Shown {
	f := c.F
	s := when(f.OK(), Succeeded) | when(!f.Blocked, Passed) | when(c.anonymous(), Anonymous) |
		when(f.Login.Outcome != outcomeNone, LoginTried) | when(f.Login.Outcome == outcomeOK, LoginOK) |
		when(f.Service == internalService, Internal) | when(f.Error == finding.ErrorSystemInfo, ServerError) |
		when(f.Error == finding.ErrorApplication, ProgramError) | when(f.Error == finding.ErrorDatabase, DatabaseError)
	if m := c.X.Method; m != "GET" && m != "POST" {
		s |= when(m == "PUT" || m == "DELETE" || m == "OPTIONS" || echoMethods[m] || fileMethods[m], OddMethod)
	}
	return s
}

// purposes tells what the API is for, by its purposes or by its path.
func (c *Call) purposes() Shown {
	about := c.api().about
	s := when(about&aboutCodes != 0, SendsCode) | when(about&aboutSending != 0, when(about&aboutSMS != 0, SendsSMS)|
		when(about&aboutMail != 0, SendsMail))
	for _, p := range c.F.Purposes {
		switch p {
		case smsLogon, smsRegister, mailLogon, mailRegister:
			s |= SendsCode
		case smsSending:
			s |= SendsCode | SendsSMS
		case mailSending:
			s |= SendsCode | SendsMail
		}
	}
	return s
}

// hits looks at what was found in the values.
func (c *Call) hits() (s Shown) {
	_, first := c.V.Of(traffic.Response)
	for i := range c.Found {
		f := &c.Found[i]
		l := level(f.Type)
		if f.Index >= first {
			s |= when(l >= finding.S3, AnswerData) | when(f.Type == sensitive.IPv4 || f.Type == sensitive.IPv6, AnswerHost)
		} else if l >= finding.S3 && c.V.All[f.Index].Place <= traffic.InQuery {
			s |= AddressData
		}
	}
	for _, d := range c.F.ResData {
		switch d.Type {
		case sensitive.AKID:
			s |= AnswerKeyID
		case sensitive.AKSecret:
			s |= AnswerKey
		case sensitive.LinuxPasswd, sensitive.LinuxShadow, sensitive.PrivateKey, sensitive.JDBC:
			s |= ServerData
		}
	}
	kinds, entries := bulk(c)
	return s | when(kinds > manyTypes || entries > manyEntries, AnswerBulk)
}

func (c *Call) credentials() (s Shown) {
	for i := range c.Creds {
		f := &c.Creds[i]
		switch f.Kind {
		case credential.JSONWebToken:
			s |= when(f.JWT.Unsigned || oldHashes[f.JWT.Alg] || f.JWT.Symmetric(), SignedToken)
		case credential.Bearer, credential.SessionCookie, credential.APIKey, credential.Token:
			s |= Guessable
		}
		s |= when(f.Place <= traffic.InQuery, AddressSecret)
	}
	return s
}

// asked looks at the values of the request, by their names.
func (c *Call) asked() (s Shown) {
	values := c.request()
	about := c.api()
	if len(about.places) > 0 {
		s |= AskedRecord
	}
	for i := range values {
		v := &values[i]
		if v.Place == traffic.InPath || v.Place == traffic.InHeader {
			continue
		}
		is := c.key(v)
		switch {
		case v.Place == traffic.InCookie:
			s |= when(is&keyPassword != 0, CookiePass)
			continue
		case v.Place == traffic.InQuery:
			s |= when(is&keyPassword != 0, AddressPass) | when(is&keyHeader != 0, AddressSecret)
		}
		text := v.Place == traffic.InText
		switch {
		case is&keyAddress != 0 && v.Class&traffic.HasPunct != 0 && bytes.Contains(v.Text, slashes):
			s |= AskedAddress
		case is&keyPageSize != 0 && len(v.Text) > 2:
			s |= AskedRows
		}
		if v.Class&traffic.HasLetter != 0 {
			s |= when(v.Class&(traffic.HasSpace|traffic.HasMark) != 0 && (text || is&keyStatement != 0 || about.about&aboutStatements != 0),
				AskedStatement) | when(is&keyCommand != 0 || text && about.about&aboutCommands != 0, AskedCommand)
		}
		s |= when(is&keyFile != 0 && v.Class&(traffic.HasDot|traffic.HasOther) != 0, AskedFile) |
			when(is&keyID != 0 && len(v.Text) <= shortDigits && v.Class == traffic.HasDigit, AskedRecord)
	}
	return s
}

var slashes = []byte("//")

// answered looks at the values of the answer.
func (c *Call) answered(s Shown) Shown {
	var keys keyIs
	var known []keyIs
	if c.Names != nil {
		known = c.Names.means
	}
	values := c.response()
	for i := range values {
		v := &values[i]
		var is keyIs
		if id := int(v.KeyID); id > 0 && id < len(known) {
			is = known[id]
		}
		if is == 0 && v.Key != "" {
			is = c.key(v)
		}
		if v.Place >= traffic.InJSON {
			keys |= is
		} else if v.Place == traffic.InCookie && is&keyPassword != 0 {
			s |= CookiePass
		}
		if v.Class&(traffic.HasMark|traffic.HasHigh|traffic.HasDot) == 0 || len(v.Text) < 3 {
			continue
		}
		if s&AnswerMasked == 0 && v.Class&(traffic.HasMark|traffic.HasHigh) != 0 && len(v.Text) <= longMask &&
			starred(v.Text, v.Class) {
			s |= AnswerMasked
		}
		if v.Class&traffic.HasDot != 0 && len(v.Text) >= shortestJWT && v.Text[0] == 'e' && v.Text[1] == 'y' {
			s |= IssuedToken
		}
	}
	return s | when(keys&keyPassword != 0, AnswerPass) | when(keys&keyAccessID != 0, AnswerKeyID) | when(keys&keyAccessSecret != 0, AnswerKey)
}
