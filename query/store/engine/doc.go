// Package engine gets, checks and runs the embedded ClickHouse engine.
//
// The tour: release.go pins the one build we use; install.go fetches it through npm and
// unpacks it into the user's cache; find.go looks for it; status.go says what is there.
// library.go loads libchdb.so without cgo and keeps Go's signal handlers; child.go is the
// hidden command that turns our own binary into a genuine ClickHouse server on loopback;
// config.go writes that server's configuration; supervisor.go starts the child, waits until
// it answers, starts it again when it dies and stops it; reason.go says why it died.
//
// The engine runs in a process of its own, so that a crash or an out-of-memory in it can't
// take the collector along. It ends when its standard input is closed, that is also when
// its parent dies. What it acknowledged survives kill -9; the rest is sent again by the
// callers with the same deduplication token.
//
// terminal.go keeps a client that breaks off from ending the whole engine: the library does
// that unless its standard input is a terminal, so the child gives itself one. Where there is
// no /dev/ptmx the child runs without, and says so on standard error, which becomes part of
// what reason.go tells of its end.
package engine
