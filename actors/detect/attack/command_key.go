package attack

import "strings"

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
