package ui

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"backprop/app/link"
	"backprop/app/text"
)

// viewTransport is the bar on top: what starts, stops and repeats training,
// and how far it has come.
func (p *Playground) viewTransport(m Model) app.UI {
	w := m.Words()
	play, label, icon := TogglePlay{}, w.Play, "▶"
	if m.Playing {
		label, icon = w.Pause, "❚❚"
	}
	testSymbol := m.lossSymbol()
	if m.Snapshot.TestSamples == 0 {
		testSymbol = w.NoTest
	}
	held := m.Diverged() || m.Phase == Failed
	return tag("header").Class("transport").Body(
		shown(m, link.Title, tag("div").Class("brand")).Body(
			tag("h1").Text(w.Title),
			tag("p").Text(w.Subtitle),
		),
		tag("div").Class("controls").Role("group").Aria("label", w.Transport).Body(
			p.control(m, link.Reset, p.button(ResetWeights{}).ID("reset").Class("tool").Title(w.ResetHint).Body(glyph("↺"), tag("span").Class("tool-label").Text(w.ResetWeights))),
			p.control(m, link.Play, p.button(play).ID("play").Class("tool", "primary").Title(w.PlayHint).Attr("disabled", held).Body(glyph(icon), tag("span").Class("tool-label").Text(label))),
			p.control(m, link.Step, p.button(StepEpoch{}).ID("step").Class("tool").Title(w.StepHint).Attr("disabled", held).Body(glyph("▶❙"), tag("span").Class("tool-label").Text(w.StepEpoch))),
			p.control(m, link.NewWeights, p.button(NewWeights{}).ID("new-weights").Class("tool").Title(w.NewHint).Body(glyph("⚄"), tag("span").Class("tool-label").Text(w.NewWeights))),
			p.control(m, link.Seed, p.numberField(m, FieldSeed, w.Seed, "", w.SeedHelp)),
		),
		tag("div").Class("readouts").Body(
			readout("epoch", m.epochName(), grouped(m.Snapshot.Epoch), m.rateText()+"\u00a0"),
			readout("train-loss", w.TrainLoss, m.shownLoss(m.Snapshot.TrainSamples, m.Loss(m.Snapshot.Train)), m.lossSymbol()),
			readout("test-loss", w.TestLoss, m.shownLoss(m.Snapshot.TestSamples, m.Loss(m.Snapshot.Test)), testSymbol),
		),
		tag("div").Class("preferences").Body(
			p.control(m, link.Speed, tag("label").Class("menu").Title(w.SpeedHint).Body(
				tag("span").Text(w.Speed),
				tag("select").ID("speed").OnChange(p.speedChosen).Body(
					app.Range(w.Speeds[:]).Slice(func(i int) app.UI {
						return tag("option").Attr("value", Speed(i).String()).Attr("selected", Speed(i) == m.Pace.Speed).Text(w.Speeds[i])
					}),
				),
			)),
			tag("div").Class("sharing").Body(
				p.control(m, link.Prepare, p.button(OpenPreparing{}).ID("prepare").Class("quiet").Title(w.Class.Title).Text(w.Class.Open)),
				p.control(m, link.CopyLink, p.viewCopyLink(m)),
			),
			p.control(m, link.Theme, tag("label").Class("menu").Body(
				tag("span").Text(w.Theme),
				tag("select").ID("theme").OnChange(p.themeChosen).Body(
					app.Range(w.Themes[:]).Slice(func(i int) app.UI {
						return tag("option").Attr("value", Theme(i).String()).Attr("selected", Theme(i) == m.Theme).Text(w.Themes[i])
					}),
				),
			)),
			p.control(m, link.Language, tag("div").Class("languages").Role("group").Aria("label", w.Language).Body(
				app.Range(text.Languages()).Slice(func(i int) app.UI {
					l := text.Languages()[i]
					return p.button(SetLanguage{l}).ID("language-"+l.Tag()).Class("language").Lang(l.Tag()).
						Aria("pressed", truth(l == m.Language)).Text(l.Words().Name)
				}),
			)),
		),
	)
}

// shownLoss is a loss with four digits, or a dash where there are no samples.
func (m Model) shownLoss(samples int, loss float64) string {
	if samples == 0 {
		return "—"
	}
	return significant(loss)
}

// lossSymbol names the convention of the loss that is shown, with its ½.
func (m Model) lossSymbol() string {
	if m.Experiment.Convention.String() == "sum" {
		return "E = ½Σ(ŷ−y)²"
	}
	return "E/J = ½Σ(ŷ−y)²/J"
}

func (p *Playground) viewCopyLink(m Model) app.UI {
	w := m.Words()
	label := w.CopyLink
	if m.Copied {
		label = w.LinkCopied
	}
	return tag("button").Attr("type", "button").ID("copy-link").Class("quiet").Title(w.LinkHolds).OnClick(p.copyLink).Text(label)
}

// copyLink puts the page's address, which holds the experiment, on the
// clipboard.
func (p *Playground) copyLink(app.Context, app.Event) {
	toClipboard(app.Window().Get("location").Get("href").String(), func(ok bool) { p.Send(LinkCopied{OK: ok}) })
}

func (p *Playground) speedChosen(ctx app.Context, _ app.Event) {
	if s, known := parseSpeed(ctx.JSSrc().Get("value").String()); known {
		p.Send(SetSpeed{s})
	}
}

func (p *Playground) themeChosen(ctx app.Context, _ app.Event) {
	p.Send(SetTheme{parseTheme(ctx.JSSrc().Get("value").String())})
}

// readout is a number with its name and, below, what it means.
func readout(id, name, value, symbol string) app.UI {
	return tag("div").Class("readout").Body(
		tag("span").Class("readout-name").Text(name),
		tag("output").ID(id).Class("readout-value").Text(value),
		when(symbol != "", func() app.UI { return tag("span").ID(id + "-symbol").Class("readout-symbol").Text(symbol) }),
	)
}

// glyph is a picture on a button that has words, which screen readers skip.
func glyph(s string) app.UI { return tag("span").Class("glyph").Aria("hidden", "true").Text(s) }

// truth is a boolean as ARIA writes it.
func truth(b bool) string {
	if b {
		return "true"
	}
	return "false"
}
