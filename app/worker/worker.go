// Package worker is the training side of the playground: it owns the Run and
// answers every command of the page with one snapshot, both as bytes.
package worker

import "backprop/engine"

// answer carries out the encoded command on run and appends the encoded
// snapshot that answers it to dst. Bytes that are no command are answered by a
// snapshot that holds nothing but Err, and leave the run as it is.
func answer(dst []byte, run *engine.Run, command []byte) []byte {
	c, err := engine.DecodeCommand(command)
	if err != nil {
		return engine.Snapshot{Err: err}.AppendBinary(dst)
	}
	return run.Do(c).AppendBinary(dst)
}
