package bench

import (
	"encoding/binary"
	"math"
	"runtime"
	"syscall/js"

	"backprop/engine/kernel"
	"backprop/engine/nn"
)

// session is what the exported functions work on; failure is what the last of
// them has met with. Exports have no receiver, and no values but numbers.
var (
	session *Session
	failure error
)

// Run hands a measuring program's script what it needs beside the exported
// functions, by calling its benchStarted, and then waits for calls.
func Run() {
	js.Global().Call("benchStarted", map[string]any{
		"kernel":   kernel.Name(),
		"supports": js.FuncOf(supports),
		"setup":    js.FuncOf(setup),
		"failure":  js.FuncOf(func(js.Value, []js.Value) any { return text(failure) }),
	})
	select {}
}

// supports takes a workload and returns why it cannot be set up, or "".
func supports(_ js.Value, arguments []js.Value) any {
	w, err := workload(arguments[0])
	if err == nil {
		err = Supports(w, count(arguments[0].Get("n")))
	}
	return text(err)
}

// setup takes a workload and its data, begins a session of them and returns
// why that failed, or "".
func setup(_ js.Value, arguments []js.Value) any {
	session = nil
	w, err := workload(arguments[0])
	if err != nil {
		return text(err)
	}
	data := arguments[1]
	d := Data{X: floats(data.Get("x")), Y: floats(data.Get("y"))}
	for l := range w.Layers {
		layer := data.Get("init").Index(l)
		d.Start = append(d.Start, floats(layer.Get("W"))...)
		d.Start = append(d.Start, floats(layer.Get("b"))...)
	}
	if grid := data.Get("grid"); grid.Truthy() {
		d.Grid = floats(grid.Get("x"))
	}
	session, err = NewSession(w, d)
	runtime.GC() // so that what setting up has left is not collected while the clock runs
	return text(err)
}

// workload reads {sizes, hidden, output, batch, lr, momentum}; those that only
// training needs may be missing.
func workload(v js.Value) (Workload, error) {
	sizes := v.Get("sizes")
	w := Workload{Batch: count(v.Get("batch")), LearningRate: number(v.Get("lr")), Momentum: number(v.Get("momentum"))}
	for l := range sizes.Length() {
		units := sizes.Index(l).Int()
		if l == 0 {
			w.Inputs = units
			continue
		}
		name := v.Get("hidden")
		if l == sizes.Length()-1 {
			name = v.Get("output")
		}
		activation, known := nn.ParseActivation(name.String())
		if !known {
			return w, unknownActivation(name.String())
		}
		w.Layers = append(w.Layers, nn.Layer{Units: units, Activation: activation})
	}
	return w, nil
}

type unknownActivation string

func (u unknownActivation) Error() string { return "bench: no activation is called " + string(u) }

// number reads a number that may be missing, which counts as 0.
func number(v js.Value) float64 {
	if v.Type() != js.TypeNumber {
		return 0
	}
	return v.Float()
}

func count(v js.Value) int { return int(number(v)) }

// floats copies a Float64Array, which may be missing.
func floats(v js.Value) []float64 {
	if !v.Truthy() {
		return nil
	}
	bytes := make([]byte, v.Get("byteLength").Int())
	js.CopyBytesToGo(bytes, js.Global().Get("Uint8Array").New(v.Get("buffer"), v.Get("byteOffset"), len(bytes)))
	values := make([]float64, len(bytes)/8)
	for i := range values {
		values[i] = math.Float64frombits(binary.LittleEndian.Uint64(bytes[8*i:]))
	}
	return values
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// The functions that a clock may run around are exports, which cost a call and
// nothing else.

//go:wasmexport benchTrain
func train(epochs int32) bool {
	failure = session.Train(int(epochs))
	return failure == nil
}

//go:wasmexport benchEvaluate
func evaluate() { session.Evaluate() }

//go:wasmexport benchValue
func value(layer, unit, point int32) float64 {
	return session.Value(int(layer), int(unit), int(point))
}

//go:wasmexport benchLoss
func loss() float64 { return session.Loss() }
