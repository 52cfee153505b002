// Everybody can use the page: labels, keyboard, contrast, nothing jumps.
import AxeBuilder from '@axe-core/playwright';
import { expect, test, text } from './playground.mjs';

for (const theme of ['light', 'dark']) {
  for (const chosen of [false, true]) {
    test(`axe finds nothing, ${theme} ${chosen ? 'by choice' : 'from the system'}`, async ({ page, playground }) => {
      const other = theme === 'dark' ? 'light' : 'dark';
      await page.emulateMedia({ colorScheme: chosen ? other : theme });
      await playground.open();
      if (chosen) await page.getByLabel('Theme').selectOption(theme);
      await page.locator('#all-parameters summary').click();
      await page.locator('.verify summary').click();
      await playground.isPacked();
      await playground.plan.fill('# Pod of 5 MW\n\n- Nod power: 9 kW\n- Leaf power: 5\n');
      await playground.cap.fill('8 apples');
      await expect(page.locator('#cap-problem')).not.toBeEmpty();
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      await playground.plan.fill(text('operating_points.md'));
      await playground.cap.fill('2');
      await playground.isPacked();
      await playground.shown('tools/cluster_model.py');
      await page.getByRole('button', { name: 'Share' }).click();
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    });
  }
}

test('every label names one thing', async ({ page, playground }) => {
  await playground.open();
  for (const label of ['Plan', 'IT cap', 'Node power', 'Leaf radix', 'Nodes', 'Total power', 'Headroom', 'Oversubscription']) {
    await expect(page.getByLabel(label, { exact: true }), label).toHaveCount(1);
    await expect(page.getByLabel(label), label).toHaveCount(1);
  }
  await expect(playground.download).toHaveCount(1);
});

test('the page can be used by keyboard alone', { tag: '@desktop' }, async ({ page, playground }) => {
  await playground.open();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the answer' })).toBeFocused();
  const stops = [];
  for (let at = 0; at < 60; at += 1) {
    await page.keyboard.press('Tab');
    stops.push(await page.evaluate(() => document.activeElement.id || document.activeElement.dataset.do || document.activeElement.className));
    if (stops.at(-1) === 'preview') break;
  }
  expect(stops).toEqual(expect.arrayContaining(['example', 'open', 'share', 'theme', 'cap-source', 'cap-input', 'cap-slider', 'download', 'preview']));
});

test('nothing jumps while somebody types or slides', async ({ page, playground }) => {
  await playground.open();
  await playground.isPacked();
  await page.evaluate(() => {
    window.shifts = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.shifts.push([entry.value, entry.sources.map(({ node }) => node?.id || node?.parentElement?.id || node?.nodeName).join()]);
    }).observe({ type: 'layout-shift', buffered: false });
  });
  await playground.plan.focus();
  await page.keyboard.type('IT cap', { delay: 20 });
  const slider = page.getByRole('slider', { name: 'Cap slider' });
  await slider.focus();
  for (let at = 0; at < 30; at += 1) await slider.press('ArrowRight');
  await playground.isPacked();
  // A unit behind a number moves with its digits; boxes do not.
  const shifts = await page.evaluate(() => window.shifts);
  const sum = shifts.reduce((total, [value]) => total + value, 0);
  expect(sum, JSON.stringify(shifts)).toBeLessThan(0.02);
});

test('on a phone the key numbers stay in sight', { tag: '@phone' }, async ({ page, playground }) => {
  await playground.open();
  await page.locator('#download').scrollIntoViewIfNeeded();
  await expect(page.locator('.summary')).toBeInViewport();
  await expect(page.locator('#summary-nodes')).toHaveText('636');
});
