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

// Value is one leaf found in a call. Text is unescaped; it aliases the body where the
// format has no escapes and the walker's own buffer otherwise, so it lives only until
// the walker is used again.
type Value struct {
	Side   Side
	Place  Place
	Shape  Shape
	Key    string // nearest name: object key, parameter, header, element or attribute
	Parent string // the name around it ("" at the top)
	Text   []byte
	Record uint32 // ordinal of the innermost object, form or row it stands in, 1 from the start of the side
	Start  int    // byte offsets of the raw (escaped) value in the body, query, path or header
	End    int    // Start == End == 0 where the place has no single raw form
}
