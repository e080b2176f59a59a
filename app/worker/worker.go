// Package worker is the training side of the playground: it owns the Run and
// answers every command of the page with one snapshot, both as bytes.
package worker

import "backprop/engine"

// answer carries out the encoded command on run and appends the encoded
// snapshot that answers it to dst, with the time that it took by clock, in
// milliseconds. Bytes that are no command are answered by a
// snapshot that holds nothing but Err, and leave the run as it is.
func answer(dst []byte, run *engine.Run, command []byte, clock func() float64) []byte {
	c, err := engine.DecodeCommand(command)
	if err != nil {
		return engine.Snapshot{Err: err}.AppendBinary(dst)
	}
	began := clock()
	s := run.Do(c)
	s.Took = clock() - began
	return s.AppendBinary(dst)
}
