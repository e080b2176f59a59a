package ui

// Speed says how fast training plays.
type Speed uint8

const (
	OneUpdate     Speed = iota // an update a second
	FiveUpdates                // five updates a second
	TwentyUpdates              // twenty updates a second
	OneEpoch                   // an epoch a second
	FourEpochs                 // four epochs a second
	FifteenEpochs              // fifteen epochs a second
	EveryFrame                 // an epoch for each frame drawn
	TenEveryFrame              // ten epochs for each frame drawn
	Fastest                    // as many updates as fit between two frames
)

// speeds is what the speeds ask for: updates and epochs a second, and epochs a
// frame. Fastest asks for no number.
var speeds = [...]struct {
	name            string
	updates, epochs float64
	frame           float64
}{
	OneUpdate:     {name: "1update", updates: 1},
	FiveUpdates:   {name: "5updates", updates: 5},
	TwentyUpdates: {name: "20updates", updates: 20},
	OneEpoch:      {name: "1epoch", epochs: 1},
	FourEpochs:    {name: "4epochs", epochs: 4},
	FifteenEpochs: {name: "15epochs", epochs: 15},
	EveryFrame:    {name: "frame", frame: 1},
	TenEveryFrame: {name: "10frame", frame: 10},
	Fastest:       {name: "fastest"},
}

// String is the name of the speed in the menu's values.
func (s Speed) String() string { return speeds[s].name }

// parseSpeed returns the speed that String calls name, and whether there is one.
func parseSpeed(name string) (Speed, bool) {
	for i := range speeds {
		if speeds[i].name == name {
			return Speed(i), true
		}
	}
	return 0, false
}

// stepped returns the speed so many steps up, or the last one on the way.
func (s Speed) stepped(by int) Speed {
	return Speed(max(0, min(int(s)+by, int(Fastest))))
}

// byUpdate reports whether single updates are to be seen.
func (s Speed) byUpdate() bool { return speeds[s].updates > 0 }

// byEpoch reports whether whole epochs are to be seen, one by one.
func (s Speed) byEpoch() bool { return speeds[s].epochs > 0 }
