// Browsers: a Vite production build, a plain page and a module worker, each with every fixture.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { launch, open, serve } from './browser.mjs';
import { examples, fixtures, installed, run, tool } from './package.mjs';

const folder = installed({ type: 'module' });
const plans = fixtures();
const browser = await launch();
const server = await serve(folder);
after(async () => {
  await browser.close();
  server.close();
});

// Builds every plan in the page or its worker, and hashes the bytes that arrive.
const ANSWER = `
globalThis.answer = async (plans) => {
  const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const sums = [];
  for (const plan of plans) {
    const { zip, sha256 } = await globalThis.make(plan);
    sums.push([sha256, hex(await crypto.subtle.digest('SHA-256', zip))]);
  }
  return sums;
};`;
const page = (script) => `<!doctype html><title>test</title><link rel="icon" href="data:,"><script type="module">${script}</script>`;

function put(path, text) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function vite(place) {
  run(process.execPath, [tool('vite'), 'build', '--logLevel', 'warn'], join(folder, place));
}

async function everyFixture(path) {
  const { page, problems } = await open(browser, `${server.url}${path}`);
  await page.waitForFunction(() => globalThis.answer, undefined, { timeout: 20_000 });
  const sums = await page.evaluate((texts) => globalThis.answer(texts), plans.map(({ plan }) => plan));
  assert.deepEqual(sums, plans.map(({ sum }) => [sum, sum]));
  assert.deepEqual(problems(), []);
}

test('every fixture gives the native archive on a plain page', async () => {
  put('plain.html', page(`import { build } from './node_modules/wattpack/index.js'; globalThis.make = build; ${ANSWER}`));
  await everyFixture('/plain.html');
});

test('every fixture gives the native archive in a module worker, and no message is lost', async () => {
  put('worker.js', examples()['worker/worker.js']);
  const script = `
    const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
    const replies = [];
    worker.onmessage = ({ data }) => replies.shift()(data);
    globalThis.make = (plan) => new Promise((reply) => { replies.push(reply); worker.postMessage(plan); });
    // Both are sent before the .wasm is there.
    globalThis.early = Promise.all([globalThis.make('# One'), globalThis.make('# Two')]);`;
  put('worker.html', page(script + ANSWER));
  const { page: opened } = await open(browser, `${server.url}/worker.html`);
  assert.equal(await opened.evaluate(async () => (await globalThis.early).length), 2);
  await everyFixture('/worker.html');
});

test('every fixture gives the native archive in a Vite production build, main thread and worker', async () => {
  put('app/index.html', `<!doctype html><title>test</title><link rel="icon" href="data:,"><script type="module" src="/main.js"></script>`);
  put('app/main.js', `
    import { build } from 'wattpack';
    const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
    globalThis.make = (plan) => new Promise((reply, fail) => {
      worker.onmessage = ({ data }) => {
        const ours = build(plan);
        data.sha256 === ours.sha256 ? reply(ours) : fail(new Error('worker and page differ'));
      };
      worker.postMessage(plan);
    });
    ${ANSWER}`);
  put('app/worker.js', examples()['worker/worker.js'].replace('./node_modules/wattpack/web.js', 'wattpack/web'));
  put('app/vite.config.js', "export default { base: './' };");
  vite('app');
  await everyFixture('/app/dist/');
});

async function says(path, pattern) {
  const { page, problems } = await open(browser, `${server.url}${path}`);
  await page.waitForFunction(() => document.querySelector('#answer').textContent, undefined, { timeout: 20_000 });
  assert.match(await page.textContent('#answer'), pattern);
  assert.deepEqual(problems(), []);
  return page;
}

for (const [name, files] of [
  ['page without a bundler', ['page/index.html']],
  ['worker', ['worker/worker.js', 'worker/index.html']],
]) {
  test(`the README example of the ${name} runs as printed`, async () => {
    const place = dirname(files[0]);
    for (const path of files) put(path, examples()[path]);
    cpSync(join(folder, 'node_modules'), join(folder, place, 'node_modules'), { recursive: true });
    await says(`/${place}/`, /^[1-9]\d* nodes$/);
  });
}

test('the README example of Vite runs as printed', async () => {
  for (const path of ['vite/index.html', 'vite/main.js']) put(path, examples()[path]);
  vite('vite');
  const root = await serve(join(folder, 'vite/dist'));
  try {
    const opened = await browser.newPage();
    await opened.goto(root.url);
    await opened.waitForFunction(() => document.querySelector('#download').download.endsWith('.zip'));
    assert.match(await opened.textContent('#answer'), /^[1-9]\d* nodes$/);
    const bytes = await opened.evaluate(async () => (await (await fetch(document.querySelector('#download').href)).blob()).size);
    assert.ok(bytes > 1000);
  } finally {
    root.close();
  }
});
