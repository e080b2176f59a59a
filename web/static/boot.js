// Runs before the first paint: sets theme and language, then loads the program
// and says so when that, or later the program itself, fails.
"use strict";

globalThis.boot = {
  module: null, // the compiled program; the page hands it to its worker
  worker: "./worker.js",

  // recall returns what remember has kept under key, or null. A browser may
  // refuse to keep anything; then nothing is remembered.
  recall(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  remember(key, value) {
    try {
      localStorage.setItem(key, value);
    } catch {}
  },
};

// go-app asks for its settings; none of them differs from its default here.
globalThis.goappGetenv = () => "";

{
  const root = document.documentElement;
  const theme = boot.recall("theme");
  const language = boot.recall("language") || navigator.language || "";
  root.dataset.theme = theme === "light" || theme === "dark" ? theme : "system";
  root.lang = language.toLowerCase().split("-")[0] === "ko" ? "ko" : "en";

  // go-app stops at an address that its URL parser refuses, and a fragment may
  // hold anything, so a "%" that begins no escape is written as one.
  const repair = () => {
    const fragment = location.hash.replace(/%(?![0-9a-f]{2})/gi, "%25");
    if (fragment !== location.hash) history.replaceState(null, "", fragment);
  };
  repair();
  addEventListener("popstate", repair); // before go-app's own listener

  // fail opens the panel for the first failure; what follows is its echo.
  let failed = false;
  const fail = (kind, detail) => {
    if (failed) return;
    failed = true;
    const show = () => {
      const panel = document.getElementById("failure");
      const more = document.getElementById("failure-detail");
      panel.querySelector(`[data-failure="${kind}"]`).hidden = false;
      more.hidden = !detail;
      more.querySelector("pre").textContent = detail;
      document.getElementById("failure-reload").onclick = () => location.reload();
      document.getElementById("boot-progress")?.remove();
      panel.hidden = false;
    };
    if (document.readyState === "loading") addEventListener("DOMContentLoaded", show);
    else show();
  };

  addEventListener("goexit", (event) => fail("stopped", event.detail));
  addEventListener("unhandledrejection", (event) => fail("stopped", String(event.reason?.stack ?? event.reason)));
  // Captured, because the error of an element that cannot load does not bubble.
  addEventListener(
    "error",
    (event) => {
      const { target, error } = event;
      if (target instanceof HTMLScriptElement || target instanceof HTMLLinkElement) {
        // The manifest and the icons are no part of the program.
        if (target.src || target.rel === "stylesheet") fail("load", target.src || target.href);
      } else if (error) fail("stopped", String(error.stack ?? error));
    },
    true,
  );

  // measured passes a response on and shows how much of it has arrived. Bytes
  // are counted after decompression, against the size of the program; the
  // megabytes shown are those that cross the network.
  const measured = (response, bytes) => {
    const total = Number(response.headers.get("Content-Length")) || bytes;
    let received = 0;
    const show = () => {
      const share = Math.min(1, received / bytes);
      const write = (part, n) =>
        document.querySelectorAll(`#boot-progress [data-part="${part}"]`).forEach((e) => (e.textContent = (n / 1e6).toFixed(1)));
      write("loaded", share * total);
      write("total", total);
      const meter = document.getElementById("boot-meter");
      if (meter) meter.value = share;
    };
    show();
    const count = new TransformStream({
      transform(chunk, controller) {
        received += chunk.byteLength;
        show();
        controller.enqueue(chunk);
      },
    });
    // A type of our own: some static hosts send another one for .wasm.
    return new Response(response.body.pipeThrough(count), { headers: { "Content-Type": "application/wasm" } });
  };

  const load = async () => {
    const program = document.getElementById("program");
    const response = await fetch(program.href);
    if (!response.ok) throw new Error(`${response.status} ${response.statusText} ${program.href}`);
    const source = measured(response, Number(program.dataset.bytes));
    if (WebAssembly.compileStreaming) return WebAssembly.compileStreaming(source);
    return WebAssembly.compile(await source.arrayBuffer());
  };

  addEventListener("DOMContentLoaded", async () => {
    if (typeof WebAssembly !== "object") return fail("unsupported", "");
    try {
      boot.module = await load();
    } catch (error) {
      return fail(error instanceof WebAssembly.CompileError ? "unsupported" : "load", String(error));
    }
    const go = new Go();
    go.run(await WebAssembly.instantiate(boot.module, go.importObject));
    // Without a service worker the page works all the same, but not offline.
    navigator.serviceWorker?.register("./sw.js").catch(() => {});
  });
}
