// A copy of the built site that a test may change, served by itself.
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '../../www/serve.mjs';
import { test as base, expect } from './page.mjs';

const DIST = fileURLToPath(new URL('../../www/dist', import.meta.url));
const sha256 = (text) => createHash('sha256').update(text).digest('hex');

class Copy {
  constructor(folder) {
    this.folder = folder;
  }

  read(path) {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  write(path, text) {
    writeFileSync(join(this.folder, path), text);
  }

  // A new version, as a build makes one: another page, its hash in the list, another name of the cache.
  publish(version) {
    const before = this.read('index.html');
    const after = before.replace(/(<meta name="version" content=")[^"]*/, `$1${version}`);
    this.write('index.html', after);
    const worker = this.read('sw.js').replace(sha256(before), sha256(after));
    this.write('sw.js', worker.replace(/VERSION="[^"]*"/, `VERSION="${version}"`));
  }
}

export const test = base.extend({
  copy: [
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'wattpack-site-'));
      cpSync(DIST, folder, { recursive: true });
      await use(new Copy(folder));
      rmSync(folder, { recursive: true });
    },
    { scope: 'test' },
  ],

  // Served as a project page; `server.close()` is what being offline is.
  server: async ({ copy }, use) => {
    const server = await serve({ folder: copy.folder, base: '/wattpack/' });
    await use(server);
    server.close();
  },

  origin: async ({ server }, use) => use(new URL(server.url).origin),
  baseURL: async ({ server }, use) => use(server.url),
});

export { expect };
