// The worker of one engine. Each message is [function, …arguments] and is
// answered by [result] or [null, error]. The clock runs here, around the engine
// and nothing else.
"use strict";

const engine = location.hash.slice(1);

const engines = {
  async simd() {
    importScripts("../bench.js");
    return benchEngine;
  },
  // portable is the same program in a browser that refuses the SIMD kernels.
  async portable() {
    const { fetch } = globalThis;
    globalThis.fetch = (file, ...rest) => (/\bkernel\b/.test(String(file.url ?? file)) ? Promise.reject(new TypeError("refused")) : fetch(file, ...rest));
    importScripts("../bench.js");
    return benchEngine;
  },
};

const own = async () => {
  importScripts("./yardstick.js", "./straight.js");
  return yardstick[engine];
};

const started = (engines[engine] ?? own)();

// numbers reads the next count of the float64 that response holds.
const reader = (buffer) => {
  let at = 0;
  return (count) => new Float64Array(buffer, 8 * at, count, (at += count));
};

const functions = {
  name: (e) => e.name,

  supports: (e, workload) => e.supports(workload),

  // setup fetches the data of a workload: x, y, W and b of each layer, grid.
  async setup(e, workload, address) {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${response.status} ${address}`);
    const next = reader(await response.arrayBuffer());
    const { sizes, n } = workload;
    const points = workload.grid ** 2;
    const x = next(n * sizes[0]);
    const y = next(n * sizes.at(-1));
    const init = sizes.slice(1).map((units, l) => ({ W: next(units * sizes[l]), b: next(units) }));
    const grid = { n: points, x: next(points * sizes[0]) };
    await e.setup(workload, { n, x, y, init, grid });
  },

  // time does the work a number of times and returns the milliseconds.
  async time(e, kind, times) {
    const began = performance.now();
    if (kind === "train") await e.trainEpochs(times);
    else for (let i = 0; i < times; i++) await e.evalGrid();
    return performance.now() - began;
  },

  loss: (e) => e.loss(),

  async values(e, { sizes, grid }) {
    await e.evalGrid();
    const values = [];
    for (let layer = 1; layer < sizes.length; layer++) {
      for (let unit = 0; unit < sizes[layer]; unit++) {
        for (let point = 0; point < grid ** 2; point += 37) values.push(await e.gridValue(layer, unit, point));
      }
    }
    return values;
  },

  // peak measures what the browser can do at most.
  async peak() {
    if (!globalThis.startPeak) {
      importScripts("./peak.js");
      globalThis.peak = await startPeak();
      for (const end = performance.now() + 300; performance.now() < end; ) peak(); // while it compiles
    }
    return peak();
  },
};

addEventListener("message", async ({ data: [name, ...rest] }) => {
  try {
    postMessage([await functions[name](await started, ...rest)]);
  } catch (error) {
    postMessage([null, String(error?.stack ?? error)]);
  }
});
