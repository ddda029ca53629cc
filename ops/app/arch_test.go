package app

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/lapwing-sec/lapwing/"

// pkg is what `go list -json` says of a package of ours.
type pkg struct {
	ImportPath, Dir, Name     string
	GoFiles, Imports          []string
	TestGoFiles               []string
	XTestGoFiles, TestImports []string
}

func packages(t *testing.T) []pkg {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Dir,Name,GoFiles,Imports,TestGoFiles,XTestGoFiles", "./...")
	cmd.Dir = root(t)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("cannot list packages: %v", err)
	}
	var all []pkg
	for dec := json.NewDecoder(strings.NewReader(string(out))); dec.More(); {
		var p pkg
		if err := dec.Decode(&p); err != nil {
			t.Fatal(err)
		}
		p.ImportPath = strings.TrimPrefix(p.ImportPath, module)
		all = append(all, p)
	}
	if len(all) < 10 {
		t.Fatalf("only %d packages listed: the check looks at nothing", len(all))
	}
	return all
}

func root(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// under reports whether path is dir or below it.
func under(path, dir string) bool { return path == dir || strings.HasPrefix(path, dir+"/") }

// arrow forbids an import; why is what a failing build tells its reader.
type arrow struct {
	from   string   // packages under this folder
	except []string // but not these
	to     string   // may not import packages under this path
	but    []string // except these
	why    string
}

var arrows = []arrow{
	{"actors/traffic", nil, module[:len(module)-1], nil, "traffic is the ground: it imports nothing of ours"},
	{"actors/finding", nil, module + "actors", []string{module + "actors/traffic"}, "finding knows only traffic"},
	{"actors/finding", nil, module + "query", nil, "finding knows only traffic"},
	{"actors", nil, module + "cluster", nil, "actors and cluster do not know each other"},
	{"actors", nil, module + "query", nil, "what concludes does not know who asks"},
	{"actors", nil, module + "ops", nil, "only ops wires"},
	{"cluster", nil, module + "actors", nil, "actors and cluster do not know each other"},
	{"cluster", nil, module + "query", nil, "placement does not know who asks"},
	{"cluster", nil, module + "ops", nil, "only ops wires"},
	{"query", nil, module + "cluster", nil, "query sees the cluster through Live"},
	{"query", nil, module + "ops", nil, "only ops wires"},
	{"actors/detect", nil, module + "actors/spool", nil, "detection is pure: it does not know where calls come from"},
	{"actors/detect", nil, module + "actors/ingest", nil, "detection is pure: it does not know where calls come from"},
	{"actors/spool", nil, module + "actors/detect", nil, "the spool keeps bytes, it does not look inside"},
	{"actors", []string{"actors"}, "github.com/asynkron/protoactor-go", nil, "only the actors root and cluster speak protoactor"},
	{"query", nil, "github.com/asynkron/protoactor-go", nil, "only the actors root and cluster speak protoactor"},
	{"actors", nil, "github.com/ClickHouse", nil, "only query/store speaks to the store"},
	{"cluster", nil, "github.com/ClickHouse", nil, "only query/store speaks to the store"},
	{"query", []string{"query/store", "query/store/engine", "query/store/storetest"}, "github.com/ClickHouse", nil,
		"only query/store speaks to the store"},
	{"query", []string{"query/api", "query/console"}, "github.com/labstack/echo", nil, "use-cases do not know HTTP"},
}

func TestArrows(t *testing.T) {
	for _, p := range packages(t) {
		for _, a := range arrows {
			if !under(p.ImportPath, a.from) || slices.Contains(a.except, p.ImportPath) {
				continue
			}
			for _, imp := range p.Imports {
				if under(imp, a.to) && !slices.ContainsFunc(a.but, func(b string) bool { return under(imp, b) }) {
					t.Errorf("%s imports %s: %s", p.ImportPath, imp, a.why)
				}
			}
		}
		if under(p.ImportPath, "query") && slices.Contains(p.Imports, module+"actors") {
			t.Errorf("%s imports the actors root: query declares Live and reads the store", p.ImportPath)
		}
	}
}

// pure are the folders in which everything takes values and the time and returns values.
var pure = []string{"actors/traffic", "actors/finding", "actors/detect", "cluster/place", "query/digest"}

var (
	impureImports = []string{"os", "io/ioutil", "net", "net/http", "context", "sync", "sync/atomic", "log", "log/slog",
		"os/exec", "math/rand", "math/rand/v2", "crypto/rand", "syscall"}
	impureCalls = []string{"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "NewTimer", "NewTicker", "Tick"}
)

func TestPurity(t *testing.T) {
	checked := 0
	for _, p := range packages(t) {
		if !slices.ContainsFunc(pure, func(d string) bool { return under(p.ImportPath, d) }) {
			continue
		}
		checked++
		for _, imp := range p.Imports {
			if slices.Contains(impureImports, imp) {
				t.Errorf("%s imports %s: pure packages do no I/O, read no clock, lock nothing", p.ImportPath, imp)
			}
		}
		for _, name := range p.GoFiles {
			impurities(t, filepath.Join(p.Dir, name))
		}
	}
	if checked < 5 {
		t.Fatalf("only %d pure packages found: the check looks at nothing", checked)
	}
}

func impurities(t *testing.T, file string) {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			t.Errorf("%s: a goroutine in a pure package", fset.Position(n.Pos()))
		case *ast.FuncDecl:
			if n.Recv == nil && n.Name.Name == "init" {
				t.Errorf("%s: init(): tables are explicit", fset.Position(n.Pos()))
			}
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && x.Name == "time" && slices.Contains(impureCalls, n.Sel.Name) {
				t.Errorf("%s: time.%s in a pure package: time is an argument", fset.Position(n.Pos()), n.Sel.Name)
			}
		}
		return true
	})
}

func TestEachPackageHasOneComment(t *testing.T) {
	for _, p := range packages(t) {
		var with []string
		for _, name := range p.GoFiles {
			f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(p.Dir, name), nil, parser.ParseComments|parser.PackageClauseOnly)
			if err != nil {
				t.Fatal(err)
			}
			if f.Doc != nil && !strings.HasSuffix(name, ".pb.go") {
				with = append(with, name)
			}
		}
		if len(with) != 1 && len(p.GoFiles) > 0 && !under(p.ImportPath, "proto") {
			t.Errorf("%s has %d package comments (%v), want exactly one", p.ImportPath, len(with), with)
		}
		if strings.Count(p.ImportPath, "/") > 3 {
			t.Errorf("%s lies too deep: depth is at most 3", p.ImportPath)
		}
	}
}

const (
	mostLines   = 400 // a file above this holds more than one concept
	medianLines = 120 // what half of the files stay under
)

func TestFilesStaySmall(t *testing.T) {
	var sizes []int
	for _, p := range packages(t) {
		for _, name := range p.GoFiles {
			b, err := os.ReadFile(filepath.Join(p.Dir, name))
			if err != nil {
				t.Fatal(err)
			}
			if head, _, _ := strings.Cut(string(b), "package "); strings.Contains(head, "Code generated") {
				continue
			}
			n := strings.Count(string(b), "\n")
			sizes = append(sizes, n)
			if n > mostLines {
				t.Errorf("%s/%s has %d lines, at most %d: split it by concept", p.ImportPath, name, n, mostLines)
			}
		}
	}
	slices.Sort(sizes)
	if m := sizes[len(sizes)/2]; m > medianLines {
		t.Errorf("median file has %d lines, at most %d", m, medianLines)
	}
}

var sqlText = regexp.MustCompile(`^\s*(SELECT\s|INSERT\s+INTO|CREATE\s+(TABLE|DATABASE)|ALTER\s+TABLE|DELETE\s+FROM)`)

func TestOnlyTheStoreHoldsSQL(t *testing.T) {
	for _, p := range packages(t) {
		if under(p.ImportPath, "query/store") || under(p.ImportPath, "actors/detect") {
			continue // detection's tables hold SQL as examples of attacks
		}
		for _, name := range p.GoFiles {
			fset := token.NewFileSet()
			f, err := parser.ParseFile(fset, filepath.Join(p.Dir, name), nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(f, func(n ast.Node) bool {
				lit, ok := n.(*ast.BasicLit)
				if !ok || lit.Kind != token.STRING {
					return true
				}
				if s, err := strconv.Unquote(lit.Value); err == nil && sqlText.MatchString(s) && !under(p.ImportPath, "ops/corpus") {
					t.Errorf("%s: SQL outside query/store", fset.Position(lit.Pos()))
				}
				return true
			})
		}
	}
}

// topLevel is what may stand at the root: the five folders and what tools expect there.
var topLevel = []string{
	"cluster", "actors", "query", "proto", "ops", "go.mod", "go.sum", "buf.yaml", "Taskfile.yml",
	"README.md", "LICENSE", "NOTICE", ".ci", ".git", ".gitignore", ".gitattributes", ".golangci.yml", ".task",
}

func TestTopLevel(t *testing.T) {
	cmd := exec.Command("git", "ls-files")
	cmd.Dir = root(t)
	out, err := cmd.Output()
	if err != nil {
		t.Skipf("no git checkout here: %v", err)
	}
	seen := map[string]bool{}
	for _, l := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		top, _, _ := strings.Cut(l, "/")
		if !seen[top] && !slices.Contains(topLevel, top) {
			t.Errorf("%s does not belong at the top level", top)
		}
		seen[top] = true
	}
	if !seen["actors"] || !seen["query"] {
		t.Fatal("git listed nothing of ours: the check looks at nothing")
	}
}
