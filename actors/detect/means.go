package detect

import (
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// meanings are names of parameters by what they are for (TE-01 to TE-04), in small letters without separators.
var meanings = func() map[string]finding.Means {
	all := map[string]finding.Means{}
	for means, names := range map[finding.Means]string{
		finding.MeansUser: `user userid uid username uname usercode userno usernumber usr userkey loginid loginname loginuser login
			account accountid accountno accountname accountcode acct acctno member memberid memberno customer customerid customerno
			custid custno openid unionid employeeid employeeno empid empno staffid staffno personid patientid studentid studentno
			owner ownerid playerid buyerid sellerid driverid passengerid subscriberid juser jusername yonghuming yonghuid`,
		finding.MeansContact: `email mail emailaddress mobile mobileno mobilephone phone phoneno phonenumber phonenum tel telephone msisdn
			shouji shoujihao`,
		finding.MeansAction: `action act do op oper operation operate cmd command method event func function submit dologin loginaction
			loginsubmit loginbtn btnlogin logintype granttype opt task actiontype eventtarget todo`,
	} {
		for _, n := range strings.Fields(names) {
			all[n] = means
		}
	}
	return all
}()

// meansOf says what a parameter of this name is for.
func meansOf(name string) finding.Means {
	var buf [24]byte
	return meanings[string(plainName(&buf, name))]
}

// plainName writes a name in small letters without separators; nothing where it is longer than any that matters, or
// has digits, which none of those has.
func plainName(buf *[24]byte, name string) []byte {
	n := 0
	for i := range len(name) {
		c := name[i]
		switch {
		case c == '_' || c == '-' || c == '.' || c == '$':
			continue
		case c >= 'A' && c <= 'Z':
			c |= 0x20
		}
		if n == len(buf) || c >= '0' && c <= '9' {
			return nil
		}
		buf[n] = c
		n++
	}
	return buf[:n]
}
