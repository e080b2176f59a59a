// The build puts the Go toolchain's own wasm_exec.js in front of this file.
//
// A Go program that ends becomes a "goexit" event of the page or the worker it
// ran in, whose detail is what the program said last: a panic's message and
// its stack.
//
// A Go program computes with the module kernel.wasm if the property kernel
// holds it, compiled, before run; otherwise with code of its own.
"use strict";

{
  const toolchain = globalThis.Go;
  const limit = 16384; // characters kept
  const decoder = new TextDecoder();
  const { writeSync } = globalThis.fs;
  let said = "";

  globalThis.fs.writeSync = (file, bytes) => {
    if (file === 2) said = (said + decoder.decode(bytes)).slice(-limit);
    return writeSync(file, bytes);
  };

  globalThis.Go = class extends toolchain {
    kernel = null;
    #routines = null; // of kernel.wasm, on the memory of the program

    constructor() {
      super();
      const { exit } = this;
      this.exit = (code) => {
        exit(code);
        const start = said.search(/^(panic|fatal error):/m);
        const detail = start < 0 ? `exit code ${code}` : said.slice(start);
        dispatchEvent(new CustomEvent("goexit", { detail }));
      };
      // The program must be given its imports before it has the memory that
      // kernel.wasm works on, so it gets functions that call the routines.
      const available = () => (this.#routines ? 1 : 0);
      this.importObject.kernel = new Proxy(
        {},
        { get: (_, name) => (name === "available" ? available : (...values) => this.#routines[name](...values)) },
      );
    }

    async run(instance) {
      if (this.kernel) {
        const { exports } = await WebAssembly.instantiate(this.kernel, { go: { mem: instance.exports.mem } });
        this.#routines = exports;
      }
      return super.run(instance);
    }
  };
}
