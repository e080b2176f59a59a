// Runs a Go program compiled to WebAssembly in Node, with kernel.wasm, which
// the toolchain's own runner does not know:
//
//	GOOS=js GOARCH=wasm go test -exec 'node engine/kernel/node.js' ./engine/...
//
// Without SIMD, or with KERNEL=none in the environment, the portable body
// computes.
"use strict";

const fs = require("fs");
const os = require("os");
const path = require("path");
const { execFileSync } = require("child_process");

Object.assign(globalThis, { require, fs, path });
require(path.join(execFileSync("go", ["env", "GOROOT"], { encoding: "utf8" }).trim(), "lib/wasm/wasm_exec.js"));
require("../../wasm_exec.js");

const compile = (file) => WebAssembly.compile(fs.readFileSync(file));

const main = async () => {
  const go = new Go();
  go.argv = process.argv.slice(2);
  // Go's loader has 12 KiB for arguments and environment together.
  go.env = { TMPDIR: os.tmpdir(), PATH: process.env.PATH, HOME: process.env.HOME, KERNEL: process.env.KERNEL ?? "" };
  go.exit = process.exit;
  if (process.env.KERNEL !== "none") go.kernel = await compile(path.join(__dirname, "kernel.wasm"));
  const instance = await WebAssembly.instantiate(await compile(process.argv[2]), go.importObject);
  process.on("exit", (code) => {
    if (code === 0 && !go.exited) {
      // Nothing is left that could wake the program: it says where it waits.
      go._pendingEvent = { id: 0 };
      go._resume();
    }
  });
  await go.run(instance);
};

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
