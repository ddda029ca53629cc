package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
)

// series is one figure over several runs.
type series []float64

func (s series) String() string {
	if len(s) == 0 {
		return "no figure"
	}
	v := slices.Sorted(slices.Values(s))
	return fmt.Sprintf("%s (%s to %s, %d runs)", human(v[len(v)/2]), human(v[0]), human(v[len(v)-1]), len(v))
}

// human prints three significant digits and groups thousands.
func human(v float64) string {
	switch {
	case v >= 1000:
		s := strconv.FormatInt(int64(v+0.5), 10)
		for i := len(s) - 3; i > 0; i -= 3 {
			s = s[:i] + "," + s[i:]
		}
		return s
	case v >= 100:
		return strconv.FormatFloat(v, 'f', 0, 64)
	case v >= 10:
		return strconv.FormatFloat(v, 'f', 1, 64)
	}
	return strconv.FormatFloat(v, 'f', 2, 64)
}

// goBench runs one Go benchmark on one core, runs times, and gives for each benchmark name
// and unit its values. Names lose the "Benchmark" and the core count.
func goBench(ctx context.Context, pkg, pattern string, runs int) (map[string]map[string]series, error) {
	cmd := exec.CommandContext(ctx, "go", "test", "-run", "^$", "-bench", pattern, "-benchmem", "-cpu", "1", "-count", strconv.Itoa(runs), pkg)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("cannot run the benchmarks of %s: %w\n%s", pkg, err, out)
	}
	got := map[string]map[string]series{}
	for l := range strings.SplitSeq(string(out), "\n") {
		f := strings.Fields(l)
		if len(f) < 4 || !strings.HasPrefix(f[0], "Benchmark") {
			continue
		}
		name := strings.TrimPrefix(f[0], "Benchmark")
		if got[name] == nil {
			got[name] = map[string]series{}
		}
		for i := 2; i+1 < len(f); i += 2 {
			if v, err := strconv.ParseFloat(f[i], 64); err == nil {
				got[name][f[i+1]] = append(got[name][f[i+1]], v)
			}
		}
	}
	if len(got) == 0 {
		return nil, fmt.Errorf("cannot find benchmark %s in %s", pattern, pkg)
	}
	return got, nil
}
