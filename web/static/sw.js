// Keeps one version of the playground, whole, for use without a network and
// without asking one. The page and all that it refers to come from the cache of
// this version; a new version gets a cache of its own and takes over when the
// reader reloads by the page's button, or after the last page was closed.
"use strict";

importScripts("./load.js");

const files = ["files:"];
const { scope } = registration;
const prefix = `backprop ${scope} `; // caches are shared by everything of an origin
const current = prefix + "version:";
const program = "./app.wasm";

addEventListener("install", (event) => event.waitUntil(fill()));
addEventListener("activate", (event) => event.waitUntil(tidy().then(() => clients.claim())));
addEventListener("message", ({ data }) => {
  if (data === "take over") skipWaiting();
});

async function fill() {
  const cache = await caches.open(current);
  const keep = async (file) => {
    // What has its content's hash in its name was most likely fetched by the page a moment ago.
    const options = { cache: /\.[0-9a-f]{12}\./.test(file) ? "force-cache" : "no-cache" };
    if (file === program) return cache.put(file, await loadProgram(file, Number("bytes:./app.wasm"), options, () => {}));
    const response = await fetch(file, options);
    if (!response.ok) throw new Error(`${response.status} ${response.url}`);
    if (file === "./") await check(response.clone());
    // A browser refuses an answer to a navigation that came by way of a redirection.
    return cache.put(file, response.redirected ? new Response(response.body, { headers: response.headers }) : response);
  };
  try {
    await Promise.all(files.map(keep));
  } catch (error) {
    await caches.delete(current);
    throw error;
  }
}

// check throws when a page is not of this version: while a host is given a new
// one it may have the page of one and the service worker of another.
async function check(page) {
  for (const [, file] of (await page.text()).matchAll(/"(\.\/[\w.-]+)"/g)) {
    if (!files.includes(file) && file !== "./sw.js") throw new Error(`${file} is of another version`);
  }
}

// own returns the names of this app's caches, the current one first.
async function own() {
  const names = (await caches.keys()).filter((name) => name.startsWith(prefix));
  return names.sort((a, b) => (b === current) - (a === current));
}

// tidy deletes the caches of other versions, unless a page is open that may
// still need them, or one of them is about to take over.
async function tidy() {
  const others = (await own()).filter((name) => name !== current);
  const pages = await clients.matchAll({ type: "window", includeUncontrolled: true });
  if (pages.some(({ url }) => url.startsWith(scope)) || registration.installing || registration.waiting) return;
  await Promise.all(others.map((name) => caches.delete(name)));
}

async function cached(file) {
  for (const cacheName of await own()) {
    const response = await caches.match(file, { cacheName, ignoreVary: true });
    if (response) return response;
  }
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const address = request.url.replace(/[?#].*/, "");
  if (request.method !== "GET" || !address.startsWith(scope)) return;
  const file = "./" + address.slice(scope.length);
  if (request.mode !== "navigate") {
    if (/^\.\/[\w.-]+$/.test(file) && file !== "./sw.js") event.respondWith(cached(file).then((kept) => kept ?? fetch(request)));
  } else if (file === "./" || file === "./index.html") {
    event.waitUntil(tidy());
    event.respondWith(cached("./").then((kept) => kept ?? fetch(request)));
  } else if (!file.slice(2).includes("/")) {
    // No page of ours, but near enough to lead there when nothing else can answer.
    event.respondWith(fetch(request).catch(() => Response.redirect(scope)));
  }
});
