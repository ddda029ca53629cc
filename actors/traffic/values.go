package traffic

// Values is everything readable in one call, in the order: path, query, request headers
// and cookies, request body, response headers and cookies, response body.
type Values struct {
	All        []Value
	Truncated  bool    // some limit left something unread; Over says which
	Over       Over    //
	Bodies     [2]Body // by Side
	Keys       *Keys   // the numbers of keys; nil in lists that no Walker made
	Duplicates int     // object keys and parameters seen again in one object or form; all their values are in All

	split int // index of the first value of the response
}

// Of gives the values of one side and the index of the first of them in All.
func (v *Values) Of(s Side) (values []Value, first int) {
	if s == Request {
		return v.All[:v.split], 0
	}
	return v.All[v.split:], v.split
}

// Body tells what could be read of one side's body.
type Body struct {
	Format     Format
	Text       []byte // the body as it was read: UTF-8 where it came as UTF-16 or GBK; offsets of values point in here
	Read       bool   // there was a body and its values are in Values.All
	Cut        bool   // only a part was there or was read
	Unreadable bool   // there was a body, but in no known format or encoding
	Malformed  bool   // it broke its format's rules somewhere; the rest was read as plain text
}

// Format is the format a body was read as.
type Format uint8

// Formats of bodies. FormatBinary is whatever has no readable text.
const (
	FormatNone Format = iota
	FormatJSON        // one document or many, one after another (NDJSON)
	FormatForm
	FormatMultipart
	FormatXML
	FormatHTML
	FormatText
	FormatBinary
)

var formatNames = [...]string{"none", "json", "form", "multipart", "xml", "html", "text", "binary"}

func (f Format) String() string { return formatNames[f&7] }
