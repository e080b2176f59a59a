//go:build !wasm

package kernel

type trainerBody struct{}

func (t *Trainer) prepare() {}

func (t *Trainer) train(rule Rule, from, to int, ahead bool) int {
	return t.portableTrain(rule, from, to, ahead)
}
