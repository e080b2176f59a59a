// Package boundaries checks which package of the repository imports which.
//
// It reads the import declarations of every file, whatever system the file is
// built for, so nothing hides behind a build constraint.
package boundaries

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// module is the name before every import path of the repository.
const module = "backprop/"

// Modules outside the repository. The first is the page's, the second the
// engine's.
const (
	goApp = "github.com/maxence-charriere/go-app/v9/"
	gonum = "gonum.org/v1/gonum/"
)

// A rule says what the packages under a directory may import besides the
// standard library: packages of the repository and modules outside, both by
// the beginning of their import path.
type rule struct {
	directory string
	own       []string
	outside   []string
}

// rules are tried in order; the first whose directory holds a package decides.
var rules = []rule{
	{"engine/kernel", nil, []string{gonum}},
	{"engine/dataset", nil, []string{gonum}},
	{"engine/nn", []string{"engine/kernel"}, []string{gonum}},
	{"engine/optim", []string{"engine/kernel", "engine/nn"}, []string{gonum}},
	{"engine/cmd", []string{"engine"}, []string{gonum}},
	{"engine", []string{"engine/kernel", "engine/nn", "engine/optim", "engine/dataset"}, []string{gonum}},
	{"app/draw", []string{"engine"}, nil},
	{"app/trainer", []string{"engine"}, nil},
	{"app/text", []string{"engine"}, nil},
	{"app/link", []string{"engine"}, nil},
	{"app/qr", nil, nil},
	{"app/worker", []string{"engine"}, nil},
	{"app/bench", []string{"engine"}, nil},
	{"app/ui", []string{"engine", "app/draw", "app/trainer", "app/text", "app/link", "app/qr"}, []string{goApp}},
	{"app/still", []string{"app/ui", "engine"}, nil},
	{"app", []string{"app/ui", "app/worker", "app/bench"}, []string{goApp}},
	{"web/boundaries", nil, nil},
	{"web/site", nil, nil},
	{"web/server", []string{"web/site"}, nil},
	{"web", []string{"web/site", "web/server"}, nil},
}

// nested lists the directories of other modules, whose go.mod files say what
// they need.
var nested = []string{"e2e", "web/compress"}

// Check returns one line for each import in the repository that breaks a rule,
// and for each file that no rule covers.
//
// A test may import any package of the repository and gonum; what it proves is
// not part of the program.
func Check(repository fs.FS) ([]string, error) {
	var broken []string
	err := fs.WalkDir(repository, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if name != "." && strings.HasPrefix(entry.Name(), ".") || slices.Contains(nested, name) {
				return fs.SkipDir
			}
			return nil
		}
		if path.Ext(name) != ".go" {
			return nil
		}
		content, err := fs.ReadFile(repository, name)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, content, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if reason := judge(name, imported); reason != "" {
				broken = append(broken, fmt.Sprintf("%s imports %s: %s", name, imported, reason))
			}
		}
		return nil
	})
	return broken, err
}

// judge returns why the named file may not import the path, or "".
func judge(name, imported string) string {
	directory := path.Dir(name)
	i := slices.IndexFunc(rules, func(r rule) bool { return within(directory, r.directory) })
	if i < 0 {
		return "no rule covers this directory"
	}
	r := rules[i]
	isTest := strings.HasSuffix(name, "_test.go")
	inside, isOwn := strings.CutPrefix(imported, module)
	first, _, _ := strings.Cut(imported, "/")
	switch {
	case imported == "syscall/js":
		if !within(directory, "app") || !strings.HasSuffix(strings.TrimSuffix(strings.TrimSuffix(name, ".go"), "_test"), "_js") {
			return "the browser is for _js.go files of app"
		}
	case isOwn:
		allowed := func(prefix string) bool { return within(inside, prefix) }
		if inside != directory && !isTest && !slices.ContainsFunc(r.own, allowed) || within(inside, "engine/cmd") {
			return r.directory + " may import " + list(r.own)
		}
	case strings.Contains(first, "."):
		allowed := func(prefix string) bool { return strings.HasPrefix(imported+"/", prefix) }
		if !slices.ContainsFunc(r.outside, allowed) && !(isTest && allowed(gonum)) {
			return r.directory + " may import, from outside, " + list(r.outside)
		}
	}
	return ""
}

// within reports whether a slash-separated path is directory or lies under it.
func within(name, directory string) bool {
	return name == directory || strings.HasPrefix(name, directory+"/")
}

func list(names []string) string {
	if len(names) == 0 {
		return "nothing"
	}
	return strings.Join(names, ", ")
}
