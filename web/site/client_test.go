package site

import (
	"bytes"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
)

// The browser's half is go-app as it is, less the server's files and but for
// the changes, and nothing in it leads to what weighs most.
func TestBrowserHalf(t *testing.T) {
	listed, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", goApp).Output()
	if err != nil {
		t.Fatal(err)
	}
	directory := strings.TrimSpace(string(listed))
	half, err := browserHalf(os.DirFS(directory))
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range half {
		if name != "pkg/app/shared.go" && name != "pkg/json/json.go" {
			original, err := os.ReadFile(directory + "/" + name)
			expected := bytes.Replace(original, []byte(`"encoding/json"`), []byte(`"`+goApp+`/pkg/json"`), 1)
			for _, c := range changes[name] {
				expected = bytes.Replace(expected, []byte(c.from), []byte(c.to), 1)
			}
			if err != nil || !bytes.Equal(expected, content) {
				t.Errorf("%s differs from go-app's: %v", name, err)
			}
		}
		if path.Dir(name) != "pkg/app" {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, content, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range file.Imports {
			if imported, _ := strconv.Unquote(spec.Path.Value); slices.Contains([]string{"net/http", "encoding/json", "regexp"}, imported) || strings.HasPrefix(imported, "net/http/") {
				t.Errorf("%s imports %s", name, imported)
			}
		}
	}
	for _, name := range sharedFunctions {
		if !strings.Contains(string(half["pkg/app/shared.go"]), "\nfunc "+name+"(") {
			t.Errorf("shared.go lacks %s", name)
		}
	}
}

func TestBrowserHalfOfAnotherVersion(t *testing.T) {
	module := fstest.MapFS{}
	for _, name := range serverFiles {
		module["pkg/app/"+name] = &fstest.MapFile{Data: []byte("package app\n")}
	}
	if _, err := browserHalf(module); err == nil || !strings.HasPrefix(err.Error(), "found 0 of the functions ") {
		t.Errorf("without the shared functions: %v", err)
	}
	module["pkg/app/route.go"] = &fstest.MapFile{Data: []byte("package app\n")}
	if _, err := browserHalf(module); err == nil || !strings.HasPrefix(err.Error(), "pkg/app/route.go: want ") {
		t.Errorf("with another route.go: %v", err)
	}
	delete(module, "pkg/app/route.go")
	delete(module, "pkg/app/http.go")
	if _, err := browserHalf(module); err == nil || !strings.HasPrefix(err.Error(), "pkg/app: found 4 of the files ") {
		t.Errorf("without http.go: %v", err)
	}
}
