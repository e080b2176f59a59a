package site

import (
	"archive/zip"
	"bytes"
	"io"
	"maps"
	"os"
	"testing"
	"time"
)

func TestArchive(t *testing.T) {
	files := map[string][]byte{"index.html": []byte("<page>"), "app.0123456789ab.wasm.br": {1, 2, 3}, "empty.js": {}}
	var archives [][]byte
	for range 2 {
		directory := t.TempDir()
		for name, content := range files {
			if err := os.WriteFile(directory+"/"+name, content, 0o600); err != nil {
				t.Fatal(err)
			}
			if err := os.Chtimes(directory+"/"+name, time.Now(), time.Now().Add(-time.Duration(len(archives))*time.Hour)); err != nil {
				t.Fatal(err)
			}
		}
		a, err := archive(os.DirFS(directory))
		if err != nil {
			t.Fatal(err)
		}
		archives = append(archives, a)
	}
	if !bytes.Equal(archives[0], archives[1]) {
		t.Error("two archives of equal files differ")
	}
	r, err := zip.NewReader(bytes.NewReader(archives[0]), int64(len(archives[0])))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string][]byte{}
	for _, f := range r.File {
		part, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(part)
		if err != nil {
			t.Fatal(err)
		}
		if f.Mode().Perm() != 0o644 {
			t.Errorf("%s has mode %v", f.Name, f.Mode())
		}
		got[f.Name[len(archived):]] = content
	}
	if !maps.EqualFunc(got, files, bytes.Equal) {
		t.Errorf("unpacked %q, want %q", got, files)
	}
}
