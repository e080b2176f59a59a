// Package trainer is the page's door to the training worker: commands go in,
// snapshots come out.
//
// In the browser a Trainer is a Web Worker that runs the page's own program.
// New, Send, Restart and Close return at once, and the callbacks run on the
// page's event loop, one at a time and never inside one of these calls. They
// must not block: while they run, the page stands still.
//
// On other systems, for tests, a Trainer is a goroutine with the same
// behaviour; there the callbacks run on that goroutine.
//
// Each command is answered by one snapshot, in order, unless the worker fails
// first. A worker whose process the browser ends, as it may when memory runs
// out, or that computes for ever, says nothing at all; who needs to know keeps
// an eye on the time since the last command.
package trainer

// Failure is the reason why a worker will answer no more. It is reported once
// per worker.
type Failure struct {
	Kind   FailureKind
	Detail string // what the system said, in English: a panic with its stack, an error's message
}

func (f Failure) Error() string {
	if f.Detail == "" {
		return f.Kind.String()
	}
	return f.Kind.String() + ": " + f.Detail
}

// FailureKind tells failures apart.
type FailureKind uint8

const (
	NotStarted FailureKind = iota // the worker failed before it was ready
	Crashed                       // its program ended, by a panic or an uncaught error
	Garbled                       // it sent what is not a snapshot
)

func (k FailureKind) String() string {
	switch k {
	case NotStarted:
		return "the worker did not start"
	case Crashed:
		return "the worker crashed"
	}
	return "the worker sent what is not a snapshot"
}
