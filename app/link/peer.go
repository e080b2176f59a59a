package link

import (
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"backprop/engine"
	"backprop/engine/dataset"
	"backprop/engine/nn"
)

// The links of TensorFlow Playground (github.com/tensorflow/playground,
// src/state.ts) are key=value pairs like ours, of other keys:
//
//	activation=tanh&batchSize=10&dataset=circle&regDataset=reg-plane&learningRate=0.03&…
//
// Keys that are missing have that program's own usual values.

// peerExperiment is what that program opens with. It draws weights uniformly
// in ±½, starts biases at 0.1, has no momentum and descends along the mean
// over a batch.
func peerExperiment() engine.Experiment {
	e := engine.Default()
	e.Data.Set = dataset.Circle
	e.Data.Samples, e.Data.Share, e.Data.Noise = peerClassified, 50, 0
	e.Data.Features = []dataset.Feature{dataset.X1, dataset.X2}
	e.Layers = []nn.Layer{{Units: 4, Activation: nn.Tanh}, {Units: 2, Activation: nn.Tanh}, {Units: 1, Activation: nn.Tanh}}
	e.LearningRate, e.Momentum, e.Decay, e.Batch = 0.03, 0, 0, 10
	e.Convention, e.Order, e.Stop = engine.Mean, engine.Given, engine.Stop{}
	e.Init = engine.Init{Range: 0.5, Biases: engine.ConstantBiases, Bias: 0.1, Seed: e.Init.Seed}
	return e
}

// How many samples that program draws.
const (
	peerClassified = 500
	peerRegression = 1200
)

var (
	peerSets        = map[string]string{"circle": "circle", "xor": "xor", "gauss": "gauss", "spiral": "spiral"}
	peerRegressions = map[string]string{"reg-plane": "plane", "reg-gauss": "bumps"}
	peerFeatures    = []struct{ key, name string }{
		{"x", "x1"}, {"y", "x2"}, {"xSquared", "x1sq"}, {"ySquared", "x2sq"}, {"xTimesY", "x1x2"}, {"sinX", "sinx1"}, {"sinY", "sinx2"},
	}
	// peerOwn are the keys that only that program uses.
	peerOwn = []string{
		"activation", "regularization", "batchSize", "dataset", "regDataset", "learningRate", "regularizationRate", "networkShape",
		"showTestData", "discretize", "percTrainData", "xTimesY", "xSquared", "ySquared", "cosX", "sinX", "cosY", "sinY",
		"collectStats", "tutorial", "problem", "initZero", "hideText",
	}
	// peerShared are those that we use as well, in another sense.
	peerShared = []string{"noise", "seed", "x", "y"}
	// peerHides are the controls that <key>_hide=true hides.
	peerHides = map[string]Control{
		"showTestData": Test, "discretize": Discrete, "playButton": Play, "stepButton": Step, "resetButton": Reset, "learningRate": Rate, "activation": Activation,
		"regularization": Penalty, "dataset": Data, "percTrainData": Share, "noise": Noise, "batchSize": Batch, "numHiddenLayers": Layers,
	}
)

const hideSuffix = "_hide"

// isPeer reports whether more of the keys are only that program's than only
// ours.
func isPeer(pairs []engine.Pair) bool {
	theirs, ours := 0, 0
	for _, p := range pairs {
		switch {
		case slices.Contains(peerOwn, p.Key) || strings.HasSuffix(p.Key, hideSuffix):
			theirs++
		case engine.IsKey(p.Key) && !slices.Contains(peerShared, p.Key):
			ours++
		}
	}
	return theirs > ours
}

// translation is a link of that program on its way to one of ours.
type translation struct {
	*Opened
	given  map[string]engine.Pair
	pairs  []engine.Pair // ours
	limits Limits
}

// translate returns the experiment that the peer's usual values make and the
// pairs, in our keys, in which pairs differ from it.
func (o *Opened) translate(pairs []engine.Pair, limits Limits) (engine.Experiment, []engine.Pair) {
	t := translation{Opened: o, given: map[string]engine.Pair{}, limits: limits}
	for _, p := range pairs {
		switch _, twice := t.given[p.Key]; {
		case twice:
			o.ignore(p, engine.Want{Text: "each key once"})
		case strings.HasSuffix(p.Key, hideSuffix) || slices.Contains(peerOwn, p.Key) || slices.Contains(peerShared, p.Key):
			t.given[p.Key] = p
		default:
			o.ignore(engine.Pair{Key: "link", Value: p.Key}, oneOf(slices.Concat(peerOwn, peerShared)...))
		}
	}
	t.data()
	t.inputs()
	t.layers()
	t.learning()
	t.shown()
	t.hidden(pairs)
	return peerExperiment(), t.pairs
}

func (t *translation) data() {
	regression := t.choice("problem", "classification", "classification", "regression") == "regression"
	set := t.choice("dataset", "circle", "circle", "xor", "gauss", "spiral")
	other := t.choice("regDataset", "reg-plane", "reg-plane", "reg-gauss")
	if regression {
		t.add("data", peerRegressions[other])
		t.add("samples", strconv.Itoa(peerRegression))
	} else {
		t.add("data", peerSets[set])
	}
	t.rename("noise", "noise")
	t.rename("percTrainData", "share")
	if p, given := t.given["seed"]; given && p.Value != "" {
		seed := strconv.FormatUint(seedOf(p.Value), 10)
		t.add("dataseed", seed)
		t.add("seed", seed)
		t.note(OtherDraws, p)
	}
}

// seedOf makes a whole number of a seed, which may be any text there: the five
// digits of 0.12345, which is how that program writes its own, or fewer, and
// otherwise the FNV-1a hash of the text, cut to the numbers that a link can
// hold.
func seedOf(text string) uint64 {
	if digits, usual := strings.CutPrefix(text, "0."); usual && len(digits) <= 5 {
		if n, err := strconv.ParseUint((digits + "00000")[:5], 10, 64); err == nil {
			return n
		}
	}
	h := fnv.New64a()
	h.Write([]byte(text))
	return h.Sum64() & engine.MaxSeed
}

func (t *translation) inputs() {
	var inputs []string
	asked := false
	for _, f := range peerFeatures {
		_, given := t.given[f.key]
		asked = asked || given
		if t.flag(f.key, f.key == "x" || f.key == "y") {
			inputs = append(inputs, f.name)
		}
	}
	switch {
	case len(inputs) > 0 && asked:
		t.add("inputs", strings.Join(inputs, ","))
	case len(inputs) == 0:
		t.note(NoInputs, engine.Pair{})
	}
	for _, key := range []string{"cosX", "cosY"} {
		if t.flag(key, false) {
			t.note(NoCounterpart, t.given[key])
		}
	}
}

func (t *translation) layers() {
	activation := t.choice("activation", "tanh", "relu", "tanh", "sigmoid", "linear")
	output := nn.Tanh
	if t.choiceGiven("problem") == "regression" {
		output = nn.Linear
	}
	shape := []string{"4", "2"}
	if p, given := t.given["networkShape"]; given {
		if units, refused := t.shape(p.Value); refused != nil {
			t.Notes = append(t.Notes, Note{Err: refused})
		} else {
			shape = units
		}
	}
	var layers []string
	for _, units := range shape {
		layers = append(layers, units+activation)
	}
	t.add("layers", strings.Join(append(layers, "1"+output.String()), ","))
}

// shape reads the numbers of units of the hidden layers, of which there may be
// none: 4,2
func (t *translation) shape(value string) (units []string, refused error) {
	if value == "" {
		return nil, nil
	}
	units = strings.Split(value, ",")
	if len(units) > t.limits.HiddenLayers {
		return nil, engine.Refuse("networkShape", value, t.limits.wantLayers())
	}
	for _, text := range units {
		if n, err := strconv.Atoi(text); err != nil || n < 1 || n > t.limits.Units {
			return nil, engine.Refuse("networkShape", value, engine.Want{Text: "1 to " + strconv.Itoa(t.limits.Units) + " units in each layer, such as 4,2"})
		}
	}
	return units, nil
}

func (t *translation) learning() {
	t.rename("learningRate", "rate")
	t.rename("batchSize", "batch")
	if t.flag("initZero", false) {
		t.add("range", "0")
		t.add("biases", engine.ZeroBiases.String())
	}
	switch t.choice("regularization", "none", "none", "L1", "L2") {
	case "L1":
		t.rename("regularizationRate", "l1")
	case "L2":
		t.rename("regularizationRate", "l2")
	}
}

// shown reads what the page shows of the run.
func (t *translation) shown() {
	t.Page.HideTest = !t.flag("showTestData", false)
	t.Page.Discrete = t.flag("discretize", false)
	if t.flag("collectStats", false) {
		t.note(NoCounterpart, t.given["collectStats"])
	}
	if p, given := t.given["tutorial"]; given && p.Value != "" {
		t.note(NoCounterpart, p)
	}
	if t.flag("hideText", false) {
		t.hide(Title)
	}
}

// hidden reads the controls that are hidden.
func (t *translation) hidden(pairs []engine.Pair) {
	for _, p := range pairs {
		name, hides := strings.CutSuffix(p.Key, hideSuffix)
		if !hides || t.given[p.Key] != p || !t.flag(p.Key, false) {
			continue
		}
		switch c, known := peerHides[name]; {
		case known:
			t.hide(c)
		case name == "regularizationRate" && t.flag("regularization"+hideSuffix, false), name == "problem" && t.flag("dataset"+hideSuffix, false):
			// one control here, which the other key hides
		default:
			t.note(NoCounterpart, p)
		}
	}
}

func (t *translation) hide(c Control) { t.Page.Access[c] = Hidden }

func (t *translation) add(key, value string) {
	t.pairs = append(t.pairs, engine.Pair{Key: key, Value: value})
}

// rename passes the value of their key on under ours.
func (t *translation) rename(theirs, ours string) {
	if p, given := t.given[theirs]; given && p.Value != "" {
		t.add(ours, p.Value)
	}
}

// choice returns the value of a key that has one of the names, or usual where
// it is missing or, which a note tells, another one.
func (t *translation) choice(key, usual string, names ...string) string {
	p, given := t.given[key]
	switch {
	case !given || p.Value == "":
		return usual
	case !slices.Contains(names, p.Value):
		t.ignore(p, oneOf(names...))
		return usual
	}
	return p.Value
}

// choiceGiven returns the value of a key whose choice has been read already.
func (t *translation) choiceGiven(key string) string { return t.given[key].Value }

// flag returns the value of a key that is true or false, or usual where it is
// missing or, which a note tells the first time, something else.
func (t *translation) flag(key string, usual bool) bool {
	p, given := t.given[key]
	switch {
	case !given || p.Value == "":
		return usual
	case p.Value != "true" && p.Value != "false":
		t.ignore(p, oneOf("true", "false"))
		delete(t.given, key)
		return usual
	}
	return p.Value == "true"
}

func (t *translation) note(kind NoteKind, p engine.Pair) {
	const longest = 40
	if r := []rune(p.Value); len(r) > longest {
		p.Value = string(r[:longest-1]) + "…"
	}
	t.Notes = append(t.Notes, Note{Kind: kind, Key: p.Key, Value: p.Value})
}
