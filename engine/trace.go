package engine

import "backprop/engine/nn"

// Trace holds every number of one way forward and back at fixed weights. It
// is indexed by layer, where NetInputs and derivatives by weight, bias and net
// input begin with layer 1, Outputs and derivatives by output with the inputs.
type Trace struct {
	Examples []Example     // the training samples in their order
	Sum      ParamGradient // Σ of the examples' derivatives
	Mean     ParamGradient // Sum divided by the number of examples
}

// Example is one sample on its way forward and back.
type Example struct {
	NetInputs  [][]float64 // x
	Outputs    [][]float64 // y
	Loss       float64     // E = ½ Σ_k (ŷ_k − y_k)²
	ByParam    ParamGradient
	ByNetInput [][]float64 // ∂E/∂x
	ByOutput   [][]float64 // ∂E/∂y
}

// ParamGradient holds derivatives by parameter.
type ParamGradient struct {
	Weights [][][]float64 // ∂E/∂w, [layer][to][from]
	Biases  [][]float64   // ∂E/∂b, [layer][unit]
}

// Trace returns the numbers of every training sample at the present weights.
// They take some tens of bytes for each sample and parameter.
func (r *Run) Trace() Trace {
	n := r.train.samples
	t := Trace{Examples: make([]Example, n)}
	pass, gradient := nn.NewPass(r.network.Shape, 1), nn.NewGradient(r.network.Shape, 1)
	pass.KeepNetInputs()
	gradient.KeepUnits()
	single := newBlocks(r.train, 1)
	for i := range n {
		input, target, _ := single.at(i)
		pass.Forward(r.network, input, 1)
		gradient.Backward(r.network, pass, target)
		t.Examples[i] = newExample(r.network.Shape, pass, gradient, target)
	}

	whole := newBlocks(r.train, n)
	input, target, _ := whole.at(0)
	pass, gradient = nn.NewPass(r.network.Shape, n), nn.NewGradient(r.network.Shape, n)
	pass.Forward(r.network, input, n)
	gradient.Backward(r.network, pass, target)
	t.Sum = newParamGradient(r.network.Shape, gradient.Params(), 1)
	t.Mean = newParamGradient(r.network.Shape, gradient.Params(), 1/float64(n))
	return t
}

func newExample(shape nn.Shape, pass *nn.Pass, gradient *nn.Gradient, target []float64) Example {
	var loss nn.Loss
	loss.Add(pass.Output(), target, shape.Outputs(), 1)
	e := Example{Loss: loss.Sum(), ByParam: newParamGradient(shape, gradient.Params(), 1)}
	for l := range shape.Last() + 1 {
		e.Outputs = append(e.Outputs, append([]float64(nil), pass.Layer(l)...))
		e.ByOutput = append(e.ByOutput, append([]float64(nil), gradient.ByOutput(l)...))
		if l > 0 {
			e.NetInputs = append(e.NetInputs, append([]float64(nil), pass.NetInput(l)...))
			e.ByNetInput = append(e.ByNetInput, append([]float64(nil), gradient.ByNetInput(l)...))
		}
	}
	return e
}

// newParamGradient returns the values, which are in network order, times
// scale. A zero has no sign, which would only puzzle a reader.
func newParamGradient(shape nn.Shape, values []float64, scale float64) ParamGradient {
	scaled := make([]float64, len(values))
	for i, v := range values {
		scaled[i] = float64(v*scale) + 0
	}
	var g ParamGradient
	for l := 1; l <= shape.Last(); l++ {
		rows := make([][]float64, shape.Units(l))
		for to := range rows {
			from := shape.WeightIndex(l, to, 0)
			rows[to] = scaled[from : from+shape.Units(l-1)]
		}
		from := shape.BiasIndex(l, 0)
		g.Weights = append(g.Weights, rows)
		g.Biases = append(g.Biases, scaled[from:from+shape.Units(l)])
	}
	return g
}
