package engine

// anchor is a copy of what the rest of the epoch under way follows from, so
// that any state since then can be computed again. One copy an epoch is
// cheaper than one an update.
type anchor struct {
	params, velocity []float64
	batch            int // batches of the epoch that were done
}

func newAnchor(parameters int) anchor {
	return anchor{params: make([]float64, parameters), velocity: make([]float64, parameters)}
}

// anchorHere takes the copy.
func (r *Run) anchorHere() {
	copy(r.anchor.params, r.network.Params())
	copy(r.anchor.velocity, r.velocity)
	r.anchor.batch = r.batch
}

// diverge ends training because the quantity is not finite in or after an
// update, and goes back to the state with done batches of the epoch, the one
// before that update. Where the loss of a sample set is not finite there
// either, it goes back one update more, and then to the anchor.
func (r *Run) diverge(quantity string, update int64, done int) {
	r.stopped = StoppedByDivergence
	r.divergence = Divergence{Epoch: r.epoch + 1, Update: update, Quantity: quantity}
	for _, batch := range [...]int{done, done - 1, r.anchor.batch} {
		r.replay(max(batch, r.anchor.batch))
		if r.finiteLoss() {
			return
		}
	}
}

// replay computes the state with done batches of the epoch under way again.
func (r *Run) replay(done int) {
	copy(r.network.Params(), r.anchor.params)
	copy(r.velocity, r.anchor.velocity)
	r.seek(r.epoch, r.anchor.batch)
	for r.batch < done {
		input, target, n := r.batches.at(r.batch)
		r.pass.Forward(r.network, input, n)
		r.descend(target, n)
		r.batch++
		r.updates++
	}
}
