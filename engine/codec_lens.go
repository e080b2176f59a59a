package engine

// What the parts of a Snapshot that look into backpropagation are as bytes;
// see codec.go.

func appendLensView(dst []byte, v LensView) []byte {
	return appendInt(appendInt(appendBool(dst, v.Wanted), int64(v.Sample)), int64(v.Parameter))
}

func readLensView(r *reader) LensView {
	return LensView{Wanted: r.bool(), Sample: r.int(), Parameter: r.int()}
}

func appendLens(dst []byte, l *Lens) []byte {
	dst = appendBool(dst, l != nil)
	if l == nil {
		return dst
	}
	dst = appendInt(dst, int64(l.Sample))
	dst = appendFloats(dst, l.Target)
	dst = appendRows(dst, l.NetInputs)
	dst = appendRows(dst, l.Outputs)
	dst = appendFloat(dst, l.Loss)
	dst = appendSlice(dst, l.ByParam.Weights, appendRows)
	dst = appendRows(dst, l.ByParam.Biases)
	dst = appendRows(dst, l.ByNetInput)
	dst = appendRows(dst, l.ByOutput)
	dst = appendFloats(dst, l.Contributions)
	dst = appendFloats(dst, l.Before)
	u := l.Next
	dst = appendInt(dst, int64(u.Epoch))
	dst = appendInt(dst, int64(u.Batch))
	dst = appendSlice(dst, u.Samples, appendWhole)
	dst = appendFloat(dst, u.Loss)
	dst = appendFloat(dst, u.LearningRate)
	dst = appendFloat(dst, u.Momentum)
	dst = appendFloat(dst, u.Decay)
	dst = appendFloats(dst, u.Gradient)
	dst = appendFloats(dst, u.Velocity)
	return appendFloats(dst, u.Params)
}

func readLens(r *reader) *Lens {
	if !r.bool() {
		return nil
	}
	return &Lens{
		Sample: r.int(),
		Target: r.floats(),
		Example: Example{
			NetInputs:  readRows(r),
			Outputs:    readRows(r),
			Loss:       r.float(),
			ByParam:    ParamGradient{Weights: readSlice(r, 4, readRows), Biases: readRows(r)},
			ByNetInput: readRows(r),
			ByOutput:   readRows(r),
		},
		Contributions: r.floats(),
		Before:        r.floats(),
		Next: Update{
			Epoch:        r.int(),
			Batch:        r.int(),
			Samples:      readSlice(r, 8, (*reader).int),
			Loss:         r.float(),
			LearningRate: r.float(),
			Momentum:     r.float(),
			Decay:        r.float(),
			Gradient:     r.floats(),
			Velocity:     r.floats(),
			Params:       r.floats(),
		},
	}
}

const flowSize = 8 + 8 + 8 + 4 + 4

func appendFlow(dst []byte, f LayerFlow) []byte {
	dst = appendFloat(appendFloat(appendFloat(dst, f.ByNetInput), f.ByWeight), f.Saturated)
	dst = appendSlice(dst, f.Dead, appendWhole)
	return appendSlice(dst, f.Twins, appendWholes)
}

func readFlow(r *reader) LayerFlow {
	return LayerFlow{
		ByNetInput: r.float(), ByWeight: r.float(), Saturated: r.float(),
		Dead: readWholes(r), Twins: readSlice(r, 4, readWholes),
	}
}

func appendCheck(dst []byte, c *GradientCheck) []byte {
	dst = appendBool(dst, c != nil)
	if c == nil {
		return dst
	}
	dst = appendFloat(appendFloat(dst, c.Step), c.Floor)
	dst = appendFloats(dst, c.Backprop)
	dst = appendFloats(dst, c.Numeric)
	dst = appendFloats(dst, c.Error)
	return appendSlice(dst, c.Kinked, appendBool)
}

func readCheck(r *reader) *GradientCheck {
	if !r.bool() {
		return nil
	}
	return &GradientCheck{
		Step: r.float(), Floor: r.float(),
		Backprop: r.floats(), Numeric: r.floats(), Error: r.floats(),
		Kinked: readSlice(r, 1, (*reader).bool),
	}
}

func appendRows(dst []byte, rows [][]float64) []byte { return appendSlice(dst, rows, appendFloats) }

func readRows(r *reader) [][]float64 { return readSlice(r, 4, (*reader).floats) }

func appendWhole(dst []byte, v int) []byte { return appendInt(dst, int64(v)) }

func appendWholes(dst []byte, v []int) []byte { return appendSlice(dst, v, appendWhole) }

func readWholes(r *reader) []int { return readSlice(r, 8, (*reader).int) }
