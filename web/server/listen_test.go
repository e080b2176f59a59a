package server

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"
)

// large is a site with a file of 8 MB, more than the buffers of a connection hold.
func large(t *testing.T) (*Site, []byte) {
	t.Helper()
	content := bytes.Repeat([]byte("0123456789abcdef"), 1<<19)
	site, err := New(fstest.MapFS{"index.html": {Data: []byte("page")}, "app.0123456789ab.wasm": {Data: content}})
	if err != nil {
		t.Fatal(err)
	}
	return site, content
}

// say is a log that a test can read while it is written.
type say struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (s *say) Write(line []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(line)
}

func (s *say) wait(t *testing.T, word string) string {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(time.Millisecond) {
		s.mu.Lock()
		text := s.text.String()
		s.mu.Unlock()
		if strings.Contains(text, word) {
			return text
		}
	}
	t.Fatalf("the log never said %q: %s", word, s.text.String())
	return ""
}

// A stop while 50 clients are in the middle of a download loses none of them,
// and answers nobody new.
func TestStopLetsDownloadsFinish(t *testing.T) {
	site, content := large(t)
	ctx, stop := context.WithCancel(context.Background())
	log := &say{}
	ended := make(chan error, 1)
	options := Options{Address: "localhost:0", Grace: time.Minute, Log: slog.New(slog.NewJSONHandler(log, nil))}
	go func() { ended <- Serve(ctx, site, options) }()
	var first struct{ URL string }
	if err := json.Unmarshal([]byte(strings.Split(log.wait(t, `"serving"`), "\n")[0]), &first); err != nil {
		t.Fatal(err)
	}

	const clients = 50
	client := &http.Client{Transport: &http.Transport{DisableCompression: true, DisableKeepAlives: true}}
	var bodies []io.ReadCloser
	for range clients {
		response, err := client.Get(first.URL + "app.0123456789ab.wasm")
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		if _, err := io.ReadFull(response.Body, make([]byte, 1000)); err != nil {
			t.Fatal(err)
		}
		bodies = append(bodies, response.Body)
	}
	stop()
	log.wait(t, `"stopping"`)
	refused := false
	for end := time.Now().Add(5 * time.Second); time.Now().Before(end) && !refused; {
		_, err := client.Get(first.URL)
		refused = err != nil
	}
	if !refused {
		t.Error("still answers new clients after the stop")
	}
	select {
	case err := <-ended:
		t.Fatalf("ended during %d downloads: %v", clients, err)
	default:
	}
	var group sync.WaitGroup
	for i, body := range bodies {
		group.Go(func() {
			rest, err := io.ReadAll(body)
			if err != nil || !bytes.Equal(rest, content[1000:]) {
				t.Errorf("download %d: %d of %d bytes, %v", i, len(rest)+1000, len(content), err)
			}
		})
	}
	group.Wait()
	if err := <-ended; err != nil {
		t.Errorf("after the last download: %v", err)
	}
	log.wait(t, `"stopped"`)
}

// A download that outlasts the grace is cut off, and Serve says so.
func TestStopEndsAfterGrace(t *testing.T) {
	site, _ := large(t)
	ctx, stop := context.WithCancel(context.Background())
	log := &say{}
	ended := make(chan error, 1)
	go func() {
		ended <- Serve(ctx, site, Options{Address: "localhost:0", Grace: time.Millisecond, Log: slog.New(slog.NewJSONHandler(log, nil))})
	}()
	var first struct{ URL string }
	if err := json.Unmarshal([]byte(strings.Split(log.wait(t, `"serving"`), "\n")[0]), &first); err != nil {
		t.Fatal(err)
	}
	response, err := http.Get(first.URL + "app.0123456789ab.wasm")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	stop()
	if err := <-ended; err == nil || !strings.Contains(err.Error(), "cut off after 1ms") {
		t.Errorf("got error %v", err)
	}
}

// A thousand idle clients and 500 that send a byte and no more keep nobody
// from the page, and cost little memory.
func TestIdleAndSlowClients(t *testing.T) {
	site, content := large(t)
	address := listen(t, site)
	memory := func() uint64 {
		runtime.GC()
		var stats runtime.MemStats
		runtime.ReadMemStats(&stats)
		return stats.HeapAlloc + stats.StackInuse
	}
	before := memory()
	dial := func(said string) net.Conn {
		connection, err := net.Dial("tcp", address)
		if err != nil {
			t.Skipf("this system allows too few connections: %v", err)
		}
		if _, err := io.WriteString(connection, said); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = connection.Close() })
		return connection
	}
	for range 1000 {
		dial("")
	}
	for range 250 {
		dial("GET / HTTP/1.1\r\nHost: x\r\nX: ")
	}
	for range 250 { // want the large file and read none of it
		dial("GET /app.0123456789ab.wasm HTTP/1.1\r\nHost: x\r\n\r\n")
	}
	begin := time.Now()
	response, err := http.Get("http://" + address + "/app.0123456789ab.wasm")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	got, err := io.ReadAll(response.Body)
	if err != nil || !bytes.Equal(got, content) {
		t.Errorf("%d bytes, %v", len(got), err)
	}
	took := time.Since(begin)
	if took > 5*time.Second {
		t.Errorf("a normal client waited %v", took)
	}
	grown := int64(memory()) - int64(before)
	t.Logf("a normal client got %d bytes in %v; 1,500 others took %d KB of memory", len(got), took, grown>>10)
	if grown > 64<<20 {
		t.Errorf("1,500 clients took %d MB", grown>>20)
	}
}

// Who does not finish a request in time is let go.
func TestTimeouts(t *testing.T) {
	s := configure(&Site{}, Options{Log: slog.New(slog.DiscardHandler)})
	if s.ReadHeaderTimeout <= 0 || s.ReadTimeout < s.ReadHeaderTimeout || s.WriteTimeout <= 0 || s.IdleTimeout <= 0 || s.MaxHeaderBytes <= 0 {
		t.Errorf("a limit is missing: %+v", s)
	}
	if testing.Short() {
		t.Skip("waits for a time-out")
	}
	site, _ := large(t)
	connection, err := net.Dial("tcp", listen(t, site))
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	begin := time.Now()
	_, _ = io.WriteString(connection, "GET / HTTP/1.1\r\n")
	_ = connection.SetReadDeadline(begin.Add(4 * headerTime))
	_, _ = io.ReadAll(connection)
	if took := time.Since(begin); took < headerTime-time.Second || took > 2*headerTime {
		t.Errorf("half a request was let go after %v, want %v", took, headerTime)
	}
}

func TestTLS(t *testing.T) {
	site, content := large(t)
	certificate, key, pool := selfSigned(t)
	ctx, stop := context.WithCancel(context.Background())
	log := &say{}
	ended := make(chan error, 1)
	options := Options{Address: "localhost:0", Certificate: certificate, Key: key, Grace: time.Minute, Requests: true, Log: slog.New(slog.NewJSONHandler(log, nil))}
	go func() { ended <- Serve(ctx, site, options) }()
	var first struct{ URL string }
	if err := json.Unmarshal([]byte(strings.Split(log.wait(t, `"serving"`), "\n")[0]), &first); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(first.URL, "https://") {
		t.Errorf("serves %s", first.URL)
	}
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}, ForceAttemptHTTP2: true}
	response, err := (&http.Client{Transport: transport}).Get(first.URL + "app.0123456789ab.wasm")
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(response.Body)
	if err != nil || !bytes.Equal(got, content) || response.ProtoMajor != 2 {
		t.Errorf("%d bytes over %s, %v", len(got), response.Proto, err)
	}
	line := log.wait(t, `"request"`)
	for _, want := range []string{`"method":"GET"`, `"path":"/app.0123456789ab.wasm"`, `"status":200`, fmt.Sprintf(`"bytes":%d`, len(content))} {
		if !strings.Contains(line, want) {
			t.Errorf("the log lacks %s: %s", want, line)
		}
	}
	transport.CloseIdleConnections()
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	options.Key = ""
	if err := Serve(context.Background(), site, options); err == nil || err.Error() != "TLS needs both a certificate and its key" {
		t.Errorf("without a key: %v", err)
	}
}

// selfSigned returns files with a certificate for localhost and its key, and
// who trusts it.
func selfSigned(t *testing.T) (certificate, key string, pool *x509.CertPool) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), DNSNames: []string{"localhost"}, IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	pkcs8, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	write := func(name, kind string, content []byte) string {
		name = filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(name, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: content}), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool = x509.NewCertPool()
	pool.AddCert(parsed)
	return write("cert.pem", "CERTIFICATE", der), write("key.pem", "PRIVATE KEY", pkcs8), pool
}

func TestLink(t *testing.T) {
	actual := &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 1234}
	for address, want := range map[string]string{
		"localhost:0":    "http://localhost:1234",
		":1234":          "http://localhost:1234",
		"[::1]:1234":     "http://[::1]:1234",
		"127.0.0.1:1234": "http://127.0.0.1:1234",
	} {
		if got := link("http", address, actual); got != want {
			t.Errorf("link(%q) = %s, want %s", address, got, want)
		}
	}
}
