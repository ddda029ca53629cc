package engine

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
)

// serve opens the native port and then keeps the engine's own session busy for ever: a
// session that ends would end the server.
const serve = "SYSTEM START LISTEN TCP; " +
	"SELECT sleepEachRow(3) FROM system.numbers FORMAT Null SETTINGS max_block_size=1, max_threads=1"

// RunChild is the hidden command: it turns this process into a ClickHouse server and does
// not return while that runs. It exits the process, with status 0, when standard input
// ends: the parent closed it or died. Arguments are --lib, --dir, --config and --port, as
// the supervisor gives them; no secret is among them.
func RunChild(args []string) error {
	flags := flag.NewFlagSet("engine run", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	lib := flags.String("lib", "", "path of the engine library")
	dir := flags.String("dir", "", "folder of the data")
	config := flags.String("config", "", "configuration file of the server")
	port := flags.String("port", "", "TCP port on 127.0.0.1")
	if err := flags.Parse(args); err != nil {
		return fmt.Errorf("cannot read the arguments of the engine: %w", err)
	}
	if *lib == "" || *dir == "" || *config == "" || *port == "" {
		return errors.New("engine run is started by lapwing itself: want --lib, --dir, --config and --port")
	}
	argv := []string{
		"clickhouse", "--config-file=" + *config, "--path=" + *dir,
		"--listen_host=127.0.0.1", "--tcp_port=" + *port, "-q", serve,
	}
	parent, t, err := takeTerminal()
	if err == nil {
		argv = append(argv, withTerminal...)
		go t.exitAtPrompt() // ends with the process
	} else {
		parent = os.Stdin
		fmt.Fprintf(os.Stderr, "%v: any client that breaks off can end the engine\n", err)
	}
	go exitWithParent(parent) // ends with the process
	l, err := load(*lib)
	if err != nil {
		return err
	}
	return l.main(argv)
}

// exitWithParent needs no flush: what the engine acknowledged is with the system already.
func exitWithParent(stdin io.Reader) {
	_, _ = io.Copy(io.Discard, stdin)
	os.Exit(0)
}
