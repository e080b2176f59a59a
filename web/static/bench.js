// For programs that measure engines, in a page or in a worker of theirs: a
// classic script that starts the engine where it is loaded and sets
// globalThis.benchEngine to a promise of
//
//	{
//	  name, precision,
//	  supports(workload),               // whether setup can succeed
//	  setup(workload, data),            // throws when it cannot
//	  trainEpochs(n),                   // throws when training diverges
//	  evalGrid(),                       // every unit at every point of data.grid
//	  gridValue(layer, neuron, point),  // as of the last evalGrid; layer 0 is the input
//	  loss(),                           // mean of ½Σ(ŷ−y)² over the training samples
//	}
//
// whose functions answer at once. A workload is
// {kind: "train" or "grid", sizes, hidden, output, n, batch, lr, momentum} with activations "sigmoid",
// "tanh", "relu" and "linear"; data is {x, y, init: [{W, b}], grid: {x}} of
// Float64Arrays, row by row, W with one row per receiving unit. Each epoch goes
// through the samples in the given order; each update is
// v = momentum·v − lr·(mean gradient of the batch), w += v.
"use strict";

{
  // Files are named relative to this script. A worker's script is not told its
  // own address; a stack trace has it.
  const base = globalThis.document?.currentScript?.src ?? /\w+:\/\/[^\s)]+?\.js/.exec(new Error().stack)?.[0] ?? location.href;
  const address = (file) => new URL(file, base).href;

  const run = (script) => {
    if (!globalThis.document) return importScripts(script);
    return new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = script;
      element.onload = resolve;
      element.onerror = () => reject(new Error(`cannot load ${script}`));
      document.head.append(element);
    });
  };

  const load = async (file) => {
    const response = await fetch(file);
    if (!response.ok) throw new Error(`${response.status} ${response.statusText} ${response.url}`);
    return WebAssembly.compile(await response.arrayBuffer());
  };

  const start = async () => {
    const program = load(address("./app.wasm"));
    const vectors = load(address("./kernel.wasm")).catch(() => null); // refused where there is no SIMD
    await run(address("./wasm_exec.js"));
    const go = new Go();
    go.argv = ["app", "bench"];
    go.kernel = await vectors;
    const instance = await WebAssembly.instantiate(await program, go.importObject);
    const { kernel, supports, setup, failure } = await new Promise((resolve, reject) => {
      addEventListener("goexit", (event) => reject(new Error(event.detail)));
      globalThis.benchStarted = resolve; // which the program calls
      go.run(instance).catch(reject);
    });
    const { benchTrain, benchEvaluate, benchValue, benchLoss } = instance.exports;
    return {
      name: `backpropagation playground, ${kernel} kernels`,
      precision: "float64",
      supports: (workload) => ["train", "grid"].includes(workload.kind) && supports(workload) === "",
      setup(workload, data) {
        const reason = setup(workload, data);
        if (reason) throw new Error(reason);
      },
      trainEpochs(n) {
        if (!benchTrain(n)) throw new Error(failure());
      },
      evalGrid: () => benchEvaluate(),
      gridValue: (layer, neuron, point) => benchValue(layer, neuron, point),
      loss: () => benchLoss(),
    };
  };

  globalThis.benchEngine = start();
}
