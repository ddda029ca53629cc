package finding

// Vote is one way of seeing that a behaviour is abuse, independent of the others. The numbers are
// stored and never change.
type Vote uint8

// Votes.
const (
	VoteRate       Vote = iota + 1 // faster than usual
	VoteVolume                     // more of something than usual
	VoteWalk                       // one record after the other
	VoteFailures                   // what fails, as guesses do
	VoteErrors                     // errors provoked
	VoteAttack                     // calls carry an attack
	VoteFirewall                   // the gateway's firewall refused
	VoteProgram                    // a program where people call, or a scanner
	VoteNetwork                    // a network that never called
	VoteCountry                    // a country that never called
	VoteHour                       // an hour at which nobody calls
	VoteForm                       // parameters as nobody writes them
	VoteCredential                 // no valid credential where others have one
	VotePassword                   // a password that is guessed first
	VoteRotation                   // addresses that change with each try
	VoteOwner                      // records or functions of others
	VotePolicy                     // a rule of the tenant's own
	votes
)

// voteNames are the votes as API and command line name them, and as people read them.
var voteNames = [votes]struct {
	name string
	says Phrase
}{
	VoteRate:       {"rate", Phrase{"faster than usual", "频率高于平时"}},
	VoteVolume:     {"volume", Phrase{"more than usual", "数量多于平时"}},
	VoteWalk:       {"walk", Phrase{"one record after the other", "逐条遍历记录"}},
	VoteFailures:   {"failures", Phrase{"failures, as guesses have", "大量失败，如同猜测"}},
	VoteErrors:     {"errors", Phrase{"errors provoked", "引发错误"}},
	VoteAttack:     {"attack", Phrase{"attacks in the calls", "调用中含有攻击"}},
	VoteFirewall:   {"firewall", Phrase{"refused by the firewall", "被防火墙拦截"}},
	VoteProgram:    {"program", Phrase{"an unusual kind of program", "不常见的客户端程序"}},
	VoteNetwork:    {"network", Phrase{"a network that never called", "从未调用过的网络"}},
	VoteCountry:    {"country", Phrase{"a country that never called", "从未调用过的国家"}},
	VoteHour:       {"hour", Phrase{"an hour at which nobody calls", "无人调用的时段"}},
	VoteForm:       {"form", Phrase{"parameters as nobody writes them", "参数写法异常"}},
	VoteCredential: {"credential", Phrase{"no valid credential", "没有有效凭证"}},
	VotePassword:   {"password", Phrase{"a password that is guessed first", "最先被猜到的密码"}},
	VoteRotation:   {"rotation", Phrase{"addresses that change with each try", "每次尝试都更换 IP"}},
	VotePolicy:     {"policy", Phrase{"an own rule", "自定义规则"}},
	VoteOwner:      {"owner", Phrase{"records or functions of others", "他人的记录或功能"}},
}

// String gives the stable name, such as "rate"; "" for none.
func (v Vote) String() string { return voteNames[min(v, votes-1)].name }

// Phrase gives the vote in words.
func (v Vote) Phrase() Phrase { return voteNames[min(v, votes-1)].says }

// Votes is a set of them (PE-21).
type Votes Set

// AllVotes is the set of every vote there is.
func AllVotes() (all Votes) {
	for v := VoteRate; v < votes; v++ {
		all = all.With(v)
	}
	return all
}

// With returns the set with a vote added.
func (s Votes) With(v Vote) Votes { return Votes(Set(s).With(uint8(v))) }

// List gives the votes in the order of their numbers; numbers of a later version are left out.
func (s Votes) List() (out []Vote) {
	Set(s).Each(func(n uint8) {
		if Vote(n) < votes {
			out = append(out, Vote(n))
		}
	})
	return out
}

// Names gives their stable names.
func (s Votes) Names() []string {
	out := []string{}
	for _, v := range s.List() {
		out = append(out, v.String())
	}
	return out
}

// Confidence is how sure it is that an event is abuse, by how many independent ways see it: low for one,
// medium for two, high for three and more. It says nothing of how bad it would be: that is the level.
func (s Votes) Confidence() Level {
	switch n := len(s.List()); {
	case n >= 3:
		return High
	case n == 2:
		return Medium
	}
	return Low
}
