package server

import (
	"bufio"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// A hostile request is what is written to the connection, as it is, and the
// status of the answer. "GET x" is short for a whole request for x; anything
// that holds a line end is written as it stands.
type hostile struct {
	request string
	status  int
}

const (
	program = "/app.0123456789ab.wasm"
	host    = "Host: localhost\r\n"
)

// with is a request for the program with headers.
func with(headers ...string) string {
	return "GET " + program + " HTTP/1.1\r\n" + host + strings.Join(headers, "\r\n") + "\r\n\r\n"
}

// paths are requests for things that are not there, or are, under names that
// mean something to some file system, proxy or server.
var paths = []hostile{
	// What is there.
	{"GET /", 200},
	{"GET /?", 200},
	{"GET /?/../../etc/passwd", 200},
	{"GET /?x=%00", 200},
	{"GET /?%zz", 200},
	{"GET /index.html", 200},
	{"GET /index.html?v=1", 200},
	{"GET /%69ndex.html", 200},
	{"GET /index%2Ehtml", 200},
	{"GET /sw.js", 200},
	{"GET /manifest.webmanifest", 200},
	{"GET " + program, 200},
	{"GET " + program + ".br", 200},
	{"GET /healthz", 200},
	{"GET http://localhost/", 200},
	{"GET http://elsewhere.example/", 200},
	{"GET http://elsewhere.example", 404},
	{"GET http://elsewhere.example/../index.html", 404},
	// Names that differ.
	{"GET /Index.html", 404},
	{"GET /INDEX.HTML", 404},
	{"GET /index.htm", 404},
	{"GET /index", 404},
	{"GET /index.html/", 404},
	{"GET /index.html/x", 404},
	{"GET /index.html.", 404},
	{"GET /index.html%20", 404},
	{"GET /%20index.html", 404},
	{"GET /index.html%09", 404},
	{"GET /index.html%0a", 404},
	{"GET /index.html%0d%0aSet-Cookie:x", 404},
	{"GET /index.html~", 404},
	{"GET /index.html.bak", 404},
	{"GET /index.html.br.gz", 404},
	{"GET /index.html;jsessionid=1", 404},
	{"GET /index.html%3Fx", 404},
	{"GET /index.html%23x", 404},
	{"GET /index.html*", 404},
	{"GET /*", 404},
	{"GET /healthz/", 404},
	{"GET /HEALTHZ", 404},
	{"GET //healthz", 404},
	{"GET /metrics", 404},
	{"GET /debug/pprof/", 404},
	{"GET /debug/vars", 404},
	{"GET /server-status", 404},
	// Directories and parents.
	{"GET //", 404},
	{"GET ///", 404},
	{"GET //index.html", 404},
	{"GET /./", 404},
	{"GET /./index.html", 404},
	{"GET /.", 404},
	{"GET /..", 404},
	{"GET /../", 404},
	{"GET /../index.html", 404},
	{"GET /../../../../etc/passwd", 404},
	{"GET /x/../index.html", 404},
	{"GET /x/../../etc/passwd", 404},
	{"GET /....//etc/passwd", 404},
	{"GET /.../etc/passwd", 404},
	{"GET /..;/etc/passwd", 404},
	{"GET /etc/passwd", 404},
	{"GET //etc/passwd", 404},
	{"GET /web/dist/index.html", 404},
	{"GET /server.go", 404},
	{"GET /../server.go", 404},
	{"GET /go.mod", 404},
	{"GET /dist", 404},
	{"GET /dist/", 404},
	// Encoded once, twice, too long, cut off.
	{"GET /%2e", 404},
	{"GET /%2e%2e", 404},
	{"GET /%2e%2e/", 404},
	{"GET /%2e%2e/index.html", 404},
	{"GET /%2e%2e%2findex.html", 404},
	{"GET /%2E%2E%2F%2E%2E%2Fetc%2Fpasswd", 404},
	{"GET /..%2f..%2fetc%2fpasswd", 404},
	{"GET /%2findex.html", 404},
	{"GET /%2f", 404},
	{"GET /%252e%252e%252findex.html", 404},
	{"GET /%252e%252e/index.html", 404},
	{"GET /%2569ndex.html", 404},
	{"GET /%c0%ae%c0%ae/index.html", 404},
	{"GET /%c0%af..%c0%afetc%c0%afpasswd", 404},
	{"GET /%e0%80%ae%e0%80%ae/index.html", 404},
	{"GET /%uff0e%uff0e/index.html", 400},
	{"GET /%u002e", 400},
	{"GET /%", 400},
	{"GET /%2", 400},
	{"GET /%zz", 400},
	{"GET /index.html%", 400},
	{"GET /%ff", 404},
	{"GET /%ed%a0%80", 404},
	{"GET /\xff\xfe", 404},
	{"GET /\uff0e\uff0e/index.html", 404},
	{"GET /index\u2024html", 404},
	{"GET /inde\u0445.html", 404},
	{"GET /%ef%bc%8f", 404},
	// NUL and other controls.
	{"GET /%00", 404},
	{"GET /index.html%00", 404},
	{"GET /index.html%00.png", 404},
	{"GET /%00index.html", 404},
	{"GET /..%00/index.html", 404},
	{"GET /%01", 404},
	{"GET /%7f", 404},
	{"GET /%1b[2J", 404},
	{"GET /\x00", 400},
	{"GET /index.html\x00", 400},
	{"GET /\x7f", 400},
	{"GET /\t", 400},
	// Backslashes and the names of Windows.
	{`GET /\`, 404},
	{`GET /\index.html`, 404},
	{`GET /..\index.html`, 404},
	{`GET /..\..\windows\win.ini`, 404},
	{"GET /%5c", 404},
	{"GET /%5cindex.html", 404},
	{"GET /..%5cindex.html", 404},
	{"GET /..%5c..%5cwindows%5cwin.ini", 404},
	{"GET /..%255c..%255cwindows", 404},
	{"GET /%5c%5chost%5cshare%5cx", 404},
	{"GET //host/share/x", 404},
	{"GET /C:/windows/win.ini", 404},
	{"GET /C:index.html", 404},
	{"GET /c%3a%5cboot.ini", 404},
	{"GET /file:///etc/passwd", 404},
	{"GET /index.html::$DATA", 404},
	{"GET /index.html:x", 404},
	{"GET /index.html%3a%3a$DATA", 404},
	{"GET /INDEX~1.HTM", 404},
	{"GET /con", 404},
	{"GET /CON.html", 404},
	{"GET /aux.js", 404},
	{"GET /nul", 404},
	{"GET /com1", 404},
	{"GET /lpt1.css", 404},
	{"GET /prn%20", 404},
	{"GET /conin$", 404},
	{"GET /?:/x", 200},
	{"GET /%3f%3f/c:/x", 404},
	// What others leave lying about.
	{"GET /.git/config", 404},
	{"GET /.git/HEAD", 404},
	{"GET /.env", 404},
	{"GET /.htaccess", 404},
	{"GET /.DS_Store", 404},
	{"GET /.well-known/security.txt", 404},
	{"GET /wp-login.php", 404},
	{"GET /cgi-bin/sh", 404},
	{"GET /index.php?id=1%27", 404},
	{"GET /favicon.ico", 404},
	{"GET /robots.txt", 404},
	{"GET /sitemap.xml", 404},
	{"GET /" + strings.Repeat("a", 255), 404},
	{"GET /" + strings.Repeat("a", 8000), 404},
	{"GET /" + strings.Repeat("a/", 4000), 404},
	{"GET /" + strings.Repeat("../", 4000), 404},
	{"GET /" + strings.Repeat("a", 40000), 431},
	{"GET /?" + strings.Repeat("a", 40000), 431},
	// No path at all.
	{"GET index.html", 400},
	{"GET ../index.html", 400},
	{"GET *", 404},
	{"GET ?", 400},
	{"GET %2findex.html", 400},
	{"GET http://", 404},
	{"GET http://[::1", 400},
	{"GET http://a:b/", 400},
	{"GET ftp://localhost/index.html", 200},
	{"GET javascript:alert(1)", 404},
}

// methods are requests by other methods than GET and HEAD.
var methods = []hostile{
	{"HEAD /", 200},
	{"HEAD /healthz", 200},
	{"HEAD /nothing", 404},
	{"POST /", 405},
	{"POST /nothing", 405},
	{"POST /healthz", 405},
	{"PUT /index.html", 405},
	{"DELETE /index.html", 405},
	{"PATCH /", 405},
	{"OPTIONS /", 405},
	{"OPTIONS *", 405},
	{"TRACE /", 405},
	{"TRACK /", 405},
	{"CONNECT localhost:80", 405},
	{"CONNECT /", 405},
	{"PROPFIND /", 405},
	{"MKCOL /x", 405},
	{"MOVE /", 405},
	{"LOCK /", 405},
	{"PURGE /", 405},
	{"DEBUG /", 405},
	{"BREW /", 405},
	{"get /", 405},
	{"Get /", 405},
	{"GETS /", 405},
	{"G /", 405},
	{"PRI *", 405},
	{"G\x00T /", 400},
	{"G(T /", 400},
	{"G\xffT /", 400},
	{" GET /", 400},
}

// lines are requests with something wrong about their form.
var lines = []hostile{
	{"\r\n\r\n", 400},
	{"GET\r\n\r\n", 400},
	{"GET /\r\n\r\n", 400},
	{"GET / \r\n\r\n", 400},
	{"GET /  HTTP/1.1\r\n" + host + "\r\n", 400},
	{"GET /\tHTTP/1.1\r\n" + host + "\r\n", 400},
	{"GET / HTTP/1.1 x\r\n" + host + "\r\n", 400},
	{"GET / HTTP/1.0\r\n\r\n", 200},
	{"GET / HTTP/1.1\n" + host + "\r\n", 200}, // a bare line feed ends a line for those who are lenient
	{"GET / HTTP/0.9\r\n\r\n", 505},
	{"GET / HTTP/1.2\r\n" + host + "\r\n", 200}, // answered as what the server speaks
	{"GET / HTTP/2.0\r\n" + host + "\r\n", 505},
	{"GET / HTTP/3.0\r\n" + host + "\r\n", 505},
	{"GET / HTTP/11\r\n" + host + "\r\n", 400},
	{"GET / HTTP/1.11\r\n" + host + "\r\n", 400},
	{"GET / HTTP/-1.1\r\n" + host + "\r\n", 400},
	{"GET / HTTP/x\r\n" + host + "\r\n", 400},
	{"GET / http/1.1\r\n" + host + "\r\n", 400},
	{"GET / ICAP/1.0\r\n" + host + "\r\n", 400},
	{"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 405}, // HTTP/2 without TLS is not spoken
	{"GET / HTTP/2.0\r\nHost: localhost\r\nConnection: Upgrade\r\n\r\n", 505},
	{"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400},
	{"SSH-2.0-OpenSSH_9.2\r\n\r\n", 400},
	{"GET / HTTP/1.1\r\n\r\n", 400}, // no Host
	{"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
	{"GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400},
	{"GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400},
	{"GET / HTTP/1.1\r\nHost: a\x00\r\n\r\n", 400},
	{"GET / HTTP/1.1\r\nHost:\r\n\r\n", 200},
	{"GET / HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n", 200},
	{"GET / HTTP/1.1\r\n" + host + "No colon\r\n\r\n", 400},
	{"GET / HTTP/1.1\r\n" + host + ": no name\r\n\r\n", 400},
	{"GET / HTTP/1.1\r\n" + host + "Sp ace: x\r\n\r\n", 400},
	{"GET / HTTP/1.1\r\n" + host + "Name : x\r\n\r\n", 400},
	{"GET / HTTP/1.1\r\n" + host + "N\x00: x\r\n\r\n", 400},
	{"GET / HTTP/1.1\r\n" + host + "N: \x00\r\n\r\n", 400},
	{"GET / HTTP/1.1\r\n" + host + "N: \x7f\r\n\r\n", 400},
	{"GET / HTTP/1.1\r\n" + host + "N: \xff\r\n\r\n", 200},
	{"GET / HTTP/1.1\r\n N: folded first\r\n" + host + "\r\n", 400},
	{"GET / HTTP/1.1\r\n" + host + "Content-Length: -1\r\n\r\n", 400},
	{"GET / HTTP/1.1\r\n" + host + "Content-Length: x\r\n\r\n", 400},
	{"GET / HTTP/1.1\r\n" + host + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400},
	{"GET / HTTP/1.1\r\n" + host + "Content-Length: 99999999999999999999\r\n\r\n", 400},
	{"GET / HTTP/1.1\r\n" + host + "Content-Length: 3\r\n\r\nabc", 200},
	{"GET / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 200},
	{"GET / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n", 501},
	{"GET / HTTP/1.1\r\n" + host + "Transfer-Encoding: gzip\r\n\r\n", 501},
	{"GET / HTTP/1.1\r\n" + host + "Transfer-Encoding: identity\r\n\r\n", 501},
	{"GET / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 501},
	{"GET / HTTP/1.1\r\n" + host + "Expect: 100-continue\r\n\r\n", 200},
	{"GET / HTTP/1.1\r\n" + host + "Expect: miracles\r\n\r\n", 417},
	{"GET / HTTP/1.1\r\n" + host + "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n", 200},
	{"GET / HTTP/1.1\r\n" + host + "Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n", 200},
	{"GET / HTTP/1.1\r\n" + host + "X-Original-URL: /../etc/passwd\r\nX-Rewrite-URL: /x\r\n\r\n", 200},
	{"GET / HTTP/1.1\r\n" + host + "X-HTTP-Method-Override: DELETE\r\n\r\n", 200},
	{"GET / HTTP/1.1\r\n" + host + "X-Forwarded-Host: evil.example\r\nForwarded: host=evil\r\n\r\n", 200},
	{"GET / HTTP/1.1\r\n" + host + "Cookie: " + strings.Repeat("a", 12000) + "\r\n\r\n", 200},
	{"GET / HTTP/1.1\r\n" + host + "Cookie: " + strings.Repeat("a", 40000) + "\r\n\r\n", 431},
	{"GET / HTTP/1.1\r\n" + host + strings.Repeat("X: y\r\n", 8000) + "\r\n", 431},
	{"GET / HTTP/1.1\r\n" + host + strings.Repeat("X", 40000) + ": y\r\n\r\n", 431},
}

// negotiations ask for the program of 21 bytes, which is there as it is, in
// Brotli and in gzip.
var negotiations = []hostile{
	{with("Accept-Encoding: br"), 200},
	{with("Accept-Encoding:"), 200},
	{with("Accept-Encoding: ,,,"), 200},
	{with("Accept-Encoding: ;;;"), 200},
	{with("Accept-Encoding: identity;q=0"), 406},
	{with("Accept-Encoding: *;q=0"), 406},
	{with("Accept-Encoding: br;q=0, gzip;q=0, *;q=0"), 406},
	{with("Accept-Encoding: *;q=0", "Accept-Encoding: gzip"), 200},
	{with("Accept-Encoding: identity;q=0, zstd"), 406},
	{with("Accept-Encoding: identity;q=0, br"), 200},
	{with("Accept-Encoding: br;q=9"), 200},
	{with("Accept-Encoding: " + strings.Repeat("x,", 5000)), 200},
	{with("Accept: image/png"), 200},
	{with("Accept-Language: xx"), 200},
	{with("If-None-Match: *"), 304},
	{with(`If-None-Match: "x"`), 200},
	{with("If-None-Match: x"), 200},
	{with(`If-None-Match: "`), 200},
	{with(`If-None-Match: W/`), 200},
	{with(`If-None-Match: "x", *`), 304},
	{with("If-Match: *"), 200},
	{with(`If-Match: "x"`), 412},
	{with("If-Match: x"), 412},
	{with(`If-Match: "x"`, "If-None-Match: *"), 412},
	{with("If-Modified-Since: Fri, 31 Dec 9999 23:59:59 GMT"), 200},
	{with("If-Modified-Since: yesterday"), 200},
	{with("If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT"), 200},
	{with("Range: bytes=0-0"), 206},
	{with("Range: bytes=0-"), 206},
	{with("Range: bytes=5-9"), 206},
	{with("Range: bytes=-1"), 206},
	{with("Range: bytes=-999"), 206},
	{with("Range: bytes=0-99999999999"), 206},
	{with("Range: bytes=20-20"), 206},
	{with("Range: Bytes=0-0"), 206},
	{with("Range: bytes=0-0, 2-3"), 206},
	{with("Range: bytes= 0-0"), 206},
	{with("Range: bytes=21-"), 416},
	{with("Range: bytes=21-30"), 416},
	{with("Range: bytes=99999999999-"), 416},
	{with("Range: bytes=-0"), 416},
	{with("Range: bytes=-00"), 416},
	{with("Range: bytes=-0, 3-4"), 206},
	{with("Range: bytes=5-2"), 200},
	{with("Range: bytes=10-9"), 200},
	{with("Range: bytes=-"), 200},
	{with("Range: bytes=--1"), 200},
	{with("Range: bytes=a-b"), 200},
	{with("Range: bytes=0x0-0x5"), 200},
	{with("Range: bytes=1-2-3"), 200},
	{with("Range: bytes=+1-2"), 200},
	{with("Range: bytes="), 200},
	{with("Range: bytes"), 200},
	{with("Range: bytes=,"), 200},
	{with("Range: bytes=1 - 2"), 200},
	{with("Range: bytes=0-18446744073709551616"), 200},
	{with("Range: bytes=99999999999999999999-"), 200},
	{with("Range: lines=0-1"), 200},
	{with("Range: 0-1"), 200},
	{with("Range: bytes=0-0", "Range: bytes=1-1"), 200},
	{with("Range: bytes=" + strings.Repeat("0-0,", 9)), 200},
	{with("Range: bytes=" + strings.Repeat("0-,", 3000)), 200},
	{with("Range: bytes=0-20,0-20,0-20"), 200}, // more than the whole
	{with("Range: bytes=0-0", `If-Range: "x"`), 200},
	{with("Range: bytes=0-0", `If-Range: W/"x"`), 200},
	{with("Range: bytes=0-0", "If-Range: *"), 200},
	{with("Range: bytes=0-0", "If-Range: Fri, 31 Dec 9999 23:59:59 GMT"), 200},
	{with("Range: bytes=0-0", "If-None-Match: *"), 304},
	{with("Range: bytes=0-0", `If-Match: "x"`), 412},
	{with("Range: bytes=99-", "If-None-Match: *"), 304},
	{"HEAD " + program + " HTTP/1.1\r\n" + host + "Range: bytes=0-0\r\n\r\n", 200},
	{"HEAD " + program + " HTTP/1.1\r\n" + host + "Range: bytes=99-\r\n\r\n", 200},
	{"HEAD " + program + " HTTP/1.1\r\n" + host + "If-None-Match: *\r\n\r\n", 304},
	{"POST " + program + " HTTP/1.1\r\n" + host + "Range: bytes=99-\r\nContent-Length: 1\r\n\r\nx", 405},
	{"GET /nothing HTTP/1.1\r\n" + host + "Range: bytes=0-0\r\nIf-None-Match: *\r\n\r\n", 404},
}

// listen serves the test's site on a port of its own, with the limits of a
// real one.
func listen(t *testing.T, site *Site) (address string) {
	t.Helper()
	listener, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	s := configure(site, Options{Log: slog.New(slog.DiscardHandler)})
	go func() { _ = s.Serve(listener) }()
	t.Cleanup(func() { _ = s.Close() })
	return listener.Addr().String()
}

func TestHostileRequests(t *testing.T) {
	site, err := New(dist())
	if err != nil {
		t.Fatal(err)
	}
	address := listen(t, site)
	n := 0
	seen := map[string]bool{}
	for _, table := range [][]hostile{paths, methods, lines, negotiations} {
		for _, h := range table {
			if seen[h.request] {
				t.Errorf("%.80q stands in the table twice", h.request)
			}
			seen[h.request] = true
			n++
			if err := h.try(address); err != nil {
				t.Errorf("%.120q: %v", h.request, err)
			}
		}
	}
	if n < 200 {
		t.Errorf("%d requests, want at least 200", n)
	}
	t.Logf("%d requests", n)
}

// try sends the request on a connection of its own and checks the answer.
func (h hostile) try(address string) error {
	connection, err := net.DialTimeout("tcp", address, 5*time.Second)
	if err != nil {
		return err
	}
	defer connection.Close()
	_ = connection.SetDeadline(time.Now().Add(20 * time.Second))
	request := h.request
	if !strings.Contains(request, "\r\n") {
		request += " HTTP/1.1\r\n" + host + "\r\n"
	}
	method, _, _ := strings.Cut(request, " ")
	// The server may answer and hang up before it has read everything.
	go func() { _, _ = io.WriteString(connection, request) }()
	response, err := http.ReadResponse(bufio.NewReader(connection), &http.Request{Method: method})
	if err != nil {
		return fmt.Errorf("no answer: %w", err)
	}
	defer response.Body.Close()
	if response.StatusCode != h.status {
		return fmt.Errorf("status %d, want %d", response.StatusCode, h.status)
	}
	content, err := io.ReadAll(response.Body)
	if err != nil {
		return fmt.Errorf("content: %w", err)
	}
	// Nothing outside the site and no list of it is ever sent, and what the
	// handler answers is guarded.
	for _, leak := range []string{"root:", "package server", "module backprop", "<pre>", "icon.0123456789ab.png"} {
		if strings.Contains(string(content), leak) {
			return fmt.Errorf("the answer holds %q", leak)
		}
	}
	byHandler := response.StatusCode != 400 && response.StatusCode < 417
	if byHandler && response.Header.Get("Content-Security-Policy") != Policy {
		return fmt.Errorf("no policy")
	}
	if response.StatusCode >= 400 && len(content) > 200 {
		return fmt.Errorf("an error of %d bytes", len(content))
	}
	if response.Header.Get("Set-Cookie") != "" || response.Header.Get("Server") != "" {
		return fmt.Errorf("headers %v", response.Header)
	}
	return nil
}
