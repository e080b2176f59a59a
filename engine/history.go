package engine

// historyPoints bounds the points of a loss curve.
const historyPoints = 1024

// history is a loss curve of bounded length. Its points lie at the multiples
// of a stride, which doubles when they become too many, so which epochs are
// kept follows from their number alone.
type history struct {
	points []LossPoint
	stride int
}

func newHistory() history {
	return history{points: make([]LossPoint, 0, historyPoints), stride: 1}
}

// wants reports whether the curve has a point at epoch.
func (h *history) wants(epoch int) bool { return epoch%h.stride == 0 }

// add appends a point whose epoch is the next multiple of the stride, or
// replaces the last point when it is of the same epoch.
func (h *history) add(p LossPoint) {
	if last := len(h.points) - 1; last >= 0 && h.points[last].Epoch == p.Epoch {
		h.points[last] = p
		return
	}
	if len(h.points) == historyPoints {
		for i := range historyPoints / 2 {
			h.points[i] = h.points[2*i]
		}
		h.points = h.points[:historyPoints/2]
		h.stride *= 2
	}
	h.points = append(h.points, p)
}

// clear forgets every point.
func (h *history) clear() {
	h.points, h.stride = h.points[:0], 1
}

// until returns the points up to epoch.
func (h *history) until(epoch int) []LossPoint {
	n := len(h.points)
	for n > 0 && h.points[n-1].Epoch > epoch {
		n--
	}
	return h.points[:n]
}

// cut forgets the points after epoch.
func (h *history) cut(epoch int) { h.points = h.until(epoch) }

// restore sets the curve to points that a history had when epoch epochs were
// complete.
func (h *history) restore(points []LossPoint, epoch int) {
	h.clear()
	for epoch/h.stride >= historyPoints {
		h.stride *= 2
	}
	for _, p := range points {
		if len(h.points) < historyPoints && p.Epoch <= epoch && p.Epoch%h.stride == 0 {
			h.points = append(h.points, p)
		}
	}
}
