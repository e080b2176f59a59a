// The most that SIMD multiplications and additions of float64 can do here: a
// loop without memory, of independent sums v ← v·a + b, two lanes each.
"use strict";

// startPeak returns a function that measures float64 operations per second.
globalThis.startPeak = async () => {
  const sums = 12; // more than latency × throughput, few enough for registers
  const unsigned = (n) => (n < 128 ? [n] : [(n & 127) | 128, ...unsigned(n >> 7)]);
  const section = (id, bytes) => [id, ...unsigned(bytes.length), ...bytes];
  const vector = (items) => [...unsigned(items.length), ...items.flat()];
  const text = (s) => vector([...s].map((c) => [c.charCodeAt(0)]));
  const [i32, f64, v128, empty] = [0x7f, 0x7c, 0x7b, 0x40];
  const get = (i) => [0x20, i];
  const set = (i) => [0x21, i];
  const simd = (op) => [0xfd, ...unsigned(op)];
  const [splat, add, mul, extract] = [simd(0x14), simd(0xf0), simd(0xf2), [...simd(0x21), 0]];

  // (n i32, a f64, b f64) → f64; locals 3 and 4 are a and b in both lanes,
  // those from 5 on the sums.
  const [n, a, b, A, B, first] = [0, 1, 2, 3, 4, 5];
  const all = Array.from({ length: sums }, (_, i) => first + i);
  const code = [
    ...[...get(a), ...splat, ...set(A), ...get(b), ...splat, ...set(B)],
    ...[0x03, empty], // loop
    ...all.flatMap((i) => [...get(i), ...get(A), ...mul, ...get(B), ...add, ...set(i)]),
    ...[...get(n), 0x41, 1, 0x6b, 0x22, n, 0x0d, 0, 0x0b], // n ← n − 1, again unless 0
    ...get(first),
    ...all.slice(1).flatMap((i) => [...get(i), ...add]),
    ...[...extract, 0x0b],
  ];
  const body = [...vector([[...unsigned(2 + sums), v128]]), ...code];
  const module = Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector([[0x60, ...vector([[i32], [f64], [f64]]), ...vector([[f64]])]])),
    ...section(3, vector([[0]])),
    ...section(7, vector([[...text("run"), 0, 0]])),
    ...section(10, vector([[...unsigned(body.length), ...body]])),
  ]);
  const { run } = (await WebAssembly.instantiate(module)).instance.exports;
  const turns = 3e7;
  return () => {
    const began = performance.now();
    run(turns, 0.5, 1);
    return (turns * sums * 4) / ((performance.now() - began) / 1000); // two lanes, two operations
  };
};
