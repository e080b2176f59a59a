package site

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
)

// A Budget is how many bytes a part of the site has and may have.
type Budget struct {
	Part      string
	Has, Most int
}

// Budgets measures a built site: what crosses the network on a first visit,
// the service worker's copies included, to a browser that takes Brotli, the
// program's share of that, and the page's JavaScript before compression, the
// toolchain's own part of wasm_exec.js, which has that many bytes, apart.
func Budgets(dist fs.FS, toolchain int) ([]Budget, error) {
	entries, err := fs.ReadDir(dist, ".")
	if err != nil {
		return nil, fmt.Errorf("site: %w", err)
	}
	size := func(name string) int {
		content, err := fs.ReadFile(dist, name)
		if err != nil {
			return 0
		}
		return len(content)
	}
	program, visit, scripts := 0, 0, -toolchain
	isProgram := regexp.MustCompile(`^app\.[0-9a-f]{12}\.wasm$`)
	for _, entry := range entries {
		name := entry.Name()
		extension := path.Ext(name)
		if extension == ".br" || extension == ".gz" {
			continue
		}
		if name == apart {
			continue // no page asks for it
		}
		if extension == ".js" {
			scripts += size(name)
		}
		if extension == ".html" {
			content, err := fs.ReadFile(dist, name)
			if err != nil {
				return nil, fmt.Errorf("site: %w", err)
			}
			for _, e := range element.FindAllSubmatch(content, -1) {
				if string(e[1]) == "script" {
					scripts += len(e[2])
				}
			}
		}
		sent := size(name + ".br")
		if sent == 0 {
			sent = size(name)
		}
		visit += sent
		if isProgram.MatchString(name) {
			program += sent
		}
	}
	if program == 0 || scripts <= 0 {
		return nil, errors.New("site: no program or no scripts to measure")
	}
	return []Budget{{"app.wasm, Brotli", program, 1_500_000}, {"first visit, Brotli", visit, 1_600_000}, {"JavaScript, as it is", scripts, 25_000}}, nil
}

// Check returns an error that names each part that is too large.
func Check(budgets []Budget) error {
	var over []string
	for _, b := range budgets {
		if b.Has > b.Most {
			over = append(over, fmt.Sprintf("%s: %d bytes, want at most %d", b.Part, b.Has, b.Most))
		}
	}
	if len(over) > 0 {
		return errors.New("site: " + strings.Join(over, "; "))
	}
	return nil
}
