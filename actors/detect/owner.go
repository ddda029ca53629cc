package detect

import (
	"bytes"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// ownerNames are names of fields of a record that say whose it is, the surest first, in small letters without
// separators. Who sells, drives or wrote something is not who it belongs to.
var ownerNames = func() map[string]uint8 {
	all := map[string]uint8{}
	for i, n := range []string{
		"ownerid", "owner", "owneruserid", "owneruid", "userid", "customerid", "memberid", "accountid", "uid", "custid", "patientid",
		"studentid", "buyerid", "userno", "memberno", "customerno", "custno", "usercode", "accountno", "openid", "username", "user",
	} {
		all[n] = uint8(i + 1)
	}
	return all
}()

// ownerRank gives one more than the place of a field's name among ownerNames, 0 for any other.
func ownerRank(key string) uint8 {
	var buf [24]byte
	return ownerNames[string(plainName(&buf, key))]
}

const (
	maxOwned     = 256 // values of an answer that are looked at
	longestOwner = 64  // bytes of a name or number
)

// owner hashes whom the answer about one record says it belongs to, where nothing but a session says who asks. An
// answer whose surest name is given to several does not say it.
func (e *Engine) owner() {
	if e.f.Object == 0 || e.f.Account != 0 || e.f.Session == 0 || !e.f.OK() || e.f.Bodies&finding.ResRead == 0 {
		return
	}
	values, _ := e.v.Of(traffic.Response)
	e.told.Use(e.v)
	var who []byte
	best, several := uint8(255), false
	for i := range min(len(values), maxOwned) {
		v := &values[i]
		if v.Place < traffic.InJSON || len(v.Text) == 0 || len(v.Text) > longestOwner {
			continue
		}
		rank := e.told.Of(v, toldOf).owner
		if rank == 0 || rank > best || bytes.Equal(v.Text, nobody) {
			continue
		}
		several = rank == best && (several || !bytes.Equal(who, v.Text))
		best, who = rank, v.Text
	}
	if best < 255 && !several {
		e.f.Owner = e.hash.once("owner", bytes.ToLower(who))
	}
}

var nobody = []byte("0")
