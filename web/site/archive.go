package site

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"time"
)

// archived is the directory that the archive unpacks to.
const archived = "backpropagation-playground/"

// packed lists the extensions of files that deflating does not make smaller.
var packed = []string{".br", ".gz", ".png"}

// archive returns a zip of the site's files for whoever puts them on a web
// space by hand. Equal files give equal archives: neither dates nor the order
// of a directory enter it.
func archive(dist fs.FS) ([]byte, error) {
	entries, err := fs.ReadDir(dist, ".") // sorted by name
	if err != nil {
		return nil, fmt.Errorf("archive: %w", err)
	}
	var file bytes.Buffer
	w := zip.NewWriter(&file)
	for _, entry := range entries {
		content, err := fs.ReadFile(dist, entry.Name())
		if err != nil {
			return nil, fmt.Errorf("archive: %w", err)
		}
		header := &zip.FileHeader{
			Name:     archived + entry.Name(),
			Method:   zip.Deflate,
			Modified: time.Date(1980, time.January, 1, 0, 0, 0, 0, time.UTC), // the first that a zip can tell
		}
		if slices.Contains(packed, path.Ext(entry.Name())) {
			header.Method = zip.Store
		}
		header.SetMode(0o644)
		part, err := w.CreateHeader(header)
		if err != nil {
			return nil, fmt.Errorf("archive: %w", err)
		}
		if _, err := part.Write(content); err != nil {
			return nil, fmt.Errorf("archive: %w", err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("archive: %w", err)
	}
	return file.Bytes(), nil
}
