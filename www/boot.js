// Starts the page: the wasm first, then, when there is time, the editor and the service worker.

const idle = (work) => ('requestIdleCallback' in window ? requestIdleCallback(work, { timeout: 2000 }) : setTimeout(work, 1));

async function load() {
  const page = await import('./wattpack_playground.js');
  await page.default();
  page.start();
  return page;
}

function fail(error) {
  const place = document.querySelector('#failure');
  place.textContent = `This page could not start: it needs a browser with WebAssembly that may load it from here. (${error})`;
  place.hidden = false;
}

// Without the editor, the plain text area stays.
async function edit(page) {
  const editor = await import('./editor.js').catch(() => null);
  if (editor) page.adopt_editor(editor.mount);
}

function workerUrl() {
  const url = new URL('./sw.js', import.meta.url).href;
  return window.trustedTypes ? trustedTypes.createPolicy('service-worker', { createScriptURL: () => url }).createScriptURL('') : url;
}

// The new version takes over when its user says so; this tab is then loaded again.
function accept({ waiting }) {
  if (!waiting) return location.reload();
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  return waiting.postMessage('update');
}

function watch(registration, page) {
  const tell = () => page.update_ready(() => accept(registration));
  if (registration.waiting) tell();
  registration.addEventListener('updatefound', () => {
    const worker = registration.installing;
    const isUpdate = Boolean(registration.active);
    worker.addEventListener('statechange', () => {
      if (worker.state === 'installed' && isUpdate) tell();
    });
  });
}

// Works offline from the next visit on; where service workers are not to be had, only online.
async function keep(page) {
  if (!('serviceWorker' in navigator)) return;
  const registration = await navigator.serviceWorker.register(workerUrl(), { updateViaCache: 'none' }).catch(() => null);
  if (registration) watch(registration, page);
}

try {
  const page = await load();
  idle(() => edit(page));
  idle(() => keep(page));
} catch (error) {
  fail(error);
}
