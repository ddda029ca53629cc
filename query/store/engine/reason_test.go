package engine

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestReasonOfAnEnd(t *testing.T) {
	const start = "Logging warning to /data/engine/engine.log\n"
	for _, c := range []struct{ name, state, words, log, want string }{
		{"nothing said", "signal: killed", start, "", "signal: killed"},
		{
			"an exception nobody caught", "signal: aborted", start,
			`2026.11.26 11:06:49.100000 [ 1 ] {} <Error> TCPHandler: TCPHandler: Code: 516. DB::Exception: lapwing: Authentication failed (AUTHENTICATION_FAILED), Stack trace (when copying this message, always include the lines below):

0. ? @ 0x000000001c8fa4b3
2026.11.26 11:06:49.200000 [ 2 ] {} <Fatal> ClientBase: (version 26.7.2.1) (from thread 9) Terminate called for uncaught exception:
2026.11.26 11:06:49.200001 [ 2 ] {} <Fatal> ClientBase: Code: 516. DB::Exception: lapwing: Authentication failed (AUTHENTICATION_FAILED), Stack trace (when copying this message, always include the lines below):
2026.11.26 11:06:49.200002 [ 2 ] {} <Fatal> ClientBase: ` + `
2026.11.26 11:06:49.200003 [ 2 ] {} <Fatal> ClientBase: 2. ? @ 0x00000000091772d2
2026.11.26 11:06:49.200004 [ 2 ] {} <Fatal> ClientBase: 14. start_thread @ 0x00000000000891f5
2026.11.26 11:06:49.200005 [ 2 ] {} <Fatal> ClientBase: ########################################
`,
			"signal: aborted; last in its log: (version 26.7.2.1) (from thread 9) Terminate called for uncaught exception: " +
				"Code: 516. DB::Exception: lapwing: Authentication failed (AUTHENTICATION_FAILED)",
		},
		{
			"killed after an error", "signal: killed", "cannot open a terminal: no such file\n" + start,
			"2026.11.26 11:06:48.000000 [ 1 ] {} <Error> TCPHandler: the one before\n" +
				"2026.11.26 11:06:49.000000 [ 1 ] {id} <Error> void DB::TCPHandler::sendData(const Block &): Code: 210. Broken pipe\n" +
				"2026.11.26 11:06:50.000000 [ 1 ] {} <Warning> BackgroundSchedulePool/BgSchPool: Temporarily pause scheduling\n",
			"signal: killed: cannot open a terminal: no such file; last in its log: Code: 210. Broken pipe",
		},
		{"not a log", "exit status 1", "bad\xff\x00words\n", "\xff\xfe half a line", "exit status 1: bad?\x00words"},
	} {
		if got := why(c.state, c.words, []byte(c.log)).Error(); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
	if err := why("exit status 1", "Another server instance in same directory is already running.", nil); !errors.Is(err, errFolderLocked) {
		t.Errorf("a locked folder: %v", err)
	}
	long := why("x", strings.Repeat("ö", 5000), []byte(strings.Repeat("2026.11.26 11:06:49.2 [ 2 ] {} <Fatal> A: "+strings.Repeat("b", 500)+"\n", 50)))
	if n := len(long.Error()); n > 2*wordsTold+100 {
		t.Errorf("%d bytes for an error", n)
	}
}

func TestTailOfALog(t *testing.T) {
	path := filepath.Join(t.TempDir(), logFile)
	if got := tail(path, 10); len(got) != 0 {
		t.Errorf("no log: %q", got)
	}
	for _, c := range []struct {
		text  string
		since int64
		want  string
	}{
		{"before now", 7, "now"},
		{"rotated", 100, "rotated"},
		{strings.Repeat("a", 2*logRead) + "end", 0, strings.Repeat("a", logRead-3) + "end"},
	} {
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := string(tail(path, c.since)); got != c.want {
			t.Errorf("tail of %d bytes since %d: %d bytes, want %d", len(c.text), c.since, len(got), len(c.want))
		}
	}
}

func TestLogTailIsWholeLines(t *testing.T) {
	c := &Child{opt: Options{Dir: t.TempDir()}}
	if got := c.LogTail(100); got != "" {
		t.Errorf("no log: %q", got)
	}
	if err := os.WriteFile(filepath.Join(c.opt.Dir, logFile), []byte("one\ntwo\nthree\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for n, want := range map[int]string{100: "one\ntwo\nthree\n", 14: "one\ntwo\nthree\n", 11: "two\nthree\n", 3: "", 0: ""} {
		if got := c.LogTail(n); got != want {
			t.Errorf("%d bytes: %q, want %q", n, got, want)
		}
	}
}
