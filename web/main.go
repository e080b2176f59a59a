// Web builds the playground's site and serves it.
//
//	web build
//	web serve [-addr host:port] [-dir directory]
//
// Build compiles the program and assembles web/dist. It runs anywhere inside
// the repository. Serve answers with the files of a built site until it is
// interrupted.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
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
       web serve [-addr host:port] [-dir directory]
`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		if errors.Is(err, errUsage) {
			fmt.Fprint(os.Stderr, usage)
			os.Exit(2)
		}
		fmt.Fprintln(os.Stderr, "web:", err)
		os.Exit(1)
	}
}

var errUsage = errors.New("wrong arguments")

func run(ctx context.Context, arguments []string) error {
	if len(arguments) == 0 {
		return errUsage
	}
	switch verb, rest := arguments[0], arguments[1:]; verb {
	case "build":
		if len(rest) > 0 {
			return errUsage
		}
		root, err := root(ctx)
		if err != nil {
			return err
		}
		return site.Build(ctx, root)
	case "serve":
		flags := flag.NewFlagSet("serve", flag.ContinueOnError)
		address := flags.String("addr", "localhost:8080", "host and `port` to listen on")
		directory := flags.String("dir", filepath.Join("web", "dist"), "`directory` of the built site")
		flags.Usage = func() {}
		if err := flags.Parse(rest); err != nil || flags.NArg() > 0 {
			return errUsage
		}
		return serve(ctx, *address, *directory)
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

// serve answers requests until ctx is done, then lets those under way finish.
func serve(ctx context.Context, address, directory string) error {
	handler, err := server.New(os.DirFS(directory))
	if err != nil {
		return fmt.Errorf("%s holds no built site (make build): %w", directory, err)
	}
	listener, err := net.Listen("tcp", address)
	if errors.Is(err, syscall.EADDRINUSE) {
		return fmt.Errorf("%s is in use by another program; choose another port with -addr", address)
	}
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w", address, err)
	}
	s := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      2 * time.Minute, // the program over a slow network
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    1 << 16,
	}
	fmt.Printf("Serving %s on %s\n", directory, link(address, listener.Addr()))

	ended := make(chan error, 1)
	go func() { ended <- s.Serve(listener) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	patience, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	return s.Shutdown(patience)
}

// link is the web address of a server that was asked to listen on address and
// does on actual, which knows the port that the system has chosen for 0.
func link(address string, actual net.Addr) string {
	host, _, _ := net.SplitHostPort(address) // net.Listen has accepted it
	if host == "" {
		host = "localhost"
	}
	_, port, _ := net.SplitHostPort(actual.String())
	return "http://" + net.JoinHostPort(host, port)
}
