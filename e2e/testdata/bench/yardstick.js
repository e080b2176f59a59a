// The yardstick: the same training in JavaScript, as fast as plain JavaScript
// goes. All arithmetic is float64 over typed arrays, nothing is allocated while
// the clock runs, and code is generated for the tile or the network at hand.
//
//	tiled     any network: products of matrices, a tile of sums in variables
//
// and, in straight.js,
//
//	straight  small networks: one sample after another, every weight and every
//	          gradient in a variable of its own
//	layered   the same for one layer after another, which leaves the processor
//	          more to do at once, and the browser less to compile
//
// They have the interface of dist/bench.js. Samples are rows here; results
// agree with the engine's up to the rounding of sums.
"use strict";

// e^x for |x| ≤ 40, beyond which sigmoid and tanh no longer change:
// x = m·ln 2/64 + r, e^x = 2^(m/64)·e^r, 2^(m/64) from a table and e^r by its
// Taylor series up to r⁵/120. The next term is less than 4·10⁻¹⁷.
const steps = 64;
const limit = 40;
const middle = Math.ceil((limit * steps) / Math.LN2);
const powers = Float64Array.from({ length: 2 * middle + 1 }, (_, i) => 2 ** ((i - middle) / steps));
const rounder = 1.5 * 2 ** 52; // adding and taking it away rounds to a whole number

// exponential returns statements that set the variable e to e^x; x may be an
// expression. The names they use are those of this file.
const exponential = (e, x) => `
  t = ${x};
  t = t > ${limit} ? ${limit} : t < -${limit} ? -${limit} : t;
  m = t * ${steps / Math.LN2} + ${rounder} - ${rounder};
  t -= m * ${Math.LN2 / steps};
  const ${e} = powers[(m | 0) + ${middle}] * (1 + t * (1 + t * (0.5 + t * (${1 / 6} + t * (${1 / 24} + t * ${1 / 120})))));`;

// What an activation is made of: statements that set y = f(x), and f′ from y.
const activations = {
  sigmoid: {
    apply: (y, x) => `${exponential(y + "e", `-(${x})`)} const ${y} = 1 / (1 + ${y}e);`,
    slope: (y) => ` * (${y} * (1 - ${y}))`,
  },
  tanh: {
    apply: (y, x) => `${exponential(y + "e", `2 * (${x})`)} const ${y} = 1 - 2 / (${y}e + 1);`,
    slope: (y) => ` * (1 - ${y} * ${y})`,
  },
  relu: {
    apply: (y, x) => `t = ${x}; const ${y} = t > 0 ? t : 0;`,
    slope: (y) => ` * (${y} > 0 ? 1 : 0)`,
  },
  linear: { apply: (y, x) => `const ${y} = ${x};`, slope: () => "" },
};

const range = (n) => Array.from({ length: n }, (_, i) => i);

// compile returns the function of the given parameters and body.
const compile = (parameters, body) => new Function("powers", `"use strict"; return (${parameters}) => {${body}};`)(powers);

const known = ({ kind, sizes, hidden, output }) =>
  ["train", "grid"].includes(kind) && sizes.length >= 2 && hidden in activations && output in activations;

// ---------------------------------------------------------------- tiled

// product returns a function that computes, for each of so many rows of P and
// rows of Q, the sum of the products of their elements up to count, in tiles
// of R × C sums, and hands each to the statements last. A row is an array of
// its own: then one index serves all that a tile reads.
const product = (parameters, first, last, R = 2, C = 3) => {
  const tile = (R, C) => `
    ${range(R).map((r) => `const P${r} = P[row + ${r}];`).join(" ")}
    ${range(C).map((c) => `const Q${c} = Q[column + ${c}];`).join(" ")}
    ${range(R).map((r) => range(C).map((c) => `let s${r}_${c} = ${first(`(column + ${c})`)};`).join(" ")).join("\n")}
    for (let k = 0; k < count; k++) {
      ${range(C).map((c) => `const y${c} = Q${c}[k];`).join(" ")}
      ${range(R).map((r) => `const x${r} = P${r}[k]; ${range(C).map((c) => `s${r}_${c} += x${r} * y${c};`).join(" ")}`).join("\n")}
    }
    ${range(R).map((r) => range(C).map((c) => `{ const sum = s${r}_${c}; ${last(`(row + ${r})`, `(column + ${c})`)} }`).join("\n")).join("\n")}`;
  const across = (C) => `
    let row = 0;
    for (; row + ${R} <= rows; row += ${R}) {${tile(R, C)}}
    for (; row < rows; row++) {${tile(1, C)}}`;
  return compile(
    parameters,
    `let column = 0;
    for (; column + ${C} <= columns; column += ${C}) {${across(C)}}
    for (; column < columns; column++) {${across(1)}}`,
  );
};

// x(s, j) = b(j) + Σ y(s, i)·w(j, i)
const netInput = product(
  "Z, P, Q, bias, rows, columns, count",
  (j) => `bias[${j}]`,
  (s, j) => `Z[${s} * columns + ${j}] = sum;`,
);

// ∂E/∂y(s, i) = Σ ∂E/∂x(s, j)·w(j, i)
const inputGradient = product("Z, P, Q, rows, columns, count", () => "0", (s, i) => `Z[${s} * columns + ${i}] = sum;`);

// ∂E/∂w(j, i) = Σ ∂E/∂x(s, j)·y(s, i), with the update of w and of its transpose
const weightUpdate = product(
  "W, T, V, P, Q, scale, momentum, rows, columns, count",
  () => "0",
  (j, i) => `const at = ${j} * columns + ${i}, v = momentum * V[at] - scale * sum, w = W[at] + v; V[at] = v; W[at] = w; if (T) T[${i} * rows + ${j}] = w;`,
);

const biasUpdate = (b, V, T, scale, momentum, units, count) => {
  for (let j = 0; j < units; j++) {
    const row = T[j];
    let sum = 0;
    for (let k = 0; k < count; k++) sum += row[k];
    const v = momentum * V[j] - scale * sum;
    V[j] = v;
    b[j] += v;
  }
};

const applied = {};
const sloped = {};
for (const [name, { apply, slope }] of Object.entries(activations)) {
  applied[name] = compile("Z, n", `let t, m; for (let i = 0; i < n; i++) {${apply("y", "Z[i]")} Z[i] = y;}`);
  sloped[name] = compile("D, Y, n", `for (let i = 0; i < n; i++) { const y = Y[i]; D[i] = D[i]${slope("y")}; }`);
}

// Matrix holds a matrix in one piece and as rows.
class Matrix {
  constructor(rows, columns, all = new Float64Array(rows * columns)) {
    this.all = all;
    this.columns = columns;
    this.rows = range(rows).map((r) => all.subarray(r * columns, (r + 1) * columns));
  }

  // transpose sets the matrix to the first count rows of other, as columns.
  transpose(other, count) {
    const { all } = other;
    for (let c = 0; c < other.columns; c++) {
      const row = this.rows[c];
      for (let r = 0, at = c; r < count; r++, at += other.columns) row[r] = all[at];
    }
    return this;
  }
}

const blocks = 256; // samples that are evaluated at a time: their outputs stay in the cache

const tiled = {
  name: "JavaScript, tiled loops",
  precision: "float64",
  supports: known,

  setup({ sizes, hidden, output, batch, lr, momentum }, { x, y, init, grid }) {
    const last = sizes.length - 1;
    const samples = x.length / sizes[0];
    const size = Math.min(batch || samples, samples);
    const width = Math.max(size, blocks);
    const above = (make) => sizes.map((units, l) => (l ? make(units, sizes[l - 1], l) : null));
    Object.assign(this, { sizes, lr, momentum, x, y, samples, size, last });
    this.activation = sizes.map((_, l) => (l === last ? output : hidden));
    this.W = above((units, below, l) => new Matrix(units, below, Float64Array.from(init[l - 1].W)));
    this.T = above((units, below, l) => (l > 1 ? new Matrix(below, units).transpose(this.W[l], units) : null));
    this.b = above((_, __, l) => Float64Array.from(init[l - 1].b));
    this.VW = above((units, below) => new Float64Array(units * below));
    this.Vb = above((units) => new Float64Array(units));
    this.Y = above((units) => new Matrix(width, units));
    this.D = above((units) => new Matrix(width, units));
    this.YT = above((units) => new Matrix(units, width));
    this.DT = above((units) => new Matrix(units, width));
    // The training samples, in batches.
    this.batches = [];
    for (let start = 0; start < samples; start += size) {
      const count = Math.min(size, samples - start);
      const input = new Matrix(count, sizes[0], x.subarray(start * sizes[0], (start + count) * sizes[0]));
      this.batches.push({ start, count, input, inputT: new Matrix(sizes[0], count).transpose(input, count) });
    }
    this.points = grid ? grid.x.length / sizes[0] : 0;
    this.grid = grid && this.inBlocks(grid.x, this.points);
    this.sampleBlocks = this.inBlocks(x, samples);
    this.maps = grid && above((units) => new Float64Array(units * this.points));
  },

  inBlocks(values, count) {
    const columns = this.sizes[0];
    return range(Math.ceil(count / blocks)).map((i) => {
      const n = Math.min(blocks, count - i * blocks);
      return new Matrix(n, columns, values.subarray(i * blocks * columns, (i * blocks + n) * columns));
    });
  },

  // forward leaves the outputs of each layer for the rows of input in Y.
  forward(input, count) {
    const { sizes, last, W, b, Y, activation } = this;
    for (let l = 1; l <= last; l++) {
      netInput(Y[l].all, l > 1 ? Y[l - 1].rows : input.rows, W[l].rows, b[l], count, sizes[l], sizes[l - 1]);
      applied[activation[l]](Y[l].all, count * sizes[l]);
    }
  },

  trainEpochs(n) {
    for (let epoch = 0; epoch < n; epoch++) for (const batch of this.batches) this.update(batch);
  },

  update({ start, count, input, inputT }) {
    const { sizes, last, y, W, T, b, VW, Vb, Y, D, YT, DT, activation, momentum } = this;
    const scale = this.lr / count;
    const outputs = sizes[last];
    this.forward(input, count);
    const top = D[last].all;
    const out = Y[last].all;
    for (let i = 0, at = start * outputs; i < count * outputs; i++, at++) top[i] = out[i] - y[at];
    for (let l = last; l > 0; l--) {
      const units = sizes[l];
      const below = sizes[l - 1];
      sloped[activation[l]](D[l].all, Y[l].all, count * units);
      if (l > 1) inputGradient(D[l - 1].all, D[l].rows, T[l].rows, count, below, units);
      DT[l].transpose(D[l], count);
      const lower = l > 1 ? YT[l - 1].transpose(Y[l - 1], count) : inputT;
      weightUpdate(W[l].all, T[l]?.all, VW[l], DT[l].rows, lower.rows, scale, momentum, units, below, count);
      biasUpdate(b[l], Vb[l], DT[l].rows, scale, momentum, units, count);
    }
  },

  evalGrid() {
    const { sizes, last, maps, Y } = this;
    this.grid.forEach((block, i) => {
      const count = block.rows.length;
      this.forward(block, count);
      for (let l = 1; l <= last; l++) maps[l].set(Y[l].all.subarray(0, count * sizes[l]), i * blocks * sizes[l]);
    });
  },

  gridValue(layer, neuron, point) {
    return this.maps[layer][point * this.sizes[layer] + neuron];
  },

  loss() {
    const { samples, sizes, last, y, Y } = this;
    const outputs = sizes[last];
    let sum = 0;
    this.sampleBlocks.forEach((block, i) => {
      const count = block.rows.length;
      this.forward(block, count);
      for (let k = 0, at = i * blocks * outputs; k < count * outputs; k++, at++) sum += (Y[last].all[k] - y[at]) ** 2;
    });
    return sum / 2 / samples;
  },
};

globalThis.yardstick = { tiled };
