package site

import (
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
)

// targets lists the systems that a release has a server for.
var targets = []struct{ system, processor, extension string }{
	{"darwin", "amd64", ""}, {"darwin", "arm64", ""},
	{"linux", "amd64", ""}, {"linux", "arm64", ""},
	{"windows", "amd64", ".exe"}, {"windows", "arm64", ".exe"},
}

// Release builds the site of the repository at root and writes to web/release
// its archive, a server that holds it for each system, and their checksums.
// Nothing of the machine enters the files: two releases of one source, made
// with one version of Go, are equal byte for byte.
func Release(ctx context.Context, root string) error {
	if err := Build(ctx, root); err != nil {
		return err
	}
	directory := filepath.Join(root, "web", "release")
	if err := os.RemoveAll(directory); err != nil {
		return fmt.Errorf("release: %w", err)
	}
	if err := os.MkdirAll(directory, 0o755); err != nil {
		return fmt.Errorf("release: %w", err)
	}
	archive, err := os.ReadFile(filepath.Join(root, "web", Archive))
	if err != nil {
		return fmt.Errorf("release: %w", err)
	}
	if err := os.WriteFile(filepath.Join(directory, Archive), archive, 0o644); err != nil {
		return fmt.Errorf("release: %w", err)
	}
	names := []string{Archive}
	for _, t := range targets {
		name := "playground-" + t.system + "-" + t.processor + t.extension
		compile := command(ctx, root, "go", "build", "-tags=embed", "-trimpath", "-buildvcs=false", "-ldflags=-s -w -buildid=",
			"-o", filepath.Join(directory, name), "./web")
		compile.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=", "GOAMD64=v1", "GOARM64=v8.0", "GOOS="+t.system, "GOARCH="+t.processor)
		if err := compile.Run(); err != nil {
			return fmt.Errorf("release: compiling %s: %w", name, err)
		}
		names = append(names, name)
	}
	// In the form that "sha256sum -c" reads.
	var sums []byte
	for _, name := range names {
		content, err := os.ReadFile(filepath.Join(directory, name))
		if err != nil {
			return fmt.Errorf("release: %w", err)
		}
		sums = fmt.Appendf(sums, "%x  %s\n", sha256.Sum256(content), name)
	}
	if err := os.WriteFile(filepath.Join(directory, "SHA256SUMS"), sums, 0o644); err != nil {
		return fmt.Errorf("release: %w", err)
	}
	return nil
}
