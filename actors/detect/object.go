package detect

import (
	"strings"

	"github.com/lapwing-sec/lapwing/actors/detect/credential"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// object hashes which record the call asked for: the values in the template's places and
// of its id and page parameters. Logins have none: their names are in Login.
func (e *Engine) object() {
	e.f.Doubt = credential.DoubtOf(e.x, e.creds)
	if e.f.Noise || e.f.Login.Outcome != finding.OutcomeNone {
		return
	}
	e.hash.begin("object")
	n := e.pathObject()
	values, _ := e.v.Of(traffic.Request)
	for i := range values {
		v := &values[i]
		if v.Place != traffic.InQuery && v.Place != traffic.InJSON && v.Place != traffic.InForm || !e.field.Of(v, fieldOf).object {
			continue
		}
		if n++; n > maxObject {
			break
		}
		e.hash.addText(v.Key)
		e.hash.add(v.Text)
	}
	if n > 0 {
		e.f.Object = e.hash.end()
		e.answer()
	}
}

// maxObject is how many id parameters of one call make its object.
const maxObject = 32

// pathObject takes the path's values in and gives their number.
func (e *Engine) pathObject() (n int) {
	path, template := e.x.Path, e.f.API.Template
	for path != "" && template != "" {
		var value, place string
		value, path, _ = strings.Cut(strings.TrimLeft(path, "/"), "/")
		place, template, _ = strings.Cut(strings.TrimLeft(template, "/"), "/")
		if strings.IndexByte(place, '{') >= 0 && value != "" {
			e.hash.addText(value)
			n++
		}
	}
	return n
}

// callerKeys end in "id" and name the caller or the call, not the record.
var callerKeys = words(`sessionid appid clientid deviceid tenantid traceid requestid openid unionid corpid merchantid
	channelid visitorid correlationid paid valid void grid android bid mid spanid`)

// recordKeys name a record or a page of a list.
var recordKeys = words(`uuid guid page pageno pagenum pageindex currentpage offset cursor start skip from sn no orderno
	number key slug code`)

// objectKey reports a parameter that names a record: id, orderId, user_id, page ...
func objectKey(key string) bool {
	if len(key) < 2 || len(key) > 40 {
		return false
	}
	last := len(key)
	if c := key[last-1] | 0x20; c != 'd' && c != 'e' && c != 'o' && c != 'm' && c != 'x' && c != 't' && c != 'r' &&
		c != 'p' && c != 'n' && c != 'y' && c != 'g' {
		return false // none of the names below ends so
	}
	k := strings.ToLower(strings.ReplaceAll(strings.ReplaceAll(key, "_", ""), "-", ""))
	return recordKeys[k] || strings.HasSuffix(k, "id") && !callerKeys[k]
}

// words makes a set of names.
func words(list string) map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(list) {
		all[w] = true
	}
	return all
}
