package risk

import (
	"strings"
)

// topic is one thing that the path of an API may speak of.
type topic uint16

const (
	aboutCodes topic = 1 << iota
	aboutSMS
	aboutMail
	aboutSending
	aboutAsking
	aboutFetching
	aboutTold
	aboutFiles
	aboutStatements
	aboutCommands
	aboutEntrances
	aboutOpen
	aboutOnce
)

// topicWords are the words of each topic, any of which stands in the path as part of any segment:
// "/api/sendSms" is about "sms".
var topicWords = []struct {
	is    topic
	words []string
}{
	{aboutCodes, sentPaths}, {aboutSMS, smsPaths}, {aboutMail, mailPaths}, {aboutSending, sendPaths}, {aboutAsking, askPaths},
	{aboutFetching, fetchPaths}, {aboutTold, toldPaths}, {aboutFiles, downloadPaths}, {aboutStatements, statementPaths},
	{aboutCommands, commandPaths}, {aboutEntrances, entrances}, {aboutOpen, openPaths}, {aboutOnce, oncePaths},
}

// topics is what the template of an API says, whatever its calls hold.
type topics struct {
	about  topic
	places []place // by segment of the template; of a long one, the first
}

// place is a segment of a template that values stand in, and the word before it.
type place struct {
	open  bool // values stand there
	noun  noun // of the word before
	noID  bool // the word before names a number that names no record
	dates bool // another place follows
}

// maxPlaces is how many segments of a template are looked at for places.
const maxPlaces = 32

func topicsOf(template string) *topics {
	t := &topics{}
	low := strings.ToLower(template)
	for _, w := range topicWords {
		for _, word := range w.words {
			if strings.Contains(low, word) {
				t.about |= w.is
				break
			}
		}
	}
	if strings.IndexByte(template, '{') < 0 {
		return t
	}
	rest, before := strings.Trim(template, "/"), ""
	for rest != "" && len(t.places) < maxPlaces {
		var segment string
		segment, rest, _ = strings.Cut(rest, "/")
		if !strings.HasPrefix(segment, "{") {
			before = segment
			t.places = append(t.places, place{})
			continue
		}
		t.places = append(t.places, place{open: true, noun: nounOf(before), noID: notIDs.has(before), dates: strings.HasPrefix(rest, "{")})
		before = ""
	}
	return t
}

const maxPaths = 4096 // templates remembered by a worker: about 1 MB

// api gives what the call's template says.
func (c *Call) api() *topics {
	if c.topics != nil {
		return c.topics
	}
	template := c.F.API.Template
	if c.Names == nil {
		c.topics = topicsOf(template)
		return c.topics
	}
	t := c.Names.paths[template]
	if t == nil {
		if c.Names.paths == nil || len(c.Names.paths) >= maxPaths {
			c.Names.paths = make(map[string]*topics, 64)
		}
		t = topicsOf(template)
		c.Names.paths[strings.Clone(template)] = t
	}
	c.topics = t
	return t
}

// about reports whether the API's path speaks of one of the topics.
func (c *Call) about(t topic) bool { return c.api().about&t != 0 }
