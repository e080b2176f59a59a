// Compress puts a .br (Brotli, quality 11) and a .gz (gzip, level 9) next to
// every file of a directory that becomes smaller by it, so that a server can
// answer with what a browser understands without compressing again.
//
// It is a module of its own, because Go's standard library has no Brotli and
// the program itself needs none.
//
//	compress [-cache directory] directory
//
// Brotli takes long on the program. With -cache, results are kept under
// the hash of their input; what this run has no use for is removed.
package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"github.com/andybalholm/brotli"
)

func main() {
	cache := flag.String("cache", "", "`directory` to keep results in; none when empty")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: compress [-cache directory] directory")
		os.Exit(2)
	}
	if err := run(flag.Arg(0), *cache); err != nil {
		fmt.Fprintln(os.Stderr, "compress:", err)
		os.Exit(1)
	}
}

// extensions lists the files worth compressing; pictures already are.
var extensions = []string{".css", ".html", ".js", ".svg", ".wasm", ".webmanifest"}

// An encoding is one way to compress.
type encoding struct {
	extension string
	writer    func(io.Writer) (io.WriteCloser, error)
}

var encodings = []encoding{
	{".br", func(w io.Writer) (io.WriteCloser, error) {
		return brotli.NewWriterLevel(w, brotli.BestCompression), nil
	}},
	{".gz", func(w io.Writer) (io.WriteCloser, error) {
		return gzip.NewWriterLevel(w, gzip.BestCompression)
	}},
}

// run compresses the files of directory in every encoding, all at once.
func run(directory, cache string) error {
	if cache != "" {
		if err := os.MkdirAll(cache, 0o755); err != nil {
			return err
		}
	}
	entries, err := os.ReadDir(directory)
	if err != nil {
		return err
	}
	var group sync.WaitGroup
	failures := make(chan error, len(entries)*len(encodings))
	used := map[string]bool{}
	for _, entry := range entries {
		if !slices.Contains(extensions, filepath.Ext(entry.Name())) {
			continue
		}
		file := filepath.Join(directory, entry.Name())
		content, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(content)
		for _, e := range encodings {
			kept := ""
			if cache != "" {
				key := hex.EncodeToString(sum[:]) + e.extension
				used[key] = true
				kept = filepath.Join(cache, key)
			}
			group.Go(func() {
				if err := e.put(file, content, kept); err != nil {
					failures <- err
				}
			})
		}
	}
	group.Wait()
	close(failures)
	if err := <-failures; err != nil {
		return err
	}
	return prune(cache, used)
}

// put writes the compressed content next to file, unless that is no smaller.
// When kept is not empty it is the file that holds, or will hold, the result.
func (e encoding) put(file string, content []byte, kept string) error {
	if kept != "" {
		if compressed, err := os.ReadFile(kept); err == nil {
			return place(file+e.extension, content, compressed)
		}
	}
	var compressed bytes.Buffer
	w, err := e.writer(&compressed)
	if err != nil {
		return err
	}
	if _, err := w.Write(content); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	if kept != "" {
		// By way of a second name, so that no half-written result is ever used.
		if err := os.WriteFile(kept+".new", compressed.Bytes(), 0o644); err != nil {
			return err
		}
		if err := os.Rename(kept+".new", kept); err != nil {
			return err
		}
	}
	return place(file+e.extension, content, compressed.Bytes())
}

func place(file string, content, compressed []byte) error {
	if len(compressed) >= len(content) {
		return nil
	}
	return os.WriteFile(file, compressed, 0o644)
}

// prune removes from the cache what is not used.
func prune(cache string, used map[string]bool) error {
	if cache == "" {
		return nil
	}
	entries, err := os.ReadDir(cache)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if !used[entry.Name()] {
			if err := os.Remove(filepath.Join(cache, entry.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}
