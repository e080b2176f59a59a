package site

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Archive is the name of the archive of the site.
const Archive = "playground.zip"

// Build compiles the program and writes the site of the repository at root
// into its web/dist, and an archive of it beside that, replacing what was
// there.
//
// What takes long is kept in web/.cache and used again while its input is the
// same: the compressed files, by the hash of what they hold.
func Build(ctx context.Context, root string) error {
	cache := filepath.Join(root, "web", ".cache")
	if err := os.MkdirAll(cache, 0o755); err != nil {
		return fmt.Errorf("site: %w", err)
	}
	modfile, err := client(ctx, root, cache)
	if err != nil {
		return fmt.Errorf("site: %w", err)
	}
	program := filepath.Join(cache, "app.wasm")
	compile := command(ctx, root, "go", "build", "-modfile="+modfile, "-trimpath", "-buildvcs=false", "-ldflags=-s -w",
		// Calls that are not inlined make a program of a twelfth less to
		// download. What computes and draws keeps its inlined ones.
		"-gcflags=all=-l", "-gcflags=backprop/engine/...=", "-gcflags=backprop/app/draw=",
		"-o", program, "./app")
	compile.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if err := compile.Run(); err != nil {
		return fmt.Errorf("site: compiling the program: %w", err)
	}
	source, err := read(ctx, root, program)
	if err != nil {
		return fmt.Errorf("site: %w", err)
	}
	if source.Still, err = still(ctx, root); err != nil {
		return fmt.Errorf("site: %w", err)
	}
	files, err := Assemble(source)
	if err != nil {
		return err
	}

	// The new site takes the place of the old one when it is complete.
	next := filepath.Join(cache, "dist")
	if err := write(next, files); err != nil {
		return fmt.Errorf("site: %w", err)
	}
	compress := command(ctx, filepath.Join(root, "web", "compress"), "go", "run", ".", "-cache", filepath.Join(cache, "compressed"), next)
	if err := compress.Run(); err != nil {
		return fmt.Errorf("site: compressing: %w", err)
	}
	dist := filepath.Join(root, "web", "dist")
	if err := os.RemoveAll(dist); err != nil {
		return fmt.Errorf("site: %w", err)
	}
	if err := os.Rename(next, dist); err != nil {
		return fmt.Errorf("site: %w", err)
	}
	packed, err := archive(os.DirFS(dist))
	if err != nil {
		return fmt.Errorf("site: %w", err)
	}
	if err := os.WriteFile(filepath.Join(root, "web", Archive), packed, 0o644); err != nil {
		return fmt.Errorf("site: %w", err)
	}
	return nil
}

// read collects the source of the site of the repository at root.
func read(ctx context.Context, root, program string) (Source, error) {
	source := Source{Static: os.DirFS(filepath.Join(root, "web", "static"))}
	goroot, err := command(ctx, root, "go", "env", "GOROOT").Output()
	if err != nil {
		return source, fmt.Errorf("go env GOROOT: %w", err)
	}
	for _, file := range []struct {
		content *[]byte
		path    string
	}{
		{&source.Program, program},
		{&source.Kernel, filepath.Join(root, "engine", "kernel", "kernel.wasm")},
		{&source.Toolchain, filepath.Join(strings.TrimSpace(string(goroot)), "lib", "wasm", "wasm_exec.js")},
		{&source.Extension, filepath.Join(root, "wasm_exec.js")},
	} {
		if *file.content, err = os.ReadFile(file.path); err != nil {
			return source, err
		}
	}
	return source, nil
}

// still draws what the page shows while the program is on its way.
func still(ctx context.Context, root string) (Still, error) {
	printed, err := command(ctx, root, "go", "run", "./app/still").Output()
	if err != nil {
		return Still{}, fmt.Errorf("go run ./app/still: %w", err)
	}
	parts := strings.SplitN(strings.TrimSpace(string(printed)), "\n", 3)
	if len(parts) != 3 {
		return Still{}, fmt.Errorf("go run ./app/still: %d lines, want an experiment, its epochs and a page", len(parts))
	}
	return Still{Experiment: parts[0], Epochs: parts[1], Page: parts[2]}, nil
}

// write makes directory hold files and nothing else.
func write(directory string, files map[string][]byte) error {
	if err := os.RemoveAll(directory); err != nil {
		return err
	}
	if err := os.MkdirAll(directory, 0o755); err != nil {
		return err
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(directory, name), content, fs.FileMode(0o644)); err != nil {
			return err
		}
	}
	return nil
}

// command prepares a program that runs in directory and complains on our
// standard error.
func command(ctx context.Context, directory, name string, arguments ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, name, arguments...)
	c.Dir = directory
	c.Stderr = os.Stderr
	return c
}
