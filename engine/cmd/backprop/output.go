package main

import (
	"encoding/json"
	"io"
	"math"
	"strconv"

	"gonum.org/v1/gonum/blas/blas64"

	"backprop/engine"
)

// answer is the JSON object that is printed.
type answer struct {
	Losses   []loss    `json:"losses"`
	Weights  [][]row   `json:"weights"`
	Biases   []row     `json:"biases"`
	Outputs  []row     `json:"outputs"`
	Score    score     `json:"score"`
	Test     *score    `json:"testScore,omitempty"`
	Stopped  string    `json:"stopped"`
	Epoch    int       `json:"epoch"`
	Diverged *diverged `json:"diverged,omitempty"`
	Examples []example `json:"examples,omitempty"`
	Mean     *gradient `json:"mean,omitempty"`
	Sum      *gradient `json:"sum,omitempty"`
}

type loss struct {
	Epoch    int     `json:"epoch"`
	Mean     float64 `json:"mean"`
	Sum      float64 `json:"sum"`
	MaxError float64 `json:"maxError"`
}

// score is an engine.Score: accuracy and counts of classes, or r2.
type score struct {
	Accuracy *number `json:"accuracy,omitempty"`
	Counts   [][]int `json:"counts,omitempty"`
	R2       *number `json:"r2,omitempty"`
}

func scoreOf(s engine.Score) score {
	if s.Classes == 0 {
		r2 := number(s.R2)
		return score{R2: &r2}
	}
	accuracy := number(s.Accuracy())
	shown := score{Accuracy: &accuracy}
	for k := range s.Classes {
		shown.Counts = append(shown.Counts, s.Counts[k*s.Classes:][:s.Classes])
	}
	return shown
}

type diverged struct {
	Epoch    int    `json:"epoch"`
	Update   int64  `json:"update"`
	Quantity string `json:"quantity"`
}

type gradient struct {
	Weights [][]row `json:"dE_dW"`
	Biases  []row   `json:"dE_db"`
}

type example struct {
	NetInputs   []row  `json:"netInputs"`
	Activations []row  `json:"activations"`
	Loss        number `json:"loss"`
	gradient
	ByNetInput []row `json:"dE_dx"`
	ByOutput   []row `json:"dE_dy"`
}

// row prints numbers that are not finite as null, which JSON has no other
// word for.
type row []float64

func (r row) MarshalJSON() ([]byte, error) {
	text := []byte{'['}
	for i, v := range r {
		if i > 0 {
			text = append(text, ',')
		}
		text = appendNumber(text, v)
	}
	return append(text, ']'), nil
}

// number is a row of one.
type number float64

func (n number) MarshalJSON() ([]byte, error) { return appendNumber(nil, float64(n)), nil }

func appendNumber(dst []byte, v float64) []byte {
	switch a := math.Abs(v); {
	case math.IsNaN(v) || math.IsInf(v, 0):
		return append(dst, "null"...)
	case a != 0 && (a < 1e-6 || a >= 1e21):
		return strconv.AppendFloat(dst, v, 'e', -1, 64)
	}
	return strconv.AppendFloat(dst, v, 'f', -1, 64)
}

// add appends the loss unless it is not finite.
func (a *answer) add(epoch int, l engine.Loss) {
	for _, v := range []float64{l.Mean, l.Sum, l.MaxError} {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return
		}
	}
	a.Losses = append(a.Losses, loss{Epoch: epoch, Mean: l.Mean, Sum: l.Sum, MaxError: l.MaxError})
}

func (a *answer) setTrace(t engine.Trace) {
	for _, e := range t.Examples {
		a.Examples = append(a.Examples, example{
			NetInputs:   toRows(e.NetInputs),
			Activations: toRows(e.Outputs),
			Loss:        number(e.Loss),
			gradient:    *gradientOf(e.ByParam),
			ByNetInput:  toRows(e.ByNetInput),
			ByOutput:    toRows(e.ByOutput),
		})
	}
	a.Mean, a.Sum = gradientOf(t.Mean), gradientOf(t.Sum)
}

func gradientOf(g engine.ParamGradient) *gradient {
	converted := &gradient{Biases: toRows(g.Biases)}
	for _, layer := range g.Weights {
		converted.Weights = append(converted.Weights, toRows(layer))
	}
	return converted
}

func toRows(values [][]float64) []row {
	rows := make([]row, len(values))
	for i, v := range values {
		rows[i] = v
	}
	return rows
}

// matrix returns the rows of m, which share its memory.
func matrix(m blas64.General) []row {
	rows := make([]row, m.Rows)
	for i := range rows {
		rows[i] = m.Data[i*m.Stride:][:m.Cols]
	}
	return rows
}

func write(w io.Writer, a answer) error { return json.NewEncoder(w).Encode(a) }
