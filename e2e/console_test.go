package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// observe notes what the page and its requests complain about.
func (p *Page) observe(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		var words []string
		for _, a := range e.Args {
			word := a.Description
			if a.Type == "string" {
				var text string
				if json.Unmarshal(a.Value, &text) == nil {
					word = text
				}
			} else if word == "" {
				word = string(a.Value)
			}
			words = append(words, word)
		}
		text := strings.Join(words, " ")
		p.note(string(e.Type), text, e.Type == "error" || e.Type == "assert" || died(text))
	case *runtime.EventExceptionThrown:
		text := e.ExceptionDetails.Text
		if e.ExceptionDetails.Exception != nil {
			text += " " + e.ExceptionDetails.Exception.Description
		}
		p.note("exception", text, true)
	case *log.EventEntryAdded:
		p.note(string(e.Entry.Source)+" "+string(e.Entry.Level), e.Entry.Text+" "+e.Entry.URL, e.Entry.Level == log.EntryLevelError)
	case *network.EventLoadingFailed:
		p.note("request", string(e.Type)+" "+e.ErrorText+string(e.BlockedReason), !e.Canceled)
	case *network.EventResponseReceived:
		if e.Response.Status >= 400 {
			p.note("response", fmt.Sprint(e.Response.Status, " ", e.Response.URL), true)
		}
	}
}

// died reports whether a Go program wrote text when it ended by itself.
func died(text string) bool {
	return strings.HasPrefix(text, "panic:") || strings.HasPrefix(text, "fatal error:") || strings.HasPrefix(text, "exit code")
}

func (p *Page) note(kind, text string, fault bool) {
	line := kind + ": " + text
	p.console = append(p.console, line)
	if fault {
		p.faults = append(p.faults, line)
	}
}

// complaints returns what the page complained about and is not excused.
func (p *Page) complaints() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(p.faults), func(fault string) bool {
		return slices.ContainsFunc(p.excused, func(e *regexp.Regexp) bool { return e.MatchString(fault) })
	})
}

// judge fails the test for what the page complained about, and keeps what
// tells why a test failed.
func (p *Page) judge() {
	for _, fault := range p.complaints() {
		p.t.Error(fault)
	}
	if !p.t.Failed() {
		return
	}
	p.mu.Lock()
	console := strings.Join(p.console, "\n")
	p.mu.Unlock()
	ctx, cancel := context.WithTimeout(p.ctx, 5*time.Second)
	defer cancel()
	if png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot()); err == nil {
		keep(p.t, ".png", png)
	}
	keep(p.t, ".console.txt", []byte(console+"\n"))
}
