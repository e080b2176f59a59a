package kernel

// This file is the portable body. Products are converted to float64 before
// they are added because Go may otherwise fuse the two operations. Four
// samples and two rows at a time keep eight sums in registers, in WebAssembly
// too, and reading each input once for two rows halves the loads.

func portableNetInput(x, w, b, y []float64, out, in, n int) {
	combine(x, b, w, in, 1, y, out, in, n)
}

func portableInputGradient(dy, w, dx []float64, out, in, n int) {
	combine(dy, nil, w, 1, in, dx, in, out, n)
}

// combine sets row r of dst (rows×n) to start_r + Σ_c w_rc·src_c, c ascending,
// where w_rc is at r·rowStep + c·columnStep of w, src is columns×n, and start
// is +0 when nil.
func combine(dst, start, w []float64, rowStep, columnStep int, src []float64, rows, columns, n int) {
	r := 0
	for ; r+2 <= rows; r += 2 {
		a, b := 0.0, 0.0
		if start != nil {
			a, b = start[r], start[r+1]
		}
		combine2(dst[r*n:(r+1)*n], dst[(r+1)*n:(r+2)*n], a, b, w, r*rowStep, (r+1)*rowStep, columnStep, src, columns, n)
	}
	if r < rows {
		a := 0.0
		if start != nil {
			a = start[r]
		}
		combine1(dst[r*n:(r+1)*n], a, w, r*rowStep, columnStep, src, columns, n)
	}
}

// combine2 computes two rows of combine, whose weights start at p0 and q0.
func combine2(dst0, dst1 []float64, start0, start1 float64, w []float64, p0, q0, step int, src []float64, columns, n int) {
	s := 0
	for ; s+4 <= n; s += 4 {
		a0, a1, a2, a3 := start0, start0, start0, start0
		b0, b1, b2, b3 := start1, start1, start1, start1
		p, q, at := p0, q0, s
		for range columns {
			v := src[at : at+4 : at+4]
			u := w[p]
			a0 += float64(u * v[0])
			a1 += float64(u * v[1])
			a2 += float64(u * v[2])
			a3 += float64(u * v[3])
			u = w[q]
			b0 += float64(u * v[0])
			b1 += float64(u * v[1])
			b2 += float64(u * v[2])
			b3 += float64(u * v[3])
			p, q, at = p+step, q+step, at+n
		}
		d := dst0[s : s+4 : s+4]
		d[0], d[1], d[2], d[3] = a0, a1, a2, a3
		d = dst1[s : s+4 : s+4]
		d[0], d[1], d[2], d[3] = b0, b1, b2, b3
	}
	for ; s < n; s++ {
		a, b := start0, start1
		p, q, at := p0, q0, s
		for range columns {
			v := src[at]
			a += float64(w[p] * v)
			b += float64(w[q] * v)
			p, q, at = p+step, q+step, at+n
		}
		dst0[s], dst1[s] = a, b
	}
}

// combine1 computes one row of combine, whose weights start at p0.
func combine1(dst []float64, start float64, w []float64, p0, step int, src []float64, columns, n int) {
	s := 0
	for ; s+4 <= n; s += 4 {
		a0, a1, a2, a3 := start, start, start, start
		p, at := p0, s
		for range columns {
			u, v := w[p], src[at:at+4:at+4]
			a0 += float64(u * v[0])
			a1 += float64(u * v[1])
			a2 += float64(u * v[2])
			a3 += float64(u * v[3])
			p, at = p+step, at+n
		}
		d := dst[s : s+4 : s+4]
		d[0], d[1], d[2], d[3] = a0, a1, a2, a3
	}
	for ; s < n; s++ {
		a := start
		p, at := p0, s
		for range columns {
			a += float64(w[p] * src[at])
			p, at = p+step, at+n
		}
		dst[s] = a
	}
}

// outerProduct is portableWeightGradient for one sample.
func outerProduct(dw, db, dx, y []float64) {
	for j, d := range dx {
		row := dw[j*len(y):][:len(y)]
		for i, v := range y {
			row[i] = float64(d * v)
		}
		db[j] = d
	}
}

func portableWeightGradient(dw, db, dx, y []float64, out, in, n int) {
	if n == 1 {
		outerProduct(dw, db, dx, y)
		return
	}
	j := 0
	for ; j+2 <= out; j += 2 {
		d, e := dx[j*n:][:n], dx[(j+1)*n:][:n]
		r, q := dw[j*in:][:in], dw[(j+1)*in:][:in]
		i := 0
		for ; i+2 <= in; i += 2 {
			r[i], r[i+1], q[i], q[i+1] = products(d, e, y[i*n:][:n], y[(i+1)*n:][:n])
		}
		if i < in {
			r[i], q[i] = product(d, y[i*n:][:n]), product(e, y[i*n:][:n])
		}
		db[j], db[j+1] = sum(d), sum(e)
	}
	if j < out {
		d, r := dx[j*n:][:n], dw[j*in:][:in]
		for i := range r {
			r[i] = product(d, y[i*n:][:n])
		}
		db[j] = sum(d)
	}
}

// products returns the sums over samples of d·y, d·z, e·y and e·z.
func products(d, e, y, z []float64) (dy, dz, ey, ez float64) {
	var dy0, dy1, dz0, dz1, ey0, ey1, ez0, ez1 float64
	for len(d) >= 2 && len(e) >= 2 && len(y) >= 2 && len(z) >= 2 {
		dy0 += float64(d[0] * y[0])
		dy1 += float64(d[1] * y[1])
		dz0 += float64(d[0] * z[0])
		dz1 += float64(d[1] * z[1])
		ey0 += float64(e[0] * y[0])
		ey1 += float64(e[1] * y[1])
		ez0 += float64(e[0] * z[0])
		ez1 += float64(e[1] * z[1])
		d, e, y, z = d[2:], e[2:], y[2:], z[2:]
	}
	if len(d) > 0 {
		dy0 += float64(d[0] * y[0])
		dz0 += float64(d[0] * z[0])
		ey0 += float64(e[0] * y[0])
		ez0 += float64(e[0] * z[0])
	}
	return dy0 + dy1, dz0 + dz1, ey0 + ey1, ez0 + ez1
}

// product returns the sum over samples of d·y.
func product(d, y []float64) float64 {
	var a0, a1 float64
	for len(d) >= 2 && len(y) >= 2 {
		a0 += float64(d[0] * y[0])
		a1 += float64(d[1] * y[1])
		d, y = d[2:], y[2:]
	}
	if len(d) > 0 {
		a0 += float64(d[0] * y[0])
	}
	return a0 + a1
}

// sum returns the sum over samples of d.
func sum(d []float64) float64 {
	var a0, a1 float64
	for len(d) >= 2 {
		a0 += d[0]
		a1 += d[1]
		d = d[2:]
	}
	if len(d) > 0 {
		a0 += d[0]
	}
	return a0 + a1
}

func portableSquaredError(sum *[Lanes]float64, output, target []float64, _, n int) {
	for s := range n {
		e := 0.0
		for at := s; at < len(output); at += n {
			d := output[at] - target[at]
			e += float64(d * d)
		}
		sum[s%Lanes] += float64(0.5 * e)
	}
}

func portableDifference(d, a, b []float64) {
	a, b = a[:len(d)], b[:len(d)]
	for i := range d {
		d[i] = a[i] - b[i]
	}
}

func portableLargestDifference(a, b []float64) float64 {
	b = b[:len(a)]
	m := 0.0
	for i := range a {
		d := a[i] - b[i]
		if d < 0 {
			d = -d
		}
		if d > m {
			m = d
		}
	}
	return m
}

func portableReLU(y, x []float64) {
	x = x[:len(y)]
	for i, v := range x {
		if !(v > 0) {
			v = 0
		}
		y[i] = v
	}
}

func portableSigmoidSlope(dx, dy, y []float64) {
	dy, y = dy[:len(dx)], y[:len(dx)]
	for i, v := range y {
		dx[i] = dy[i] * float64(v*(1-v))
	}
}

func portableTanhSlope(dx, dy, y []float64) {
	dy, y = dy[:len(dx)], y[:len(dx)]
	for i, v := range y {
		dx[i] = dy[i] * (1 - float64(v*v))
	}
}

func portableReLUSlope(dx, dy, y []float64) {
	dy, y = dy[:len(dx)], y[:len(dx)]
	for i, v := range y {
		d := dy[i]
		if !(v > 0) {
			d = 0
		}
		dx[i] = d
	}
}

func portableStep(w, v, g []float64, scale, rate, momentum, decay float64) {
	v, g = v[:len(w)], g[:len(w)]
	for i := range w {
		u := float64(momentum*v[i]) - float64(rate*float64(g[i]*scale))
		v[i] = u
		w[i] += u
	}
	if decay == 0 {
		return
	}
	keep := 1 - decay
	for i := range w {
		w[i] *= keep
	}
}

// portableFinite uses that x − x is 0 for every finite x and NaN otherwise, so the
// loop has no branch.
func portableFinite(x []float64) bool {
	var a0, a1, a2, a3 float64
	for len(x) >= 4 {
		a0 += x[0] - x[0]
		a1 += x[1] - x[1]
		a2 += x[2] - x[2]
		a3 += x[3] - x[3]
		x = x[4:]
	}
	for _, v := range x {
		a0 += v - v
	}
	return (a0+a2)+(a1+a3) == 0
}
