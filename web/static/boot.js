// Runs before the first paint: sets theme and language, then loads the program
// and says so when that, or later the program itself, fails.
"use strict";

globalThis.boot = {
  build: "build:", // what the program, its worker and its kernel must be of
  module: null, // the compiled program; the page hands it to its worker
  worker: "./worker.js",
  spare: null, // a worker that waits for the program, until the program takes it

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

// A browser may deny storage to a page that is embedded in another one: then
// go-app, which expects to have it, keeps what it keeps in memory.
for (const name of ["localStorage", "sessionStorage"]) {
  try {
    globalThis[name];
  } catch {
    const kept = new Map();
    const value = {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, text) => kept.set(key, text),
      removeItem: (key) => kept.delete(key),
      clear: () => kept.clear(),
      key: (i) => [...kept.keys()][i] ?? null,
      get length() {
        return kept.size;
      },
    };
    Object.defineProperty(globalThis, name, { value });
  }
}

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

  // The picture of the page shows the experiment that an empty link opens.
  const { experiment } = document.getElementById("program").dataset;
  root.dataset.opens = ["", "#" + experiment].includes(location.hash) ? "default" : "other";

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

  const progress = (loaded, total) => {
    const write = (part, n) =>
      document.querySelectorAll(`#boot-progress [data-part="${part}"]`).forEach((e) => (e.textContent = (n / 1e6).toFixed(1)));
    write("loaded", loaded);
    write("total", total);
    const meter = document.getElementById("boot-meter");
    if (meter) meter.value = loaded / total;
  };

  const load = async () => {
    const program = document.getElementById("program");
    const source = await loadProgram(program.href, Number(program.dataset.bytes), {}, progress);
    if (WebAssembly.compileStreaming) return WebAssembly.compileStreaming(source);
    return WebAssembly.compile(await source.arrayBuffer());
  };

  // hire starts the first worker, so that it and its kernel arrive while the
  // program does. What it says is kept for the program: take returns that, and
  // from then on the program listens. It starts a worker itself if none is here.
  const hire = () => {
    try {
      const worker = new Worker(boot.worker);
      const said = [];
      const kept = new AbortController();
      const keep = (event) => {
        event.preventDefault(); // the program reports it
        said.push(event);
      };
      for (const type of ["message", "messageerror", "error"]) worker.addEventListener(type, keep, kept);
      const take = () => {
        boot.spare = null;
        kept.abort();
        return said;
      };
      boot.spare = { worker, take };
    } catch {}
  };

  // offer tells that a new version is there. The reader says when to take it.
  const offer = (registration) => {
    const panel = document.getElementById("update");
    panel.hidden = false;
    document.getElementById("update-later").onclick = () => (panel.hidden = true);
    document.getElementById("update-reload").onclick = () => {
      const { waiting } = registration;
      if (!waiting) return location.reload();
      navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
      waiting.postMessage("take over");
    };
  };

  const keep = async () => {
    const { serviceWorker } = navigator;
    if (!serviceWorker) return;
    let updates = Boolean(serviceWorker.controller); // the first worker is no update
    const registration = await serviceWorker.register("./sw.js");
    const follow = (worker) =>
      worker?.addEventListener("statechange", () => {
        if (worker.state === "installed" && updates) offer(registration);
      });
    if (registration.waiting && updates) offer(registration);
    follow(registration.installing);
    registration.addEventListener("updatefound", () => follow(registration.installing));
    // Another page of the playground has taken the new version.
    serviceWorker.addEventListener("controllerchange", () => {
      if (updates) offer(registration);
      updates = true;
    });
    // A browser looks for a new version when a page is opened; one that stays open looks when it is come back to.
    let looked = Date.now();
    document.addEventListener("visibilitychange", () => {
      if (document.hidden || Date.now() - looked < 3600e3) return;
      looked = Date.now();
      registration.update().catch(() => {});
    });
  };

  const start = async () => {
    if (location.protocol === "file:") return fail("file", "");
    if (typeof WebAssembly !== "object") return fail("unsupported", "");
    hire();
    // The program is on its way already; the other scripts are there then, too.
    if (document.readyState === "loading") await new Promise((done) => addEventListener("DOMContentLoaded", done));
    try {
      boot.module = await load();
    } catch (error) {
      return fail(error instanceof WebAssembly.CompileError ? "unsupported" : "load", String(error));
    }
    const [build] = WebAssembly.Module.customSections(boot.module, "build");
    const found = new TextDecoder().decode(build);
    if (found !== boot.build) return fail("mixed", `page ${boot.build}, program ${found}`);
    boot.spare?.worker.postMessage(boot.module);
    // The picture goes when the page has its first numbers and has shown them
    // for a frame, so that nothing moves.
    let shown = 0;
    const uncover = () => {
      const page = document.querySelector("body > .playground");
      const settled = page && page.dataset.phase !== "starting" && !globalThis.playground?.().waiting;
      if (settled && ++shown > 2) document.querySelector(".boot").remove();
      else requestAnimationFrame(uncover);
    };
    uncover();
    const go = new Go();
    go.run(await WebAssembly.instantiate(boot.module, go.importObject));
    // Without a service worker the page works all the same, but not offline.
    keep().catch(() => {});
  };
  start();
}
