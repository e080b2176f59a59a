package main

import (
	"slices"

	"backprop/engine"
)

// train runs what s asks for. The error says why the experiment cannot begin.
func train(s spec) (answer, error) {
	run, err := engine.NewRun(s.experiment)
	if err != nil {
		return answer{}, err
	}
	a := answer{Losses: []loss{}}
	if s.trace {
		a.setTrace(run.Trace())
	}
	for _, epoch := range s.report {
		if epoch > s.epochs {
			break
		}
		if err := run.Advance(epoch-run.Epoch(), 0); err != nil {
			return answer{}, err
		}
		if run.Epoch() != epoch {
			break
		}
		a.add(epoch, run.Loss())
	}
	if err := run.Advance(s.epochs-run.Epoch(), 0); err != nil {
		return answer{}, err
	}
	// The last loss is that of the weights below, also where divergence has
	// left them within an epoch.
	a.Losses = slices.DeleteFunc(a.Losses, func(l loss) bool { return l.Epoch == run.Epoch() })
	a.add(run.Epoch(), run.Loss())

	network := run.Network()
	for l := 1; l <= network.Last(); l++ {
		a.Weights = append(a.Weights, matrix(network.Weights(l).RawMatrix()))
		a.Biases = append(a.Biases, network.Biases(l).RawVector().Data)
	}
	a.Outputs = matrix(run.Outputs().RawMatrix())
	a.Score = scoreOf(run.Score())
	if _, test := s.experiment.SampleCounts(); test > 0 {
		held := scoreOf(run.TestScore())
		a.Test = &held
	}
	a.Epoch = run.Epoch()
	a.Stopped = "epochs"
	switch run.Stopped() {
	case engine.StoppedByLoss:
		a.Stopped = "loss"
	case engine.StoppedByError:
		a.Stopped = "error"
	case engine.StoppedByDivergence:
		a.Stopped = "diverged"
		at := run.Divergence()
		a.Diverged = &diverged{Epoch: at.Epoch, Update: at.Update, Quantity: at.Quantity}
	}
	return a, nil
}
