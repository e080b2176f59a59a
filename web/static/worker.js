// The training worker: runs the program that the page has compiled, with the
// kernel of SIMD instructions where the browser knows them. Without it the
// program computes the same, more slowly. Parts of different builds are never
// put together.
"use strict";

importScripts("./wasm_exec.js");

const kernel = fetch("./kernel.wasm")
  .then((response) => response.arrayBuffer())
  .then(WebAssembly.compile)
  .catch(() => null);

const build = "build:";
const check = (part, module) => {
  const [found] = WebAssembly.Module.customSections(module, "build");
  const name = new TextDecoder().decode(found);
  if (name !== build) throw new Error(`worker ${build}, ${part} ${name}: parts of two versions; reload the page`);
};

const fail = (text) => postMessage({ failure: text });

addEventListener("goexit", (event) => fail(event.detail));
addEventListener(
  "message",
  async ({ data }) => {
    try {
      check("program", data);
      const go = new Go();
      go.kernel = await kernel;
      if (go.kernel) check("kernel", go.kernel);
      const instance = await WebAssembly.instantiate(data, go.importObject);
      await go.run(instance);
    } catch (error) {
      fail(String(error.stack ?? error));
    }
  },
  { once: true },
);
