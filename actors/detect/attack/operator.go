package attack

import (
	"net/url"
	"regexp"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Operators of document stores in names of parameters. Interfaces for data take them on purpose
// (filters[title][$eq]=a of Strapi, read[$ne]=true of Feathers); they are an attack where a logon
// asks for the field, where they run code, and where a pattern matches whatever there is.

var (
	// secretFields hold what nobody searches by; names are folded (foldedField).
	secretFields = wordSet(`pass passwd password passphrase passcode passwordhash hashedpassword pwd pswd token accesstoken authtoken apitoken
		refreshtoken resettoken sessiontoken resetpasswordtoken otp totp pin secret clientsecret`)
	// identityFields hold who logs on. Inside of a filter they are fields as any other.
	identityFields = wordSet(`user username uname login loginname loginid email emailaddress useremail mail account accountname code`)
	// namedFields are those of them that a logon of JSON asks for.
	namedFields = wordSet(`user username uname login loginname loginid`)
	// filterRoots are names under which filters stand.
	filterRoots = wordSet(`filter filters where query`)
	// codeOperators run what they are given.
	codeOperators = wordSet(`$where $function $accumulator $expr`)

	// matchesAll is a pattern that matches all or any first letter.
	matchesAll = regexp.MustCompile(`^\^?\(?(?:(?:\.|\\[wWS]|\[\\?[\w^][^\]]*\]|\[\^\])(?:[*+?]|\{\d+,?\d*\})?\??)?\)?\$?$`)
)

func wordSet(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}

// foldedField is a field's name in lower case without what joins its words.
func foldedField(name string) string {
	return strings.ToLower(strings.NewReplacer("_", "", "-", "").Replace(name))
}

func secretField(name string) bool {
	f := foldedField(name)
	return secretFields[f] || strings.HasSuffix(f, "password")
}

// nameOperator reports a parameter's name whose operator is an attack whatever its value is.
func nameOperator(name string) bool {
	field, root := "", ""
	for seg := range strings.FieldsFuncSeq(name, func(r rune) bool { return strings.ContainsRune("[]. ", r) }) {
		switch {
		case seg[0] == '$':
			if codeOperators[strings.ToLower(seg)] || secretField(field) ||
				identityFields[foldedField(field)] && !filterRoots[root] {
				return true
			}
		case seg[0] < '0' || seg[0] > '9':
			field = seg
			if root == "" {
				root = strings.ToLower(seg)
			}
		}
	}
	return false
}

// operator finds the last operator of a name: $regex, read[$ne], "" if there is none.
func operator(name string) string {
	at := strings.LastIndexByte(name, '$')
	if at < 0 || at > 0 && name[at-1] != '[' && name[at-1] != '.' {
		return ""
	}
	op := name[at:]
	if end := strings.IndexByte(op, ']'); end >= 0 {
		op = op[:end]
	}
	return op
}

// pagingOperators only shape an answer.
var pagingOperators = wordSet(`$limit $skip $sort $select $populate $top $filter $orderby $expand $count $search $format $ref $schema $id $type`)

// logonPath is a path of a logon's.
var logonPath = regexp.MustCompile(`(?i)(?:^|[/_-])(?:log-?in|log-?on|sign-?in|auth|authenticate|authentication|sessions?|token|otp|(?:reset|forgot)-?password)(?:$|[/._-])`)

// operatorAttack reports an operator that is an attack: by its field, by the value it has (a
// pattern that matches all), or by the path (any comparison where a logon is asked for).
func (s *Scanner) operatorAttack(val *traffic.Value) bool {
	switch val.Place {
	case traffic.InJSON:
		return s.placedOperator(val.Key, val.Text)
	case traffic.InQuery, traffic.InForm:
		name := s.fullName(val)
		return nameOperator(name) || s.placedOperator(name, val.Text)
	}
	return false
}

// maxAll bounds a pattern that matches all, in bytes.
const maxAll = 24

func (s *Scanner) placedOperator(name string, value []byte) bool {
	op := strings.ToLower(operator(name))
	switch {
	case len(op) < 3 || pagingOperators[op]:
		return false
	case op == "$regex":
		return len(value) <= maxAll && matchesAll.Match(value) || logonPath.MatchString(s.path)
	}
	return logonPath.MatchString(s.path)
}

// fullName gives the whole name of a parameter, of which values have the last two parts.
func (s *Scanner) fullName(val *traffic.Value) string {
	name, src := val.Parent+"["+val.Key+"]", s.query
	if val.Parent == "" {
		name = val.Key
	}
	if val.Place == traffic.InForm {
		src = str(s.form)
	}
	if !val.Nested && val.Start > 0 && val.Start <= len(src) && src[val.Start-1] == '=' {
		name = src[strings.LastIndexByte(src[:val.Start], '&')+1 : val.Start-1]
	}
	for range 2 {
		if plain, err := url.QueryUnescape(name); err == nil {
			name = plain
		}
	}
	return name
}

// mayOperate reports a value whose name may hold an operator of document stores.
func mayOperate(val *traffic.Value) bool {
	return (val.Place == traffic.InQuery || val.Place == traffic.InForm || val.Place == traffic.InJSON) && (hasDollar(val.Key) || hasDollar(val.Parent))
}

func hasDollar(name string) bool {
	return strings.IndexByte(name, '$') >= 0 || strings.Contains(name, "%24")
}
