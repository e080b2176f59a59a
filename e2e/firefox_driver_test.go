package e2e

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// Firefox is a Firefox of its own with one tab, driven over the protocol that
// is built into it, Marionette. A message is its length in bytes, a colon and
// JSON: [0, id, command, parameters] goes in, [1, id, error, result] comes out.
// https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
//
// Its methods are what a reader does and sees; each fails the test when it
// cannot be done.
type Firefox struct {
	t    *testing.T // the test or subtest under way
	conn net.Conn
	in   *bufio.Reader
	last int // id of the last command

	mu   sync.Mutex
	said []string // lines of its output since the last subtest
}

// preferences are those that neither Firefox's defaults nor Marionette sets as
// they have to be here. Port 0 is any free one.
const preferences = `
user_pref("marionette.port", 0);
user_pref("intl.accept_languages", "en-US");
user_pref("devtools.console.stdout.content", true);
`

// startFirefox starts the browser with a new profile, and ends it with the
// test.
func startFirefox(t *testing.T) *Firefox {
	t.Helper()
	program, err := firefox()
	if err != nil {
		t.Fatal(err)
	}
	home := t.TempDir()
	if err := os.WriteFile(filepath.Join(home, "user.js"), []byte(preferences), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, kill := context.WithCancel(context.Background())
	// With system access it answers what it noted as a fault, and changes what
	// the page takes for the reader's preferences.
	command := exec.CommandContext(ctx, program, "--headless", "--no-remote", "--profile", home, "--marionette", "--remote-allow-system-access")
	command.Env = append(os.Environ(), "HOME="+home)
	output, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	command.Stderr = command.Stdout
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	f := &Firefox{t: t}
	port, ended := make(chan string, 1), make(chan struct{})
	go func() {
		f.listen(output, port)
		close(ended)
	}()
	t.Cleanup(func() {
		if f.conn != nil {
			_, _ = f.call("Marionette:Quit", parameters{"flags": []string{"eForceQuit"}})
			_ = f.conn.Close()
		} else {
			kill()
		}
		select {
		case <-ended:
		case <-time.After(patience):
			t.Error("Firefox does not end")
		}
		kill()
		_ = command.Wait()
	})

	select {
	case p := <-port:
		f.connect(p)
	case <-ended:
		t.Fatalf("%s ended at once:\n%s", program, strings.Join(f.said, "\n"))
	case <-time.After(patience):
		t.Fatalf("%s does not listen for commands", program)
	}
	return f
}

// firefox returns the path of the browser.
func firefox() (string, error) {
	names := []string{"firefox-esr", "firefox"}
	if chosen := os.Getenv("FIREFOX"); chosen != "" {
		names = []string{chosen}
	}
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("no browser found under %s; install Firefox (Debian: apt-get install firefox-esr) or set FIREFOX to its path", strings.Join(names, ", "))
}

var listening = regexp.MustCompile(`\tMarionette\tINFO\tListening on port (\d+)$`)

// listen notes what the browser writes until it ends, and passes on the port
// at which it takes commands.
func (f *Firefox) listen(output io.Reader, port chan<- string) {
	lines := bufio.NewReader(output)
	for {
		line, err := lines.ReadString('\n')
		line = strings.TrimSuffix(line, "\n")
		if match := listening.FindStringSubmatch(line); match != nil {
			port <- match[1]
		}
		f.mu.Lock()
		f.said = append(f.said, line)
		f.mu.Unlock()
		if err != nil {
			return
		}
	}
}

func (f *Firefox) connect(port string) {
	f.t.Helper()
	var err error
	if f.conn, err = net.Dial("tcp", "127.0.0.1:"+port); err != nil {
		f.t.Fatal(err)
	}
	f.in = bufio.NewReader(f.conn)
	var greeting struct {
		Protocol int `json:"marionetteProtocol"`
	}
	if err := f.receive(&greeting); err != nil {
		f.t.Fatal(err)
	}
	if greeting.Protocol != 3 {
		f.t.Fatalf("Firefox speaks version %d of Marionette, the test version 3", greeting.Protocol)
	}
	f.do("WebDriver:NewSession", parameters{})
}

type parameters map[string]any

// call gives a command and returns its result.
func (f *Firefox) call(command string, p parameters) (json.RawMessage, error) {
	f.last++
	message, err := json.Marshal([]any{0, f.last, command, p})
	if err != nil {
		return nil, err
	}
	// Longer than Firefox itself waits for a script, so that it tells why.
	if err := f.conn.SetDeadline(time.Now().Add(patience + 10*time.Second)); err != nil {
		return nil, err
	}
	if _, err := fmt.Fprintf(f.conn, "%d:%s", len(message), message); err != nil {
		return nil, err
	}
	var answer [4]json.RawMessage
	if err := f.receive(&answer); err != nil {
		return nil, err
	}
	var failure *struct{ Error, Message string }
	if err := json.Unmarshal(answer[2], &failure); err != nil {
		return nil, err
	}
	if failure != nil {
		return nil, errors.New(failure.Error + ": " + failure.Message)
	}
	return answer[3], nil
}

// receive reads a message.
func (f *Firefox) receive(v any) error {
	length, err := f.in.ReadString(':')
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(strings.TrimSuffix(length, ":"))
	if err != nil {
		return err
	}
	message := make([]byte, n)
	if _, err := io.ReadFull(f.in, message); err != nil {
		return err
	}
	return json.Unmarshal(message, v)
}

// do gives a command and drops its result.
func (f *Firefox) do(command string, p parameters) {
	f.t.Helper()
	if _, err := f.call(command, p); err != nil {
		f.t.Fatalf("%s: %v", command, err)
	}
}

// script runs the body of a function in the page, or, after SetContext, in the
// browser itself, and stores what it returns in v. A promise is waited for.
func (f *Firefox) script(body string, v any) error {
	result, err := f.call("WebDriver:ExecuteScript", parameters{"script": body, "args": []any{}})
	if err != nil {
		return err
	}
	var returned struct{ Value json.RawMessage }
	if err := json.Unmarshal(result, &returned); err != nil {
		return err
	}
	return json.Unmarshal(returned.Value, v)
}

// get stores the value of a JavaScript expression of the page in v; a promise
// is waited for.
func (f *Firefox) get(expression string, v any) {
	f.t.Helper()
	if err := f.script("return "+expression, v); err != nil {
		f.t.Fatalf("%v\n%s", err, expression)
	}
}

// system stores what the body of a function returns in v, run in the browser
// itself, with all its rights.
func (f *Firefox) system(body string, v any) {
	f.t.Helper()
	f.do("Marionette:SetContext", parameters{"value": "chrome"})
	err := f.script(body, v)
	f.do("Marionette:SetContext", parameters{"value": "content"})
	if err != nil {
		f.t.Fatalf("%v\n%s", err, body)
	}
}

// run runs a subtest, and fails it for what the page complained about
// meanwhile.
func (f *Firefox) run(name string, test func(t *testing.T)) {
	outer := f.t
	outer.Run(name, func(t *testing.T) {
		f.t = t
		defer func() { f.t = outer }()
		defer f.judge()
		test(t)
	})
}

// Open follows a link to an experiment, from a page of another site, and waits
// until the page is ready.
func (f *Firefox) Open(fragment string) {
	f.t.Helper()
	f.do("WebDriver:Navigate", parameters{"url": siteURL + "#" + fragment})
	f.Until("the page is ready", `window.playground && playground().phase === "ready" && !playground().waiting && !document.querySelector(".boot")`)
}

// Until waits until a JavaScript expression is true.
func (f *Firefox) Until(what, expression string) {
	f.t.Helper()
	err := f.script(fmt.Sprintf(`return new Promise(done => {
		const look = () => (%s) ? done(true) : requestAnimationFrame(look);
		look();
	})`, expression), new(bool))
	if err != nil {
		f.t.Fatalf("waited in vain until %s: %v", what, err)
	}
}

// Press clicks the middle of what a CSS selector finds. An entry of a menu is
// chosen by that.
func (f *Firefox) Press(selector string) {
	f.t.Helper()
	result, err := f.call("WebDriver:FindElement", parameters{"using": "css selector", "value": selector})
	var found struct{ Value map[string]string } // one entry: the kind of reference, the reference
	if err == nil {
		err = json.Unmarshal(result, &found)
	}
	for _, id := range found.Value {
		_, err = f.call("WebDriver:ElementClick", parameters{"id": id})
	}
	if err != nil {
		f.t.Fatalf("cannot press %s: %v", selector, err)
	}
}

// State returns the state of the page.
func (f *Firefox) State() (s State) {
	f.t.Helper()
	f.get(stateOf, &s)
	return s
}

// faults returns, and forgets, the errors and the refusals that Firefox noted
// for the site, in the page and in its workers.
const faults = `
	const faults = Services.console.getMessageArray().filter(m => m instanceof Ci.nsIScriptError &&
		!(m.flags & Ci.nsIScriptError.warningFlag) && m.sourceName.startsWith(%q));
	Services.console.reset();
	return faults.map(String)`

// logged matches a line of a console: its kind and what was said, a text in
// quotes. named matches one of the browser's own, which begins with the name of
// a module.
var (
	logged = regexp.MustCompile(`^console\.(\w+): "?(.*)$`)
	named  = regexp.MustCompile(`^console\.\w+: \w[\w. -]*: `)
)

// judge leaves the page, fails the test for what it complained about, and keeps
// what tells why a test failed.
func (f *Firefox) judge() {
	picture, err := f.call("WebDriver:TakeScreenshot", parameters{"full": false})
	if err != nil {
		f.t.Error(err)
	}
	// Errors of a worker may be noted late; those of a page that is left have
	// been noted.
	f.do("WebDriver:Navigate", parameters{"url": "about:blank"})
	var noted []string
	f.system(fmt.Sprintf(faults, siteURL), &noted)
	for _, fault := range noted {
		f.t.Error(fault)
	}
	f.mu.Lock()
	said := f.said
	f.said = nil
	f.mu.Unlock()
	for _, line := range said {
		m := logged.FindStringSubmatch(line)
		if m != nil && !named.MatchString(line) && (m[1] == "error" || m[1] == "assert" || died(m[2])) {
			f.t.Error(line)
		}
	}
	if !f.t.Failed() {
		return
	}
	keep(f.t, ".console.txt", []byte(strings.Join(append(noted, said...), "\n")+"\n"))
	var png struct{ Value []byte } // base64, as JSON has bytes
	if err := json.Unmarshal(picture, &png); err != nil {
		f.t.Error(err)
	}
	keep(f.t, ".png", png.Value)
}
