package query

import (
	"net/netip"
	"time"
)

// Field names one thing a list can be filtered by and counted over.
type Field string

// Fields of cases (risks and events) and of the inventory. The store maps each to a column.
const (
	FieldHost       Field = "host"       // lower-case host name
	FieldMethod     Field = "method"     // upper case
	FieldAPI        Field = "api"        // API ID, "api_..."
	FieldLevel      Field = "level"      // cases: "low", "medium", "high"
	FieldType       Field = "type"       // cases: row ID, "RK-18", "EV-09"
	FieldStatus     Field = "status"     // cases: see Status
	FieldBlock      Field = "block"      // events: source block as text, "203.0.113.0/24"
	FieldAgent      Field = "agent"      // events: product token of the user agent
	FieldAccount    Field = "account"    // events: keyed hash in hexadecimal, see finding.AccountText
	FieldFollow     Field = "follow"     // cases: "yes" or "no"
	FieldTrial      Field = "simulated"  // cases: "yes" or "no"; without a choice only those that are not
	FieldPurpose    Field = "purpose"    // APIs: row ID, "BP-01"; an API matches if any of its purposes does
	FieldService    Field = "service"    // APIs: "0".."3", number of finding.Service
	FieldAuth       Field = "auth"       // APIs: name of finding.Auth
	FieldGrade      Field = "grade"      // APIs: name of finding.Grade
	FieldImportance Field = "importance" // APIs: name of finding.Importance
	FieldRequest    Field = "request"    // APIs: row ID of a data type in requests
	FieldResponse   Field = "response"   // APIs: row ID of a data type in responses
	FieldLife       Field = "life"       // APIs: "new", "active" or "inactive", see AssetQuery
)

// Window is a span of event time, From inclusive, To exclusive; a zero end is open.
type Window struct{ From, To time.Time }

// Filter says which rows. All parts must hold; within one field any value may.
// A case lies in the window when it overlaps it: Start < To and End >= From.
type Filter struct {
	Tenant string
	Window Window
	IDs    []string           // row IDs of the cases or APIs themselves; nil: all
	Values map[Field][]string // any of; fields of the list only, checked by the use-case
	Nets   []netip.Prefix     // events: the source block overlaps any of these
	Digest string             // cases: only those a digest of this ID is about; "": all
	Text   string             // substring, without case, of host, template or ID; at most 200 bytes
}
