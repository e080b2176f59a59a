package site

import (
	"bytes"
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// goApp is the module of the page's framework.
//
// Its package app holds the browser's half and a server's half in one. Ours is
// the browser's, but as the other half imports net/http and through it all of
// crypto, the linker keeps what those packages do when a program starts: a
// quarter of the program. So the program is compiled with a copy of the module,
// of the version that go.mod names, that lacks the files of the server's half,
// and the two parts of the browser's half that weigh most and that the program
// has no use for: routes by regular expression, and states kept as JSON.
// Nothing else is changed, and the build fails when the copy does not compile
// or is not what is expected here.
const goApp = "github.com/maxence-charriere/go-app/v9"

var (
	// serverFiles lists the files of package app that make up the server's half.
	serverFiles = []string{"http.go", "resource.go", "static.go", "wasm.go", "wasmexec.go"}
	// sharedFunctions lists the functions in these files that the browser's
	// half calls, and sharedImports what they import.
	sharedFunctions = []string{"isRemoteLocation", "isStaticResourcePath"}
	sharedImports   = []string{"strings"}
)

// changes are those to the files of the browser's half.
var changes = map[string][]struct{ from, to string }{
	"pkg/app/route.go": {
		{"\t\"regexp\"\n", ""},
		{"\t\tregexp:       regexp.MustCompile(pattern),\n", ""},
		{"if rwr.regexp.MatchString(path) {", "panic(\"routes by regular expression are left out\")\n\t\t\tif false {"},
		{"\tregexp       *regexp.Regexp\n", ""},
	},
}

// Every file imports JSON as this package instead.
const (
	jsonImport  = "\"encoding/json\""
	jsonPackage = `// Package json stands in for encoding/json and does nothing.
package json

import "errors"

type RawMessage []byte

var errNone = errors.New("this program keeps nothing as JSON")

func Marshal(any) ([]byte, error)                       { return nil, errNone }
func MarshalIndent(any, string, string) ([]byte, error) { return nil, errNone }
func Unmarshal([]byte, any) error                       { return errNone }
`
)

// lighten returns a file of the browser's half with its changes.
func lighten(name string, content []byte) ([]byte, error) {
	for _, c := range changes[name] {
		if bytes.Count(content, []byte(c.from)) != 1 {
			return nil, fmt.Errorf("%s: want %q once", name, c.from)
		}
		content = bytes.Replace(content, []byte(c.from), []byte(c.to), 1)
	}
	return bytes.Replace(content, []byte(jsonImport), []byte(strconv.Quote(goApp+"/pkg/json")), 1), nil
}

// client makes the browser's half of goApp, as the module at root has it, in
// the directory cache and returns the go.mod file to compile with.
func client(ctx context.Context, root, cache string) (modfile string, err error) {
	listed, err := command(ctx, root, "go", "list", "-m", "-f", "{{.Dir}}", goApp).Output()
	if err != nil {
		return "", fmt.Errorf("go list -m %s: %w", goApp, err)
	}
	half := filepath.Join(cache, "go-app")
	if err := os.RemoveAll(half); err != nil {
		return "", err
	}
	files, err := browserHalf(os.DirFS(strings.TrimSpace(string(listed))))
	if err != nil {
		return "", fmt.Errorf("%s: %w", goApp, err)
	}
	for name, content := range files {
		name = filepath.Join(half, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return "", err
		}
		if err := os.WriteFile(name, content, 0o644); err != nil {
			return "", err
		}
	}

	relative, err := filepath.Rel(root, half)
	if err != nil {
		return "", err
	}
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		return "", err
	}
	sum, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		return "", err
	}
	modfile = filepath.Join(cache, "client.mod")
	mod = fmt.Appendf(mod, "\nreplace %s => ./%s\n", goApp, filepath.ToSlash(relative))
	if err := os.WriteFile(modfile, mod, 0o644); err != nil {
		return "", err
	}
	// The go command looks for checksums beside the go.mod file it is given.
	return modfile, os.WriteFile(filepath.Join(cache, "client.sum"), sum, 0o644)
}

// browserHalf returns the files of the browser's half by their names in the module.
func browserHalf(module fs.FS) (map[string][]byte, error) {
	const directory = "pkg/app"
	half := map[string][]byte{}
	var server [][]byte
	err := fs.WalkDir(module, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		isSource := path.Ext(name) == ".go" && !strings.HasSuffix(name, "_test.go") && strings.HasPrefix(name, "pkg/")
		if !isSource && name != "go.mod" {
			return nil
		}
		content, err := fs.ReadFile(module, name)
		if err != nil {
			return err
		}
		if path.Dir(name) == directory && slices.Contains(serverFiles, path.Base(name)) {
			server = append(server, content)
		} else {
			half[name], err = lighten(name, content)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if len(server) != len(serverFiles) {
		return nil, fmt.Errorf("%s: found %d of the files %s", directory, len(server), strings.Join(serverFiles, ", "))
	}
	shared, err := extract(server)
	if err != nil {
		return nil, err
	}
	half[directory+"/shared.go"] = shared
	half["pkg/json/json.go"] = []byte(jsonPackage)
	return half, nil
}

// extract returns a file with the shared functions, which it finds in files.
func extract(files [][]byte) ([]byte, error) {
	var shared bytes.Buffer
	fmt.Fprintf(&shared, "package app\n\nimport (\n")
	for _, name := range sharedImports {
		fmt.Fprintf(&shared, "\t%q\n", name)
	}
	fmt.Fprintf(&shared, ")\n")
	found := 0
	for _, content := range files {
		positions := token.NewFileSet()
		file, err := parser.ParseFile(positions, "", content, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		for _, declaration := range file.Decls {
			function, is := declaration.(*ast.FuncDecl)
			if !is || function.Recv != nil || !slices.Contains(sharedFunctions, function.Name.Name) {
				continue
			}
			source := content[positions.Position(function.Pos()).Offset:positions.Position(function.End()).Offset]
			fmt.Fprintf(&shared, "\n%s\n", source)
			found++
		}
	}
	if found != len(sharedFunctions) {
		return nil, fmt.Errorf("found %d of the functions %s", found, strings.Join(sharedFunctions, ", "))
	}
	return shared.Bytes(), nil
}
