package ui

import (
	"fmt"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"backprop/app/draw"
	"backprop/engine"
	"backprop/engine/dataset"
	"backprop/engine/nn"
)

// chartEvery is how often the loss curve is drawn while training plays, in
// milliseconds; it changes too little between two frames to be worth each.
const chartEvery = 100

// A browser that cannot draw both pictures between two frames draws them in
// turn: once frames take longer than lateFrame on average, in milliseconds, for
// the next reliefFrames of them.
const (
	lateFrame    = 19
	reliefFrames = 240
)

// scene draws the three pictures of the page: network, output and loss. It
// keeps what is expensive to make and only depends on sizes and shapes.
type scene struct {
	network, output, samples, loss *draw.Canvas
	thumbnails                     map[dataset.Set]*draw.Canvas

	theme   draw.Theme
	list    draw.List
	diagram draw.Diagram
	layout  *draw.Layout
	rgba    []byte
	scales  []draw.Scale
	chartAt float64

	framedAt   float64 // when the last frame was drawn, in ms
	frameTime  float64 // average time between frames while playing, in ms; 0 when not known
	relief     int     // frames for which the pictures take turns
	outputTurn bool    // it was the output's turn
	over       samplesKey
	flow       flow
	still      bool // the reader wants no motion
	stale      bool // something to be drawn has changed
	resized    bool // sizes or colours may have changed
}

// attach finds the canvases of the page.
func (s *scene) attach() {
	s.network, s.output, s.samples, s.loss = draw.Attach("network"), draw.Attach("output"), draw.Attach("samples-layer"), draw.Attach("loss")
	s.layout = draw.NewLayout(0, 0, []int{1})
	s.thumbnails = map[dataset.Set]*draw.Canvas{}
	for _, set := range dataset.Sets() {
		if set != dataset.Table {
			s.thumbnails[set] = draw.Attach(thumbnailID(set))
		}
	}
	s.stale, s.resized = true, true
}

// detach lets go of the canvases.
func (s *scene) detach() {
	for _, canvas := range []*draw.Canvas{s.network, s.output, s.samples, s.loss} {
		canvas.Release()
	}
	for _, canvas := range s.thumbnails {
		canvas.Release()
	}
}

// paint draws what has changed.
func (s *scene) paint(m Model, at float64) {
	if !s.stale && !s.resized {
		return
	}
	if s.resized {
		s.theme = m.Theme.colours()
		s.paintThumbnails(s.theme)
	}
	theme := s.theme
	network, output := s.turns(m.Playing && !s.resized, at)
	if network {
		s.paintNetwork(m, theme)
	}
	if output {
		s.paintOutput(m, theme)
	}
	if s.resized || !m.Playing || at-s.chartAt >= chartEvery {
		s.chartAt = at
		s.paintLoss(m, theme)
	}
	s.stale, s.resized = false, false
}

// turns says which pictures to draw in the frame at the given time.
func (s *scene) turns(playing bool, at float64) (network, output bool) {
	elapsed := min(at-s.framedAt, 100)
	s.framedAt = at
	if !playing {
		s.frameTime, s.relief = 0, 0
		return true, true
	}
	if s.frameTime == 0 {
		elapsed = 1000.0 / 60
		s.frameTime = elapsed
	}
	s.frameTime += (elapsed - s.frameTime) / 16
	if s.frameTime > lateFrame {
		s.relief = reliefFrames
	}
	if s.relief == 0 {
		return true, true
	}
	s.relief--
	s.outputTurn = !s.outputTurn
	return !s.outputTurn, s.outputTurn
}

func (s *scene) paintNetwork(m Model, theme draw.Theme) {
	width, height, ratio := s.network.Size()
	if width == 0 {
		return
	}
	shape := m.Shape()
	s.arrange(shape, width, height)
	side := 0
	if m.Units.Side > 0 && len(m.Units.Values) == shape.AllUnits() {
		side = m.Units.Side
		s.scales = s.scales[:0]
		for l, at := 0, 0; l <= shape.Last(); l++ {
			for range shape.Units(l) {
				s.scales = append(s.scales, unitScale(m, l, m.Units.Values[at]))
				at++
			}
		}
		var w, h int
		s.rgba, w, h = draw.Atlas(s.rgba[:0], m.Units.Values, m.Units.Side, s.scales, theme)
		s.network.Image(0, w, h, s.rgba)
	}
	inputs := make([]string, shape.Inputs())
	for i := range inputs {
		inputs[i] = m.inputSymbol(i)
	}
	outputs := make([]string, shape.Outputs())
	for k := range outputs {
		outputs[k] = m.outputSymbol(k)
	}
	params := m.Params()
	if len(params) != m.Experiment.Parameters() {
		params = nil
	}
	s.list.Reset(ratio)
	s.diagram.Layout, s.diagram.Theme = s.layout, theme
	s.diagram.Shape, s.diagram.Params = shape, params
	s.diagram.Inputs, s.diagram.Outputs = inputs, outputs
	s.diagram.MapSide = side
	s.diagram.Selected, s.diagram.Hovered = m.Selected, m.Hovered
	s.diagram.Moving, s.diagram.Flow = m.Playing && !s.still, s.flow.advance(m.Snapshot.Updates)
	s.diagram.Values, s.diagram.Current = m.diagramValues()
	s.diagram.Draw(&s.list)
	s.network.Paint(&s.list)
}

// thumbnailSamples is how many samples a thumbnail shows.
const thumbnailSamples = 90

// paintThumbnails draws the buttons of the data sets.
func (s *scene) paintThumbnails(theme draw.Theme) {
	for set, canvas := range s.thumbnails {
		width, height, ratio := canvas.Size()
		if width == 0 {
			continue
		}
		t := draw.Thumbnail{Width: width, Height: height, Theme: theme}
		t.Low, t.High = set.Domain()
		t.X1, t.X2, t.Target = dataset.Generate(set, thumbnailSamples, 0, 1)
		s.list.Reset(ratio)
		t.Draw(&s.list)
		canvas.Paint(&s.list)
	}
}

// arrange lays the network out again when its shape or its room has changed.
func (s *scene) arrange(shape nn.Shape, width, height float64) {
	sizes := make([]int, shape.Last()+1)
	for l := range sizes {
		sizes[l] = shape.Units(l)
	}
	if !s.layout.Fits(width, height, sizes) {
		s.layout = draw.NewLayout(width, height, sizes)
	}
}

// unitScale is how the map of a unit of layer l is coloured.
func unitScale(m Model, l int, values []float32) draw.Scale {
	if l == 0 {
		return draw.InputScale(values)
	}
	if l == len(m.Experiment.Layers) {
		return outputScale(m)
	}
	return draw.UnitScale(m.Experiment.Layers[l-1].Activation, values)
}

// outputScale spans the targets, so that a colour means the same in every epoch.
func outputScale(m Model) draw.Scale {
	low, high := engine.TargetEncoding(m.outputActivation()).Range()
	return draw.Scale{Middle: (low + high) / 2, Half: (high - low) / 2}
}

func (s *scene) paintLoss(m Model, theme draw.Theme) {
	width, height, ratio := s.loss.Size()
	if width == 0 {
		return
	}
	chart := m.chart(theme)
	chart.Width, chart.Height = width, height
	s.list.Reset(ratio)
	chart.Draw(&s.list)
	s.loss.Paint(&s.list)
}

// chart is the loss curve on the screen.
func (m Model) chart(theme draw.Theme) *draw.Chart {
	w := m.Words()
	return &draw.Chart{
		Past: m.inPast(), Now: m.lossHere(),
		Theme: theme, Points: m.curve(), Log: m.LogLoss, Target: m.Experiment.Stop.Loss, Cursor: m.Cursor,
		Format: significant,
		Words:  draw.ChartWords{Epoch: w.Epoch, Loss: m.lossSymbol(), Training: w.Training, Testing: w.Testing, Limit: w.Target, Now: fmt.Sprintf(w.Past.Mark, m.epochOf(m.Snapshot.Updates)), Empty: w.ChartEmpty},
	}
}

// partAt returns the part of the network under the pointer.
func (s *scene) partAt(e app.Value) draw.Part {
	touch := e.Get("pointerType").Truthy() && e.Get("pointerType").String() == "touch"
	part, _ := s.layout.Hit(e.Get("offsetX").Float(), e.Get("offsetY").Float(), touch)
	return part
}

// epochAt returns the epoch of the loss curve under the pointer, or −1.
func (s *scene) epochAt(m Model, e app.Value) int {
	chart := m.chart(draw.Light)
	chart.Width, chart.Height, _ = s.loss.Size()
	return chart.EpochAt(e.Get("offsetX").Float())
}
