package engine

import (
	"errors"
	"fmt"
	"runtime"
	"syscall"
	"unsafe"

	"github.com/ebitengine/purego"
)

// The engine library replaces the handlers of these signals, and asking it not to resets
// them to the system's default. Either would break the Go runtime: it needs them for nil
// dereferences, preemption and profiling.
var guarded = [...]syscall.Signal{
	syscall.SIGILL, syscall.SIGABRT, syscall.SIGFPE, syscall.SIGBUS, syscall.SIGSEGV,
	syscall.SIGURG, syscall.SIGTRAP, syscall.SIGSYS, syscall.SIGTSTP,
}

const sigactionSize = 256 // bytes; struct sigaction is 152 on linux/amd64

// library is libchdb.so loaded into this process, reduced to what a server child needs.
type library struct {
	cmdline   func(argc int32, argv unsafe.Pointer) unsafe.Pointer // clickhouse-local's main; blocks
	errorText func(result unsafe.Pointer) string
	handlers  func(enabled int32)
	sigaction func(signal int32, act, old unsafe.Pointer) int32
}

// load opens the library (0.1 s warm, 0.6 s from disk) and keeps Go's signal handlers.
func load(path string) (*library, error) {
	h, err := purego.Dlopen(path, purego.RTLD_NOW|purego.RTLD_GLOBAL)
	if err != nil {
		return nil, fmt.Errorf("cannot load the engine library: %w", err)
	}
	self, err := purego.Dlopen("", purego.RTLD_NOW) // this process, for libc
	if err != nil {
		return nil, fmt.Errorf("cannot load libc: %w", err)
	}
	l := new(library)
	for _, s := range []struct {
		lib  uintptr
		name string
		fn   any
	}{
		{h, "chdb_query_cmdline", &l.cmdline},
		{h, "chdb_result_error", &l.errorText},
		{h, "chdb_set_signal_handlers_enabled", &l.handlers},
		{self, "sigaction", &l.sigaction},
	} {
		if _, err := purego.Dlsym(s.lib, s.name); err != nil {
			return nil, fmt.Errorf("cannot use %s: it lacks %s, it is too old; "+
				"\"lapwing engine install\" fetches the tested one", path, s.name)
		}
		purego.RegisterLibFunc(s.fn, s.lib, s.name)
	}
	restore := l.saveSignals()
	l.handlers(0)
	restore()
	return l, nil
}

// saveSignals remembers the handlers of the guarded signals and gives a function that
// puts them back.
func (l *library) saveSignals() (restore func()) {
	saved := make([][sigactionSize]byte, len(guarded))
	for i, s := range guarded {
		l.sigaction(int32(s), nil, unsafe.Pointer(&saved[i][0])) //nolint:gosec // memory of ours, of the size the system writes
	}
	return func() {
		for i, s := range guarded {
			l.sigaction(int32(s), unsafe.Pointer(&saved[i][0]), nil)
		}
	}
}

// main runs the engine's command line in this process and returns when it ends.
func (l *library) main(args []string) error {
	var pin runtime.Pinner
	defer pin.Unpin()
	argv := make([]unsafe.Pointer, len(args)+1) // NULL at the end, as C wants it
	for i, a := range args {
		b := append([]byte(a), 0)
		pin.Pin(&b[0])
		argv[i] = unsafe.Pointer(&b[0])
	}
	pin.Pin(&argv[0])
	result := l.cmdline(int32(len(args)), unsafe.Pointer(&argv[0]))
	if result == nil {
		return errors.New("engine ended without an answer")
	}
	if text := l.errorText(result); text != "" {
		return fmt.Errorf("engine ended: %s", text)
	}
	return nil
}
