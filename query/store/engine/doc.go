// Package engine gets, checks and runs the embedded ClickHouse engine.
//
// The tour: release.go pins the one build we use; install.go fetches it through npm and
// unpacks it into the user's cache; find.go looks for it; status.go says what is there.
// library.go loads libchdb.so without cgo and keeps Go's signal handlers; child.go is the
// hidden command that turns our own binary into a genuine ClickHouse server on loopback;
// config.go writes that server's configuration; supervisor.go starts the child, waits until
// it answers, starts it again when it dies and stops it.
//
// The engine runs in a process of its own, so that a crash or an out-of-memory in it can't
// take the collector along. It ends when its standard input is closed, that is also when
// its parent dies. What it acknowledged survives kill -9; the rest is sent again by the
// callers with the same deduplication token.
//
// A weakness of this build: a client that fails to sign in, by a wrong password or with
// bytes that are no greeting, ends the whole engine instead of its own connection. Only
// programs on the same machine can reach the port, none can read anything, nothing
// acknowledged is lost, and the supervisor has it back in half a second; who must not allow
// even that uses a ClickHouse server of their own. It is why our own connections never give
// up in the middle of signing in, and why nodes that share an engine share its password.
package engine
