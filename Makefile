# Two commands matter: "make run" and "make test". Both need Go, git, make and
# Node; the tests also need Chromium and Firefox, which they install on Debian.

PORT ?= 8080
ADDR ?= localhost:$(PORT)

MODULES = . e2e web/compress
CACHE = web/.cache

# Node runs the program of a WebAssembly test.
WASM_EXEC = node --stack-size=8192 $(CURDIR)/engine/kernel/node.js

.DEFAULT_GOAL := help
.PHONY: help build run check format vet boundaries unit test test-wasm size vulnerabilities same release e2e browsers golden bench kernel site clean

help: ## print this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## build everything and serve it on http://localhost:8080 (PORT=, ADDR=)
	@exec $(CACHE)/web serve -addr $(ADDR)

build: site ## compile everything
	go build ./...
	go build -o $(CACHE)/web ./web

site: ## assemble the site in web/dist and web/playground.zip
	go run ./web build

release: ## write servers that hold the site for every system, with checksums, to web/release
	go run ./web release

# In another directory and with nothing kept from before, so that neither
# enters the files.
same: site ## build the site again elsewhere and compare it byte for byte
	@copy=$$(mktemp -d) && trap 'rm -rf "$$copy"' EXIT && \
	git ls-files -z --cached --others --exclude-standard | tar --create --null --files-from=- | tar --extract --directory="$$copy" && \
	go -C "$$copy" run ./web build && diff -r web/dist "$$copy/web/dist" && cmp web/playground.zip "$$copy/web/playground.zip" && echo "ok: the site built twice is the same"

test: check test-wasm size same e2e ## run every check and every test, in browsers too
	@echo "ok: every check and every test has passed"

check: format vet boundaries unit ## what needs neither Node nor a browser

format:
	@unformatted=$$(find . -name '*.go' -not -path '*/.*' -exec gofmt -l {} +); if [ -n "$$unformatted" ]; then echo "gofmt -w these files:"; echo "$$unformatted"; exit 1; fi

vet:
	@set -e; for module in $(MODULES); do echo "go vet $$module"; go -C $$module vet ./...; done
	GOOS=js GOARCH=wasm go vet ./engine/... ./app/...

boundaries: ## check which package imports which
	go test -count=1 ./web/boundaries

unit:
	go test -count=1 ./...
	go -C web/compress test -count=1 ./...

test-wasm: ## run the engine's tests as WebAssembly in Node, with SIMD and without
	@set -e; for kernel in kernel.wasm none; do \
		echo "go test ./engine/... as WebAssembly, kernel: $$kernel"; \
		KERNEL=$$kernel GOOS=js GOARCH=wasm go test -count=1 -exec='$(WASM_EXEC)' $$(go list ./engine/... | grep -v -e /cmd/ -e /gen$$); \
	done

kernel: ## write engine/kernel/kernel.wasm again
	go run ./engine/kernel/gen engine/kernel/kernel.wasm

size: build ## measure the site against its budgets
	@$(CACHE)/web size

vulnerabilities: ## look the dependencies up in Go's list of known vulnerabilities, which needs the network
	@set -e; for module in $(MODULES); do echo "govulncheck $$module"; go -C $$module run golang.org/x/vuln/cmd/govulncheck@latest ./...; done

e2e: build browsers ## drive the built page in Chromium and Firefox
	go -C e2e test -count=1 ./...

golden: build browsers ## take the picture of the README again
	go -C e2e test -count=1 -golden ./...

bench: build browsers ## measure the engine in Chromium against JavaScript, and natively; minutes
	@go -C e2e test -count=1 -timeout 30m -run '^TestMeasure$$' -measure

browsers:
	@if command -v chromium >/dev/null && { command -v firefox-esr || command -v firefox; } >/dev/null && fc-list :lang=ko | grep -q .; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium firefox-esr fontconfig fonts-noto-cjk >/dev/null; \
	else \
		echo "the browser tests need Chromium, Firefox and a Korean font: sudo apt-get install chromium firefox-esr fontconfig fonts-noto-cjk" >&2; exit 1; \
	fi

clean: ## remove what was built
	rm -rf web/dist web/playground.zip web/release $(CACHE) e2e/artifacts
