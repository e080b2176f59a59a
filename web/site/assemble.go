package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Source is what a site is made of.
type Source struct {
	Static    fs.FS  // web/static: the page, its styles, scripts and icon
	Program   []byte // app.wasm
	Kernel    []byte // kernel.wasm, the engine's inner loops in SIMD instructions
	Toolchain []byte // lib/wasm/wasm_exec.js of the Go toolchain that built Program
	Extension []byte // our wasm_exec.js, which goes behind the toolchain's
	Still     Still
}

// Still is what the page shows while the program is on its way, as app/still
// prints it.
type Still struct {
	Experiment string // the one in the picture, in its text form
	Epochs     string // for how many it was trained
	Page       string // HTML
}

// fixed lists the files that browsers and links find under a name that must
// not change.
var fixed = []string{"index.html", "manifest.webmanifest", "sw.js", "bench.js"}

// late is the file that may use "version:" and "files:", which depend on all
// others, and that nothing else depends on, as its name is fixed.
const late = "sw.js"

// apart is the file for other programs than the page. Nothing of the page
// refers to it, and a reader's browser does not keep it.
const apart = "bench.js"

// texts lists the extensions of files that may refer to others.
var texts = []string{".css", ".html", ".js", ".webmanifest"}

// reference matches the quoted strings that are replaced.
var reference = regexp.MustCompile(`"(bytes:)?\./[\w.-]+"|"build:"|"version:"|"files:"`)

// inlined matches the elements whose file becomes part of the page: what a
// browser needs before it can paint, which would cost another way to the host.
var inlined = regexp.MustCompile(`<script src="inline:\./([\w.-]+)"></script>|<link rel="stylesheet" href="inline:\./([\w.-]+)">`)

// Assemble returns every file of the site by its name. It fails on a reference
// to a file that does not exist, on a cycle of references and on a file to
// which nothing refers.
func Assemble(source Source) (map[string][]byte, error) {
	a := assembly{source: map[string][]byte{}, site: map[string][]byte{}, names: map[string]string{}}
	entries, err := fs.ReadDir(source.Static, ".")
	if err != nil {
		return nil, fmt.Errorf("site: %w", err)
	}
	for _, entry := range entries {
		content, err := fs.ReadFile(source.Static, entry.Name())
		if err != nil {
			return nil, fmt.Errorf("site: %w", err)
		}
		a.source[entry.Name()] = content
	}
	if page, exists := a.source[stillPage]; exists {
		a.source[stillPage] = source.Still.into(page)
	}
	a.build = hash(slices.Concat(source.Program, source.Kernel))
	a.source["app.wasm"] = stamp(source.Program, a.build)
	a.source["kernel.wasm"] = stamp(source.Kernel, a.build)
	a.source["wasm_exec.js"] = slices.Concat(source.Toolchain, []byte("\n"), source.Extension)
	for name, icon := range icons() {
		a.source[name] = icon
	}
	if err := a.assemble(); err != nil {
		return nil, fmt.Errorf("site: %w", err)
	}
	return a.site, nil
}

// stillPage is the file that holds a Still.
const stillPage = "index.html"

// into returns the page with the still in the places that are marked for it.
func (s Still) into(page []byte) []byte {
	return []byte(strings.NewReplacer(
		`"default:"`, strconv.Quote(html.EscapeString(s.Experiment)),
		"<!-- epochs -->", s.Epochs,
		"<!-- still -->", s.Page,
	).Replace(string(page)))
}

// assembly is a site under way.
type assembly struct {
	source map[string][]byte
	site   map[string][]byte
	build  string            // a name of program and kernel
	names  map[string]string // from the name of a source to its name in the site; "" while it is being made
}

func (a *assembly) assemble() error {
	if _, err := a.publish("index.html"); err != nil {
		return err
	}
	for _, name := range []string{late, apart} {
		if _, err := a.publish(name); err != nil {
			return err
		}
	}
	for name := range a.source {
		if _, used := a.names[name]; !used {
			return fmt.Errorf("nothing refers to %s", name)
		}
	}
	return nil
}

// publish puts the named source and all it refers to into the site and returns
// its name there.
func (a *assembly) publish(name string) (string, error) {
	if published, begun := a.names[name]; begun {
		if published == "" {
			return "", fmt.Errorf("%s refers to itself, perhaps through another file", name)
		}
		return published, nil
	}
	content, exists := a.source[name]
	if !exists {
		return "", fmt.Errorf("there is no %s", name)
	}
	if name == late {
		return a.publishLate(content)
	}
	a.names[name] = ""
	if slices.Contains(texts, path.Ext(name)) {
		var err error
		if content, err = a.inline(content); err != nil {
			return "", fmt.Errorf("%s: %w", name, err)
		}
		if content, err = a.replace(content); err != nil {
			return "", fmt.Errorf("%s: %w", name, err)
		}
		content = permit(content)
	}
	published := name
	if !slices.Contains(fixed, name) {
		extension := path.Ext(name)
		published = strings.TrimSuffix(name, extension) + "." + hash(content) + extension
	}
	a.names[name] = published
	a.site[published] = content
	return published, nil
}

// inline returns a page with the content of the elements that inlined matches.
func (a *assembly) inline(page []byte) ([]byte, error) {
	var failure error
	filled := inlined.ReplaceAllFunc(page, func(element []byte) []byte {
		names := inlined.FindSubmatch(element)
		tag, name := "script", string(names[1])
		if name == "" {
			tag, name = "style", string(names[2])
		}
		content, exists := a.source[name]
		if !exists || bytes.Contains(content, []byte("</"+tag)) {
			failure = fmt.Errorf("%s cannot become part of it", name)
		}
		if _, published := a.names[name]; !published {
			a.names[name] = name
		}
		return fmt.Appendf(nil, "<%s>%s</%[1]s>", tag, content)
	})
	return filled, failure
}

// element matches scripts and styles that are part of a page.
var element = regexp.MustCompile(`(?s)<(script|style)>(.*?)</(?:script|style)>`)

// permit writes the hashes of a page's own scripts and styles into its
// Content-Security-Policy, where "scripts:" and "styles:" stand.
func permit(page []byte) []byte {
	hashes := map[string][]string{}
	for _, e := range element.FindAllSubmatch(page, -1) {
		sum := sha256.Sum256(e[2])
		tag := string(e[1])
		hashes[tag] = append(hashes[tag], "'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'")
	}
	for tag, mark := range map[string]string{"script": " scripts:;", "style": " styles:;"} {
		allowed := ";"
		if len(hashes[tag]) > 0 {
			allowed = " " + strings.Join(hashes[tag], " ") + ";"
		}
		page = bytes.Replace(page, []byte(mark), []byte(allowed), 1)
	}
	return page
}

// replace returns content with its references replaced, except for the marks
// to leave as they are. A reference to the late file needs only its name, which
// is fixed, so it does not wait for it.
func (a *assembly) replace(content []byte, leave ...string) ([]byte, error) {
	var failure error
	replaced := reference.ReplaceAllFunc(content, func(quoted []byte) []byte {
		if slices.Contains(leave, string(quoted)) {
			return quoted
		}
		target := strings.Trim(string(quoted), `"`)
		if target == "build:" {
			return strconv.AppendQuote(nil, a.build)
		}
		target, isSize := strings.CutPrefix(target, "bytes:")
		name, isFile := strings.CutPrefix(target, "./")
		if name == late && !isSize {
			return quoted
		}
		if !isFile {
			failure = fmt.Errorf("%s may stand in %s only", quoted, late)
			return quoted
		}
		published, err := a.publish(name)
		if err != nil {
			failure = err
			return quoted
		}
		if isSize {
			return strconv.AppendQuote(nil, strconv.Itoa(len(a.site[published])))
		}
		return strconv.AppendQuote(nil, "./"+published)
	})
	return replaced, failure
}

// publishLate makes the service worker, which names every other file of the
// page.
func (a *assembly) publishLate(content []byte) (string, error) {
	content, err := a.replace(content, `"version:"`, `"files:"`)
	if err != nil {
		return "", fmt.Errorf("%s: %w", late, err)
	}
	var names []string
	for name := range a.site {
		names = append(names, name)
	}
	slices.Sort(names)
	var version bytes.Buffer
	files := []string{`"./"`}
	for _, name := range names {
		fmt.Fprintf(&version, "%s %s\n", name, hash(a.site[name]))
		if name != "index.html" { // which is kept as "./"
			files = append(files, strconv.Quote("./"+name))
		}
	}
	version.Write(content)
	for _, r := range []struct{ mark, value string }{
		{`"version:"`, strconv.Quote(hash(version.Bytes()))},
		{`"files:"`, strings.Join(files, ", ")},
	} {
		if bytes.Count(content, []byte(r.mark)) != 1 {
			return "", fmt.Errorf("%s: want %s once", late, r.mark)
		}
		content = bytes.Replace(content, []byte(r.mark), []byte(r.value), 1)
	}
	a.site[late] = content
	a.names[late] = late
	return late, nil
}
