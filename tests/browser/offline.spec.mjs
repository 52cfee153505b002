// After the first visit the page needs no server; a new version waits to be asked for.
import { expect, test } from './site.mjs';

const version = (page) => page.locator('meta[name="version"]').getAttribute('content');
const answers = (page) => expect(page.locator('#nodes')).toHaveText(/^[1-9]\d*$/);
const hasEditor = (page) => expect(page.getByLabel('Plan', { exact: true })).toHaveAttribute('contenteditable', 'true');

async function visit(page) {
  await page.goto('./');
  await answers(page);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => null));
}

function update(page) {
  return page.evaluate(async () => {
    await (await navigator.serviceWorker.ready).update().catch(() => null);
  });
}

test('the second visit works without the server, editor and all', async ({ page, server }) => {
  await visit(page);
  server.close();
  await page.reload();
  await answers(page);
  await hasEditor(page);
});

test('addresses of the page with something after them work without the server', async ({ page, server }) => {
  await visit(page);
  server.close();
  for (const path of ['./?x=1', './index.html', './some/where']) {
    await page.goto(path);
    await answers(page);
  }
});

test('a new version is offered, and taken when asked for', async ({ page, copy }) => {
  await visit(page);
  const old = await version(page);
  copy.publish('9.9.9');
  await update(page);
  await expect(page.locator('#update')).toBeVisible();
  expect(await version(page)).toBe(old);
  await page.reload();
  await answers(page);
  expect(await version(page)).toBe(old);
  await expect(page.locator('#update')).toBeVisible();
  await page.locator('#update').getByRole('button').click();
  await expect(page.locator('meta[name="version"]')).toHaveAttribute('content', '9.9.9');
  await answers(page);
  await expect(page.locator('#update')).toBeHidden();
  await expect.poll(() => page.evaluate(() => caches.keys())).toEqual(['wattpack /wattpack/ 9.9.9']);
});

test('the caches of other pages of the same origin stay', async ({ page, copy }) => {
  await visit(page);
  await page.evaluate(() => Promise.all([caches.open('wattpack /other/ 1'), caches.open('else')]).then(() => null));
  copy.publish('9.9.9');
  await update(page);
  await page.locator('#update').getByRole('button').click();
  await expect(page.locator('meta[name="version"]')).toHaveAttribute('content', '9.9.9');
  await expect.poll(() => page.evaluate(async () => (await caches.keys()).sort())).toEqual(['else', 'wattpack /other/ 1', 'wattpack /wattpack/ 9.9.9']);
});

test('a version whose files do not belong together is not taken', async ({ page, copy, server }) => {
  await visit(page);
  const old = await version(page);
  const index = copy.read('index.html');
  copy.publish('9.9.9');
  copy.write('index.html', index);
  await update(page);
  await page.waitForFunction(async () => !(await navigator.serviceWorker.ready).installing);
  await expect(page.locator('#update')).toBeHidden();
  server.close();
  await page.reload();
  await answers(page);
  expect(await version(page)).toBe(old);
});

test('what is kept is what a visit needs, each file once', async ({ page, copy }) => {
  await visit(page);
  const kept = await page.evaluate(async () => {
    const [name] = await caches.keys();
    const requests = await (await caches.open(name)).keys();
    return requests.map(({ url }) => new URL(url).pathname.replace('/wattpack/', './'));
  });
  const asked = [...copy.read('index.html').matchAll(/<(?:link|script|img)[^>]* (?:href|src)="([^"]*)"/g)].map(([, path]) => path.replace(/^(\.\/)?/, './'));
  expect(kept.sort()).toEqual([...new Set([...asked, './', './editor.js', './wattpack_playground.js', './wattpack_playground_bg.wasm'])].sort());
});
