package ui

import (
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"backprop/app/draw"
	"backprop/app/text"
	"backprop/engine"
	"backprop/engine/dataset"
	"backprop/engine/nn"
)

// bench is a page without a browser: the model and a worker that answers every
// command at once.
type bench struct {
	t      *testing.T
	m      Model
	run    engine.Run
	now    float64
	sent   []engine.Command
	silent bool // the worker does not answer
}

func open(t *testing.T, link string) *bench {
	t.Helper()
	b := &bench{t: t, m: New()}
	b.send(OpenLink{Fragment: link})
	return b
}

// send lets messages happen, and the answers to what they ask for.
func (b *bench) send(messages ...Message) {
	b.t.Helper()
	for _, message := range messages {
		m, commands := Update(b.m, message)
		b.m = m
		for _, c := range commands {
			b.sent = append(b.sent, c)
			if b.silent {
				continue
			}
			s := b.run.Do(c)
			b.send(Arrived{s})
		}
	}
}

// frames lets n frames pass at 60 Hz.
func (b *bench) frames(n int) {
	b.t.Helper()
	for range n {
		b.now += 1000.0 / 60
		b.send(Frame{Now: b.now})
	}
}

// last returns the action of the last command sent.
func (b *bench) last() engine.Action {
	if len(b.sent) == 0 {
		return nil
	}
	return b.sent[len(b.sent)-1].Action
}

const quick = "data=xortable&layers=3sigmoid,1sigmoid&rate=2&momentum=0.9&range=1"

func TestOpenStartsTheRunAndNothingMoves(t *testing.T) {
	b := open(t, "")
	if b.m.Experiment.String() != engine.Default().String() || b.m.Notice.Kind != NoNotice {
		t.Errorf("an empty link opens %s with notice %v, want the default", b.m.Experiment, b.m.Notice)
	}
	if b.m.Phase != Ready || len(b.m.Params()) != b.m.Experiment.Parameters() || len(b.m.Samples) == 0 || b.m.Units.Side == 0 || b.m.Output.Side == 0 {
		t.Errorf("after opening: phase %v, %d parameters, %d samples, maps of %d and %d", b.m.Phase, len(b.m.Params()), len(b.m.Samples), b.m.Units.Side, b.m.Output.Side)
	}
	b.frames(60)
	if b.m.Snapshot.Updates != 0 || len(b.sent) != 1 {
		t.Errorf("a second without Play: %d updates, %d commands, want 0 and 1", b.m.Snapshot.Updates, len(b.sent))
	}
}

// A link that is wrong in its only place opens the default.
func TestBadLinksOpenTheDefaultAndSayWhy(t *testing.T) {
	for link, want := range map[string]string{
		"rate=-1":                 "rate",
		"data=nothing":            "data",
		"nonsense":                "",
		"layers=9999sigmoid":      "layers",
		"layers=1024tanh,1linear": "",
		"layers=" + strings.Repeat("2tanh,", 9) + "1tanh": "",
		"%%%": "",
	} {
		b := open(t, link)
		if b.m.Notice.Kind != LinkRead || len(b.m.Notice.Notes) != 1 || b.m.Experiment.String() != engine.Default().String() || b.m.Phase != Ready {
			t.Errorf("%q opens %s with notice %v", link, b.m.Experiment, b.m.Notice)
		}
		for _, l := range text.Languages() {
			name := l.Words().Fields[want]
			if said := noteText(l.Words(), b.m.Notice.Notes[0]); want != "" && !strings.Contains(said, name) {
				t.Errorf("%q: %q does not name %q", link, said, name)
			}
		}
	}
}

// In another language no English is left of what a link should have been.
func TestWantedFormsAreTranslated(t *testing.T) {
	korean := text.Korean.Words()
	for _, link := range []string{
		"layers=5", "layers=0tanh,1tanh", "layers=" + strings.Repeat("1tanh,", 40) + "1tanh", "layers=2tanh,3tanh", "layers=1024tanh,1024tanh,1024tanh,1024tanh,1024tanh,1tanh",
		"schedule=x", "%zz", "nonsense", "rate=1&rate=2", "inputs=x1,x1", "biases=x", "l1=-1", "l2=-1", "start=1,2", "data=xortable&noise=3",
		"data=table&x=1,2&y=1;2", "data=table&x=1,2;3&y=1;2", "data=table&x=&y=",
	} {
		_, err := engine.Parse(link)
		field, ok := err.(*engine.FieldError)
		if !ok {
			t.Errorf("%q: %v, want a field error", link, err)
			continue
		}
		if field.Want.Kind == engine.WantForm && korean.Form(field.Want.Text) == field.Want.Text {
			t.Errorf("%q: %q is not translated", link, field.Want.Text)
		}
		if _, named := korean.Fields[field.Field]; !named {
			t.Errorf("%q: field %q has no name", link, field.Field)
		}
	}
}

func TestPlayAdvancesOneCommandAtATime(t *testing.T) {
	b := open(t, quick)
	b.send(TogglePlay{})
	if !b.m.Playing {
		t.Fatal("Play does not play")
	}
	b.frames(30)
	if b.m.Snapshot.Epoch != 30 {
		t.Errorf("30 frames at an epoch a frame: epoch %d", b.m.Snapshot.Epoch)
	}
	b.silent = true
	before := len(b.sent)
	b.frames(30)
	if got := len(b.sent) - before; got != 1 {
		t.Errorf("%d commands to a worker that does not answer, want 1", got)
	}
}

func TestPauseHoldsAndAsksForTheFinePicture(t *testing.T) {
	b := open(t, quick)
	b.send(TogglePlay{})
	b.frames(5)
	coarse := b.m.Output.Side
	b.send(TogglePlay{})
	if _, look := b.last().(engine.Look); !look || b.m.Playing || b.m.Output.Side <= coarse {
		t.Errorf("after Pause: last command %T, playing %v, output side %d after %d", b.last(), b.m.Playing, b.m.Output.Side, coarse)
	}
	epoch := b.m.Snapshot.Epoch
	b.frames(30)
	if b.m.Snapshot.Epoch != epoch {
		t.Errorf("paused at epoch %d, now %d", epoch, b.m.Snapshot.Epoch)
	}
}

func TestStepEndsTheEpoch(t *testing.T) {
	b := open(t, "samples=100&share=50&batch=7&layers=2tanh,1tanh&rate=0.1&momentum=0")
	b.send(StepEpoch{})
	if b.m.Snapshot.Epoch != 1 || b.m.Snapshot.Updates != 8 {
		t.Errorf("one epoch of 50 samples in batches of 7: epoch %d, %d updates, want 1 and 8", b.m.Snapshot.Epoch, b.m.Snapshot.Updates)
	}
	b.m.Snapshot.Updates += 3 // as if it had stopped within an epoch
	b.send(StepEpoch{})
	if advance := b.last().(engine.Advance); advance.Updates != 5 {
		t.Errorf("from the third update of an epoch of 8: %d updates, want 5", advance.Updates)
	}
}

func TestResetGivesTheSameCurve(t *testing.T) {
	b := open(t, quick)
	first := slices.Clone(b.m.Params())
	b.send(TogglePlay{})
	b.frames(100)
	b.send(TogglePlay{})
	curve, end := slices.Clone(b.m.History), slices.Clone(b.m.Params())
	b.send(ResetWeights{})
	if b.m.Snapshot.Epoch != 0 || !slices.Equal(b.m.Params(), first) {
		t.Errorf("after Reset: epoch %d, first weights back: %v", b.m.Snapshot.Epoch, slices.Equal(b.m.Params(), first))
	}
	for range 100 {
		b.send(StepEpoch{})
	}
	if !slices.Equal(b.m.Params(), end) {
		t.Error("the same hundred epochs end at other weights")
	}
	same := slices.EqualFunc(b.m.History, curve, func(a, b engine.LossPoint) bool {
		return a.Epoch == b.Epoch && math.Float64bits(a.Train) == math.Float64bits(b.Train)
	})
	if !same || len(curve) < 100 {
		t.Errorf("the curve of %d points is not the same bit for bit", len(curve))
	}
}

func TestWhatKeepsTheRunAndWhatStartsAgain(t *testing.T) {
	for _, c := range []struct {
		message Message
		keeps   bool
		want    func(engine.Experiment) any
		value   any
	}{
		{Commit{FieldRate, "0,5"}, true, func(e engine.Experiment) any { return e.LearningRate }, 0.5},
		{Commit{FieldMomentum, "1/2"}, true, func(e engine.Experiment) any { return e.Momentum }, 0.5},
		{Commit{FieldStopLoss, "0.001"}, true, func(e engine.Experiment) any { return e.Stop.Loss }, 0.001},
		{Commit{FieldStopEpoch, "500"}, true, func(e engine.Experiment) any { return e.Stop.Epoch }, 500},
		{Commit{FieldBatch, "10"}, false, func(e engine.Experiment) any { return e.Batch }, 10},
		{Commit{FieldSamples, "300"}, false, func(e engine.Experiment) any { return e.Data.Samples }, 300},
		{Commit{FieldNoise, "25"}, false, func(e engine.Experiment) any { return e.Data.Noise }, 25.0},
		{Commit{FieldShare, "80"}, false, func(e engine.Experiment) any { return e.Data.Share }, 80},
		{Commit{FieldDataSeed, "9"}, true, func(e engine.Experiment) any { return e.Data.Seed }, uint64(9)},
		{Commit{FieldSeed, "9"}, false, func(e engine.Experiment) any { return e.Init.Seed }, uint64(9)},
		{Commit{FieldRange, "0.25"}, false, func(e engine.Experiment) any { return e.Init.Range }, 0.25},
		{Commit{FieldDecay, "0.01"}, true, func(e engine.Experiment) any { return e.Decay }, 0.01},
		{ChooseOption{FieldConvention, "sum"}, false, func(e engine.Experiment) any { return e.Convention }, engine.Sum},
		{ChooseOption{FieldOrder, "shuffled"}, false, func(e engine.Experiment) any { return e.Order }, engine.Shuffled},
		{ChooseOption{FieldBiases, "zero"}, false, func(e engine.Experiment) any { return e.Init.Biases }, engine.ZeroBiases},
		{NewWeights{}, false, func(e engine.Experiment) any { return e.Init.Seed }, engine.Default().Init.Seed + 1},
		{Commit{FieldL1, "0,003"}, true, func(e engine.Experiment) any { return e.Penalty.L1 }, 0.003},
		{Commit{FieldL2, "1/8"}, true, func(e engine.Experiment) any { return e.Penalty.L2 }, 0.125},
		{ChooseOption{FieldBiases, "constant"}, false, func(e engine.Experiment) any { return e.Init.Bias }, 0.1},
		{NewData{}, true, func(e engine.Experiment) any { return e.Data.Seed }, engine.Default().Data.Seed + 1},
		{ChooseSet{dataset.Spiral}, false, func(e engine.Experiment) any { return e.Data.Set }, dataset.Spiral},
		{ToggleFeature{dataset.X1X2}, false, func(e engine.Experiment) any { return e.InputUnits() }, 3},
		{ToggleFeature{dataset.X2}, false, func(e engine.Experiment) any { return e.InputUnits() }, 1},
		{AddLayer{}, false, func(e engine.Experiment) any { return len(e.Layers) }, 3},
		{RemoveLayer{1}, false, func(e engine.Experiment) any { return len(e.Layers) }, 1},
		{SetUnits{1, 8}, false, func(e engine.Experiment) any { return e.Layers[0].Units }, 8},
		{SetActivation{1, nn.Tanh}, false, func(e engine.Experiment) any { return e.Layers[0].Activation }, nn.Tanh},
		{SetActivation{2, nn.Linear}, false, func(e engine.Experiment) any { return e.Layers[1].Activation }, nn.Linear},
	} {
		b := open(t, "")
		b.send(TogglePlay{})
		b.frames(20)
		b.send(c.message)
		if got := c.want(b.m.Experiment); !reflect.DeepEqual(got, c.value) {
			t.Errorf("%T%+v: %v, want %v", c.message, c.message, got, c.value)
		}
		if kept := b.m.Snapshot.Epoch >= 20; kept != c.keeps {
			t.Errorf("%T%+v: epoch %d, want the run to be kept: %v", c.message, c.message, b.m.Snapshot.Epoch, c.keeps)
		}
		if !b.m.Playing || len(b.m.Errors)+len(b.m.Drafts) > 0 || b.m.Notice.Kind != NoNotice {
			t.Errorf("%T%+v: playing %v, errors %v, drafts %v, notice %v", c.message, c.message, b.m.Playing, b.m.Errors, b.m.Drafts, b.m.Notice)
		}
		updates := b.m.Snapshot.Updates
		b.frames(3)
		if b.m.Snapshot.Updates <= updates {
			t.Errorf("%T%+v: training does not go on", c.message, c.message)
		}
	}
}

func TestBadValuesStayBesideTheirControl(t *testing.T) {
	for _, c := range []struct {
		field Field
		typed string
	}{
		{FieldRate, "-1"}, {FieldRate, "fast"}, {FieldRate, ""}, {FieldRate, "1e999"}, {FieldMomentum, "1"}, {FieldMomentum, "-0.1"},
		{FieldBatch, "2.5"}, {FieldBatch, "-1"}, {FieldBatch, "99999"}, {FieldSamples, "0"}, {FieldSamples, "1000000"}, {FieldNoise, "101"},
		{FieldShare, "5"}, {FieldStopEpoch, "1.5"}, {FieldStopLoss, "-1"}, {FieldRange, "-1"}, {FieldSeed, "-1"}, {FieldDecay, "1"},
		{FieldL1, "-1"}, {FieldL2, "1,000"}, {FieldSamples, "1,000"}, {FieldDataSeed, "-1"}, {FieldDataSeed, "9007199254740992"},
	} {
		b := open(t, "")
		before, sent := b.m.Experiment.String(), len(b.sent)
		b.send(Draft{c.field, c.typed}, Commit{c.field, c.typed})
		if b.m.Errors[c.field] == nil || b.m.Drafts[c.field] != c.typed || b.m.Experiment.String() != before || len(b.sent) != sent {
			t.Errorf("%s = %q: error %v, draft %q, changed %v", c.field, c.typed, b.m.Errors[c.field], b.m.Drafts[c.field], b.m.Experiment.String() != before)
			continue
		}
		for _, l := range text.Languages() {
			said := ErrorText(l.Words(), b.m.Errors[c.field])
			if !strings.Contains(said, c.typed) {
				t.Errorf("%s = %q: %q does not name the value", c.field, c.typed, said)
			}
		}
		b.send(Cancel{c.field})
		if len(b.m.Errors)+len(b.m.Drafts) != 0 {
			t.Errorf("%s: Escape leaves %v %v", c.field, b.m.Errors, b.m.Drafts)
		}
	}
}

func TestBatchThatNoLongerFitsIsSaid(t *testing.T) {
	b := open(t, "batch=50")
	b.send(ChooseSet{dataset.XORTable})
	if b.m.Experiment.Batch != 0 || b.m.Notice.Kind != BatchWidened || b.m.Experiment.Data.Set != dataset.XORTable {
		t.Errorf("batch %d, notice %v", b.m.Experiment.Batch, b.m.Notice.Kind)
	}
	b = open(t, "batch=4")
	b.send(ChooseSet{dataset.XORTable})
	if b.m.Experiment.Batch != 4 || b.m.Notice.Kind != NoNotice {
		t.Errorf("a batch that fits became %d, notice %v", b.m.Experiment.Batch, b.m.Notice.Kind)
	}
}

func TestLimitsAreSaid(t *testing.T) {
	b := open(t, "")
	for range MaxHiddenLayers + 1 {
		b.send(AddLayer{})
	}
	if got := len(b.m.Experiment.Layers) - 1; got != MaxHiddenLayers || b.m.Errors[FieldLayers] == nil {
		t.Errorf("%d hidden layers, error %v", got, b.m.Errors[FieldLayers])
	}
	b.send(SetUnits{1, MaxUnits})
	if b.m.Errors[FieldLayers] != nil || b.m.Experiment.Layers[0].Units != MaxUnits {
		t.Errorf("%d units: %v", MaxUnits, b.m.Errors[FieldLayers])
	}
	b.send(SetUnits{1, MaxUnits + 1})
	if b.m.Errors[FieldLayers] == nil {
		t.Error("one unit too many is not refused")
	}
	b.send(SetUnits{1, 0})
	if b.m.Errors[FieldLayers] == nil || b.m.Experiment.Layers[0].Units != MaxUnits {
		t.Error("no unit at all is not refused")
	}
	b = open(t, "")
	b.send(ToggleFeature{dataset.X1}, ToggleFeature{dataset.X2})
	if b.m.Experiment.InputUnits() != 1 || b.m.Errors[FieldInputs] == nil {
		t.Errorf("%d inputs, error %v", b.m.Experiment.InputUnits(), b.m.Errors[FieldInputs])
	}
}

func TestEditBeforeTrainingIsAChoiceOfFirstWeights(t *testing.T) {
	b := open(t, quick)
	b.send(SetParameter{0, "1/3"})
	if b.m.Params()[0] != 1.0/3 {
		t.Fatalf("typed 1/3, the network has %v", b.m.Params()[0])
	}
	again := open(t, b.m.Experiment.String())
	if !slices.Equal(again.m.Params(), b.m.Params()) {
		t.Error("the link does not hold the weight")
	}
	b.send(StepEpoch{}, ResetWeights{})
	if b.m.Params()[0] != 1.0/3 {
		t.Errorf("after Reset %v, want the typed value", b.m.Params()[0])
	}
	b.send(SetUnits{1, 4})
	if b.m.Notice.Kind != StartDropped || b.m.Experiment.Init.Start != nil {
		t.Error("weights of another shape are kept, or dropped without a word")
	}
	b.send(SetParameter{0, "2"}, RevertStart{})
	if b.m.Experiment.Init.Start != nil || b.m.Params()[0] == 2 {
		t.Error("the seed's weights do not come back")
	}
}

func TestEditDuringTrainingChangesTheRunOnly(t *testing.T) {
	b := open(t, quick)
	first := b.m.Params()[3]
	b.send(StepEpoch{}, SetParameter{3, "-1,5"})
	if b.m.Params()[3] != -1.5 || b.m.Snapshot.Epoch != 1 || b.m.Experiment.Init.Start != nil {
		t.Errorf("value %v at epoch %d, first weights changed: %v", b.m.Params()[3], b.m.Snapshot.Epoch, b.m.Experiment.Init.Start != nil)
	}
	b.silent = true
	b.send(SetParameter{3, "0.25"})
	if b.m.Params()[3] != 0.25 {
		t.Error("the typed value waits for the worker")
	}
	b.silent = false
	b.send(SetParameter{3, "abc"})
	if b.m.Errors[ParameterField(3)] == nil || b.m.Drafts[ParameterField(3)] != "abc" {
		t.Error("text that is no number is taken, or lost")
	}
	b.send(ResetWeights{})
	if b.m.Params()[3] != first {
		t.Errorf("after Reset %v, want %v", b.m.Params()[3], first)
	}
}

func TestStopRuleStopsAndTrainOnGoesOn(t *testing.T) {
	b := open(t, quick+"&stopepoch=10")
	b.send(TogglePlay{})
	b.frames(30)
	if b.m.Playing || b.m.Snapshot.Epoch != 10 || b.m.Snapshot.Stopped != engine.StoppedByEpoch {
		t.Fatalf("playing %v at epoch %d, stopped %v", b.m.Playing, b.m.Snapshot.Epoch, b.m.Snapshot.Stopped)
	}
	b.send(TrainOn{})
	b.frames(10)
	if b.m.Snapshot.Epoch <= 10 || b.m.Experiment.Stop.Epoch != 0 {
		t.Errorf("epoch %d, rule %d", b.m.Snapshot.Epoch, b.m.Experiment.Stop.Epoch)
	}
}

func TestDivergenceAndTheWayBack(t *testing.T) {
	b := open(t, "data=plane&layers=4linear,1linear&rate=1000000&momentum=0&stoploss=0")
	b.send(TogglePlay{})
	b.frames(300)
	if !b.m.Diverged() || b.m.Playing || b.m.Snapshot.Divergence.Epoch == 0 {
		t.Fatalf("stopped %v, playing %v, divergence %+v", b.m.Snapshot.Stopped, b.m.Playing, b.m.Snapshot.Divergence)
	}
	for _, v := range b.m.Params() {
		if !finite(v) {
			t.Fatalf("a weight on the screen is %v", v)
		}
	}
	b.send(Rewind{LearningRate: 1e-6})
	if b.m.Diverged() || b.m.Experiment.LearningRate != 1e-6 {
		t.Errorf("after Rewind: stopped %v, ε %v", b.m.Snapshot.Stopped, b.m.Experiment.LearningRate)
	}
	b.send(ResetWeights{})
	b.send(TogglePlay{})
	b.frames(20)
	if b.m.Diverged() || b.m.Snapshot.Epoch != 20 {
		t.Errorf("with the smaller rate: stopped %v at epoch %d", b.m.Snapshot.Stopped, b.m.Snapshot.Epoch)
	}
}

func TestWorkerThatFallsSilentIsReplaced(t *testing.T) {
	b := open(t, quick)
	b.send(TogglePlay{})
	b.frames(50)
	params, epoch := slices.Clone(b.m.Params()), b.m.Snapshot.Epoch
	b.silent = true
	b.frames(100)
	if b.m.Phase != Ready {
		t.Fatal("called silent after less than two seconds")
	}
	b.frames(300)
	if b.m.Phase != Failed {
		t.Fatal("a silent worker goes unnoticed")
	}
	b.run, b.silent = engine.Run{}, false
	generation := b.m.Generation
	b.send(RestartWorker{})
	if b.m.Generation != generation+1 || b.m.Phase != Ready || b.m.Snapshot.Epoch != epoch || !slices.Equal(b.m.Params(), params) {
		t.Errorf("after the restart: generation %d, phase %v, epoch %d of %d", b.m.Generation, b.m.Phase, b.m.Snapshot.Epoch, epoch)
	}
	b.frames(10)
	straight := open(t, quick)
	for range b.m.Snapshot.Epoch {
		straight.send(StepEpoch{})
	}
	if b.m.Snapshot.Epoch < epoch+10 || !slices.Equal(b.m.Params(), straight.m.Params()) {
		t.Errorf("epoch %d: not the weights of a run that was never interrupted", b.m.Snapshot.Epoch)
	}
}

func TestWorkerThatFailsSaysWhy(t *testing.T) {
	b := open(t, quick)
	b.send(WorkerFailed{Reason: "out of memory"})
	if b.m.Phase != Failed || b.m.Failure != "out of memory" {
		t.Errorf("phase %v, reason %q", b.m.Phase, b.m.Failure)
	}
}

func TestSnapshotsOfTheLastExperimentAreNotShown(t *testing.T) {
	b := open(t, quick)
	b.silent = true
	b.send(TogglePlay{})
	b.frames(1)
	late := b.sent[len(b.sent)-1]
	b.silent = false
	b.send(SetUnits{1, 5})
	shown := len(b.m.Params())
	b.send(Arrived{engine.Snapshot{Serial: late.Serial, Params: make([]float64, 13)}})
	if len(b.m.Params()) != shown {
		t.Errorf("%d parameters on the screen, want %d", len(b.m.Params()), shown)
	}
}

func TestSelectionIsDroppedWithItsUnit(t *testing.T) {
	b := open(t, quick)
	b.send(Select{draw.Part{Kind: draw.Unit, Layer: 1, To: 2}}, SetUnits{1, 2})
	if b.m.Selected.Kind != draw.NoPart {
		t.Errorf("unit 3 of 2 is selected: %+v", b.m.Selected)
	}
	b.send(Select{draw.Part{Kind: draw.Weight, Layer: 1, To: 1, From: 1}}, SetActivation{1, nn.Tanh})
	if b.m.Selected.Kind != draw.Weight {
		t.Error("a weight that is still there is no longer selected")
	}
}

func TestXORWithoutHiddenLayerNamesItsBestLoss(t *testing.T) {
	b := open(t, "data=xortable&layers=1sigmoid&rate=2&momentum=0.9")
	best, here := b.m.bestWithoutHidden()
	if !here || best != 0.125 {
		t.Errorf("best loss %v, shown %v, want 0.125", best, here)
	}
	for range 3000 {
		b.send(StepEpoch{})
	}
	if got := b.m.Snapshot.Train.Mean; math.Abs(got-best) > 1e-3 || got < best-1e-12 {
		t.Errorf("trained to %v, want to come down to %v and not below", got, best)
	}
	if _, here := open(t, quick).m.bestWithoutHidden(); here {
		t.Error("said of a network with a hidden layer")
	}
}
