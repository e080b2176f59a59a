// Web builds the playground's site and serves it.
//
//	web build
//	web release
//	web size
//	web serve [flags]
//
// Build compiles the program and assembles web/dist and the archive
// web/playground.zip; release also writes servers that hold the site to
// web/release; size measures the built site against its budgets. They run
// anywhere inside the repository. Serve answers
// with the files of a built site until it is interrupted; "web serve -h" lists
// its flags.
//
// Compiled with the tag "embed" (make release), the program holds the site
// itself, only serves, and takes serve's flags directly.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"backprop/web/server"
	"backprop/web/site"
)

const usage = `usage: web build
       web release
       web size
       web serve [flags]    (web serve -h lists them)
`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	err := run(ctx, os.Args[1:])
	switch {
	case err == nil || errors.Is(err, flag.ErrHelp):
	case errors.Is(err, errUsage):
		fmt.Fprint(os.Stderr, err, "\n", usage)
		os.Exit(2)
	default:
		fmt.Fprintln(os.Stderr, "web:", err)
		os.Exit(1)
	}
}

var errUsage = errors.New("wrong arguments")

func run(ctx context.Context, arguments []string) error {
	if embedded != nil {
		return serve(ctx, arguments)
	}
	if len(arguments) == 0 {
		return errUsage
	}
	switch verb, rest := arguments[0], arguments[1:]; verb {
	case "build", "release", "size":
		if len(rest) > 0 {
			return errUsage
		}
		root, err := root(ctx)
		if err != nil {
			return err
		}
		switch verb {
		case "release":
			return site.Release(ctx, root)
		case "size":
			return size(ctx, root)
		}
		return site.Build(ctx, root)
	case "serve":
		return serve(ctx, rest)
	}
	return errUsage
}

// root returns the directory of the module that the working directory is in.
func root(ctx context.Context) (string, error) {
	module, err := exec.CommandContext(ctx, "go", "env", "GOMOD").Output()
	if err != nil {
		return "", fmt.Errorf("go env GOMOD: %w", err)
	}
	return filepath.Dir(strings.TrimSpace(string(module))), nil
}

// size prints how large the built site is, and fails where that is too large.
func size(ctx context.Context, root string) error {
	goroot, err := exec.CommandContext(ctx, "go", "env", "GOROOT").Output()
	if err != nil {
		return fmt.Errorf("go env GOROOT: %w", err)
	}
	glue, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(goroot)), "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return err
	}
	budgets, err := site.Budgets(os.DirFS(filepath.Join(root, "web", "dist")), len(glue))
	if err != nil {
		return err
	}
	for _, b := range budgets {
		fmt.Printf("%-22s %9d of %9d bytes\n", b.Part, b.Has, b.Most)
	}
	return site.Check(budgets)
}

// serve reads the flags and serves until ctx is done.
func serve(ctx context.Context, arguments []string) error {
	flags := flag.NewFlagSet("serve", flag.ContinueOnError)
	address := flags.String("addr", "localhost:8080", "`host:port` to listen on; :8080 is every network of this machine")
	base := flags.String("base", "/", "`path` to serve the site below, such as /a/b/")
	certificate := flags.String("tls-cert", "", "`file` with the certificate chain (PEM); with -tls-key, serves HTTPS")
	key := flags.String("tls-key", "", "`file` with the certificate's private key (PEM)")
	grace := flags.Duration("grace", time.Minute, "how `long` downloads may go on after an interrupt; a second one ends them")
	requests := flags.Bool("log-requests", false, "log each request, with the client's address")
	format := flags.String("log", "text", "`form` of the log on standard error: text or json")
	directory := new("")
	if embedded == nil {
		directory = flags.String("dir", filepath.Join("web", "dist"), "`directory` of the built site")
	}
	flags.Usage = func() {
		fmt.Fprintln(flags.Output(), "Serves the backpropagation playground until it is interrupted.")
		flags.PrintDefaults()
	}
	flags.SetOutput(os.Stderr)
	if err := flags.Parse(arguments); errors.Is(err, flag.ErrHelp) {
		return err
	} else if err != nil || flags.NArg() > 0 {
		return errUsage
	}
	log, err := logger(*format)
	if err != nil {
		return err
	}
	dist := embedded
	if dist == nil {
		// A root, because links out of the directory are not followed.
		root, err := os.OpenRoot(*directory)
		if err != nil {
			return fmt.Errorf("%s holds no built site (make build): %w", *directory, err)
		}
		defer root.Close()
		dist = root.FS()
	}
	handler, err := server.Below(*base, dist)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, server.ErrNoSite) {
		return fmt.Errorf("%s holds no built site (make build): %w", *directory, err)
	}
	if err != nil {
		return err
	}
	return server.Serve(ctx, handler, server.Options{
		Address: *address, Certificate: *certificate, Key: *key, Grace: *grace, Requests: *requests, Log: log,
	})
}

// logger returns the log of the server in text or JSON.
func logger(format string) (*slog.Logger, error) {
	switch format {
	case "text":
		return slog.New(slog.NewTextHandler(os.Stderr, nil)), nil
	case "json":
		return slog.New(slog.NewJSONHandler(os.Stderr, nil)), nil
	}
	return nil, fmt.Errorf("-log %s: want text or json", format)
}
