package engine

import (
	"strconv"
	"strings"

	"backprop/engine/dataset"
	"backprop/engine/nn"
)

// field is one key of the text form.
type field struct {
	name    string
	applies func(dataset.Set) bool                  // to experiments on this data set
	write   func(dst []byte, e *Experiment) []byte  // appends nothing when there is nothing to tell
	read    func(e *Experiment, value string) error // accepts what it can represent
	check   func(e *Experiment) error               // may rely on the fields before
}

// fields is the table behind String, Parse and Validate. Each check may rely
// on those before it.
var fields = []field{
	choiceField("data", always, dataset.Sets(), func(e *Experiment) *dataset.Set { return &e.Data.Set }),
	classesField(),
	wholeField("samples", generated, func(*Experiment) Want { return wantSamples }, func(e *Experiment) *int { return &e.Data.Samples }),
	numberField("noise", generated, wantNoise, func(e *Experiment) *float64 { return &e.Data.Noise }),
	shareField(),
	seedField("dataseed", generated, func(e *Experiment) *uint64 { return &e.Data.Seed }),
	tableField("x", func(e *Experiment) *[][]float64 { return &e.Data.X }, checkX),
	tableField("y", func(e *Experiment) *[][]float64 { return &e.Data.Y }, checkY),
	inputsField(),
	layersField(),
	numberField("rate", always, wantRate, func(e *Experiment) *float64 { return &e.LearningRate }),
	numberField("momentum", always, wantFraction, func(e *Experiment) *float64 { return &e.Momentum }),
	numberField("decay", always, wantFraction, func(e *Experiment) *float64 { return &e.Decay }),
	penaltyField("l1", func(e *Experiment) *float64 { return &e.Penalty.L1 }),
	penaltyField("l2", func(e *Experiment) *float64 { return &e.Penalty.L2 }),
	wholeField("batch", always, wantBatch, func(e *Experiment) *int { return &e.Batch }),
	choiceField("gradient", always, Conventions(), func(e *Experiment) *Convention { return &e.Convention }),
	choiceField("order", always, Orders(), func(e *Experiment) *Order { return &e.Order }),
	scheduleField(),
	numberField("stoploss", always, wantRate, func(e *Experiment) *float64 { return &e.Stop.Loss }),
	numberField("stoperror", always, wantRate, func(e *Experiment) *float64 { return &e.Stop.Error }),
	wholeField("stopepoch", always, func(*Experiment) Want { return wantEpoch }, func(e *Experiment) *int { return &e.Stop.Epoch }),
	numberField("range", always, wantRate, func(e *Experiment) *float64 { return &e.Init.Range }),
	biasesField(),
	seedField("seed", always, func(e *Experiment) *uint64 { return &e.Init.Seed }),
	startField(),
}

func fieldNamed(name string) (field, bool) {
	for _, f := range fields {
		if f.name == name {
			return f, true
		}
	}
	return field{}, false
}

func fieldNames() []string {
	var names []string
	for _, f := range fields {
		names = append(names, f.name)
	}
	return names
}

func always(dataset.Set) bool         { return true }
func generated(s dataset.Set) bool    { return s != dataset.XORTable && s != dataset.Table }
func tabled(s dataset.Set) bool       { return s == dataset.Table }
func fromFeatures(s dataset.Set) bool { return s != dataset.Table }

// numberField is a number that w allows.
func numberField(name string, applies func(dataset.Set) bool, w Want, at func(*Experiment) *float64) field {
	return field{
		name:    name,
		applies: applies,
		write:   func(dst []byte, e *Experiment) []byte { return appendNumber(dst, *at(e)) },
		read: func(e *Experiment, value string) (err error) {
			*at(e), err = readNumber(name, value, w)
			return err
		},
		check: func(e *Experiment) error {
			if v := *at(e); !w.Allows(v) {
				return fieldError(name, number(v), w)
			}
			return nil
		},
	}
}

// wholeField is a whole number that want allows.
func wholeField(name string, applies func(dataset.Set) bool, want func(*Experiment) Want, at func(*Experiment) *int) field {
	return field{
		name:    name,
		applies: applies,
		write:   func(dst []byte, e *Experiment) []byte { return strconv.AppendInt(dst, int64(*at(e)), 10) },
		read: func(e *Experiment, value string) (err error) {
			*at(e), err = readWhole(name, value, want(e))
			return err
		},
		check: func(e *Experiment) error {
			if v, w := *at(e), want(e); !w.Allows(float64(v)) {
				return fieldError(name, strconv.Itoa(v), w)
			}
			return nil
		},
	}
}

// penaltyField is a number, 0 or more, that is left out where it is 0.
func penaltyField(name string, at func(*Experiment) *float64) field {
	f := numberField(name, always, wantRate, at)
	write := f.write
	f.write = func(dst []byte, e *Experiment) []byte {
		if *at(e) == 0 {
			return dst
		}
		return write(dst, e)
	}
	return f
}

// seedField is a whole number up to MaxSeed.
func seedField(name string, applies func(dataset.Set) bool, at func(*Experiment) *uint64) field {
	return field{
		name:    name,
		applies: applies,
		write:   func(dst []byte, e *Experiment) []byte { return strconv.AppendUint(dst, *at(e), 10) },
		read: func(e *Experiment, value string) (err error) {
			if *at(e), err = strconv.ParseUint(value, 10, 64); err != nil {
				return fieldError(name, value, wantSeed)
			}
			return nil
		},
		check: func(e *Experiment) error {
			if v := *at(e); v > MaxSeed {
				return fieldError(name, strconv.FormatUint(v, 10), wantSeed)
			}
			return nil
		},
	}
}

// choiceField is the name of one of the choices.
func choiceField[T choice](name string, applies func(dataset.Set) bool, choices []T, at func(*Experiment) *T) field {
	return field{
		name:    name,
		applies: applies,
		write:   func(dst []byte, e *Experiment) []byte { return append(dst, (*at(e)).String()...) },
		read: func(e *Experiment, value string) error {
			c, ok := find(choices, value)
			if !ok {
				return fieldError(name, value, wantOneOf(choices))
			}
			*at(e) = c
			return nil
		},
		check: func(e *Experiment) error {
			for _, c := range choices {
				if c == *at(e) {
					return nil
				}
			}
			return fieldError(name, (*at(e)).String(), wantOneOf(choices))
		},
	}
}

func shareField() field {
	f := wholeField("share", generated, func(*Experiment) Want { return wantShare }, func(e *Experiment) *int { return &e.Data.Share })
	f.check = func(e *Experiment) error {
		if s := e.Data.Share; s < 10 || s > 90 && s != 100 {
			return fieldError("share", strconv.Itoa(s), wantShare)
		}
		return nil
	}
	return f
}

// tableField holds rows of numbers: 0,0;0,1;1,0;1,1
func tableField(name string, at func(*Experiment) *[][]float64, check func(*Experiment) error) field {
	return field{
		name:    name,
		applies: tabled,
		write: func(dst []byte, e *Experiment) []byte {
			for i, row := range *at(e) {
				if i > 0 {
					dst = append(dst, ';')
				}
				dst = appendNumbers(dst, row)
			}
			return dst
		},
		read: func(e *Experiment, value string) error {
			var rows [][]float64
			for text := range strings.SplitSeq(value, ";") {
				row, err := readNumbers(name, text)
				if err != nil {
					return err
				}
				rows = append(rows, row)
			}
			*at(e) = rows
			return nil
		},
		check: check,
	}
}

// inputsField holds names of features: x1,x2
func inputsField() field {
	want := wantOneOf(dataset.Features())
	return field{
		name:    "inputs",
		applies: fromFeatures,
		write: func(dst []byte, e *Experiment) []byte {
			for i, f := range e.Data.Features {
				if i > 0 {
					dst = append(dst, ',')
				}
				dst = append(dst, f.String()...)
			}
			return dst
		},
		read: func(e *Experiment, value string) error {
			e.Data.Features = nil
			for text := range strings.SplitSeq(value, ",") {
				f, ok := find(dataset.Features(), text)
				if !ok {
					return fieldError("inputs", text, want)
				}
				e.Data.Features = append(e.Data.Features, f)
			}
			return nil
		},
		check: checkInputs,
	}
}

// layersField holds units and activation of each layer, the output layer
// last: 5sigmoid,1linear
func layersField() field {
	return field{
		name:    "layers",
		applies: always,
		write: func(dst []byte, e *Experiment) []byte {
			for i, l := range e.Layers {
				if i > 0 {
					dst = append(dst, ',')
				}
				dst = append(dst, layerText(l)...)
			}
			return dst
		},
		read: func(e *Experiment, value string) error {
			e.Layers = nil
			for text := range strings.SplitSeq(value, ",") {
				name := strings.TrimLeft(text, "-0123456789")
				units, err := readWhole("layers", text[:len(text)-len(name)], wantUnits)
				if err != nil {
					return fieldError("layers", text, form("layers such as 5sigmoid,1linear"))
				}
				activation, ok := find(nn.Activations(), name)
				if !ok {
					return fieldError("layers", text, wantOneOf(nn.Activations()))
				}
				e.Layers = append(e.Layers, nn.Layer{Units: units, Activation: activation})
			}
			return nil
		},
		check: checkLayers,
	}
}

func layerText(l nn.Layer) string { return strconv.Itoa(l.Units) + l.Activation.String() }

// scheduleField holds epoch:rate:momentum triples: 100:0.5:0.9,200:0.1:0.9
func scheduleField() field {
	want := form("changes such as 100:0.5:0.9 (epoch:rate:momentum)")
	return field{
		name:    "schedule",
		applies: always,
		write: func(dst []byte, e *Experiment) []byte {
			for i, c := range e.Schedule {
				if i > 0 {
					dst = append(dst, ',')
				}
				dst = append(dst, changeText(c)...)
			}
			return dst
		},
		read: func(e *Experiment, value string) error {
			e.Schedule = nil
			for text := range strings.SplitSeq(value, ",") {
				parts := strings.Split(text, ":")
				if len(parts) != 3 {
					return fieldError("schedule", text, want)
				}
				var c Change
				var err error
				if c.Epoch, err = readWhole("schedule", parts[0], wantEpoch); err != nil {
					return err
				}
				if c.LearningRate, err = readNumber("schedule", parts[1], wantRate); err != nil {
					return err
				}
				if c.Momentum, err = readNumber("schedule", parts[2], wantFraction); err != nil {
					return err
				}
				e.Schedule = append(e.Schedule, c)
			}
			return nil
		},
		check: checkSchedule,
	}
}

func changeText(c Change) string {
	text := strconv.AppendInt(nil, int64(c.Epoch), 10)
	text = appendNumber(append(text, ':'), c.LearningRate)
	text = appendNumber(append(text, ':'), c.Momentum)
	return string(text)
}

// biasesField is how biases start: uniform, zero, or the number that each is.
func biasesField() field {
	want := form("uniform, zero or a number")
	return field{
		name:    "biases",
		applies: always,
		write: func(dst []byte, e *Experiment) []byte {
			if e.Init.Biases == ConstantBiases {
				return appendNumber(dst, e.Init.Bias)
			}
			return append(dst, e.Init.Biases.String()...)
		},
		read: func(e *Experiment, value string) (err error) {
			if b, ok := find([]BiasInit{UniformBiases, ZeroBiases}, value); ok {
				e.Init.Biases, e.Init.Bias = b, 0
				return nil
			}
			e.Init.Biases = ConstantBiases
			e.Init.Bias, err = readNumber("biases", value, want)
			return err
		},
		check: func(e *Experiment) error {
			if _, ok := find(BiasInits(), e.Init.Biases.String()); !ok {
				return fieldError("biases", e.Init.Biases.String(), want)
			}
			if !wantNumber.Allows(e.Init.Bias) {
				return fieldError("biases", number(e.Init.Bias), want)
			}
			return nil
		},
	}
}

// startField holds every parameter in network order: 0.5,-0.25,…
func startField() field {
	return field{
		name:    "start",
		applies: always,
		write:   func(dst []byte, e *Experiment) []byte { return appendNumbers(dst, e.Init.Start) },
		read: func(e *Experiment, value string) (err error) {
			e.Init.Start, err = readNumbers("start", value)
			return err
		},
		check: checkStart,
	}
}
