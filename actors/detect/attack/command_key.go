package attack

import (
	"bytes"
	"strings"
)

// Lengths of what bareCommand looks at, in bytes.
const (
	maxCommandKey  = 9
	maxBareCommand = 16
)

// commandKey reports a parameter that is named for a command.
func commandKey(key string) bool {
	if len(key) > maxCommandKey {
		return false
	}
	switch strings.ToLower(key) {
	case "cmd", "exec", "command", "execute", "shell", "system", "run", "code", "c99cmd", "0", "1":
		return true
	}
	return false
}

// bareCommand reports a parameter that is named for a command and holds one alone: how
// people talk to a shell they left behind.
func bareCommand(key, value string) bool {
	if !commandKey(key) {
		return false
	}
	switch strings.ToLower(strings.TrimSpace(value)) {
	case "id", "ls", "dir", "pwd", "whoami", "uname", "uname -a", "ls -la", "ls -al", "ps aux", "ipconfig", "ifconfig", "netstat", "env", "hostname",
		"cat /etc/passwd", "w", "ver", "net user", "phpinfo()":
		return true
	}
	return false
}

// maxLeading bounds a value that is nothing but a mark of the shell and one command, in bytes.
const maxLeading = 120

// leadsCommand reports a value that begins with a mark of the shell and goes on with the name
// of a program: alone, or with what no sentence has behind it. A row of a table has more marks.
func leadsCommand(text []byte) bool {
	if len(text) > maxLeading {
		return false
	}
	text = bytes.TrimSpace(text)
	if len(text) < 3 || text[0] != ';' && text[0] != '|' && (text[0] != '&' || text[1] != '&') {
		return false
	}
	at := 1
	for at < len(text) && (text[at] == text[0] || text[at] == ' ') {
		at++
	}
	c := readName(text, at)
	known, word := c.known()
	if !known || c.n < 2 || bytes.IndexByte(text[at:], '|') >= 0 {
		return false
	}
	rest := text[c.end:]
	switch {
	case len(rest) == 0:
		return true
	case rest[0] != ' ' || len(rest) < 2:
		return rest[0] == ';'
	case strings.IndexByte("-/.~$", rest[1]) >= 0:
		return true
	}
	return !word && argument(rest)
}
