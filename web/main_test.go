package main

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func built(t *testing.T) string {
	t.Helper()
	directory := t.TempDir()
	if err := os.WriteFile(filepath.Join(directory, "index.html"), []byte("page"), 0o644); err != nil {
		t.Fatal(err)
	}
	return directory
}

// free returns an address that nothing listened on a moment ago.
func free(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}

func TestServeUntilInterrupted(t *testing.T) {
	ctx, interrupt := context.WithCancel(context.Background())
	address := free(t)
	ended := make(chan error, 1)
	go func() { ended <- run(ctx, []string{"serve", "-addr", address, "-dir", built(t)}) }()

	var response *http.Response
	var err error
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); {
		if response, err = http.Get("http://" + address); err == nil {
			break
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if content, err := io.ReadAll(response.Body); err != nil || string(content) != "page" {
		t.Errorf("got %q, %v", content, err)
	}
	interrupt()
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("after an interrupt: %v", err)
		}
	case <-time.After(10 * time.Second):
		t.Error("still serving after an interrupt")
	}
}

func TestServePortInUse(t *testing.T) {
	listener, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	address := listener.Addr().String()
	err = run(context.Background(), []string{"serve", "-addr", address, "-dir", built(t)})
	if want := address + " is in use by another program; choose another port with -addr"; err == nil || err.Error() != want {
		t.Errorf("got error %v, want %s", err, want)
	}
}

func TestServeNothingBuilt(t *testing.T) {
	err := run(context.Background(), []string{"serve", "-dir", t.TempDir()})
	if err == nil || !strings.Contains(err.Error(), "holds no built site (make build)") {
		t.Errorf("got error %v", err)
	}
}

func TestUsage(t *testing.T) {
	for _, arguments := range []string{"", "bake", "build now", "release now", "serve here", "serve -port 1"} {
		if err := run(context.Background(), strings.Fields(arguments)); !errors.Is(err, errUsage) {
			t.Errorf("web %s: got error %v, want the usage", arguments, err)
		}
	}
}
