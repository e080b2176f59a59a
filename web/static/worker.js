// The training worker: runs the program that the page has compiled.
"use strict";

importScripts("./wasm_exec.js");

const fail = (text) => postMessage({ failure: text });

addEventListener("goexit", (event) => fail(event.detail));
addEventListener(
  "message",
  async ({ data }) => {
    try {
      const go = new Go();
      const instance = await WebAssembly.instantiate(data, go.importObject);
      await go.run(instance);
    } catch (error) {
      fail(String(error.stack ?? error));
    }
  },
  { once: true },
);
