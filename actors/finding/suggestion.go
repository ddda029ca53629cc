package finding

import "net/netip"

// SuggestionKind is what a gateway could be told to do (HA-08); the names are stable.
type SuggestionKind string

// The eight kinds.
const (
	SuggestBlacklist  SuggestionKind = "ip_blacklist"
	SuggestWhitelist  SuggestionKind = "ip_whitelist"
	SuggestRateLimit  SuggestionKind = "rate_limit"
	SuggestClient     SuggestionKind = "client_control"
	SuggestRegion     SuggestionKind = "region_control"
	SuggestBot        SuggestionKind = "bot_control"
	SuggestMask       SuggestionKind = "sensitive_data"
	SuggestCredential SuggestionKind = "require_credential"
)

// SuggestionKinds lists the eight kinds.
func SuggestionKinds() []SuggestionKind {
	return []SuggestionKind{
		SuggestBlacklist, SuggestWhitelist, SuggestRateLimit, SuggestClient,
		SuggestRegion, SuggestBot, SuggestMask, SuggestCredential,
	}
}

// Suggestion is one measure in a form that a program can turn into a gateway's rule.
type Suggestion struct {
	Kind      SuggestionKind
	Sources   []netip.Prefix // blacklist, whitelist
	PerMinute uint32         // rate limit: calls of one client a minute
	Agent     string         // client and bot control: product token
	Countries []string       // region control: that may call, ISO 3166
	Data      []string       // sensitive data: names of the types in answers
	Rests     string         // what it was learned from, or why it is no good yet; "" if it is of the case alone
}
