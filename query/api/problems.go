package api

import "net/http"

// Code is the stable name of a problem. Codes are part of the API and never change.
type Code string

// ProblemRow describes one kind of problem.
type ProblemRow struct {
	Code   Code
	Status int
	Title  string
	Means  string // for the reader of the help page
	Do     string // what the caller can do
}

// The codes.
const (
	BadParams      Code = "bad_params"
	BadBody        Code = "bad_body"
	BadCursor      Code = "bad_cursor"
	Unauthorized   Code = "unauthorized"
	Forbidden      Code = "forbidden"
	CrossOrigin    Code = "cross_origin"
	NotFound       Code = "not_found"
	BadMethod      Code = "method_not_allowed"
	NotAcceptable  Code = "not_acceptable"
	Conflict       Code = "changed_meanwhile"
	TooLarge       Code = "too_large"
	BadMediaType   Code = "unsupported_media_type"
	NeedsIfMatch   Code = "needs_if_match"
	TooMany        Code = "too_many_tries"
	Overloaded     Code = "overloaded"
	NotReady       Code = "not_ready"
	Slow           Code = "took_too_long"
	Internal       Code = "internal"
	StoreAway      Code = "store_away"
	ContentCorrupt Code = "bad_encoding"
)

// problems is the table everything that goes wrong is answered from.
var problems = []ProblemRow{
	{
		BadParams, http.StatusBadRequest, "A parameter is wrong",
		"One or more query parameters are unknown or have a value they cannot have.",
		"See errors in the answer; each names its parameter.",
	},
	{
		BadBody, http.StatusBadRequest, "The body is wrong",
		"The request's body is not the JSON this call wants, or names a value it cannot have.",
		"See errors in the answer; each has a JSON pointer.",
	},
	{
		BadCursor, http.StatusBadRequest, "The cursor does not fit",
		"A cursor belongs to one list, filter, order and tenant, and this is not one of ours for them.",
		"Ask again without cursor.",
	},
	{
		ContentCorrupt, http.StatusBadRequest, "The body cannot be unpacked",
		"The body's content encoding is broken, or unpacks to far more than it may.",
		"Send gzip or zstd, or no encoding.",
	},
	{
		Unauthorized, http.StatusUnauthorized, "Nobody we know",
		"The call came without a token or session, or with one that has ended or was revoked.",
		"Send Authorization: Bearer lapwing_..., made by lapwing token create or on the Access page.",
	},
	{
		Forbidden, http.StatusForbidden, "Not allowed",
		"Whoever asks may not do this.",
		"Ask an administrator for another role, or use a token with the scope this call needs.",
	},
	{
		CrossOrigin, http.StatusForbidden, "Refused because it came from another site",
		"A browser sent this change from a page that is not ours.",
		"Open the console itself and try again.",
	},
	{
		NotFound, http.StatusNotFound, "Not here",
		"There is nothing of that name or ID, or not in your tenant.",
		"Look in the list it should be in.",
	},
	{
		BadMethod, http.StatusMethodNotAllowed, "Not with this method",
		"The path exists, but not with this method.",
		"See /openapi.yaml.",
	},
	{
		NotAcceptable, http.StatusNotAcceptable, "Not in this format",
		"The list does not come in the format asked for.",
		"Leave format out for JSON, or take format=csv.",
	},
	{
		Conflict, http.StatusPreconditionFailed, "Changed in the meantime",
		"Somebody else changed it since you read it.",
		"Read it again, look at what changed, and decide anew with its ETag.",
	},
	{
		TooLarge, http.StatusRequestEntityTooLarge, "Too large",
		"The body is larger than this call takes.",
		"Send smaller batches; the limit stands in the detail.",
	},
	{
		BadMediaType, http.StatusUnsupportedMediaType, "Not in this content type",
		"The call does not take this content type or content encoding.",
		"Captured calls: application/x-ndjson or application/x-protobuf, gzip or zstd. Everything else: " +
			"application/json.",
	},
	{
		NeedsIfMatch, http.StatusPreconditionRequired, "Say what you have seen",
		"A change needs the ETag of what it changes, so that nobody's decision is lost.",
		"Read it first and send its ETag as If-Match.",
	},
	{
		TooMany, http.StatusTooManyRequests, "Too many tries",
		"Too many failed tries from this address, a test message that was just sent, or replays that are running already.",
		"Wait as long as Retry-After says.",
	},
	{
		Overloaded, http.StatusServiceUnavailable, "Cannot take more now",
		"The node cannot make more calls durable at the moment, because its disk is full or it is stopping. " +
			"Nothing of this request was taken.",
		"Send the same request again after Retry-After; its Idempotency-Key makes that harmless.",
	},
	{
		NotReady, http.StatusServiceUnavailable, "Not ready",
		"The node is starting, stopping or cannot reach what it needs.",
		"Wait; /readyz says what is missing.",
	},
	{
		StoreAway, http.StatusServiceUnavailable, "The store does not answer",
		"ClickHouse cannot be reached or does not answer.",
		"Captured calls are still taken and kept; look at the node's log and at lapwing engine status.",
	},
	{
		Slow, http.StatusGatewayTimeout, "Took too long",
		"The question took longer than a question may.",
		"Narrow the time or the filter.",
	},
	{
		Internal, http.StatusInternalServerError, "Our mistake",
		"Something failed that should not; it was logged under the ID in instance.",
		"Report it with that ID.",
	},
}

// Problems lists the kinds of problems, for the help page.
func Problems() []ProblemRow { return problems }

func problemOf(c Code) ProblemRow {
	for _, p := range problems {
		if p.Code == c {
			return p
		}
	}
	return problemOf(Internal)
}
