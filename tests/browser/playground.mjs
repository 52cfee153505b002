// The page as its user sees it: what the specs of the page share.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test as base, expect } from './page.mjs';

export const fixture = (name) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
export const text = (name) => readFileSync(fixture(name), 'utf8');

class Playground {
  constructor(page) {
    this.page = page;
    this.plan = page.getByLabel('Plan', { exact: true });
    this.nodes = page.getByLabel('Nodes', { exact: true });
    this.cap = page.getByLabel('IT cap', { exact: true });
    this.power = page.getByLabel('Node power', { exact: true });
    this.radix = page.getByLabel('Leaf radix', { exact: true });
    this.download = page.getByRole('button', { name: 'Download pack (.zip)' });
  }

  // With the editor in place, so that nothing moves under a test.
  async open(hash = '') {
    await this.page.goto(`./${hash}`);
    await expect(this.nodes).toHaveText(/^\d+$/);
    await expect(this.plan).toHaveAttribute('contenteditable', 'true');
  }

  async answers(count) {
    await expect(this.nodes).toHaveText(String(count));
  }

  // What the page keeps, once things have come to rest.
  stored() {
    return this.page.evaluate(() => JSON.parse(localStorage.getItem('wattpack:v1')));
  }

  async holds(plan) {
    await expect.poll(async () => (await this.stored())?.plan).toBe(plan);
  }

  async undo() {
    await this.plan.press('ControlOrMeta+z');
  }

  // The pack belongs to what is on the page.
  async isPacked() {
    await expect(this.page.locator('#pack')).toHaveAttribute('data-fresh', 'yes');
  }

  shown(path) {
    return this.page.getByRole('navigation', { name: 'Files of the pack' }).locator(`[data-of="${path}"]`).click();
  }
}

export const test = base.extend({
  playground: async ({ page }, use) => use(new Playground(page)),
});

export { expect };
