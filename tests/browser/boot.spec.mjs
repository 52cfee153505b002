// The page starts, with what it needs and without what it can do without.
import { expect, test } from './page.mjs';

const isPolicy = (text) => text.startsWith('console: policy:');

test('the answer of the built-in example is there, then the editor', async ({ page }) => {
  await page.goto('./');
  await expect(page.locator('#nodes')).toHaveText(/^[1-9]\d*$/);
  await expect(page.getByLabel('Plan', { exact: true })).toHaveAttribute('contenteditable', 'true');
  await expect(page.locator('#failure')).toBeHidden();
  await expect(page.locator('#update')).toBeHidden();
});

test('without the editor the text area stays', async ({ page, problems }) => {
  await page.route('**/editor.js', (route) => route.abort());
  const asked = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/editor.js'));
  await page.goto('./');
  await asked;
  await expect(page.locator('#nodes')).toHaveText(/^[1-9]\d*$/);
  await expect(page.locator('textarea')).toBeVisible();
  await expect(page.getByLabel('Plan', { exact: true })).toHaveCount(1);
  expect(problems.splice(0)).toEqual([expect.stringContaining('editor.js')]);
});

test('without the wasm the page says so', async ({ page, problems }) => {
  await page.route('**/*.wasm', (route) => route.abort());
  await page.goto('./');
  await expect(page.locator('#failure')).toBeVisible();
  await expect(page.locator('#failure')).toContainText('WebAssembly');
  expect(problems.splice(0).filter(isPolicy)).toEqual([]);
});

test('the policy forbids scripts and styles in the page, and other servers', async ({ page, problems }) => {
  await page.goto('./');
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  const directives = Object.fromEntries(policy.split(';').map((part) => part.trim().split(/\s+(.*)/)));
  expect(directives['default-src']).toBe("'none'");
  expect(directives['script-src']).toBe("'self' 'wasm-unsafe-eval'");
  expect(directives['style-src']).toBe("'self'");
  expect(directives['connect-src']).toBe("'self'");
  expect(directives['require-trusted-types-for']).toBe("'script'");
  const sent = await page.evaluate(() => fetch('https://example.org/').then(() => 'sent', () => 'refused'));
  expect(sent).toBe('refused');
  await expect.poll(() => problems.filter(isPolicy)).toEqual([expect.stringMatching(/connect-src forbids https:\/\/example\.org/)]);
  problems.splice(0);
});

test('version and commit are in the page', async ({ page }) => {
  await page.goto('./');
  await expect(page.locator('meta[name="version"]')).toHaveAttribute('content', /^\d+\.\d+\.\d+( \([0-9a-f]{7,}(\+changes)?\))?$/);
});

test('the manifest and its icons are there', async ({ page, request }) => {
  await page.goto('./');
  const href = await page.locator('link[rel="manifest"]').getAttribute('href');
  const address = new URL(href, page.url());
  const answer = await request.get(address.href);
  expect(answer.headers()['content-type']).toBe('application/manifest+json');
  for (const { src, type } of (await answer.json()).icons) {
    const icon = await request.get(new URL(src, address).href);
    expect(icon.headers()['content-type']).toBe(type);
  }
});
