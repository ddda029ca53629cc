package attack

import (
	"bytes"
	"regexp"
)

// What servers write into the listing of a directory, in lower case: the way up, and for each file
// a link with its date or with its own name.
var (
	parentLink = regexp.MustCompile(`parent directory|\[to parent|<a href="\.\./?"`)
	datedLink  = regexp.MustCompile(`<a href="[^"<>]+"[^<>]*>[^<>]*</a>(?:\s|</?t[dr][^<>]*>|<[^<>]{1,80}>|&nbsp;)*(?:\d{1,2}-[a-z]{3}-\d{4}|\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{2,4}) +\d{1,2}:\d\d`)
	namedLink  = regexp.MustCompile(`<li><a href="([^"<>]+)">([^<>]+)</a></li>`)
)

// minListed is how many files make a listing where no link leads up.
const minListed = 2

// listing reports a page that lists a directory, and does not only have the title of one.
func listing(lower []byte) bool {
	if parentLink.Match(lower) || len(datedLink.FindAllIndex(lower, minListed)) >= minListed {
		return true
	}
	if !bytes.Contains(lower, []byte("<title>directory listing for")) {
		return false
	}
	for _, m := range namedLink.FindAllSubmatch(lower, minListed) {
		if bytes.Equal(m[1], m[2]) {
			return true
		}
	}
	return false
}
