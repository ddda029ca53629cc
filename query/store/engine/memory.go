package engine

import (
	"os"
	"strconv"
	"strings"
)

const (
	memoryShare = 35        // per cent of the machine's memory for the engine; its own default is 90
	memoryFloor = 768 << 20 // bytes; below this merges and imports fail
	memoryGuess = 4 << 30   // bytes; where the machine doesn't tell its size
)

// memoryLimit gives the engine's memory in bytes: a share of what the machine (or the
// container) has, at most limit where limit is not 0, never under the floor.
func memoryLimit(limit uint64) uint64 {
	share := machineMemory(os.ReadFile) / 100 * memoryShare
	if limit != 0 {
		share = min(share, limit)
	}
	return max(share, memoryFloor)
}

// machineMemory is the smaller of the machine's memory and the container's limit, bytes.
func machineMemory(read func(string) ([]byte, error)) uint64 {
	total := uint64(0)
	if text, err := read("/proc/meminfo"); err == nil {
		for line := range strings.Lines(string(text)) {
			if f := strings.Fields(line); len(f) >= 2 && f[0] == "MemTotal:" {
				kib, _ := strconv.ParseUint(f[1], 10, 64)
				total = kib << 10
			}
		}
	}
	if total == 0 {
		total = memoryGuess
	}
	for _, path := range []string{"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"} {
		text, err := read(path)
		if err != nil {
			continue
		}
		if n, err := strconv.ParseUint(strings.TrimSpace(string(text)), 10, 64); err == nil && n > 0 {
			total = min(total, n)
		}
	}
	return total
}
