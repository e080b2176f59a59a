package ui

import (
	"fmt"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"backprop/app/link"
	"backprop/engine"
)

// viewNotices is the strip under the transport that tells of states which need
// the reader: what happened, why, and what can be done.
func (p *Playground) viewNotices(m Model) app.UI {
	return tag("div").Class("notices").Body(
		p.viewPreview(m),
		p.viewWorker(m),
		p.viewDivergence(m),
		p.viewStopped(m),
		p.viewNotice(m),
		p.viewNoHidden(m),
	)
}

func (p *Playground) viewWorker(m Model) app.UI {
	w := m.Words().Worker
	if m.Phase != Failed {
		return tag("div")
	}
	what := fmt.Sprintf(w.Silent, silence/1000)
	if m.Failure != "" {
		what = fmt.Sprintf(w.Crashed, m.Failure)
	}
	return notice("worker-failed", "bad", w.Title, what+" "+w.Kept,
		p.button(RestartWorker{}).ID("restart-worker").Class("primary").Text(w.Restart))
}

func (p *Playground) viewDivergence(m Model) app.UI {
	w, d := m.Words().Diverged, m.Snapshot.Divergence
	if !m.Diverged() {
		return tag("div")
	}
	smaller := m.Experiment.LearningRate / 10
	return notice("diverged", "bad", w.Title,
		fmt.Sprintf(w.Whatf, d.Epoch, d.Update, w.Quantities[d.Quantity])+" "+w.Why+" "+w.Do,
		p.button(Rewind{}).ID("rewind").Class("primary").Text(w.Rewind),
		p.control(m, link.Rate, p.button(Rewind{LearningRate: smaller}).ID("rewind-smaller").Text(fmt.Sprintf(w.SmallerRatef, exact(smaller)))))
}

func (p *Playground) viewStopped(m Model) app.UI {
	words := m.stoppedText()
	if words == "" || m.Diverged() {
		return tag("div")
	}
	return notice("stopped", "good", "", words,
		p.control(m, link.Play, p.button(TrainOn{}).ID("train-on").Text(m.Words().Stoppedf.GoOn)))
}

// stoppedText says why training stopped, or nothing.
func (m Model) stoppedText() string {
	w, epoch := m.Words().Stoppedf, m.Snapshot.Epoch
	switch m.Snapshot.Stopped {
	case engine.StoppedByLoss:
		return fmt.Sprintf(w.Loss, significant(m.Loss(m.Snapshot.Train)), epoch)
	case engine.StoppedByError:
		return fmt.Sprintf(w.Error, exact(m.Experiment.Stop.Error), epoch)
	case engine.StoppedByEpoch:
		return fmt.Sprintf(w.Epoch, significant(m.Loss(m.Snapshot.Train)), epoch)
	case engine.StoppedByDivergence:
		return m.Words().Diverged.Title
	}
	return ""
}

func (p *Playground) viewNotice(m Model) app.UI {
	w := m.Words()
	var words string
	switch m.Notice.Kind {
	case LinkRead:
		return p.viewLinkNotes(m)
	case ControlLocked:
		words = m.lockedText(m.Notice.Control)
	case Refused:
		words = ErrorText(w, m.Notice.Err)
	case StartDropped:
		words = w.StartDropped
	case BatchWidened:
		words = fmt.Sprintf(w.BatchWidenedf, m.Snapshot.TrainSamples)
	case ClassesDropped:
		words = w.Inspect.ClassesDropped
	case CopyFailed:
		words = w.LinkCopyFailed
	default:
		return tag("div")
	}
	return notice("notice", "plain", "", words,
		p.button(Dismiss{}).ID("dismiss").Text(w.Dismiss))
}

// viewNoHidden explains why XOR is out of reach without a hidden layer.
func (p *Playground) viewNoHidden(m Model) app.UI {
	best, here := m.bestWithoutHidden()
	if !here {
		return tag("div")
	}
	return notice("no-hidden", "plain", "", fmt.Sprintf(m.Words().NoHiddenf, exact(best)))
}

// notice is one message with what can be done about it.
func notice(id, tone, title, words string, actions ...app.UI) app.UI {
	return tag("div").ID(id).Class("notice", "notice-"+tone).Role("alert").Body(
		tag("p").Body(
			when(title != "", func() app.UI { return tag("strong").Text(title + ". ") }),
			app.Text(words),
		),
		tag("div").Class("notice-actions").Body(actions...),
	)
}
