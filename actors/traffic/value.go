package traffic

// Side tells request from response.
type Side uint8

// The two sides of a call.
const (
	Request Side = iota
	Response
)

// Place tells where in a message a value stood.
type Place uint8

// Places, from the request line inwards.
const (
	InPath Place = iota
	InQuery
	InHeader
	InCookie // also the attributes of Set-Cookie's first pair
	InJSON
	InForm
	InMultipart
	InXML
	InHTML
	InText
)

// Shape is what the format said about a value's type.
type Shape uint8

// Shapes of values.
const (
	String Shape = iota
	Number
	Bool
	Null
)

// Stand is where and how a value stood. It is one word, which a walker copies from value to value.
type Stand struct {
	Side   Side
	Place  Place
	Shape  Shape
	Nested bool   // found in JSON text inside a string, parameter or field (one level)
	Cut    bool   // Text is only the first Limits.TextBytes of the value
	Line   uint16 // index of the header line in Message.Headers, for InHeader and InCookie
}

// Value is one leaf found in a call. Text is unescaped; it aliases the body where the
// format has no escapes and the walker's own buffer otherwise, so it lives only until
// the walker is used again. Key and Parent alias likewise: clone what is kept, and never
// write to Text.
type Value struct {
	Stand
	Class  Class  // which kinds of bytes Text holds: a cheap first test for scanners
	KeyID  KeyID  // Key's number in Values.Keys, 0 where it has none
	Record uint32 // ordinal of the innermost object, form or row it stands in, 1 from the start of the side
	Key    string // nearest name: object key, parameter, header, element or attribute
	Parent string // the name around it ("" at the top)
	Text   []byte
	Start  int // byte offsets of the raw (escaped) value in the path, query, header value or, for bodies,
	End    int // in Values.Bodies[Side].Text; Start == End == 0 where the place has no single raw form
}
