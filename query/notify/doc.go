// Package notify carries messages out of the node: one row a channel, with the form its
// receivers want and how they say yes or no, and one way out that reaches no network it
// should not. Channels are pure functions; only Sender talks.
package notify
