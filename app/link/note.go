package link

// Note tells of one thing in a link that the page has not taken as it stands.
type Note struct {
	Kind NoteKind
	// Err says what is wrong; of kind Ignored only. It is a
	// *engine.FieldError.
	Err error
	// Key and Value are as in the link, shortened; of the other kinds.
	Key, Value string
}

// NoteKind selects the words of a Note.
type NoteKind uint8

const (
	Ignored       NoteKind = iota // a value that cannot be used
	NoCounterpart                 // TensorFlow Playground has it, this page does not
	OtherDraws                    // a seed: the page draws other samples and weights from it
	NoInputs                      // no feature was switched on: X₁ and X₂ are
)
