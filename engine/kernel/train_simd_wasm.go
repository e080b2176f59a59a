package kernel

import "unsafe"

// trainerBody is what kernel.wasm needs to know of a Trainer. Addresses stay
// valid because the Trainer refers to the slices they belong to, and Go does
// not move what is on the heap.
type trainerBody struct {
	plan   plan
	layers []planLayer
}

// plan and planLayer have the layout that gen/train.go reads.
type plan struct {
	layers, inputs        int32
	samples, batch        int32
	input, target         address
	params, velocity      address
	slopes                [2]address
	table                 address // of the first planLayer
	mean, ahead           int32   // truth values
	_                     int32
	rate, momentum, decay float64
	loss                  [Lanes]float64 // used within train
}

type planLayer struct {
	units                    int32
	function                 Function
	weights, biases, outputs address
}

// address is a pointer as WebAssembly has it.
type address uint32

func addressOf(x []float64) address { return address(uintptr(at(x))) }

func (t *Trainer) prepare() {
	t.body.layers = make([]planLayer, len(t.network.Layers))
	for i, l := range t.network.Layers {
		t.body.layers[i] = planLayer{
			units: int32(l.Units), function: l.Function,
			weights: addressOf(l.Weights), biases: addressOf(l.Biases), outputs: addressOf(l.Outputs),
		}
	}
	t.body.plan = plan{
		layers: int32(len(t.network.Layers)), inputs: int32(t.network.Inputs),
		samples: int32(t.batches.Samples), batch: int32(t.batches.Size),
		input: addressOf(t.batches.Input), target: addressOf(t.batches.Target),
		params: addressOf(t.network.Params), velocity: addressOf(t.network.Velocity),
		slopes: [2]address{addressOf(t.network.Slopes[0]), addressOf(t.network.Slopes[1])},
		table:  address(uintptr(unsafe.Pointer(unsafe.SliceData(t.body.layers)))),
	}
}

func (t *Trainer) train(rule Rule, from, to int, ahead bool) int {
	if !vectors {
		return t.portableTrain(rule, from, to, ahead)
	}
	p := &t.body.plan
	p.rate, p.momentum, p.decay = rule.Rate, rule.Momentum, rule.Decay
	p.mean, p.ahead = 0, 0
	if rule.Mean {
		p.mean = 1
	}
	if ahead {
		p.ahead = 1
	}
	return int(simdTrain(unsafe.Pointer(p), int32(from), int32(to)))
}

//go:wasmimport kernel train
//go:noescape
func simdTrain(p unsafe.Pointer, from, to int32) int32
