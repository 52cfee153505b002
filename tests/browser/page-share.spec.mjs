// Links, what is kept, files and examples.
import { readFileSync } from 'node:fs';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { expect, fixture, test, text } from './playground.mjs';

const SMALL = text('small.md');
const packed = (bytes) => `#v1:${deflateRawSync(bytes).toString('base64url')}`;
const link = (plan, overrides = {}) => packed(JSON.stringify({ plan, overrides }));

test('a link brings plan and knobs', async ({ page, playground }) => {
  await playground.open(link(SMALL, { it_cap_w: '2 MW', 'leaf.ports': 64 }));
  await playground.answers(177);
  await expect(playground.cap).toHaveValue('2');
  await expect(page.locator('#notice')).toBeHidden();
});

test('the button makes a link that others can read', async ({ page, playground, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await playground.open();
  await playground.plan.fill(SMALL);
  await playground.cap.fill('2');
  await page.getByRole('button', { name: 'Share' }).click();
  const { hash, href } = await page.evaluate(() => ({ hash: location.hash, href: location.href }));
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(href);
  const json = inflateRawSync(Buffer.from(hash.slice(4), 'base64url')).toString();
  expect(JSON.parse(json)).toEqual({ plan: SMALL, overrides: { it_cap_w: '2 MW' } });
  await playground.cap.fill('3');
  await expect.poll(() => page.evaluate(() => location.hash)).toBe('');
});

const HOSTILE = {
  'nothing in it': '#v1:',
  'no base64': '#v1:<script>alert(1)</script>',
  'no deflate': '#v1:AAAA',
  'no JSON': packed('hello'),
  'a list': packed('[]'),
  'no plan': packed('{"overrides":{}}'),
  'a plan that is no text': packed('{"plan":{}}'),
  'an unknown parameter': link('# x', { constructor: 1 }),
  'a value that is no value': packed('{"plan":"x","overrides":{"it_cap_w":[1]}}'),
  'more than 2 MB': link('a'.repeat(2_000_001)),
  'a bomb': link('a'.repeat(300_000_000)),
  'deep nesting': packed('['.repeat(1_000_000)),
  'another version': '#v2:AAAA',
};
for (const [name, hash] of Object.entries(HOSTILE)) {
  test(`a link with ${name} gives a message and the example`, async ({ page, playground }) => {
    await playground.open(hash);
    await playground.answers(636);
    await expect(page.locator('#notice-text')).toHaveText(/^The link can't be read: .+ Here is the example instead\.$/);
  });
}

test('hostile values in a link are said at their knobs', async ({ page, playground }) => {
  await page.goto(`./${link(SMALL, { it_cap_w: '<img src=x>' })}`);
  await expect(page.locator('#cap-problem')).toContainText('<img src=x>');
  await expect(page.locator('#problem-count')).toHaveText('1 error');
});

test('a link wins over what is kept, and what is kept can be brought back', async ({ page, playground }) => {
  await playground.open();
  await playground.plan.fill('- IT cap: 3 MW\n');
  await playground.holds('- IT cap: 3 MW\n');
  await page.evaluate((hash) => { location.hash = hash; }, link(SMALL));
  await playground.answers(88);
  await page.getByRole('button', { name: 'Bring it back' }).click();
  await expect(playground.cap).toHaveValue('3');
  await playground.holds('- IT cap: 3 MW\n');
  await page.goto('about:blank');
  await playground.open(link(SMALL));
  await playground.answers(88);
  await page.getByRole('button', { name: 'Bring it back' }).click();
  await expect(playground.cap).toHaveValue('3');
});

test('plan, knobs and theme are kept', async ({ page, playground }) => {
  await playground.open();
  await playground.plan.fill(SMALL);
  await playground.cap.fill('2');
  await page.getByLabel('Theme').selectOption('dark');
  await expect.poll(async () => (await playground.stored())?.overrides).toEqual({ it_cap_w: '2 MW' });
  await page.reload();
  await playground.answers(177);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('without storage the page works all the same', async ({ page, playground }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', { get: () => { throw new DOMException('denied', 'SecurityError'); } });
  });
  await playground.open();
  await playground.plan.fill(SMALL);
  await playground.answers(88);
  await playground.isPacked();
});

test('a chosen file becomes the plan, and undo brings the old one back', async ({ page, playground }) => {
  await playground.open();
  await playground.plan.fill('- IT cap: 3 MW\n');
  await page.getByLabel('Choose a Markdown file').setInputFiles(fixture('small.md'));
  await playground.answers(88);
  await expect(page.locator('#command')).toHaveText('wattpack build small.md');
  await playground.undo();
  await playground.holds('- IT cap: 3 MW\n');
});

test('a dropped file becomes the plan', async ({ page, playground }) => {
  await playground.open();
  const data = await page.evaluateHandle((plan) => {
    const data = new DataTransfer();
    data.items.add(new File([plan], 'mine.md', { type: 'text/markdown' }));
    return data;
  }, SMALL);
  await page.locator('#download').dispatchEvent('drop', { dataTransfer: data });
  await playground.answers(88);
  await playground.plan.dispatchEvent('drop', { dataTransfer: data });
  await playground.holds(SMALL);
});

test('a file that is no UTF-8 text is refused with the reason', async ({ page, playground }) => {
  await playground.open();
  await page.getByLabel('Choose a Markdown file').setInputFiles({ name: 'old.md', mimeType: 'text/markdown', buffer: readFileSync(fixture('err_latin1.md')) });
  await expect(page.locator('#notice-text')).toContainText('old.md is not UTF-8 text');
  await playground.answers(636);
});

test('examples are sound, and undo brings the own text back', async ({ page, playground }) => {
  await playground.open();
  await playground.plan.fill(SMALL);
  for (const name of ['harbor', 'inference', 'study', 'brief']) {
    await page.getByLabel('Examples').selectOption(name);
    await expect(playground.nodes).not.toHaveText('88');
    await playground.isPacked();
    await expect(page.locator('#problem-count')).not.toContainText(/error|warning/);
    await playground.undo();
    await playground.answers(88);
  }
});
