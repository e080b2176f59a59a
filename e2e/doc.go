// Package e2e drives the built page in Chromium as a reader would: presses,
// keys, taps and links go in, and what the page shows is compared with the
// engine's own numbers. TestFirefox does the like in Firefox.
//
//	go run ./web build && (cd e2e && go test .)
//
// from the root of the repository. It needs a Chromium or Chrome, and a Firefox:
// the programs named by CHROMIUM and FIREFOX, or the first ones found in PATH.
//
// One Chromium serves all tests, and each test has a tab with a profile of its
// own. Nothing waits for an amount of time; every wait is for something that
// can be seen. A test also fails when the page writes an error to the console,
// throws, panics or asks for a file that does not come; then artifacts/ holds
// a screenshot and the console.
//
// It also holds the engines that the built one is measured against, in
// testdata/bench and native_test.go; every run checks that they compute the
// same, and
//
//	go -C e2e test -run TestMeasure -measure
//
// prints how fast they are.
package e2e
