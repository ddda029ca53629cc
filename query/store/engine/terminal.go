package engine

import (
	"fmt"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// The library is clickhouse-local, which ends its whole process upon any error that reaches
// the top of a connection's thread, unless its standard input is a terminal: then the
// connection ends and nothing else (https://github.com/ClickHouse/ClickHouse/issues/115666,
// mended upstream after the build we pin). Such errors are everyday ones: a client that goes
// away with answers unread, so that the system resets its connection, is enough. So the child
// gives itself a terminal that nobody sits at.

// withTerminal are the arguments that make the library take notice of its terminal without
// ever drawing on it or listening to its keys.
var withTerminal = []string{"--interactive", "--progress=off", "--progress-table=off", "--enable-progress-table-toggle=0"}

const (
	endOfInput   = 4                      // Ctrl-D: what the library reads should it ask for a line
	promptLooked = 250 * time.Millisecond // between two looks whether it asks
)

// terminal is the far end of a pseudo terminal.
type terminal struct{ fd int }

// takeTerminal puts a terminal in the place of standard input and gives what was there.
func takeTerminal() (stdin *os.File, t terminal, err error) {
	t.fd, err = unix.Open("/dev/ptmx", unix.O_RDWR|unix.O_NOCTTY|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, t, fmt.Errorf("cannot open a terminal: %w", err)
	}
	if err := unix.IoctlSetPointerInt(t.fd, unix.TIOCSPTLCK, 0); err != nil {
		return nil, t, fmt.Errorf("cannot unlock a terminal: %w", err)
	}
	near, _, no := unix.Syscall(unix.SYS_IOCTL, uintptr(t.fd), unix.TIOCGPTPEER, unix.O_RDWR|unix.O_NOCTTY|unix.O_CLOEXEC)
	if no != 0 {
		return nil, t, fmt.Errorf("cannot open the near end of a terminal: %w", no)
	}
	if _, err := unix.Write(t.fd, []byte{endOfInput}); err != nil {
		return nil, t, fmt.Errorf("cannot write to a terminal: %w", err)
	}
	old, err := unix.FcntlInt(0, unix.F_DUPFD_CLOEXEC, 3)
	if err != nil {
		return nil, t, fmt.Errorf("cannot keep standard input: %w", err)
	}
	if err := unix.Dup3(int(near), 0, 0); err != nil {
		return nil, t, fmt.Errorf("cannot replace standard input: %w", err)
	}
	_ = unix.Close(int(near))
	return os.NewFile(uintptr(old), "stdin"), t, nil
}

// exitAtPrompt ends the process when the library asks for a line: its own session, which is
// the server, has ended then, and without a terminal it would have ended the process itself.
// It asks key by key, which needs another mode of the terminal; where it asks for whole lines
// it has read the end of input already.
func (t terminal) exitAtPrompt() {
	for {
		time.Sleep(promptLooked)
		mode, err := unix.IoctlGetTermios(t.fd, unix.TCGETS)
		if err == nil && mode.Lflag&unix.ICANON == 0 {
			fmt.Fprintln(os.Stderr, "the engine's own session has ended")
			os.Exit(1)
		}
	}
}
