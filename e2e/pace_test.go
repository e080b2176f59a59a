package e2e

import (
	"fmt"
	"testing"

	"backprop/engine"
)

// At an update a second each update can be watched, and the samples a second
// are shown.
func TestAnUpdateASecond(t *testing.T) {
	t.Parallel()
	p := open(t, "batch=10")
	p.Choose("speed", "1update")
	p.Press("play")
	p.Until("the first update is done", `playground().updates === 1`)
	var seconds float64
	get(p, `(async () => {
		const start = performance.now();
		while (playground().updates < 4) await new Promise(requestAnimationFrame);
		return (performance.now() - start) / 1000;
	})()`, &seconds)
	if seconds < 2.5 || seconds > 4.5 {
		t.Errorf("three updates in %.2f s, want three", seconds)
	}
	p.Until("the rate is shown", `document.getElementById("epoch-symbol").innerText.trim() === "10 samples/s"`)
	s := p.Pause()
	p.Until("the rate goes with training", `document.getElementById("epoch-symbol").innerText.trim() === ""`)
	sameBits(t, "after single updates", s.Params, natively(t, "batch=10", engine.View{}, engine.Advance{Updates: int(s.Updates)}).Params)
}

// The comma and the full stop change the speed wherever the keyboard is, but
// not where they are typed.
func TestSpeedByKeyboard(t *testing.T) {
	t.Parallel()
	p := open(t, "")
	if speed := p.Value("speed"); speed != "frame" {
		t.Errorf("the page opens at the speed %q", speed)
	}
	for _, c := range []struct{ key, speed string }{{".", "10frame"}, {".", "fastest"}, {".", "fastest"}, {",", "10frame"}, {",", "frame"}, {",", "15epochs"}} {
		p.Key(c.key)
		p.Until("the speed is "+c.speed, fmt.Sprintf(`document.getElementById("speed").value === %q`, c.speed))
	}
	p.Type("rate", "0.5")
	p.Until("the rate is taken", `playground().experiment.includes("rate=0.5&")`)
	if speed := p.Value("speed"); speed != "15epochs" {
		t.Errorf("typing a number has changed the speed to %q", speed)
	}
	p.Press("play")
	p.WaitEpoch(20)
	p.Pause()
}

// Every speed trains, and to the same weights.
func TestEverySpeedTrains(t *testing.T) {
	t.Parallel()
	p := open(t, "batch=25")
	for _, speed := range []string{"5updates", "20updates", "1epoch", "4epochs", "15epochs", "frame", "10frame", "fastest"} {
		p.Choose("speed", speed)
		before := p.State().Updates
		p.Press("play")
		p.Until("training goes on at "+speed, fmt.Sprintf(`playground().updates >= %d`, before+4))
		p.Pause()
	}
	s := p.State()
	sameBits(t, "after every speed", s.Params, natively(t, "batch=25", engine.View{}, engine.Advance{Updates: int(s.Updates)}).Params)
}
