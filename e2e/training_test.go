package e2e

import "testing"

func TestDefaultPageLearnsWhenAsked(t *testing.T) {
	t.Parallel()
	p := open(t, "")
	p.Press("play")
	s := p.WaitEpoch(50)
	t.Log(s.Epoch, s.Loss, len(s.History), s.Experiment)
}
