package e2e

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"backprop/web/server"
)

const (
	dist      = "../web/dist" // the built site
	artifacts = "artifacts"   // what a run leaves to look at
)

// browser is the context of the one browser, siteURL the address at which the
// project's own server answers with the built site.
var (
	browser context.Context
	siteURL string
)

func TestMain(m *testing.M) {
	// Each page trains and draws at full speed; more than two at once would
	// wait for each other. The flag still decides.
	if err := flag.Set("test.parallel", "2"); err != nil {
		panic(err)
	}
	flag.Parse()
	code, err := run(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, "e2e:", err)
		code = 1
	}
	os.Exit(code)
}

func run(m *testing.M) (int, error) {
	handler, err := server.New(os.DirFS(dist))
	if errors.Is(err, fs.ErrNotExist) {
		return 0, fmt.Errorf("%s is missing; build the site first: go run ./web build", dist)
	}
	if err != nil {
		return 0, err
	}
	site := httptest.NewServer(handler)
	defer site.Close()
	siteURL = site.URL + "/"

	stop, err := start()
	if err != nil {
		return 0, err
	}
	defer stop()
	return m.Run(), nil
}

// start starts the browser.
func start() (stop func(), err error) {
	program, err := chromium()
	if err != nil {
		return nil, err
	}
	profile, err := os.MkdirTemp("", "e2e")
	if err != nil {
		return nil, err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program),
		chromedp.UserDataDir(profile),
		chromedp.DisableGPU,
		chromedp.WindowSize(desktop.width, desktop.height),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("hide-scrollbars", false),
		chromedp.Flag("lang", "en-US"),
	)
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	allocator, release := chromedp.NewExecAllocator(context.Background(), options...)
	tab, closeBrowser := chromedp.NewContext(allocator)
	stop = func() {
		patience, cancel := context.WithTimeout(tab, 10*time.Second)
		defer cancel()
		_ = chromedp.Cancel(patience)
		closeBrowser()
		release()
		_ = os.RemoveAll(profile)
	}
	if err := chromedp.Do(tab); err != nil {
		stop()
		return nil, fmt.Errorf("cannot start %s: %w", program, err)
	}
	browser = tab
	return stop, nil
}

// chromium returns the path of the browser.
func chromium() (string, error) {
	names := []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"}
	if named := os.Getenv("CHROMIUM"); named != "" {
		names = []string{named}
	}
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("no browser found under %s; install Chromium or set CHROMIUM to its path", strings.Join(names, ", "))
}

// host serves the built site by an ordinary static file server below a path
// such as "/a/b/c/", and returns its address and how to switch it off.
func host(t *testing.T, below string, files http.Handler) (address string, off func()) {
	t.Helper()
	mux := http.NewServeMux()
	mux.Handle(below, http.StripPrefix(strings.TrimSuffix(below, "/"), files))
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s.URL + below, func() {
		s.CloseClientConnections()
		s.Close()
	}
}

// keep writes a file for the reader of the test's outcome.
func keep(t *testing.T, name string, content []byte) {
	t.Helper()
	path := filepath.Join(artifacts, strings.ReplaceAll(t.Name(), "/", "_")+name)
	if err := os.MkdirAll(artifacts, 0o755); err != nil {
		t.Error(err)
	} else if err := os.WriteFile(path, content, 0o644); err != nil {
		t.Error(err)
	}
}
