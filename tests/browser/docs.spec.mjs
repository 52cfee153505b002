// The guide: the same look as the page, for everybody, without a script.
import AxeBuilder from '@axe-core/playwright';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from './page.mjs';

const SOURCE = fileURLToPath(new URL('../../www/docs', import.meta.url));
const chapters = readdirSync(SOURCE)
  .filter((file) => file.endsWith('.md'))
  .map((file) => (file === 'README.md' ? 'index.html' : file.replace(/\.md$/, '.html')));

for (const chapter of chapters) {
  for (const colorScheme of ['light', 'dark']) {
    test(`${chapter}, ${colorScheme}: axe finds nothing, nothing sticks out`, async ({ page }) => {
      // Long pages take axe a while.
      test.slow();
      await page.emulateMedia({ colorScheme });
      await page.goto(`./docs/${chapter}`);
      await expect(page.locator('main h1')).toHaveCount(1);
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      expect(wide).toBeLessThanOrEqual(window);
    });
  }

  test(`${chapter}: every link resolves, every chapter is in reach`, { tag: '@desktop' }, async ({ page, request, origin }) => {
    await page.goto(`./docs/${chapter}`);
    const links = await page.locator('a[href]').evaluateAll((all) => all.map(({ href }) => href));
    const ours = [...new Set(links)].map((link) => new URL(link)).filter((link) => link.origin === origin);
    for (const { pathname, hash, href } of ours) {
      const answer = await request.get(pathname);
      expect(answer.status(), href).toBe(200);
      if (hash) expect(await answer.text(), href).toContain(`id="${decodeURIComponent(hash.slice(1))}"`);
    }
    for (const other of chapters) expect(ours.map(({ pathname }) => pathname)).toContain(`/docs/${other}`);
  });
}

test('the page leads to the guide and the guide to the page', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('navigation', { name: 'Tools' }).getByRole('link', { name: 'Guide' }).click();
  await expect(page).toHaveTitle('Guide · wattpack');
  await page.getByRole('navigation', { name: 'Guide' }).getByRole('link', { name: 'Writing plans' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Writing plans');
  await page.getByRole('link', { name: 'To the page' }).click();
  await expect(page.locator('#nodes')).toHaveText(/^[1-9]\d*$/);
});

test('the guide has no script, and its policy forbids scripts and every request', async ({ page, problems }) => {
  await page.goto('./docs/faq.html');
  await expect(page.locator('script')).toHaveCount(0);
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  expect(policy).toMatch(/^default-src 'none'; style-src 'self'; img-src 'self'; /);
  const sent = await page.evaluate(() => fetch('./faq.html').then(() => 'sent', () => 'refused'));
  expect(sent).toBe('refused');
  await expect.poll(() => problems.filter((problem) => problem.startsWith('console: policy:'))).toHaveLength(1);
  problems.splice(0);
});
