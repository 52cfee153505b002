// Keeps the page for offline use. Each version is a cache of its own; a new one waits until the page says "update".

// Path to SHA-256, filled in by the build; './' is index.html.
const FILES = {};
const VERSION = '';

const scope = new URL(self.registration.scope);
// Other projects may live under the same origin.
const PREFIX = `wattpack ${scope.pathname} `;
const CACHE = PREFIX + VERSION;
const urls = new Map(Object.keys(FILES).map((path) => [new URL(path, scope).href, path]));

async function sha256(response) {
  const digest = await crypto.subtle.digest('SHA-256', await response.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

// As the visit itself just loaded it, else as the server has it now. A server in the middle of an update may hand out
// files of two versions; those are not kept.
async function load(url, path) {
  for (const cache of ['default', 'reload']) {
    const response = await fetch(url, { cache });
    if (response.ok && (await sha256(response.clone())) === FILES[path]) return response;
  }
  throw new Error(`${path} is not that of version ${VERSION}`);
}

async function take(cache, url, path) {
  await cache.put(url, await load(url, path));
}

async function install() {
  const cache = await caches.open(CACHE);
  await Promise.all(Array.from(urls, ([url, path]) => take(cache, url, path)));
}

async function clean() {
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  // The first visit is looked after too; without, the next version would not have to wait for it.
  await self.clients.claim();
}

async function kept(url) {
  const cache = await caches.open(CACHE);
  return cache.match(url);
}

async function answer(request, url) {
  return (await kept(url)) ?? fetch(request);
}

// Without a server, what is not kept leads to the page; shown elsewhere, its relative addresses would not hold.
async function navigate(request, url) {
  return (await kept(url)) ?? fetch(request).catch(() => Response.redirect(scope.href));
}

function own(request) {
  const url = new URL(request.url);
  url.search = '';
  url.hash = '';
  if (url.pathname === `${scope.pathname}index.html`) url.pathname = scope.pathname;
  return url.href;
}

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(clean()));
self.addEventListener('message', (event) => {
  if (event.data === 'update') self.skipWaiting();
});
self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(scope.href)) return;
  const url = own(request);
  if (request.mode === 'navigate') event.respondWith(navigate(request, url));
  else if (urls.has(url)) event.respondWith(answer(request, url));
});
