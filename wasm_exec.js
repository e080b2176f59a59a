// The build puts the Go toolchain's own wasm_exec.js in front of this file.
//
// A Go program that ends becomes a "goexit" event of the page or the worker it
// ran in, whose detail is what the program said last: a panic's message and
// its stack.
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
    constructor() {
      super();
      const { exit } = this;
      this.exit = (code) => {
        exit(code);
        const start = said.search(/^(panic|fatal error):/m);
        const detail = start < 0 ? `exit code ${code}` : said.slice(start);
        dispatchEvent(new CustomEvent("goexit", { detail }));
      };
    }
  };
}
