// Keeps every file of one build, so that the page works without a network. `cargo xtask` puts three names before it: `build`, which names what
// was built, `files`, the checksum of each file by its address in the folder, and `notKept`, what a reader is told where there is no page.
//
// What is kept is served without asking the server, so all files of a page are of one build. Another build waits, kept as a whole, until a
// person asks for it. Every body is held against its checksum before it is given to the page, and fetched again where it is another or missing.

const folder = self.registration.scope;
// Only what begins like this is ours: other pages of this server have stores of their own.
const ours = `flink-memory-calculator ${folder} `;
const store = ours + build;
// The page and its pictures by names that stay; everything else has its checksum in its name.
const home = "./";
const hashed = /-[0-9a-f]{8,}(_bg)?\.[a-z]+$/;
// The guide beside the page, which is of no build of it, and the store of what was read of it.
const guide = "guide/";
const guideStore = `guide of ${ours}`;
// Pages of this build that are open.
const current = new Set();

const address = (file) => new URL(file, folder).href;

async function checksum(body) {
  const digest = await crypto.subtle.digest("SHA-384", body);
  return `sha384-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
}

// The response with this body, as one that was not compressed on its way and not sent on from another address.
function plain(response, body) {
  const headers = new Headers(response.headers);
  headers.delete("content-encoding");
  headers.delete("content-length");
  return new Response(body, { headers });
}

// A file from one of our stores; nothing where it is missing or not what was built.
async function kept(file, name) {
  const found = await caches.open(name).then((cache) => cache.match(address(file)));
  if (found === undefined) return undefined;
  const body = await found.arrayBuffer();
  return (await checksum(body)) === files[file] ? plain(found, body) : undefined;
}

// A file from the server; fails where the server has none or another.
async function fetched(file) {
  // What was just loaded by the page need not be loaded again; what stays under its name may be an older one there.
  const ask = (cache) => fetch(address(file), { cache, credentials: "same-origin", integrity: files[file] });
  const response = await ask("default").catch(() => ask("reload"));
  if (!response.ok) throw new Error(`the server answered ${response.status} for ${file}`);
  return plain(response, await response.arrayBuffer());
}

const keep = (file, response) => caches.open(store).then((cache) => cache.put(address(file), response));

const ourStores = () => caches.keys().then((names) => names.filter((name) => name.startsWith(ours)));

// Makes sure that a file is kept: from here, from a store of another build, or from the server.
async function bring(file) {
  for (const name of [store, ...(await ourStores())]) {
    const found = await kept(file, name);
    if (found !== undefined) return name === store ? undefined : keep(file, found);
  }
  return keep(file, await fetched(file));
}

const bringAll = () => Promise.all(Object.keys(files).map(bring));

// A file of this build for the page.
async function answer(file, request) {
  const found = await kept(file, store).catch(() => undefined);
  if (found !== undefined) return found;
  try {
    const whole = await fetched(file);
    // Where it cannot be kept, it is served all the same; the page hears of it when it asks how it stands.
    await keep(file, whole.clone()).catch(() => undefined);
    return whole;
  } catch {
    return request.mode === "navigate" ? missed(request) : Response.error();
  }
}

// The page as the server has it, which is then of another build as a whole; or, without a network, a sentence.
const missed = (request) =>
  fetch(request).catch(
    () =>
      new Response(
        `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Flink Memory Calculator</title>
${notKept}`,
        { status: 503, headers: { "content-type": "text/html; charset=utf-8" } },
      ),
  );

// A page that was opened before this build took over asks for its own files.
async function ofAnotherBuild(request) {
  for (const name of await ourStores()) {
    const found = await caches.open(name).then((cache) => cache.match(request.url));
    if (found !== undefined) return found;
  }
  return fetch(request);
}

// A file of the guide: as the server has it, or without a network as it was read before.
async function ofGuide(request) {
  const key = request.url.split(/[?#]/)[0];
  const inStore = (work) => caches.open(guideStore).then(work).catch(() => undefined);
  try {
    const response = await fetch(request);
    // Where it cannot be kept, it is read all the same.
    if (response.ok) await inStore((store) => store.put(key, response.clone()));
    return response;
  } catch {
    return (await inStore((store) => store.match(key))) ?? (request.mode === "navigate" ? missed(request) : Response.error());
  }
}

// Removes what older builds kept, once no open page is of one of them.
async function tidy() {
  const pages = await self.clients.matchAll({ type: "window" });
  if (!pages.every((page) => current.has(page.id))) return;
  for (const name of await ourStores()) if (name !== store) await caches.delete(name);
}

self.addEventListener("install", (event) => event.waitUntil(bringAll()));

// With another build comes another guide, whose files have other names.
self.addEventListener("activate", (event) => event.waitUntil(caches.delete(guideStore).finally(() => self.clients.claim())));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(folder)) return;
  const name = request.url.slice(folder.length).split(/[?#]/)[0];
  const file = name === "" || name === "index.html" ? home : name;
  if (Object.hasOwn(files, file)) event.respondWith(answer(file, request));
  else if (file.startsWith(guide)) event.respondWith(ofGuide(request));
  else if (hashed.test(file)) event.respondWith(ofAnotherBuild(request));
});

// A page asks how it stands: it is of another build, or everything is kept, or it could not be.
async function standing(page) {
  if (page.build !== build) return "update";
  return bringAll().then(
    () => "ready",
    () => "incomplete",
  );
}

self.addEventListener("message", (event) => {
  if (event.data?.ask === "take-over") event.waitUntil(self.skipWaiting());
  if (event.data?.ask !== "standing") return;
  if (event.data.build === build) current.add(event.source.id);
  event.waitUntil(standing(event.data).then((offline) => event.source.postMessage({ offline })).then(tidy));
});
