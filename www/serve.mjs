// Serves a folder on 127.0.0.1: node serve.mjs [--port N] [--base /PATH/] [--dry-run] [FOLDER]. The tests use `serve`.
import { createReadStream, realpathSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

// The real path of what is asked for, or nothing: not there, not a file, not inside the folder.
function find(folder, path) {
  try {
    const asked = decodeURIComponent(path);
    const found = realpathSync(join(folder, asked.endsWith('/') ? `${asked}index.html` : asked));
    return found.startsWith(folder + sep) && statSync(found).isFile() ? found : null;
  } catch {
    return null;
  }
}

function answer(folder, base, request, response) {
  const head = (status, headers) => response.writeHead(status, { 'cache-control': 'no-cache', ...headers });
  const [path] = request.url.split('?');
  if (!['GET', 'HEAD'].includes(request.method)) return head(405, { allow: 'GET, HEAD' }).end();
  if (`${path}/` === base) return head(301, { location: base }).end();
  const file = path.startsWith(base) ? find(folder, path.slice(base.length - 1)) : null;
  if (!file) return head(404, { 'content-type': TYPES['.txt'] }).end('Not found\n');
  head(200, {
    'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    'content-length': statSync(file).size,
    'x-content-type-options': 'nosniff',
  });
  return request.method === 'HEAD' ? response.end() : createReadStream(file).pipe(response);
}

// Port 0 is any free one. `close` also ends open connections.
export async function serve({ folder, port = 0, base = '/' }) {
  const root = realpathSync(folder);
  const server = createServer((request, response) => answer(root, base, request, response));
  await new Promise((listening, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', listening);
  });
  return {
    url: `http://127.0.0.1:${server.address().port}${base}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function fail(message) {
  console.error(`serve.mjs: ${message}`);
  process.exit(2);
}

function options() {
  try {
    const { values, positionals } = parseArgs({
      options: {
        port: { type: 'string', default: '8080' },
        base: { type: 'string', default: '/' },
        'dry-run': { type: 'boolean', default: false },
      },
      allowPositionals: true,
    });
    return { ...values, folder: positionals[0] ?? fileURLToPath(new URL('dist', import.meta.url)) };
  } catch ({ message }) {
    return fail(message);
  }
}

async function main() {
  const { port, base, folder, 'dry-run': dry } = options();
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65535) fail(`--port ${port} is not a port: give a number from 0 to 65535`);
  if (!/^\/([^/?#]+\/)*$/.test(base)) fail(`--base ${base} is not a path: write it as /wattpack/`);
  try {
    const { url, close } = await serve({ folder, port: Number(port), base });
    if (dry) return close();
    return console.log(`Serving ${url} (Ctrl-C ends it)`);
  } catch ({ code, message }) {
    if (code === 'EADDRINUSE') fail(`port ${port} is taken: choose another with --port N`);
    if (code === 'ENOENT') fail(`${folder} is not there: bash www/build.sh makes it`);
    return fail(message);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
