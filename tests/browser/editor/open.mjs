// A page that only mounts the built editor, under the policy of the real page.
import { readFileSync } from 'node:fs';
import { test as base, expect } from '../page.mjs';

const read = (path) => readFileSync(new URL(path, import.meta.url), 'utf8');

const POLICY = read('../../../www/dist/index.html').match(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/i)[0];
const FILES = {
  'editor-test.html': ['text/html', read('index.html').replace('<!-- policy -->', () => POLICY)],
  'editor-test.css': ['text/css', read('page.css')],
  'editor-test.js': ['text/javascript', read('page.js')],
};

class Editor {
  constructor(page) {
    this.page = page;
    this.content = page.getByLabel('Plan');
  }

  async open(text, dark = false) {
    await this.page.goto('./editor-test.html');
    await this.page.waitForFunction(() => globalThis.start);
    await this.page.evaluate(([plan, on]) => globalThis.start(plan, on), [text, dark]);
  }

  call(method, ...args) {
    return this.page.evaluate(([name, values]) => globalThis.editor[name](...values), [method, args]);
  }

  text() {
    return this.call('text');
  }

  undo() {
    return this.page.keyboard.press('ControlOrMeta+z');
  }

  redo() {
    return this.page.keyboard.press('ControlOrMeta+Shift+Z');
  }

  async selectedText() {
    const { from, to } = await this.call('selection');
    return (await this.text()).slice(from, to);
  }

  changes() {
    return this.page.evaluate(() => globalThis.changes);
  }

  lastSpoken() {
    return this.page.evaluate(() => globalThis.spoken.filter(Boolean).at(-1));
  }

  lastCursor() {
    return this.page.evaluate(() => globalThis.cursors.at(-1));
  }

  // Exact comparison of long texts, without printing them.
  async holds(text) {
    const got = await this.text();
    expect(got.length).toBe(text.length);
    expect(got === text, 'the same text').toBe(true);
  }
}

export const test = base.extend({
  editor: async ({ page }, use) => {
    for (const [name, [contentType, body]] of Object.entries(FILES)) {
      await page.route(`**/${name}`, (route) => route.fulfill({ contentType, body }));
    }
    await use(new Editor(page));
  },
});

export { expect };
