// The pack: the same bytes as from the command line, and a look into it.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program } from '../program.mjs';
import { expect, fixture, test, text } from './playground.mjs';

const sha256 = (path) => createHash('sha256').update(readFileSync(path)).digest('hex');

async function saved(page, button, folder) {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  const path = join(folder, download.suggestedFilename());
  await download.saveAs(path);
  return path;
}

test.describe('the same bytes as from the command line', () => {
  let folder;
  test.beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'wattpack-pack-'));
  });
  test.afterAll(() => rmSync(folder, { recursive: true }));

  const cases = {
    'table.md': ['--cap', '8MW', '--node-power', '12kW', '--leaf-radix', '128'],
    'block.md': ['--cap', '8MW', '--node-power', '12kW', '--leaf-radix', '128'],
    'small.md': [],
  };
  for (const [name, flags] of Object.entries(cases)) {
    test(`${name} ${flags.join(' ')}`, async ({ page, playground }, { project }) => {
      test.setTimeout(600_000);
      await playground.open();
      await playground.plan.fill(text(name));
      if (flags.length) {
        await playground.cap.fill('8');
        await playground.power.fill('12');
        await playground.radix.fill('128');
      }
      const ours = await saved(page, playground.download, folder);
      await expect(page.locator('#pack-hash')).toHaveText(sha256(ours));
      const theirs = join(folder, `${project.name}-${name}.zip`);
      execFileSync(program('bin', 'wattpack'), ['build', fixture(name), ...flags, '-o', theirs], { stdio: 'ignore' });
      expect(sha256(ours)).toBe(sha256(theirs));
    });
  }
});

test('files are listed, shown and downloaded one by one', async ({ page, playground }, { outputDir }) => {
  await playground.open();
  await playground.isPacked();
  await expect(page.locator('#file-path')).toHaveText('docs/8mw_cluster_memo.md');
  await expect(page.locator('#preview h3').first()).toContainText('636 nodes');
  const loaded = () => page.locator('#preview img').evaluateAll((images) => images.map((image) => image.naturalWidth > 0));
  await expect.poll(loaded).toEqual([true, true, true]);
  await page.locator('#file-source').click();
  await expect(page.locator('#preview pre')).toContainText('# 8mw-cluster: 636 nodes');
  await playground.shown('tools/cluster_model.py');
  await expect(page.locator('#preview .word').first()).toBeVisible();
  const path = await saved(page, page.locator('#file-download'), outputDir);
  expect(await page.locator('#preview').textContent()).toBe(readFileSync(path, 'utf8'));
});

test('links inside the memo lead to its sections', async ({ page, playground }) => {
  await playground.open();
  await playground.isPacked();
  const heading = page.locator('#preview [data-heading="nameplate-and-draw"]');
  await expect(heading).not.toBeInViewport();
  await page.locator('#preview').getByRole('button', { name: 'Nameplate and draw' }).first().click();
  await expect(heading).toBeInViewport();
});

test('hostile text of a plan stays text in the preview', async ({ page, playground }) => {
  await playground.open();
  await playground.plan.fill(`# Pod\n\n- IT cap: 1 MW\n\n## Architecture\n\n<img src=x onerror=alert(1)> <script>alert(2)</script> [x](javascript:alert(3))\n\n![y](https://example.org/y.png)\n`);
  await playground.isPacked();
  await playground.shown('plan.md');
  await expect(page.locator('#preview')).toContainText('onerror');
  await expect(page.locator('#preview :is(script, img, a, iframe)')).toHaveCount(0);
});

test('the command and a file can be copied', async ({ page, playground, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await playground.open();
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await playground.cap.fill('6');
  await page.getByRole('button', { name: 'Copy the command' }).click();
  await expect.poll(copied).toBe('wattpack build --cap 6MW');
  await expect(page.locator('#said')).toHaveText('Copied.');
  await playground.isPacked();
  await playground.shown('SECURITY.md');
  await page.getByRole('button', { name: 'Copy this file' }).click();
  await expect.poll(copied).toMatch(/^# Security/);
  await page.getByRole('button', { name: 'Copy the SHA-256' }).click();
  await expect.poll(copied).toBe(await page.locator('#pack-hash').textContent());
});

test('how to verify is said, with its limit', async ({ page, playground }) => {
  await playground.open();
  await playground.isPacked();
  await page.locator('.verify summary').click();
  await expect(page.locator('#verify-sum')).toContainText(await page.locator('#pack-hash').textContent());
  await expect(page.locator('#verify-pack')).toHaveText('wattpack verify 8mw-cluster.zip');
  await expect(page.locator('#verify-attestation')).toHaveText('gh attestation verify 8mw-cluster.zip --repo OWNER/REPO');
  await expect(page.locator('.verify')).toContainText('no attestation yet');
});
