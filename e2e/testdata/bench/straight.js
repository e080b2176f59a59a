// The part of the yardstick that writes networks out; yardstick.js comes first.
"use strict";

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

Object.assign(yardstick, { straight, layered });
