// Lets engines, each in a worker of its own, work in turn.
"use strict";

const contestants = new Map();

// ask has the named engine call one of the functions of contestant.js.
const ask = (engine, ...message) => {
  let worker = contestants.get(engine);
  if (!worker) contestants.set(engine, (worker = new Worker(`./contestant.js#${engine}`)));
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data: [result, error] }) => (error ? reject(new Error(`${engine}: ${error}`)) : resolve(result));
    worker.onerror = (event) => reject(new Error(`${engine}: ${event.message}`));
    worker.postMessage(message);
  });
};

// contest returns, for each engine that supports the workload, how many
// samples, or points of the grid, it did per second in each round, and the
// operations per second that were possible in each round.
const contest = async (engines, workload, address, rounds, milliseconds) => {
  const rates = {};
  const peaks = [];
  const times = {};
  for (const engine of engines) {
    if (!(await ask(engine, "supports", workload))) continue;
    await ask(engine, "setup", workload, address);
    // The first runs also give the browser time to compile.
    let n = 1;
    let took = 0;
    for (const end = performance.now() + 3 * milliseconds; took < milliseconds / 2 || performance.now() < end; ) {
      took = await ask(engine, "time", workload.kind, n);
      if (took < milliseconds / 2) n *= 2;
    }
    times[engine] = Math.max(1, Math.round((n * milliseconds) / took));
    rates[engine] = [];
  }
  const each = workload.kind === "train" ? workload.n : workload.grid ** 2;
  await ask(engines[0], "peak");
  for (let round = 0; round < rounds; round++) {
    peaks.push(await ask(engines[0], "peak"));
    for (const engine of Object.keys(rates)) {
      const took = await ask(engine, "time", workload.kind, times[engine]);
      rates[engine].push((times[engine] * each * 1000) / took);
    }
  }
  return { Rates: rates, Peaks: peaks };
};

// outcome returns what an engine makes of a workload: the loss after each
// number of epochs and values over the grid.
const outcome = async (engine, workload, address, epochs) => {
  if (!(await ask(engine, "supports", workload))) return { Supported: false };
  await ask(engine, "setup", workload, address);
  const losses = [];
  if (workload.n > 0) {
    losses.push(await ask(engine, "loss"));
    for (const n of epochs) {
      await ask(engine, "time", "train", n);
      losses.push(await ask(engine, "loss"));
    }
  }
  return { Supported: true, Losses: losses, Values: await ask(engine, "values", workload) };
};
