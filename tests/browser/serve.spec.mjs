// The server of www/serve.sh, from outside.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { serve } from '../../www/serve.mjs';
import { expect, test } from './page.mjs';

const WWW = fileURLToPath(new URL('../../www/', import.meta.url));

// The path exactly as written; `fetch` would tidy it up.
async function raw(site, path, method = 'GET') {
  const socket = connect(Number(new URL(site).port), '127.0.0.1');
  socket.write(`${method} ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  const [head, body] = (await text(socket)).split('\r\n\r\n');
  return { status: Number(head.split(' ')[1]), head: head.toLowerCase(), body };
}

async function run(command, ...args) {
  const child = spawn(command, args, { cwd: WWW });
  const output = Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await once(child, 'close');
  const [out, err] = await output;
  return { code, out, err };
}

for (const [path, type] of Object.entries({
  '/': 'text/html; charset=utf-8',
  '/boot.js': 'text/javascript; charset=utf-8',
  '/wattpack_playground_bg.wasm': 'application/wasm',
  '/manifest.webmanifest': 'application/manifest+json',
  '/icons/favicon.svg': 'image/svg+xml',
  '/icons/icon-192.png': 'image/png',
})) {
  test(`${path} is ${type}, and asked for again each time`, async ({ site }) => {
    const { status, head } = await raw(site, path, 'HEAD');
    expect(status).toBe(200);
    expect(head).toContain(`content-type: ${type}\r\n`);
    expect(head).toContain('cache-control: no-cache');
  });
}

test('nothing outside the folder is served', async ({ site }) => {
  const paths = ['/../serve.mjs', '/%2e%2e/serve.mjs', '/..%2fserve.mjs', '/icons/../../serve.mjs', '/..\\serve.mjs', '//etc/passwd', '/%00', '/%', '/icons', '/missing', '*'];
  for (const path of paths) expect([path, (await raw(site, path)).status]).toEqual([path, 404]);
});

test('a link out of the folder is not followed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wattpack-serve-'));
  symlinkSync(join(WWW, 'serve.mjs'), join(folder, 'out.js'));
  writeFileSync(join(folder, 'in.js'), '');
  const server = await serve({ folder });
  expect((await raw(server.url, '/out.js')).status).toBe(404);
  expect((await raw(server.url, '/in.js')).status).toBe(200);
  server.close();
  rmSync(folder, { recursive: true });
});

test('only GET and HEAD are answered', async ({ site }) => {
  expect((await raw(site, '/', 'POST')).status).toBe(405);
  expect((await raw(site, '/', 'HEAD')).body).toBe('');
});

test('under a path, there is nothing beside it', async () => {
  const server = await serve({ folder: WWW, base: '/wattpack/' });
  expect((await raw(server.url, '/wattpack/serve.mjs')).status).toBe(200);
  expect((await raw(server.url, '/serve.mjs')).status).toBe(404);
  const { status, head } = await raw(server.url, '/wattpack');
  expect(status).toBe(301);
  expect(head).toContain('location: /wattpack/');
  server.close();
});

test('a port that is taken is said', async ({ site }) => {
  const { port } = new URL(site);
  const { code, err } = await run(process.execPath, 'serve.mjs', '--port', port);
  expect(code).toBe(2);
  expect(err).toBe(`serve.mjs: port ${port} is taken: choose another with --port N\n`);
});

test('serve.sh refuses a bad port before it builds', async () => {
  const { code, err } = await run('bash', 'serve.sh', '--port', 'x');
  expect(code).toBe(2);
  expect(err).toContain('--port x is not a port');
});

for (const args of [['--port', 'x'], ['--port', '70000'], ['--base', 'wattpack'], ['--what'], ['--port', '0', 'no-such-folder']]) {
  test(`serve.mjs ${args.join(' ')} is refused`, async () => {
    const { code, out, err } = await run(process.execPath, 'serve.mjs', ...args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(/^serve\.mjs: .+\n$/);
  });
}

test('serve.sh --help says how, and builds nothing', async () => {
  const { code, out } = await run('bash', 'serve.sh', '--help');
  expect(code).toBe(0);
  expect(out).toContain('bash www/serve.sh [--port N]');
});
