// Keeps the playground for use without a network. The page itself comes from
// the network while that answers, so a reload shows what is published; all
// else has its content's hash in its name and comes from the cache.
"use strict";

const files = ["files:"];
const prefix = `backprop ${registration.scope} `; // caches are shared by everything of an origin
const current = prefix + "build:";
const patience = 3000; // milliseconds

// A new version takes over when the last page of the old one is closed, so
// that no page loses the files it may still need.
addEventListener("install", (event) => {
  const kept = (file) => new Request(file, { cache: /\.[0-9a-f]{12}\./.test(file) ? "force-cache" : "no-cache" });
  event.waitUntil(caches.open(current).then((cache) => cache.addAll(files.map(kept))));
});

addEventListener("activate", (event) => {
  const old = (name) => name.startsWith(prefix) && name !== current;
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))))
      .then(() => clients.claim()),
  );
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  const file = (origin + pathname).replace(registration.scope, "./");
  if (request.method !== "GET") return;
  if (request.mode === "navigate" && (file === "./" || file === "./index.html")) event.respondWith(page(request));
  else if (file !== "./" && files.includes(file)) event.respondWith(asset(request, file));
});

const cached = (file) => caches.match(file, { cacheName: current, ignoreVary: true });

async function page(request) {
  const late = new Promise((resolve) => setTimeout(resolve, patience));
  const answer = await Promise.race([fetch(request).catch(() => undefined), late]);
  return answer ?? (await cached("./")) ?? fetch(request);
}

async function asset(request, file) {
  return (await cached(file)) ?? fetch(request);
}
