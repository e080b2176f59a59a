package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// source returns the repository's own site with a stand-in for the program.
func source(t *testing.T, program string) Source {
	t.Helper()
	toolchain, err := os.ReadFile(filepath.Join(runtime.GOROOT(), "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		t.Fatal(err)
	}
	extension, err := os.ReadFile("../../wasm_exec.js")
	if err != nil {
		t.Fatal(err)
	}
	return Source{Static: os.DirFS("../static"), Program: []byte(program), Kernel: []byte("kernel"), Toolchain: toolchain, Extension: extension}
}

func assemble(t *testing.T, s Source) map[string][]byte {
	t.Helper()
	files, err := Assemble(s)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// find returns the name of the one file that has a hash between stem and extension.
func find(t *testing.T, files map[string][]byte, stem, extension string) string {
	t.Helper()
	var found []string
	for name := range files {
		if strings.HasPrefix(name, stem+".") && strings.HasSuffix(name, extension) && Hashed(name) {
			found = append(found, name)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%s.<hash>%s: found %q, want one", stem, extension, found)
	}
	return found[0]
}

func TestAssembleTwice(t *testing.T) {
	first, second := assemble(t, source(t, "program")), assemble(t, source(t, "program"))
	if !maps.EqualFunc(first, second, bytes.Equal) {
		t.Error("two sites of one source differ")
	}
}

func TestAssembleFixedNames(t *testing.T) {
	files := assemble(t, source(t, "program"))
	for name := range files {
		if Hashed(name) == slices.Contains(fixed, name) {
			t.Errorf("%s: hash in the name %v", name, Hashed(name))
		}
	}
	for _, name := range fixed {
		if files[name] == nil {
			t.Errorf("no %s", name)
		}
	}
}

// Every name of the site that a file mentions exists, and no reference is left
// as it was written.
func TestAssembleReferences(t *testing.T) {
	files := assemble(t, source(t, "program"))
	mention := regexp.MustCompile(`"\./([\w.-]+)"`)
	for name, content := range files {
		if !slices.Contains(texts, filepath.Ext(name)) {
			continue
		}
		for _, m := range mention.FindAllSubmatch(content, -1) {
			if target := string(m[1]); files[target] == nil {
				t.Errorf("%s refers to %s, which is not there", name, target)
			}
		}
		if left := regexp.MustCompile(`"(bytes|build|version|files):[^"]*"`).Find(content); left != nil {
			t.Errorf("%s still holds %s", name, left)
		}
	}
	program := find(t, files, "app", ".wasm")
	if want := `href="./` + program + `" as="fetch" crossorigin="anonymous" data-bytes="27"`; !strings.Contains(string(files["index.html"]), want) {
		t.Errorf("index.html does not hold %s", want)
	}
}

// Another program has another name, and so do the files that lead to it, but
// not those that do not.
func TestAssembleOtherProgram(t *testing.T) {
	one, other := assemble(t, source(t, "one")), assemble(t, source(t, "other"))
	for _, kind := range []struct {
		stem, extension string
		same            bool
	}{{"app", ".wasm", false}, {"wasm_exec", ".js", true}, {"worker", ".js", false}, {"kernel", ".wasm", false}, {"painter", ".js", true}} {
		a, b := find(t, one, kind.stem, kind.extension), find(t, other, kind.stem, kind.extension)
		if same := a == b; same != kind.same {
			t.Errorf("%s and %s: same %v, want %v", a, b, same, kind.same)
		}
	}
	if bytes.Equal(one["sw.js"], other["sw.js"]) {
		t.Error("the service worker does not see the other program")
	}
}

func TestAssembleServiceWorkerKeepsEverything(t *testing.T) {
	files := assemble(t, source(t, "program"))
	worker := string(files["sw.js"])
	for name := range files {
		if name == "sw.js" || name == "index.html" {
			continue
		}
		if name == "bench.js" {
			if strings.Contains(worker, name) {
				t.Error("sw.js keeps bench.js, which the page does not use")
			}
			continue
		}
		if !strings.Contains(worker, `"./`+name+`"`) {
			t.Errorf("sw.js does not keep %s", name)
		}
	}
	if !strings.Contains(worker, `["./", "./`) {
		t.Error("sw.js does not keep the page")
	}
}

func TestAssembleWasmExec(t *testing.T) {
	s := source(t, "program")
	files := assemble(t, s)
	content := files[find(t, files, "wasm_exec", ".js")]
	if !bytes.HasPrefix(content, s.Toolchain) || !bytes.HasSuffix(content, s.Extension) {
		t.Error("wasm_exec.js is not the toolchain's followed by ours")
	}
}

// The page holds its scripts and styles, and its policy allows just those.
func TestAssemblePolicy(t *testing.T) {
	page := string(assemble(t, source(t, "program"))["index.html"])
	for tag, directive := range map[string]string{"script": "script-src 'self' 'wasm-unsafe-eval'", "style": "style-src 'self'"} {
		var want string
		for _, e := range regexp.MustCompile(`(?s)<`+tag+`>(.*?)</`+tag+`>`).FindAllStringSubmatch(page, -1) {
			sum := sha256.Sum256([]byte(e[1]))
			want += " 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
		}
		if want == "" || !strings.Contains(page, directive+want+";") {
			t.Errorf("the page does not hold %s%s;", directive, want)
		}
	}
	for _, left := range []string{`"inline:`, " scripts:", " styles:", "./boot.", "unsafe-inline"} {
		if strings.Contains(page, left) {
			t.Errorf("the page still holds %s", left)
		}
	}
}

// Page, worker, program and kernel name one build, another program another.
func TestAssembleBuild(t *testing.T) {
	builds := map[string]bool{}
	for _, program := range []string{"one", "other"} {
		files := assemble(t, source(t, program))
		stamped := files[find(t, files, "app", ".wasm")]
		section, found := bytes.CutPrefix(stamped, []byte(program+"\x00\x12\x05build"))
		if !found || len(section) != hashLength {
			t.Fatalf("the program is %q", stamped)
		}
		build := string(section)
		builds[build] = true
		if kernel := files[find(t, files, "kernel", ".wasm")]; !bytes.HasSuffix(kernel, section) {
			t.Errorf("the kernel is %q, want build %s", kernel, build)
		}
		for _, name := range []string{"index.html", find(t, files, "worker", ".js")} {
			if !bytes.Contains(files[name], []byte(`"`+build+`"`)) {
				t.Errorf("%s does not name build %s", name, build)
			}
		}
	}
	if len(builds) != 2 {
		t.Errorf("two programs have the builds %v", builds)
	}
}

func TestAssembleRefuses(t *testing.T) {
	good := func() fstest.MapFS {
		return fstest.MapFS{
			"index.html": {Data: []byte(`"./app.wasm" "./wasm_exec.js" "./kernel.wasm" "./sw.js" "./icon-192.png" "./icon-512.png" "./icon-maskable-512.png" "./a.js"`)},
			"a.js":       {Data: []byte(`1`)},
			"sw.js":      {Data: []byte(`["files:"] "version:"`)},
			"bench.js":   {Data: []byte(`"./app.wasm"`)},
		}
	}
	for _, test := range []struct {
		name, file, content, want string
	}{
		{"missing", "a.js", `"./b.js"`, "site: index.html: a.js: there is no b.js"},
		{"cycle", "a.js", `"./a.js"`, "site: index.html: a.js: a.js refers to itself, perhaps through another file"},
		{"unused", "b.js", `1`, "site: nothing refers to b.js"},
		{"late mark", "a.js", `"version:"`, `site: index.html: a.js: "version:" may stand in sw.js only`},
		{"no list", "sw.js", `"version:"`, `site: sw.js: want "files:" once`},
		{"stranger", "bench.js", `"./b.js"`, "site: bench.js: there is no b.js"},
		{"no page", "index.html", "", "site: there is no index.html"},
	} {
		t.Run(test.name, func(t *testing.T) {
			static := good()
			static[test.file] = &fstest.MapFile{Data: []byte(test.content)}
			if test.content == "" {
				delete(static, test.file)
			}
			_, err := Assemble(Source{Static: static})
			if err == nil || err.Error() != test.want {
				t.Errorf("got error %v, want %s", err, test.want)
			}
		})
	}
	static := good()
	if _, err := Assemble(Source{Static: static}); err != nil {
		t.Errorf("the unbroken site: %v", err)
	}
}

func TestHashed(t *testing.T) {
	for name, want := range map[string]bool{
		"app.0123456789ab.wasm":     true,
		"icon-192.ffffffffffff.png": true,
		"app.0123456789ab.wasm.br":  true,
		"app.0123456789ab.wasm.gz":  true,
		"app.0123456789ab.wasm.zip": false,
		"index.html.br":             false,
		"app.wasm":                  false,
		"app.0123456789ag.wasm":     false,
		"app.0123456789abc.wasm":    false,
		"0123456789ab.js":           false,
		"index.html":                false,
	} {
		if got := Hashed(name); got != want {
			t.Errorf("Hashed(%q) = %v, want %v", name, got, want)
		}
	}
}

func TestIcons(t *testing.T) {
	for name, side := range map[string]int{"icon-192.png": 192, "icon-512.png": 512, "icon-maskable-512.png": 512} {
		picture, err := png.Decode(bytes.NewReader(icons()[name]))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if size := picture.Bounds().Size(); size.X != side || size.Y != side {
			t.Errorf("%s is %v, want a square of %d", name, size, side)
		}
		if got := picture.At(side/2, side/2); got != picture.ColorModel().Convert(iconInside) {
			t.Errorf("%s: middle %v, want %v", name, got, iconInside)
		}
		_, _, _, alpha := picture.At(0, 0).RGBA()
		if opaque := alpha == 0xffff; opaque != strings.Contains(name, "maskable") {
			t.Errorf("%s: corner has alpha %#x", name, alpha)
		}
	}
	// The SVG has the same shapes.
	svg, err := os.ReadFile("../static/icon.svg")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`width="512" height="512" rx="96" fill="#f0a35e"`, `r="160" fill="#fff"`, `r="136" fill="#2f6fb3"`,
	} {
		if !strings.Contains(string(svg), want) {
			t.Errorf("icon.svg does not hold %s", want)
		}
	}
}
