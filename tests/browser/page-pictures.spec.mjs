// The pictures: they fit, and a click into them sets the knobs.
import { expect, test } from './playground.mjs';

test('a click on the steps sets the cap', async ({ page, playground }) => {
  await playground.open();
  const steps = page.locator('#steps svg');
  await expect(steps.locator('desc')).toContainText('636 nodes');
  const { width, height } = await steps.boundingBox();
  await steps.click({ position: { x: width * 0.9, y: height * 0.6 } });
  await expect(page.locator('#cap-source')).toHaveText('set here; the plan has 8 MW');
  await expect(playground.nodes).not.toHaveText('636');
  expect(Number(await playground.cap.inputValue())).toBeGreaterThan(8);
});

test('a click on a curve sets power and radix', async ({ page, playground }) => {
  await playground.open();
  const curves = page.locator('#curves svg');
  const curve = curves.locator('path.curve-3');
  const { x, y } = await curve.evaluate((path) => {
    const point = path.getPointAtLength(path.getTotalLength() * 0.3);
    return { x: point.x, y: point.y };
  });
  await curves.click({ position: { x, y } });
  await expect(playground.radix).toHaveValue('256');
  await expect(page.locator('#power-source')).toHaveText(/^set here/);
});

test('the pointer reads the picture', async ({ page, playground }) => {
  await playground.open();
  await page.locator('#steps svg').hover();
  await expect(page.locator('#steps')).toContainText(/MW: \d+ nodes\. Click to set the cap\./);
});

for (const width of [320, 360, 768, 1200, 1600]) {
  test(`no texts of a picture meet at ${width} pixels`, async ({ page, playground }) => {
    await page.setViewportSize({ width, height: 900 });
    await playground.open();
    for (const cap of ['8', '0.02', '1000']) {
      await playground.cap.fill(cap);
      await expect(page.locator('#cap-now')).not.toHaveText('–');
      await page.waitForTimeout(100);
      const meetings = await page.evaluate(() => {
        const found = [];
        for (const svg of document.querySelectorAll('#pictures svg')) {
          const frame = svg.closest('figure').getBoundingClientRect();
          const boxes = Array.from(svg.querySelectorAll('text'), (text) => [text.textContent, text.getBoundingClientRect()]);
          boxes.forEach(([a, one], at) => {
            if (one.left < frame.left || one.right > frame.right) found.push([a, 'leaves']);
            for (const [b, other] of boxes.slice(at + 1)) {
              const meet = one.left < other.right && other.left < one.right && one.top + 3 < other.bottom && other.top + 3 < one.bottom;
              if (meet) found.push([a, b]);
            }
          });
        }
        return found;
      });
      expect(meetings, `cap ${cap}`).toEqual([]);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
}
