package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"syscall"
	"time"
)

// What one client may take. A request has no body to speak of, so all of it
// is here within seconds; an answer may take as long as it moves (answer.go).
const (
	headerTime  = 5 * time.Second
	requestTime = 10 * time.Second
	answerTime  = time.Minute
	idleTime    = 2 * time.Minute
	headerBytes = 16 << 10
)

// Options is how a Site is put on the network.
type Options struct {
	Address     string // host and port
	Certificate string // files for TLS; plain HTTP when both are empty
	Key         string
	Grace       time.Duration // how long downloads may go on after the end was asked for
	Requests    bool          // log each request
	Log         *slog.Logger
}

// Serve answers requests with the files of site until ctx is done, then takes
// no more and lets those under way finish.
func Serve(ctx context.Context, site *Site, options Options) error {
	scheme := "http"
	if options.Certificate != "" || options.Key != "" {
		scheme = "https"
		if options.Certificate == "" || options.Key == "" {
			return errors.New("TLS needs both a certificate and its key")
		}
	}
	var network net.ListenConfig
	listener, err := network.Listen(ctx, "tcp", options.Address)
	if errors.Is(err, syscall.EADDRINUSE) {
		return fmt.Errorf("%s is in use by another program; choose another port with -addr", options.Address)
	}
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w", options.Address, err)
	}
	log := options.Log
	s := configure(site, options)
	log.Info("serving", "url", link(scheme, options.Address, listener.Addr())+site.base)

	ended := make(chan error, 1)
	go func() {
		if scheme == "https" {
			ended <- s.ServeTLS(listener, options.Certificate, options.Key)
		} else {
			ended <- s.Serve(listener)
		}
	}()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	log.Info("stopping", "grace", options.Grace)
	patience, cancel := context.WithTimeout(context.Background(), options.Grace)
	defer cancel()
	if err := s.Shutdown(patience); err != nil {
		_ = s.Close()
		return fmt.Errorf("some downloads were cut off after %v: %w", options.Grace, err)
	}
	log.Info("stopped")
	return nil
}

// configure returns the server around a site.
func configure(site *Site, options Options) *http.Server {
	handler := http.Handler(site)
	if options.Requests {
		handler = logged(handler, options.Log)
	}
	return &http.Server{
		Handler:                      handler,
		ReadHeaderTimeout:            headerTime,
		ReadTimeout:                  requestTime,
		WriteTimeout:                 answerTime,
		IdleTimeout:                  idleTime,
		MaxHeaderBytes:               headerBytes,
		DisableGeneralOptionsHandler: true, // "OPTIONS *" is as little a method of ours as any other
		ErrorLog:                     slog.NewLogLogger(options.Log.Handler(), slog.LevelWarn),
	}
}

// link is the web address of a server that was asked to listen on address and
// does on actual, which knows the port that the system has chosen for 0.
func link(scheme, address string, actual net.Addr) string {
	host, _, _ := net.SplitHostPort(address) // net.Listen has accepted it
	if host == "" {
		host = "localhost"
	}
	_, port, _ := net.SplitHostPort(actual.String())
	return scheme + "://" + net.JoinHostPort(host, port)
}

// logged logs each request that next answers, when its answer is complete.
func logged(next http.Handler, log *slog.Logger) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begin := time.Now()
		seen := &witness{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(seen, r)
		log.Info("request", "remote", r.RemoteAddr, "method", r.Method, "path", r.URL.Path, "status", seen.status,
			"encoding", w.Header().Get("Content-Encoding"), "bytes", seen.bytes, "took", time.Since(begin))
	})
}

// witness is a ResponseWriter that remembers what was written.
type witness struct {
	http.ResponseWriter
	status int
	bytes  int
}

func (w *witness) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

func (w *witness) Write(content []byte) (int, error) {
	n, err := w.ResponseWriter.Write(content)
	w.bytes += n
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (w *witness) Unwrap() http.ResponseWriter { return w.ResponseWriter }
