package detect

import (
	"strings"

	"github.com/lapwing-sec/lapwing/actors/detect/credential"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// object hashes which record the call asked for: the values in the template's places and
// of its id and page parameters, and where it asks for a page of a list, what the list is
// of. Logins have none: their names are in Login.
func (e *Engine) object() {
	e.f.Doubt = credential.DoubtOf(e.x, e.creds)
	if e.f.Noise || e.f.Login.Outcome != finding.OutcomeNone {
		return
	}
	e.hash.begin("object")
	n := e.pathObject()
	values, _ := e.v.Of(traffic.Request)
	list := false
	for i := range values {
		v := &values[i]
		if v.Place != traffic.InQuery && v.Place != traffic.InJSON && v.Place != traffic.InForm {
			continue
		}
		is := e.field.Of(v, fieldOf)
		if !is.object {
			continue
		}
		list = list || is.page
		if n++; n > maxObject {
			break
		}
		e.hash.addText(v.Key)
		e.hash.add(v.Text)
	}
	if list {
		e.listOf(values)
	}
	if n > 0 {
		e.f.Object = e.hash.end()
		e.answer()
	}
}

// listOf takes in what people search and filter a list by: words. Numbers and mixtures of letters and
// digits are left out: they may be a time, a signature or a number made up for this very call.
func (e *Engine) listOf(values []traffic.Value) {
	for n, i := 0, 0; i < len(values) && n < maxObject; i++ {
		v := &values[i]
		if v.Place != traffic.InQuery && v.Place != traffic.InJSON && v.Place != traffic.InForm || v.Key == "" || v.Nested ||
			len(v.Text) > maxSearch || !searched(v) || e.field.Of(v, fieldOf).object {
			continue
		}
		n++
		e.hash.addText(v.Key)
		e.hash.add(v.Text)
	}
}

const maxSearch = 64 // bytes of what people search for

// searched reports what people write: words, or several with whatever is in them.
func searched(v *traffic.Value) bool {
	switch formOf(v) {
	case finding.FormWord, finding.FormForeign, finding.FormText:
		return true
	case finding.FormToken:
		return v.Class&^(traffic.HasLetter|traffic.HasDash) == 0
	default:
		return false
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

// recordKeys name a record.
var recordKeys = words(`uuid guid sn no orderno number key slug code`)

// objectKey reports a parameter that names a record: id, orderId, user_id, page ...; and whether it is a page of a list.
func objectKey(key string) (object, page bool) {
	if len(key) < 2 || len(key) > 40 {
		return false, false
	}
	last := len(key)
	if c := key[last-1] | 0x20; c != 'd' && c != 'e' && c != 'o' && c != 'm' && c != 'x' && c != 't' && c != 'r' &&
		c != 'p' && c != 'n' && c != 'y' && c != 'g' {
		return false, false // none of the names below ends so
	}
	k := strings.ToLower(strings.ReplaceAll(strings.ReplaceAll(key, "_", ""), "-", ""))
	page = pageKeys[k]
	return page || recordKeys[k] || strings.HasSuffix(k, "id") && !callerKeys[k], page
}

// words makes a set of names.
func words(list string) map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(list) {
		all[w] = true
	}
	return all
}
