// The yardstick: the same training in JavaScript, as fast as plain JavaScript
// goes. All arithmetic is float64 over typed arrays, nothing is allocated while
// the clock runs, and code is generated for the tile or the network at hand.
//
//	tiled     any network: products of matrices, a tile of sums in variables
//	straight  small networks: one sample after another, every weight and every
//	          gradient in a variable of its own
//	layered   the same for one layer after another, for networks of which the
//	          browser does not compile all at once
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

// ------------------------------------------------------------- straight

// The largest network, in weights and biases, that straight writes out: the
// browser does not optimize what is generated for a larger one.
const straightLimit = 200;

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
  if (batch === 1) {
    return compile(
      "X, Y, samples, size, rate, epochs, w, v",
      `${all.map((k) => `let w${k} = w[${k}]${momentum ? `, v${k} = v[${k}]` : ""};`).join("\n")}
      let t, m;
      const scale = rate;
      for (let epoch = 0; epoch < epochs; epoch++) {
        for (let s = 0, at = 0, to = 0; s < samples; s++, at += ${sizes[0]}, to += ${sizes.at(-1)}) {
          ${sample}
          ${all.map((k) => step(k, `(${lower[k]})`)).join("\n")}
        }
      }
      ${all.map((k) => `w[${k}] = w${k};${momentum ? ` v[${k}] = v${k};` : ""}`).join("\n")}`,
    );
  }
  // One function a batch: weights that do not change within it are easier on
  // the browser's compiler.
  const update = compile(
    "X, Y, start, end, scale, w, v",
    `${all.map((k) => `const w${k} = w[${k}];`).join(" ")}
    ${all.map((k) => `let g${k} = 0;`).join(" ")}
    let t, m;
    for (let s = start, at = start * ${sizes[0]}, to = start * ${sizes.at(-1)}; s < end; s++, at += ${sizes[0]}, to += ${sizes.at(-1)}) {
      ${sample}
      ${all.map((k) => `g${k} += ${lower[k]};`).join("\n")}
    }
    ${all.map((k) => (momentum ? `{ const step = ${momentum} * v[${k}] - scale * g${k}; v[${k}] = step; w[${k}] = w${k} + step; }` : `w[${k}] = w${k} - scale * g${k};`)).join("\n")}`,
  );
  return (X, Y, samples, size, rate, epochs, w, v) => {
    for (let epoch = 0; epoch < epochs; epoch++) {
      for (let start = 0; start < samples; start += size) {
        const end = Math.min(start + size, samples);
        update(X, Y, start, end, rate / (end - start), w, v);
      }
    }
  };
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

// -------------------------------------------------------------- layered

// A layer is written out in parts of whole units with about so many weights,
// as many as the browser optimizes.
const partWeights = 64;

// The most inputs of a layer that is written out.
const layerLimit = 64;

// parts returns the units of each part.
const parts = (below, units) => {
  const size = Math.max(1, Math.floor(partWeights / below));
  return range(Math.ceil(units / size)).map((p) => range(units).slice(p * size, (p + 1) * size));
};

// together returns a function that calls each of some functions.
const together = (functions) => (functions.length === 1 ? functions[0] : (...values) => functions.forEach((f) => f(...values)));

// layerForward returns one layer's way forward for count samples.
const layerForward = (below, units, activation) =>
  together(
    parts(below, units).map((js) =>
      compile(
        "X, count, W, b, Y",
        `${js.map((j) => range(below).map((i) => `const w${j}_${i} = W[${j * below + i}];`).join(" ") + ` const b${j} = b[${j}];`).join("\n")}
        let t, m;
        for (let s = 0, at = 0, to = 0; s < count; s++, at += ${below}, to += ${units}) {
          ${range(below).map((i) => `const x${i} = X[at + ${i}];`).join(" ")}
          ${js
            .map((j) => activations[activation].apply(`y${j}`, [`b${j}`, ...range(below).map((i) => `w${j}_${i} * x${i}`)].join(" + ")) + ` Y[to + ${j}] = y${j};`)
            .join("\n")}
        }`,
      ),
    ),
  );

// layerBackward returns one layer's way back for count samples, from its
// outputs Y and their gradients D to the gradients E of its inputs X, and its
// update.
const layerBackward = (below, units, activation, momentum, lowest) => {
  const step = (array, last, k, gradient, value) =>
    momentum ? `{ const v = ${momentum} * ${last}[${k}] - scale * ${gradient}; ${last}[${k}] = v; ${array}[${k}] = ${value} + v; }` : `${array}[${k}] = ${value} - scale * ${gradient};`;
  return together(
    parts(below, units).map((js, part) =>
      compile(
        "X, Y, D, E, count, scale, W, b, V, c",
        `${js.map((j) => range(below).map((i) => `${lowest ? "" : `const w${j}_${i} = W[${j * below + i}];`} let g${j}_${i} = 0;`).join(" ") + ` let h${j} = 0;`).join("\n")}
        for (let s = 0, at = 0, to = 0, under = 0; s < count; s++, at += ${below}, under += ${below}, to += ${units}) {
          ${js.map((j) => `const y${j} = Y[to + ${j}], d${j} = D[to + ${j}]${activations[activation].slope(`y${j}`)}; h${j} += d${j};`).join("\n")}
          ${range(below)
            .map((i) => {
              const sum = js.map((j) => `d${j} * w${j}_${i}`).join(" + ");
              return `{ const x = X[at + ${i}]; ${js.map((j) => `g${j}_${i} += d${j} * x;`).join(" ")} ${lowest ? "" : `E[under + ${i}] = ${part ? `E[under + ${i}] + ` : ""}${sum};`} }`;
            })
            .join("\n")}
        }
        ${js.map((j) => range(below).map((i) => step("W", "V", j * below + i, `g${j}_${i}`, lowest ? `W[${j * below + i}]` : `w${j}_${i}`)).join("\n") + step("b", "c", j, `h${j}`, `b[${j}]`)).join("\n")}`,
      ),
    ),
  );
};

const layered = {
  name: "JavaScript, straight-line code for each layer",
  precision: "float64",
  supports: (workload) => known(workload) && workload.sizes.slice(0, -1).every((units) => units <= layerLimit),

  setup(workload, data) {
    tiled.setup.call(this, workload, data);
    const { sizes, activation } = this;
    this.ahead = sizes.map((units, l) => l && layerForward(sizes[l - 1], units, activation[l]));
    this.back = sizes.map((units, l) => l && layerBackward(sizes[l - 1], units, activation[l], workload.momentum, l === 1));
  },

  forward(input, count) {
    const { last, W, b, Y, ahead } = this;
    ahead[1](input.all, count, W[1].all, b[1], Y[1].all);
    for (let l = 2; l <= last; l++) ahead[l](Y[l - 1].all, count, W[l].all, b[l], Y[l].all);
  },

  update({ start, count, input }) {
    const { sizes, last, y, W, b, VW, Vb, Y, D, back } = this;
    const scale = this.lr / count;
    this.forward(input, count);
    const top = D[last].all;
    const out = Y[last].all;
    for (let i = 0, at = start * sizes[last]; i < count * sizes[last]; i++, at++) top[i] = out[i] - y[at];
    for (let l = last; l > 1; l--) back[l](Y[l - 1].all, Y[l].all, D[l].all, D[l - 1].all, count, scale, W[l].all, b[l], VW[l], Vb[l]);
    back[1](input.all, Y[1].all, D[1].all, null, count, scale, W[1].all, b[1], VW[1], Vb[1]);
  },

  trainEpochs: tiled.trainEpochs,
  inBlocks: tiled.inBlocks,
  evalGrid: tiled.evalGrid,
  gridValue: tiled.gridValue,
  loss: tiled.loss,
};

globalThis.yardstick = { tiled, straight, layered };
