// Backprop trains an experiment without a browser, with the engine that the
// page trains with.
//
//	backprop run FILE
//
// FILE, or standard input for "-", holds an experiment in its text form (the
// part of a link after the #) or a JSON object, which is told by its first
// character, "{". The answer is one JSON object on standard output.
//
// # Input
//
//	inputs     number of inputs, required
//	layers     [{units, activation}], the output layer last, required;
//	           activation is sigmoid, linear, tanh or relu
//	x, y       [row][column], inputs and targets, required
//	rate       ε, required
//	epochs     where training ends, required; 0 only evaluates
//	momentum   α, default 0
//	batch      samples per update, default 0: all
//	gradient   mean or sum, default mean
//	order      given or shuffled, default given
//	decay      d, default 0
//	l1, l2     λ₁ and λ₂ of the penalty λ₁ Σ|w| + λ₂ ½Σw² that is added to the
//	           loss that is descended, default 0
//	schedule   [{epoch, rate, momentum}] by ascending epoch: in force once so
//	           many epochs are complete; what is left out stays as it was
//	init       {range, seed, biases}, default {0.5, 1, "uniform"}; biases is
//	           uniform, zero or a number that each bias starts as
//	weights    [layer][to][from], layer 0 being the first above the inputs
//	biases     [layer][unit]
//	stopLoss   ends training at this loss, in the convention of gradient
//	stopError  ends training when every |ŷ − y| is at most this
//	report     epochs whose loss is wanted, default [0]
//	trace      true for the numbers of every row at the starting weights
//
// Weights or biases that are not given are drawn as init says, which must then
// be given if only one of the two is. With both, init still seeds the order. A
// stop rule of 0 is off, as when it is left out.
//
// # Output
//
//	losses     [{epoch, mean, sum, maxError}] of the epochs of report that
//	           were reached, and last the loss of the final weights
//	weights, biases
//	outputs    [row][unit] at the final weights
//	score      of the final weights: {accuracy, counts} where the targets are
//	           classes, counts being [class of the target][class of the answer],
//	           else {r2}, the coefficient of determination, null where no target
//	           differs from the mean; engine.Score says when they are classes
//	testScore  likewise of the test samples, if there are any
//	stopped    epochs, loss, error or diverged
//	epoch      complete epochs
//	diverged   {epoch, update, quantity}, both counted from 1: where training
//	           left the finite numbers; the final weights are then the last
//	           finite ones
//	examples   of trace, for each row: netInputs, dE_dW, dE_db and dE_dx by
//	           layer above the inputs, activations and dE_dy by layer with the
//	           inputs first, and loss
//	mean, sum  of trace: {dE_dW, dE_db} over all rows
//
// Loss is ½ Σ (ŷ − y)², in mean divided by the rows; a penalty is no part of
// it. Numbers are in the
// shortest form that reads back to the same bits; null stands for one that is
// not finite, which happens only where the starting weights are too large.
//
// An input that cannot be used gives exit code 2 and one line that names the
// field, its value and what is wanted. Divergence is a result like any other.
package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"
)

const usage = `usage: backprop run FILE

Trains the experiment in FILE ("-" for standard input), given in the text form
of a link or as JSON, and prints losses, weights and outputs as JSON.
"go doc backprop/engine/cmd/backprop" lists the fields.
`

// maxInput is the largest input that is read, in bytes.
const maxInput = 1 << 28

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run returns the exit code: 0, or 2 for arguments or an input that cannot be
// used, or 1 when the answer cannot be written.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	switch {
	case len(args) == 0:
		io.WriteString(stderr, usage)
		return 2
	case args[0] == "-h" || args[0] == "-help" || args[0] == "--help" || args[0] == "help":
		io.WriteString(stdout, usage)
		return 0
	case args[0] != "run" || len(args) != 2:
		fmt.Fprintf(stderr, "backprop: arguments %q: want run FILE\n", args)
		return 2
	}
	s, err := readSpec(args[1], stdin)
	if err != nil {
		fmt.Fprintf(stderr, "backprop: %v\n", err)
		return 2
	}
	answer, err := train(s)
	if err != nil {
		fmt.Fprintf(stderr, "backprop: %v\n", err)
		return 2
	}
	if err := write(stdout, answer); err != nil {
		fmt.Fprintf(stderr, "backprop: %v\n", err)
		return 1
	}
	return 0
}

// readSpec reads the file of that name, or stdin for "-".
func readSpec(name string, stdin io.Reader) (spec, error) {
	in := stdin
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return spec{}, oneLine(err)
		}
		defer file.Close()
		in = file
	}
	data, err := io.ReadAll(io.LimitReader(in, maxInput+1))
	if err != nil {
		return spec{}, oneLine(err)
	}
	if len(data) > maxInput {
		return spec{}, refuse(root("input"), "(longer)", form(fmt.Sprintf("at most %d bytes", maxInput)))
	}
	return parse(data)
}

// parse reads an input in either form.
func parse(data []byte) (spec, error) {
	data = bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\ufeff")))
	if bytes.HasPrefix(data, []byte("{")) {
		return parseJSON(data)
	}
	return parseText(string(data))
}

// oneLine returns err with its line ends, which a file name may hold, written
// as spaces.
func oneLine(err error) error {
	return fmt.Errorf("%s", strings.Join(strings.Fields(err.Error()), " "))
}
