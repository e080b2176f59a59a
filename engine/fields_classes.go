package engine

import (
	"strconv"

	"backprop/engine/dataset"
)

// classesField is the number of classes that have an output unit each. Two
// classes told by one output unit, as in links from before there was a choice,
// are the field's absence.
func classesField() field {
	return field{
		name:    "classes",
		applies: dataset.Set.Classes,
		write: func(dst []byte, e *Experiment) []byte {
			if e.Data.Classes == 0 {
				return dst
			}
			return strconv.AppendInt(dst, int64(e.Data.Classes), 10)
		},
		read: func(e *Experiment, value string) (err error) {
			if e.Data.Classes, err = readWhole("classes", value, wantClasses); err == nil && e.Data.Classes == 0 {
				err = fieldError("classes", value, wantClasses)
			}
			return err
		},
		check: func(e *Experiment) error {
			if k := e.Data.Classes; k != 0 && !wantClasses.Allows(float64(k)) {
				return fieldError("classes", strconv.Itoa(k), wantClasses)
			}
			return nil
		},
	}
}
