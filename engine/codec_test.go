package engine

import (
	"bytes"
	"errors"
	"math"
	"reflect"
	"runtime"
	"testing"

	"backprop/engine/dataset"
	"backprop/engine/nn"
	"backprop/engine/optim"
)

func commands() []Command {
	full := xorExperiment()
	full.Data.Seed = math.MaxUint64
	full.Data.Classes = 5
	return []Command{
		{Serial: 1, Action: Begin{Experiment: Default()}},
		{Serial: math.MaxUint32, Action: Begin{Experiment: full}, View: View{Units: 32, Output: 64, Samples: true, History: true}},
		{Action: Begin{Experiment: Experiment{Init: Init{Start: []float64{}}}}},
		{Action: Begin{
			// Values that validation refuses arrive as they are, to be refused there.
			Experiment: Experiment{
				Data:         Data{Set: 200, Features: []dataset.Feature{99}, Samples: -1, Share: math.MinInt64},
				Layers:       []nn.Layer{{Units: -7, Activation: 77}},
				LearningRate: math.Inf(1), Penalty: optim.Penalty{L1: -1, L2: math.Inf(-1)},
				Init: Init{Biases: 99, Bias: math.Inf(1)},
			},
			Checkpoint: &Checkpoint{
				Epoch: 12, Updates: 1 << 40,
				Params: []float64{1, 2}, Velocity: []float64{3, 4}, First: []float64{5, 6},
				History: []LossPoint{{0, 0.5, 0.25}, {12, 5e-324, 1e308}},
			},
		}},
		{Action: Begin{Checkpoint: &Checkpoint{}}},
		{Action: Advance{Epochs: 3, Updates: 4}},
		{Action: Reset{}},
		{Action: Tune{LearningRate: 0.1, Momentum: 0.9, Decay: 0.25, Penalty: optim.Penalty{L1: 3, L2: 4}, Stop: Stop{Loss: 0.01, Error: 0.1, Epoch: 99}}},
		{Action: Edit{Parameter: 20, Value: -1.5}},
		{Action: Redraw{Seed: 1<<53 - 1}},
		{Action: Rewind{}},
		{Action: Look{}, View: View{Samples: true}},
		{Action: Goto{Updates: 1 << 40}, View: View{Lens: LensView{Wanted: true, Sample: 7, Parameter: -1}, Flow: true}},
		{Action: Look{}, View: View{Lens: LensView{Parameter: 3}, Check: true}},
	}
}

func snapshots() []Snapshot {
	return []Snapshot{
		{},
		{Serial: 7, Err: errors.New("engine: no run")},
		{Err: &FieldError{Field: "rate", Value: "-1", Want: wantRate}},
		{Err: &FieldError{Field: "data", Value: "moons", Want: wantOneOf(dataset.Sets())}},
		{Err: &FieldError{Field: "share", Value: "95", Want: wantShare}},
		{
			Epoch: 300, Updates: 1 << 40, Stopped: StoppedByDivergence,
			Divergence:   Divergence{Epoch: 301, Update: 1<<40 + 1, Quantity: "gradient"},
			TrainSamples: 2, TestSamples: 1,
			Train:      Loss{Mean: 0.125, Sum: 0.25, MaxError: 0.5},
			Test:       Loss{Mean: 1, Sum: 2, MaxError: 3},
			TrainScore: Score{Classes: 2, Counts: []int{1, 2, 3, 1 << 40}}, TestScore: Score{R2: -0.25},
			Penalty:  0.375,
			Params:   []float64{math.Copysign(0, -1), 5e-324, -math.MaxFloat64},
			Velocity: []float64{1, 2, 3},
			History:  []LossPoint{{0, 0.5, 0.25}, {2, 0.125, 0.0625}},
			Units:    Plane{Side: 2, Values: [][]float32{{1, 2, 3, 4}, {5, 6, 7, math.MaxFloat32}}},
			Output:   Plane{Side: 3, Values: [][]float32{{1, 2, 3, 4, 5, 6, 7, 8, 9}}},
			Samples:  []Sample{{X1: 1, X2: 2, Target: []float64{0, 1}}, {X1: -1, X2: -2, Target: []float64{1, 0}, Test: true}},
			Kernel:   "generic",
		},
		{
			Earliest: 5, Furthest: 1 << 41, UpdatesPerEpoch: 25,
			InForce: Tune{LearningRate: 0.1, Momentum: 0.9, Decay: 1e-5, Penalty: optim.Penalty{L1: 0.25}, Stop: Stop{Loss: 0.5, Epoch: 9}}, DataSeed: 1 << 63,
			Lens: &Lens{
				Sample: 3, Target: []float64{1},
				Example: Example{
					NetInputs: [][]float64{{1, 2}, {3}}, Outputs: [][]float64{{4}, {5, 6}, {7}}, Loss: 8,
					ByParam:    ParamGradient{Weights: [][][]float64{{{9}, {10}}, {{11, 12}}}, Biases: [][]float64{{13, 14}, {15}}},
					ByNetInput: [][]float64{{16, 17}, {18}}, ByOutput: [][]float64{{19}, {20, 21}, {22}},
				},
				Contributions: []float64{23, 24}, Before: []float64{25},
				Next: Update{
					Epoch: 26, Batch: 27, Samples: []int{28, 29}, Loss: 30, LearningRate: 31, Momentum: 32, Decay: 33,
					Gradient: []float64{34}, Velocity: []float64{35}, Params: []float64{36},
				},
			},
			Flow: []LayerFlow{
				{ByNetInput: 1, ByWeight: 2, Saturated: 3, Dead: []int{4}, Twins: [][]int{{5, 6}, {7, 8}}},
				{ByNetInput: 9},
			},
			Check: &GradientCheck{
				Step: 1, Floor: 2, Backprop: []float64{3}, Numeric: []float64{4}, Error: []float64{5}, Kinked: []bool{true, false},
			},
		},
	}
}

func TestCommandRoundTrip(t *testing.T) {
	for _, want := range commands() {
		prefix := []byte("before")
		data := want.AppendBinary(prefix)
		if !bytes.HasPrefix(data, prefix) {
			t.Errorf("%T: does not append", want.Action)
		}
		got, err := DecodeCommand(data[len(prefix):])
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%T: returns as\n%+v, %v, want\n%+v", want.Action, got, err, want)
		}
	}
}

func TestSnapshotRoundTrip(t *testing.T) {
	for i, want := range snapshots() {
		got, err := DecodeSnapshot(want.AppendBinary(nil))
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("snapshot %d returns as\n%+v, %v, want\n%+v", i, got, err, want)
		}
	}
}

// NaN is not equal to itself, so the bits are compared.
func TestCodecKeepsTheBitsOfNaN(t *testing.T) {
	payload := math.Float64frombits(0x7ff8_0000_dead_beef)
	single := math.Float32frombits(0x7fc0_beef)
	s := Snapshot{
		Params:  []float64{payload},
		History: []LossPoint{{Epoch: 1, Test: payload}},
		Output:  Plane{Side: 1, Values: [][]float32{{single}}},
	}
	got, err := DecodeSnapshot(s.AppendBinary(nil))
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range []float64{got.Params[0], got.History[0].Test} {
		if math.Float64bits(v) != math.Float64bits(payload) {
			t.Errorf("bits %x, want %x", math.Float64bits(v), math.Float64bits(payload))
		}
	}
	if b := math.Float32bits(got.Output.Values[0][0]); b != 0x7fc0_beef {
		t.Errorf("bits %x, want 7fc0beef", b)
	}
}

func TestCodecKeepsAWrappedFieldError(t *testing.T) {
	field := &FieldError{Field: "rate", Value: "-1", Want: wantRate}
	got, err := DecodeSnapshot(Snapshot{Err: errors.Join(field)}.AppendBinary(nil))
	if err != nil || !reflect.DeepEqual(got.Err, error(field)) {
		t.Errorf("error returns as %#v, %v", got.Err, err)
	}
}

// Each message is refused when a byte is missing or too many, and under the
// other kind's decoder.
func TestDecodeRefusesMalformed(t *testing.T) {
	refused := func(data []byte, decode func([]byte) error) {
		t.Helper()
		if err := decode(append(bytes.Clone(data), 0)); err == nil {
			t.Errorf("%x: a byte too many is accepted", data)
		}
		for n := range data {
			if err := decode(data[:n:n]); err == nil {
				t.Errorf("%x: the first %d bytes are accepted", data, n)
			}
		}
	}
	command := func(data []byte) error { _, err := DecodeCommand(data); return err }
	snapshot := func(data []byte) error { _, err := DecodeSnapshot(data); return err }
	for _, c := range commands() {
		data := c.AppendBinary(nil)
		refused(data, command)
		if snapshot(data) == nil {
			t.Errorf("%T is accepted as a snapshot", c.Action)
		}
	}
	for _, s := range snapshots() {
		data := s.AppendBinary(nil)
		refused(data, snapshot)
		if command(data) == nil {
			t.Errorf("%+v is accepted as a command", s)
		}
	}
	for name, data := range map[string][]byte{
		"unknown action": append(append([]byte{commandForm}, make([]byte, 22)...), 7),
		"bool of 2":      append(append([]byte{commandForm}, make([]byte, 20)...), 2, 0, lookAction),
	} {
		if command(data) == nil {
			t.Errorf("%s is accepted", name)
		}
	}
}

// A count that the message cannot hold is refused before memory is asked for.
func TestDecodeAllocatesInProportion(t *testing.T) {
	for i, s := range snapshots() {
		data := s.AppendBinary(nil)
		for at := range len(data) - 3 {
			bad := bytes.Clone(data)
			copy(bad[at:], []byte{0xff, 0xff, 0xff, 0x7f})
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			DecodeSnapshot(bad)
			runtime.ReadMemStats(&after)
			if n := after.TotalAlloc - before.TotalAlloc; n > 64*uint64(len(bad))+1<<14 {
				t.Fatalf("snapshot %d with a large count at %d: %d bytes allocated for %d", i, at, n, len(bad))
			}
		}
	}
}

func FuzzDecodeCommand(f *testing.F) {
	for _, c := range commands() {
		f.Add(c.AppendBinary(nil))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := DecodeCommand(data)
		if err == nil && !bytes.Equal(c.AppendBinary(nil), data) {
			t.Fatalf("%x returns as %x", data, c.AppendBinary(nil))
		}
	})
}

func FuzzDecodeSnapshot(f *testing.F) {
	for _, s := range snapshots() {
		f.Add(s.AppendBinary(nil))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := DecodeSnapshot(data)
		if err == nil && !bytes.Equal(s.AppendBinary(nil), data) {
			t.Fatalf("%x returns as %x", data, s.AppendBinary(nil))
		}
	})
}

// largeSnapshot is one frame of a page with 25 unit maps.
func largeSnapshot() Snapshot {
	s := Snapshot{
		Params:   make([]float64, 200),
		Velocity: make([]float64, 200),
		History:  make([]LossPoint, 1024),
		Units:    Plane{Side: 32, Values: make([][]float32, 25)},
		Output:   Plane{Side: 64, Values: [][]float32{make([]float32, 64*64)}},
		Kernel:   "generic",
	}
	for i := range s.Units.Values {
		s.Units.Values[i] = make([]float32, 32*32)
	}
	return s
}

func TestAppendBinaryReusesItsBuffer(t *testing.T) {
	s := largeSnapshot()
	data := s.AppendBinary(nil)
	if n := testing.AllocsPerRun(10, func() { data = s.AppendBinary(data[:0]) }); n != 0 {
		t.Errorf("%v allocations, want 0", n)
	}
}

func BenchmarkAppendSnapshot(b *testing.B) {
	s := largeSnapshot()
	data := s.AppendBinary(nil)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		data = s.AppendBinary(data[:0])
	}
}

func BenchmarkDecodeSnapshot(b *testing.B) {
	data := largeSnapshot().AppendBinary(nil)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := DecodeSnapshot(data); err != nil {
			b.Fatal(err)
		}
	}
}
