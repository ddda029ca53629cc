package notify

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/lapwing-sec/lapwing/query/digest"
)

// Recipient is somebody who is told, and how (AL-13). Its JSON is one flat object: the
// channel, the language, and the channel's fields.
type Recipient struct {
	Name     string
	Channel  *Channel
	Language digest.Language
	Values   Values // secrets in them are sealed, where they were not just written
}

const (
	channelKey  = "channel"
	languageKey = "language"
	valueBytes  = 4096
)

// ParseRecipient reads a recipient, or says what is wrong by field (JSON pointers).
func ParseRecipient(name string, body []byte) (Recipient, []digest.Fault) {
	all := map[string]string{}
	d := json.NewDecoder(bytes.NewReader(body))
	if err := d.Decode(&all); err != nil || d.More() {
		return Recipient{}, []digest.Fault{{Field: "/", Detail: "want one object whose values are texts"}}
	}
	r := Recipient{Name: name, Channel: ChannelOf(all[channelKey]), Language: digest.ParseLanguage(all[languageKey]), Values: Values{}}
	if r.Channel == nil {
		var ids []string
		for _, c := range channels {
			ids = append(ids, c.ID)
		}
		return r, []digest.Fault{{Field: "/channel", Detail: "want one of " + strings.Join(ids, ", ")}}
	}
	var bad []digest.Fault
	if l, ok := all[languageKey]; ok && !slices.Contains(digest.Languages(), l) {
		bad = append(bad, digest.Fault{Field: "/language", Detail: "want one of " + strings.Join(digest.Languages(), ", ")})
	}
	for _, key := range slices.Sorted(maps.Keys(all)) {
		if key == channelKey || key == languageKey {
			continue
		}
		if detail := r.Channel.wrong(key, all[key]); detail != "" {
			bad = append(bad, digest.Fault{Field: "/" + key, Detail: detail})
		}
		if all[key] != "" {
			r.Values[key] = all[key]
		}
	}
	for _, f := range r.Channel.Fields {
		if f.Must && r.Values[f.Name] == "" {
			bad = append(bad, digest.Fault{Field: "/" + f.Name, Detail: "is missing: " + f.Title})
		}
	}
	return r, bad
}

// wrong says what is wrong with one value, "" nothing.
func (c *Channel) wrong(key, value string) string {
	f := c.field(key)
	switch {
	case f == nil:
		return fmt.Sprintf("%s knows no such field", c.Title)
	case len(value) > valueBytes:
		return fmt.Sprintf("at most %d bytes", valueBytes)
	case strings.ContainsFunc(value, func(r rune) bool { return r < ' ' || r == 0x7f }):
		return "want no line breaks and no control characters"
	case value == "" || f.Secret && IsSealed(value) || f.Check == nil:
		return ""
	}
	if err := f.Check(value); err != nil {
		return err.Error()
	}
	return ""
}

// JSON writes the recipient as it is stored.
func (r *Recipient) JSON() []byte {
	all := map[string]string{channelKey: r.Channel.ID, languageKey: r.Language.String()}
	maps.Copy(all, r.Values)
	return marshal(all)
}

// bound is what a secret of the recipient is sealed to, besides the tenant: nothing sealed is
// of use under another name, in another channel or field, or with another destination.
func (r *Recipient) bound(field string) string {
	parts := []string{r.Name, r.Channel.ID, field}
	for _, f := range r.Channel.Fields {
		if f.Binds && !f.Secret {
			parts = append(parts, f.Name, r.Values[f.Name])
		}
	}
	return string(marshal(parts))
}
