package finding

// Flagged is who of those that judge a call before its API's actor made it part of an event. It
// travels beside the facts, not among them, and is set where they are judged last.
type Flagged uint8

// Who flags.
const (
	// FlaggedAddress: the address does it, and what else it sends is not to be trusted either.
	FlaggedAddress Flagged = 1 << iota
	// FlaggedOther: an account, a session or a role, maybe one of many behind the address.
	FlaggedOther
)

// MadeEvent reports that one of the contributions is to a built-in event. A tenant's own events say
// nothing about what is usual: many of them only count.
func MadeEvent(contributions []Finding) bool {
	for i := range contributions {
		if c := &contributions[i]; c.Kind == KindEvent {
			if _, own := OwnName(c.Type); !own {
				return true
			}
		}
	}
	return false
}
