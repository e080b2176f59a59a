// The training worker: runs the program that the page has compiled, with the
// kernel of SIMD instructions where the browser knows them. Without it the
// program computes the same, more slowly.
"use strict";

importScripts("./wasm_exec.js");

const kernel = fetch("./kernel.wasm")
  .then((response) => response.arrayBuffer())
  .then(WebAssembly.compile)
  .catch(() => null);

const fail = (text) => postMessage({ failure: text });

addEventListener("goexit", (event) => fail(event.detail));
addEventListener(
  "message",
  async ({ data }) => {
    try {
      const go = new Go();
      go.kernel = await kernel;
      const instance = await WebAssembly.instantiate(data, go.importObject);
      await go.run(instance);
    } catch (error) {
      fail(String(error.stack ?? error));
    }
  },
  { once: true },
);
