// What every spec uses instead of Playwright's own `test`: the site on a free port, and a page on which nothing may
// go wrong unseen: no console error, no exception, no breach of the content security policy, no foreign request.
import { test as base, expect } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import { serve } from '../../www/serve.mjs';

const DIST = fileURLToPath(new URL('../../www/dist', import.meta.url));

// In the page, before its own scripts; the breach is an error of the console too, with less to read.
function reportBreaches() {
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile, lineNumber }) => {
    console.error(`policy: ${violatedDirective} forbids ${blockedURI} in ${sourceFile}:${lineNumber}`);
  });
}

// `data:` and `blob:` addresses never leave the page.
function isForeign(address, origin) {
  const url = new URL(address);
  return !['data:', 'blob:'].includes(url.protocol) && url.origin !== origin;
}

async function watch(context, origin) {
  const problems = [];
  await context.addInitScript(reportBreaches);
  context.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => problems.push(`exception: ${error.error().stack}`));
  context.on('request', (request) => {
    if (isForeign(request.url(), origin)) problems.push(`request: ${request.url()}`);
  });
  return problems;
}

export const test = base.extend({
  // The path the site is served under; `test.use({ base: '/wattpack/' })` is a project page.
  base: ['/', { option: true, scope: 'worker' }],

  // The address of the site.
  site: [
    async ({ base: path }, use) => {
      const server = await serve({ folder: DIST, base: path });
      await use(server.url);
      server.close();
    },
    { scope: 'worker' },
  ],

  baseURL: async ({ site }, use) => use(site),

  // Where requests may go.
  origin: async ({ site }, use) => use(new URL(site).origin),

  // A test that expects a problem takes it out: `problems.splice(0)`.
  problems: [
    async ({ context, origin }, use) => {
      const problems = await watch(context, origin);
      await use(problems);
      expect(problems, 'what went wrong on the page').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
