package attack

import (
	"bytes"
	"regexp"
)

// Markup that editors of pages write themselves: scripts of services, and handlers that call
// a function of the page.

var (
	// embed is the tag that services ask to be put into pages.
	embed = regexp.MustCompile(`<script\b[^<>]*\ssrc="(?:https:/)?/[\w.-]+/[^"<>]*"[^<>]*>\s*</script>`)
	// embedMarks are attributes that such tags have, and attacks do not bother to write.
	embedMarks = regexp.MustCompile(`\s(?:async|defer|integrity="|crossorigin)`)

	// plainHandler is a handler that calls a function when its element is clicked, changed, sent
	// or loaded.
	plainHandler = regexp.MustCompile(`\son(?:click|change|submit|load|input)\s*=\s*"(?:return )?(?:(?:this|history|app|page|ui|form|menu|modal|cart|nav)\.)?[a-z_][a-z0-9_]{2,30}\(\s*(?:this|event|'[\w-]{0,30}'|\d{1,9})?\s*\);?"`)
	// callsOut are functions by which attacks show themselves.
	callsOut = regexp.MustCompile(`"(?:return )?(?:alert|prompt|confirm|eval|fetch|atob|import|print|open|settimeout|setinterval|function|execscript)\(`)
)

var (
	// codeElement is code that an editor sets off: text alone, its marks escaped.
	codeElement = regexp.MustCompile(`(?i)(<(?:code|pre)(?:\s[^<>]*)?>)([^<]+)(</(?:code|pre)>)`)
	// shownCode is the same with its marks unescaped, as a second stage is shown it.
	shownCode = regexp.MustCompile(`(?s)<(?:code|pre)(?:\s+class="[^"<>]*")?>.*?</(?:code|pre)>`)
	// idle are handlers and links that do nothing, in folded text.
	idle = regexp.MustCompile(`\s(?:on[a-z]{3,24}\s*=\s*(?:""|'')|href\s*=\s*(?:"javascript:(?:void\s?\(?0\)?)?;?"|'javascript:(?:void\s?\(?0\)?)?;?'))`)
)

// withoutCode gives text as it was sent without the code that elements of HTML set off, where that
// code would do no harm and stands there as text.
func withoutCode(text []byte) []byte {
	if len(text) > maxExcused || !hasCode(text) || harmful.Match(bytes.ToLower(text)) {
		return text
	}
	return codeElement.ReplaceAll(text, []byte("$1$3"))
}

// withoutShown gives folded text without such elements.
func withoutShown(text []byte) []byte {
	if len(text) > maxExcused || !hasCode(text) || harmful.Match(text) {
		return text
	}
	return shownCode.ReplaceAll(text, nil)
}

func hasCode(text []byte) bool {
	return bytes.IndexByte(text, '<') >= 0 && (bytes.Contains(text, []byte("</code>")) || bytes.Contains(text, []byte("</pre>")))
}

// idleMarkup gives folded text without handlers and links that do nothing.
func idleMarkup(text []byte) []byte {
	if bytes.IndexByte(text, '<') < 0 || !bytes.Contains(text, []byte(" on")) && !bytes.Contains(text, []byte("javascript:")) {
		return text
	}
	return idle.ReplaceAll(text, nil)
}

// ownMarkup gives folded text without such scripts and handlers.
func ownMarkup(text []byte) []byte {
	if bytes.Contains(text, []byte("<script")) {
		prose := sentence(text)
		text = embed.ReplaceAllFunc(text, func(tag []byte) []byte {
			if prose || embedMarks.Match(tag) {
				return nil
			}
			return tag
		})
	}
	if bytes.Contains(text, []byte(" on")) {
		text = plainHandler.ReplaceAllFunc(text, func(handler []byte) []byte {
			if callsOut.Match(handler) {
				return handler
			}
			return nil
		})
	}
	return text
}

// foreignScript reports a script tag besides those that pages have of their own.
func foreignScript(text []byte) bool {
	return noPage(text) && bytes.Contains(ownMarkup(text), []byte("script"))
}

// foreignHandler reports a handler that is none of a page's own.
func foreignHandler(text []byte, at, end int) bool {
	loc := plainHandler.FindIndex(text[at:min(len(text), end+100)])
	return loc == nil || at+loc[1] < end || callsOut.Match(text[at+loc[0]:at+loc[1]])
}
