package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
)

func files(t *testing.T, contents map[string]string) string {
	t.Helper()
	directory := t.TempDir()
	for name, content := range contents {
		if err := os.WriteFile(filepath.Join(directory, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return directory
}

func TestRun(t *testing.T) {
	program := strings.Repeat("program ", 1000)
	directory := files(t, map[string]string{"app.wasm": program, "icon.png": program, "tiny.js": "1"})
	cache := filepath.Join(t.TempDir(), "cache")
	if err := run(directory, cache); err != nil {
		t.Fatal(err)
	}
	for extension, decode := range map[string]func(io.Reader) (io.Reader, error){
		".br": func(r io.Reader) (io.Reader, error) { return brotli.NewReader(r), nil },
		".gz": func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) },
	} {
		compressed, err := os.ReadFile(filepath.Join(directory, "app.wasm"+extension))
		if err != nil {
			t.Fatal(err)
		}
		r, err := decode(bytes.NewReader(compressed))
		if err != nil {
			t.Fatal(err)
		}
		if content, err := io.ReadAll(r); err != nil || string(content) != program {
			t.Errorf("%s does not hold the program: %v", extension, err)
		}
		for _, name := range []string{"icon.png", "tiny.js"} {
			if _, err := os.Stat(filepath.Join(directory, name+extension)); !os.IsNotExist(err) {
				t.Errorf("%s%s: want none", name, extension)
			}
		}
	}
}

// A result in the cache is used, and one that nothing asked for is removed.
func TestCache(t *testing.T) {
	cache := t.TempDir()
	first := files(t, map[string]string{"a.js": strings.Repeat("a", 100)})
	if err := run(first, cache); err != nil {
		t.Fatal(err)
	}
	kept, err := filepath.Glob(filepath.Join(cache, "*.br"))
	if err != nil || len(kept) != 1 {
		t.Fatalf("cache holds %q, %v", kept, err)
	}
	if err := os.WriteFile(kept[0], []byte("from the cache"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := run(first, cache); err != nil {
		t.Fatal(err)
	}
	if content, _ := os.ReadFile(filepath.Join(first, "a.js.br")); string(content) != "from the cache" {
		t.Errorf("a.js.br holds %q", content)
	}
	if err := run(files(t, map[string]string{"b.js": strings.Repeat("b", 100)}), cache); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(kept[0]); !os.IsNotExist(err) {
		t.Error("the result for a.js is still there")
	}
}

func TestRunFails(t *testing.T) {
	if err := run(filepath.Join(t.TempDir(), "missing"), ""); err == nil {
		t.Error("no error for a directory that is not there")
	}
}
