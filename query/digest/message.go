package digest

import (
	"strings"
	"time"
)

// Message is a digest in words, before a channel gives it the form its receivers want.
type Message struct {
	ID       string    `json:"id"` // of the entry; receivers know a repetition by it
	Language string    `json:"language"`
	At       time.Time `json:"at"`
	Subject  string    `json:"subject"`
	Lines    []Line    `json:"lines"`              // at most MostLines, the first says what the digest is about
	Findings int       `json:"findings,omitempty"` // how many lines after the first tell of one finding each: where a channel has little room they give way
	Link     string    `json:"link"`               // the digest's page
	Level    string    `json:"level"`              // the highest of what is new, "" where nothing is
	Events   int       `json:"events"`
	Risks    int       `json:"risks"`
	Going    int       `json:"going_on"`
	Items    []Brief   `json:"items,omitempty"` // the first of them
	Test     bool      `json:"test,omitempty"`
}

// MostLines is how many lines a digest has at most.
const MostLines = 10

// Line is one line: a text, and where it leads.
type Line struct {
	Text string `json:"text"`
	Link string `json:"link,omitempty"`
}

// Brief is a finding as programs are told of it.
type Brief struct {
	ID     string    `json:"id"`
	Kind   string    `json:"kind"`
	Type   string    `json:"type"`
	Title  string    `json:"title"`
	Level  string    `json:"level"`
	Host   string    `json:"host"`
	Method string    `json:"method"`
	API    string    `json:"api"`
	Source string    `json:"source,omitempty"`
	Start  time.Time `json:"start"`
	End    time.Time `json:"end"`
	Count  uint64    `json:"count"`
	Link   string    `json:"link"`
}

// New is how many findings the digest tells of for the first time.
func (m Message) New() int { return m.Events + m.Risks }

// Text is the message as plain text, one line a line.
func (m Message) Text() string {
	var b strings.Builder
	for _, l := range m.Lines {
		b.WriteString(l.Text)
		if l.Link != "" {
			b.WriteString(" " + l.Link)
		}
		b.WriteByte('\n')
	}
	return b.String()
}
