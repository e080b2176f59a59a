package link

import (
	"os"
	"slices"
	"strings"
	"testing"

	"backprop/engine"
)

var screen = Limits{HiddenLayers: 8, Units: 16}

// peerCase is one entry of testdata/peer.txt.
type peerCase struct {
	link  string
	want  map[string]string // every setting by its key
	notes []string
}

func peerCases(t *testing.T) (cases []peerCase) {
	t.Helper()
	file, err := os.ReadFile("testdata/peer.txt")
	if err != nil {
		t.Fatal(err)
	}
	var base string
	for line := range strings.Lines(string(file)) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case strings.HasPrefix(line, "base "):
			base = line[5:]
		case strings.HasPrefix(line, "> "):
			cases = append(cases, peerCase{link: line[2:], want: settings(base)})
		case strings.HasPrefix(line, "="):
			for key, value := range settings(strings.TrimSpace(line[1:])) {
				cases[len(cases)-1].want[key] = value
			}
		case strings.HasPrefix(line, "!"):
			cases[len(cases)-1].notes = strings.Fields(line[1:])
		}
	}
	if len(cases) < 30 {
		t.Fatalf("%d links", len(cases))
	}
	return cases
}

func settings(text string) map[string]string {
	found := map[string]string{}
	for pair := range strings.SplitSeq(text, "&") {
		if key, value, ok := strings.Cut(pair, "="); ok {
			found[key] = value
		}
	}
	return found
}

// short names a note as testdata/peer.txt does.
func short(n Note) string {
	switch n.Kind {
	case OtherDraws:
		return "draws"
	case NoInputs:
		return "inputs"
	case NoCounterpart:
		return n.Key
	}
	return "?" + n.Err.(*engine.FieldError).Field
}

func TestPeerLinks(t *testing.T) {
	for _, c := range peerCases(t) {
		o := Read(c.link, screen)
		if !o.Peer {
			t.Errorf("%s: not taken for a link of the peer", c.link)
		}
		got := settings(o.String())
		if got["test"] == "" {
			got["test"] = "on"
		}
		for _, seed := range []string{"seed", "dataseed"} {
			if _, given := c.want[seed]; !given {
				c.want[seed] = settings(engine.Default().String())[seed]
			}
		}
		for key, want := range c.want {
			if got[key] != want {
				t.Errorf("%s:\n%s is %q, want %q", c.link, key, got[key], want)
			}
			delete(got, key)
		}
		if len(got) > 0 {
			t.Errorf("%s: besides, there is %v", c.link, got)
		}
		var notes []string
		for _, n := range o.Notes {
			notes = append(notes, short(n))
		}
		if !slices.Equal(notes, c.notes) {
			t.Errorf("%s:\nnotes %v, want %v", c.link, notes, c.notes)
		}
		if again := Read(o.String(), screen); again.Peer || len(again.Notes) > 0 || again.String() != o.String() {
			t.Errorf("%s: our own link %s does not return: %s, %v", c.link, o.Link, again.Link, again.Notes)
		}
	}
}

// A shape that is too large names the limit and is not attempted.
func TestPeerShapeNamesTheLimit(t *testing.T) {
	for shape, want := range map[string]string{
		"9999,9999":         "1 to 16 units",
		"17":                "1 to 16 units",
		"0":                 "1 to 16 units",
		"-4":                "1 to 16 units",
		"1,1,1,1,1,1,1,1,1": "at most 8 hidden layers",
	} {
		o := Read("networkShape="+shape, screen)
		if len(o.Notes) == 0 || o.Notes[0].Kind != Ignored || !strings.Contains(o.Notes[0].Err.Error(), want) || !strings.Contains(o.Notes[0].Err.Error(), shape) {
			t.Errorf("%s: %v, want %q", shape, o.Notes, want)
		}
	}
}
