package detect

import (
	"bytes"
	"strings"

	"github.com/zeebo/xxh3"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// marks notes what of a call looks as if somebody had changed it by hand to get at what is not
// theirs, and whether an answer of 200 refuses all the same. What is usual for an API is for
// others to learn: many programs repeat an id or send the caller's role with every call.
func (e *Engine) marks() {
	if e.f.Noise {
		return
	}
	e.ids = e.ids[:0]
	values, _ := e.v.Of(traffic.Request)
	for i := range values {
		v := &values[i]
		if v.Nested || v.Place == traffic.InPath {
			continue
		}
		is := e.field.Of(v, fieldOf)
		if is.password || is.value {
			continue
		}
		if is.claim != claimNone && claims(is.claim, v.Text) {
			e.f.Marks |= finding.MarkRole
		}
		if is.rewrites && v.Place == traffic.InHeader {
			e.f.Marks |= finding.MarkURL
		}
		if is.id {
			e.noteID(v)
		}
	}
	e.idsInPath()
	if e.f.OK() && (e.f.Account != 0 || e.f.Session != 0) && e.call.Refused() {
		e.f.Marks |= finding.MarkRefused
	}
}

// givenID is one id parameter of the call.
type givenID struct {
	key   string
	place traffic.Place
	top   bool // not inside an object of a body
	text  uint64
}

const maxIDs = 8 // id parameters of one call that are compared

// noteID compares an id parameter with those before it.
func (e *Engine) noteID(v *traffic.Value) {
	if v.Place != traffic.InQuery && v.Place != traffic.InJSON && v.Place != traffic.InForm || len(e.ids) == maxIDs ||
		len(v.Text) == 0 || v.Place == traffic.InQuery && listed(e.x.Query, v.Start) {
		return
	}
	id := givenID{v.Key, v.Place, v.Parent == "", xxh3.Hash(v.Text)}
	for i := range e.ids {
		o := &e.ids[i]
		if !o.top || !id.top || o.text == id.text || !strings.EqualFold(o.key, id.key) {
			continue
		}
		if o.place == id.place {
			e.f.Marks |= finding.MarkTwice
		} else {
			e.f.Marks |= finding.MarkDiffers
		}
	}
	e.ids = append(e.ids, id)
}

// listed reports a parameter that is written as one of a list: id[]=1. start is where its value is.
func listed(query string, start int) bool {
	if start < 1 || start > len(query) {
		return false
	}
	name := query[:start-1]
	return strings.HasSuffix(name, "]") || strings.HasSuffix(strings.ToUpper(name), "%5D")
}

// idsInPath compares the values in the path with the parameters that bear the same name:
// /users/5/orders with userId=7, and /users/5 with ?id=7.
func (e *Engine) idsInPath() {
	if len(e.ids) == 0 {
		return
	}
	path, template, before := e.x.Path, e.f.API.Template, ""
	for path != "" && template != "" {
		var value, place string
		value, path, _ = strings.Cut(strings.TrimLeft(path, "/"), "/")
		place, template, _ = strings.Cut(strings.TrimLeft(template, "/"), "/")
		if strings.IndexByte(place, '{') < 0 {
			before = place
			continue
		}
		if value == "" || strings.IndexByte(value, '%') >= 0 {
			continue
		}
		sum := xxh3.HashString(value)
		for i := range e.ids {
			id := &e.ids[i]
			last := template == "" && id.place == traffic.InQuery && strings.EqualFold(id.key, "id")
			if id.top && id.text != sum && (last || namesOne(id.key, before)) {
				e.f.Marks |= finding.MarkDiffers
			}
		}
	}
}

// namesOne reports that a parameter names one of what a part of a path lists: userId or user_id of
// users, categoryId of categories.
func namesOne(key, list string) bool {
	const suffix = 2 // "id"
	one := strings.TrimSuffix(strings.ToLower(list), "s")
	if y, ok := strings.CutSuffix(one, "ie"); ok {
		one = y + "y"
	}
	if len(one) < 3 || len(key) < len(one)+suffix || len(key) > len(one)+suffix+1 {
		return false
	}
	tail := strings.TrimLeft(key[len(one):], "_-")
	return strings.EqualFold(key[:len(one)], one) && strings.EqualFold(tail, "id")
}

// claim is what the name of a parameter says of the caller's rank.
type claim uint8

const (
	claimNone claim = iota
	claimIs         // "is_admin": yes or no
	claimRank       // "role": which
)

var (
	claimIsKeys = words(`admin isadmin administrator isadministrator root isroot superuser issuperuser superadmin issuperadmin
		isstaff ismanager isinternal issystem ismoderator`)
	claimRankKeys = words(`role roles rolename userrole usertype accounttype accountrole authority authorities privilege privileges
		permission permissions accesslevel userlevel usergroup membertype`)
	claimYes  = words(`true 1 yes y on admin`)
	claimHigh = []string{
		"admin", "root", "super", "manager", "staff", "owner", "system", "operator", "moderator", "internal", "管理员",
	}
)

// claimOf reads the name of a parameter, header or cookie.
func claimOf(key string) claim {
	if len(key) < len("role") || len(key) > 24 {
		return claimNone
	}
	var buf [24]byte
	k := bytes.TrimPrefix(plainName(&buf, lastPart(key)), []byte("x"))
	switch {
	case claimIsKeys[string(k)]:
		return claimIs
	case claimRankKeys[string(k)]:
		return claimRank
	}
	return claimNone
}

const longestClaim = 64 // bytes of a rank

// claims reports a value that asks for more than an ordinary caller has.
func claims(c claim, text []byte) bool {
	if len(text) == 0 || len(text) > longestClaim {
		return false
	}
	small := string(bytes.ToLower(text))
	if c == claimIs {
		return claimYes[small]
	}
	for _, w := range claimHigh {
		if strings.Contains(small, w) {
			return true
		}
	}
	return false
}

// rewriteKeys are headers by which some servers take another path than the request line's.
var rewriteKeys = words(`xoriginalurl xrewriteurl xhttpmethodoverride xmethodoverride xhttpmethod`)

func rewrites(key string) bool {
	if len(key) < len("xrewriteurl") || len(key) > 24 {
		return false
	}
	return rewriteKeys[strings.ToLower(strings.ReplaceAll(key, "-", ""))]
}

// pageKeys are record keys that name no record but a place in a list.
var pageKeys = words(`page pageno pagenum pageindex currentpage offset cursor start skip from`)

// idKey reports a parameter that names one record: not a page, and not a list of ids.
func idKey(key string) bool {
	object, page := objectKey(key)
	return object && !page
}
