// The yardstick: the same training in JavaScript, as fast as plain JavaScript
// goes. All arithmetic is float64 over typed arrays, nothing is allocated while
// the clock runs, and code is generated for the tile or the network at hand.
//
//	tiled     any network: products of matrices, a tile of sums in variables
//	straight  small networks: one sample after another, every weight, every
//	          last step and every gradient in a variable of its own
//
// Both have the interface of dist/bench.js. Samples are rows here; results
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

// product returns a function that goes through a rows × columns matrix of sums
//
//	first + Σ_k P(row, k) · Q(column, k),  k = 0 … count − 1
//
// in tiles of R × C and hands each sum to the statements last. pAt and qAt give
// the element's index at k = 0, and pStep and qStep what k adds to it.
const product = (parameters, { R, C, columnsFirst, pAt, pStep, qAt, qStep, first, last }) => {
  const tile = (R, C) => `
    ${range(R).map((r) => `let p${r} = (${pAt(`(row + ${r})`)}) | 0;`).join(" ")}
    ${range(C).map((c) => `let q${c} = (${qAt(`(column + ${c})`)}) | 0;`).join(" ")}
    ${range(R).map((r) => range(C).map((c) => `let s${r}_${c} = ${first(`(column + ${c})`)};`).join(" ")).join("\n")}
    for (let k = 0; k < count; k = (k + 1) | 0) {
      ${range(C).map((c) => `const y${c} = Q[q${c}]; q${c} = (q${c} + ${qStep}) | 0;`).join(" ")}
      ${range(R).map((r) => `const x${r} = P[p${r}]; p${r} = (p${r} + ${pStep}) | 0; ${range(C).map((c) => `s${r}_${c} += x${r} * y${c};`).join(" ")}`).join("\n")}
    }
    ${range(R).map((r) => range(C).map((c) => `{ const sum = s${r}_${c}; ${last(`(row + ${r})`, `(column + ${c})`)} }`).join("\n")).join("\n")}`;
  const both = (outer, O, inner, I, make) => `
    let ${outer} = 0;
    for (; ${outer} + ${O} <= ${outer}s; ${outer} += ${O}) {
      let ${inner} = 0;
      for (; ${inner} + ${I} <= ${inner}s; ${inner} += ${I}) {${make(O, I)}}
      for (; ${inner} < ${inner}s; ${inner}++) {${make(O, 1)}}
    }
    for (; ${outer} < ${outer}s; ${outer}++) {
      let ${inner} = 0;
      for (; ${inner} + ${I} <= ${inner}s; ${inner} += ${I}) {${make(1, I)}}
      for (; ${inner} < ${inner}s; ${inner}++) {${make(1, 1)}}
    }`;
  const body = columnsFirst ? both("column", C, "row", R, (c, r) => tile(r, c)) : both("row", R, "column", C, tile);
  return compile(parameters, body);
};

// Weights are stored with one row per sending unit: then the weights that a
// tile reads, and the gradients that it makes, lie side by side.
const tileSize = { R: 2, C: 4 };

const netInput = product("Z, P, from, Q, bias, rows, columns, count", {
  ...tileSize,
  columnsFirst: true,
  pAt: (row) => `from + ${row} * count`,
  pStep: "1",
  qAt: (column) => column,
  qStep: "columns",
  first: (column) => `bias[${column}]`,
  last: (row, column) => `Z[${row} * columns + ${column}] = sum;`,
});

const inputGradient = product("Z, P, Q, rows, columns, count", {
  ...tileSize,
  columnsFirst: true,
  pAt: (row) => `${row} * count`,
  pStep: "1",
  qAt: (column) => `${column} * count`,
  qStep: "1",
  first: () => "0",
  last: (row, column) => `Z[${row} * columns + ${column}] = sum;`,
});

const weightUpdate = product("W, V, P, from, Q, scale, momentum, rows, columns, count", {
  ...tileSize,
  columnsFirst: false,
  pAt: (row) => `from + ${row}`,
  pStep: "rows",
  qAt: (column) => column,
  qStep: "columns",
  first: () => "0",
  last: (row, column) =>
    `const at = ${row} * columns + ${column}, v = momentum * V[at] - scale * sum; V[at] = v; W[at] += v;`,
});

const biasUpdate = (b, V, D, scale, momentum, columns, count) => {
  for (let j = 0; j < columns; j++) {
    let sum = 0;
    for (let k = 0, at = j; k < count; k++, at += columns) sum += D[at];
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

const tiled = {
  name: "JavaScript, tiled loops",
  precision: "float64",
  supports: known,

  setup({ sizes, hidden, output, batch, lr, momentum }, { x, y, init, grid }) {
    const last = sizes.length - 1;
    const samples = x.length / sizes[0];
    const size = Math.min(batch || samples, samples);
    const width = Math.max(size, 256);
    Object.assign(this, { sizes, lr, momentum, x, y, samples, size, last });
    this.activation = sizes.map((_, l) => (l === last ? output : hidden));
    this.W = sizes.map((units, l) => {
      const W = new Float64Array(l && units * sizes[l - 1]);
      for (let i = 0; l && i < sizes[l - 1]; i++) for (let j = 0; j < units; j++) W[i * units + j] = init[l - 1].W[j * sizes[l - 1] + i];
      return W;
    });
    this.b = sizes.map((_, l) => (l ? Float64Array.from(init[l - 1].b) : new Float64Array(0)));
    this.VW = this.W.map((W) => new Float64Array(W.length));
    this.Vb = this.b.map((b) => new Float64Array(b.length));
    this.Y = sizes.map((units, l) => (l ? new Float64Array(units * width) : null));
    this.D = sizes.map((units, l) => (l ? new Float64Array(units * width) : null));
    this.grid = grid?.x;
    this.points = grid ? grid.x.length / sizes[0] : 0;
    this.maps = grid && sizes.map((units, l) => (l ? new Float64Array(units * this.points) : grid.x));
  },

  // forward goes through count samples of input, which begin at from, and
  // leaves the outputs of each layer in Y.
  forward(input, from, count, Y) {
    const { sizes, last, W, b, activation } = this;
    for (let l = 1; l <= last; l++) {
      netInput(Y[l], l > 1 ? Y[l - 1] : input, l > 1 ? 0 : from, W[l], b[l], count, sizes[l], sizes[l - 1]);
      applied[activation[l]](Y[l], count * sizes[l]);
    }
  },

  trainEpochs(n) {
    const { samples, size } = this;
    for (let epoch = 0; epoch < n; epoch++) {
      for (let start = 0; start < samples; start += size) this.update(start, Math.min(size, samples - start));
    }
  },

  update(start, count) {
    const { sizes, last, x, y, W, b, VW, Vb, Y, D, activation, momentum } = this;
    const scale = this.lr / count;
    const outputs = sizes[last];
    this.forward(x, start * sizes[0], count, Y);
    const top = D[last];
    const out = Y[last];
    for (let i = 0, at = start * outputs; i < count * outputs; i++, at++) top[i] = out[i] - y[at];
    for (let l = last; l > 0; l--) {
      const units = sizes[l];
      const below = sizes[l - 1];
      sloped[activation[l]](D[l], Y[l], count * units);
      if (l > 1) inputGradient(D[l - 1], D[l], W[l], count, below, units);
      weightUpdate(W[l], VW[l], l > 1 ? Y[l - 1] : x, l > 1 ? 0 : start * below, D[l], scale, momentum, below, units, count);
      biasUpdate(b[l], Vb[l], D[l], scale, momentum, units, count);
    }
  },

  evalGrid() {
    const { sizes, points, grid, maps, Y, last } = this;
    const block = 256; // outputs of a layer that stay in the cache
    for (let start = 0; start < points; start += block) {
      const count = Math.min(block, points - start);
      this.forward(grid, start * sizes[0], count, Y);
      for (let l = 1; l <= last; l++) maps[l].set(count === block ? Y[l].subarray(0, block * sizes[l]) : Y[l].subarray(0, count * sizes[l]), start * sizes[l]);
    }
  },

  gridValue(layer, neuron, point) {
    return this.maps[layer][point * this.sizes[layer] + neuron];
  },

  loss() {
    const { samples, sizes, last, x, y, Y } = this;
    const outputs = sizes[last];
    let sum = 0;
    for (let start = 0; start < samples; start += 256) {
      const count = Math.min(256, samples - start);
      this.forward(x, start * sizes[0], count, Y);
      for (let i = 0; i < count * outputs; i++) sum += (Y[last][i] - y[start * outputs + i]) ** 2;
    }
    return sum / 2 / samples;
  },
};

// ------------------------------------------------------------- straight

// The largest network, in weights and biases, that straight writes out: what
// is generated for a larger one is more than the browser optimizes.
const straightLimit = 400;

// places numbers the parameters: layer by layer, weights row by row, biases.
const places = (sizes) => {
  const starts = [0];
  for (let l = 1; l < sizes.length; l++) starts[l] = (starts[l - 1] ?? 0) + (l > 1 ? sizes[l - 1] * (sizes[l - 2] + 1) : 0);
  return {
    weight: (l, j, i) => starts[l] + j * sizes[l - 1] + i,
    bias: (l, j) => starts[l] + sizes[l] * sizes[l - 1] + j,
    count: starts[sizes.length - 1] + sizes[sizes.length - 1] * (sizes[sizes.length - 2] + 1),
  };
};

// straightForward returns the statements that take one sample from X at
// index at to the outputs y<layer>_<unit> of every unit.
const straightForward = (sizes, hidden, output) => {
  const { weight, bias } = places(sizes);
  const last = sizes.length - 1;
  const lines = range(sizes[0]).map((i) => `const y0_${i} = X[at + ${i}];`);
  for (let l = 1; l <= last; l++) {
    for (let j = 0; j < sizes[l]; j++) {
      const net = range(sizes[l - 1]).map((i) => `w${weight(l, j, i)} * y${l - 1}_${i}`);
      lines.push(`const x${l}_${j} = ${[`w${bias(l, j)}`, ...net].join(" + ")};`);
    }
    for (let j = 0; j < sizes[l]; j++) lines.push(activations[l === last ? output : hidden].apply(`y${l}_${j}`, `x${l}_${j}`));
  }
  return lines.join("\n");
};

const straightBackward = (sizes, hidden, output) => {
  const { weight } = places(sizes);
  const last = sizes.length - 1;
  const lines = range(sizes[last]).map(
    (j) => `const d${last}_${j} = (y${last}_${j} - Y[to + ${j}])${activations[output].slope(`y${last}_${j}`)};`,
  );
  for (let l = last - 1; l > 0; l--) {
    for (let i = 0; i < sizes[l]; i++) {
      const sum = range(sizes[l + 1]).map((j) => `d${l + 1}_${j} * w${weight(l + 1, j, i)}`);
      lines.push(`const d${l}_${i} = (${sum.join(" + ")})${activations[hidden].slope(`y${l}_${i}`)};`);
    }
  }
  return lines.join("\n");
};

// straightTrain returns the training of whole epochs of one network.
const straightTrain = ({ sizes, hidden, output, batch, momentum }) => {
  const { weight, bias, count } = places(sizes);
  const all = range(count);
  const lower = []; // per parameter, its derivative at one sample
  for (let l = 1; l < sizes.length; l++) {
    for (let j = 0; j < sizes[l]; j++) {
      for (let i = 0; i < sizes[l - 1]; i++) lower[weight(l, j, i)] = `d${l}_${j} * y${l - 1}_${i}`;
      lower[bias(l, j)] = `d${l}_${j}`;
    }
  }
  const step = (k, gradient) => (momentum ? `v${k} = ${momentum} * v${k} - scale * ${gradient}; w${k} += v${k};` : `w${k} -= scale * ${gradient};`);
  const sample = `${straightForward(sizes, hidden, output)} ${straightBackward(sizes, hidden, output)}`;
  const online = `
    for (let s = 0, at = 0, to = 0; s < samples; s++, at += ${sizes[0]}, to += ${sizes.at(-1)}) {
      ${sample}
      ${all.map((k) => step(k, `(${lower[k]})`)).join("\n")}
    }`;
  const batches = `
    for (let start = 0, at = 0, to = 0; start < samples; start += size) {
      ${all.map((k) => `let g${k} = 0;`).join(" ")}
      const end = start + size < samples ? start + size : samples;
      for (let s = start; s < end; s++, at += ${sizes[0]}, to += ${sizes.at(-1)}) {
        ${sample}
        ${all.map((k) => `g${k} += ${lower[k]};`).join("\n")}
      }
      const scale = rate / (end - start);
      ${all.map((k) => step(k, `g${k}`)).join("\n")}
    }`;
  return compile(
    "X, Y, samples, size, rate, epochs, w, v",
    `${all.map((k) => `let w${k} = w[${k}]${momentum ? `, v${k} = v[${k}]` : ""};`).join("\n")}
    let t, m;
    const scale = rate;
    for (let epoch = 0; epoch < epochs; epoch++) {${batch === 1 ? online : batches}}
    ${all.map((k) => `w[${k}] = w${k};${momentum ? ` v[${k}] = v${k};` : ""}`).join("\n")}`,
  );
};

// straightGrid returns the evaluation of every unit at count points.
const straightGrid = ({ sizes, hidden, output }) => {
  const units = sizes.slice(1).reduce((sum, n) => sum + n);
  const names = sizes.flatMap((n, l) => (l ? range(n).map((j) => `y${l}_${j}`) : []));
  return compile(
    "X, count, w, map",
    `${range(places(sizes).count).map((k) => `const w${k} = w[${k}];`).join("\n")}
    let t, m;
    for (let s = 0, at = 0, to = 0; s < count; s++, at += ${sizes[0]}, to += ${units}) {
      ${straightForward(sizes, hidden, output)}
      ${names.map((y, k) => `map[to + ${k}] = ${y};`).join(" ")}
    }`,
  );
};

const straight = {
  name: "JavaScript, straight-line code",
  precision: "float64",
  supports: (workload) => known(workload) && places(workload.sizes).count <= straightLimit,

  setup(workload, { x, y, init, grid }) {
    const { sizes, lr } = workload;
    const samples = x.length / sizes[0];
    const size = Math.min(workload.batch || samples, samples);
    const { count } = places(sizes);
    const w = new Float64Array(count);
    let at = 0;
    for (const { W, b } of init) {
      w.set(W, at);
      w.set(b, at + W.length);
      at += W.length + b.length;
    }
    const train = samples && straightTrain({ ...workload, batch: size });
    Object.assign(this, { sizes, lr, x, y, samples, size, w, v: new Float64Array(count), train });
    this.units = sizes.slice(1).reduce((sum, n) => sum + n);
    this.first = sizes.map((_, l) => sizes.slice(1, l).reduce((sum, n) => sum + n, 0));
    this.evaluate = straightGrid(workload);
    this.grid = grid?.x;
    this.points = grid ? grid.x.length / sizes[0] : 0;
    this.map = new Float64Array(this.points * this.units);
    this.outputs = new Float64Array(samples * this.units);
  },

  trainEpochs(n) {
    this.train(this.x, this.y, this.samples, this.size, this.lr, n, this.w, this.v);
  },

  evalGrid() {
    this.evaluate(this.grid, this.points, this.w, this.map);
  },

  gridValue(layer, neuron, point) {
    if (layer === 0) return this.grid[point * this.sizes[0] + neuron];
    return this.map[point * this.units + this.first[layer] + neuron];
  },

  loss() {
    this.evaluate(this.x, this.samples, this.w, this.outputs);
    const k = this.sizes.at(-1);
    let sum = 0;
    for (let s = 0; s < this.samples; s++) {
      for (let j = 0; j < k; j++) sum += (this.outputs[(s + 1) * this.units - k + j] - this.y[s * k + j]) ** 2;
    }
    return sum / 2 / this.samples;
  },
};

globalThis.yardstick = { tiled, straight };
