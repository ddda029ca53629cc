package finding

// Doubt says why what a call shows as its credential can't be a valid one, as far as the call
// shows it (NF-20). It is never a verdict on the credential's signature: nobody here has the key.
type Doubt uint8

// Doubts. Whoever answers such calls like any other does not look at credentials.
const (
	DoubtNone      Doubt = iota // a credential that may be valid, or one of several that may
	DoubtAbsent                 // none at all
	DoubtBlank                  // the place of a credential with nothing in it: "Bearer null"
	DoubtMalformed              // looks like a token and can't be read as one
	DoubtMadeUp                 // a word, a row of like characters: "Bearer test"
	DoubtUnsigned               // a token without a signature
	DoubtExpired                // a token whose time was over
	lastDoubt
)

// Doubts is how many there are.
const Doubts = int(lastDoubt)

var doubtNames = [Doubts]string{"none", "absent", "blank", "malformed", "made_up", "unsigned", "expired"}

func (d Doubt) String() string {
	if int(d) < len(doubtNames) {
		return doubtNames[d]
	}
	return "none"
}
