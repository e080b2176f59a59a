package engine

import (
	"slices"

	"backprop/engine/kernel"
)

// fill sets s to the present state and to what v asks for.
func (r *Run) fill(s *Snapshot, v View) {
	s.Epoch, s.Updates = r.epoch, r.updates
	s.Earliest, s.Furthest, s.UpdatesPerEpoch = r.Earliest(), r.Furthest(), r.batches.count()
	s.InForce, s.DataSeed = r.inForce(), r.experiment.Data.Seed
	s.Stopped, s.Divergence = r.stopped, r.divergence
	s.TrainSamples, s.TestSamples = r.train.samples, r.test.samples
	s.Train, s.Test = r.Loss(), r.TestLoss()
	s.TrainScore, s.TestScore = r.Score(), r.TestScore()
	s.Penalty = r.Penalty()
	s.Params = slices.Clone(r.network.Params())
	s.Velocity = slices.Clone(r.velocity)
	s.Kernel = kernel.Name()
	if v.History {
		s.History = slices.Clone(r.history.points)
	}
	if v.Units > 0 {
		s.Units = r.Units(v.Units)
	}
	if v.Output > 0 {
		s.Output = r.Output(v.Output)
	}
	if v.Samples {
		s.Samples = append(r.train.shown(false), r.test.shown(true)...)
	}
	if v.Flow {
		s.Flow = r.Flow()
	}
	if v.Check {
		s.Check = r.CheckGradient()
	}
	if v.Lens.Wanted {
		s.Lens = r.Lens(v.Lens)
	}
}

// shown returns the samples as the page draws them.
func (s sampleSet) shown(test bool) []Sample {
	all := make([]Sample, s.samples)
	for i := range all {
		all[i] = Sample{
			X1: s.x1[i], X2: s.x2[i],
			Target: slices.Clone(s.target[i*s.outputs:][:s.outputs]),
			Test:   test,
		}
	}
	return all
}
