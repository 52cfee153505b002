// The last steps of build.sh. node finish.mjs fill DIST VERSION writes the version into index.html and the list of
// files into sw.js; node finish.mjs sizes DIST prints what the page loads.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

const [step, dist, version] = process.argv.slice(2);

const read = (path) => readFileSync(join(dist, path));
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

// Exactly one place each; a source that lost it would otherwise be published without.
function fill(path, pattern, text) {
  const before = read(path).toString();
  if (before.split(pattern).length !== 2) throw new Error(`${path}: ${pattern} is not there exactly once`);
  writeFileSync(join(dist, path), before.replace(pattern, () => text));
}

// Not part of a visit: licences, what the system fetches when the page is installed, and the guide.
const aside = (path) => path.endsWith('.txt') || path.endsWith('.png') || path.startsWith('docs/') || path === 'docs.css';
const paths = readdirSync(dist, { recursive: true })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => statSync(join(dist, path)).isFile() && path !== 'sw.js' && !aside(path))
  .sort();

function fillIn() {
  const escaped = version.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  fill('index.html', /<meta name="version" content="[^"]*">/, `<meta name="version" content="${escaped}">`);
  const files = Object.fromEntries(paths.map((path) => [path === 'index.html' ? './' : path, sha256(read(path))]));
  fill('sw.js', 'const FILES = {};', `const FILES = ${JSON.stringify(files, null, 2)};`);
  fill('sw.js', "const VERSION = '';", `const VERSION = '${sha256(read('sw.js')).slice(0, 16)}';`);
}

function printSizes() {
  const sizes = [...paths, 'sw.js'].map((path) => [path, brotliCompressSync(read(path)).length]);
  for (const [path, size] of sizes) console.log(`${String(size).padStart(9)}  ${path}`);
  console.log(`${String(sizes.reduce((sum, [, size]) => sum + size, 0)).padStart(9)}  bytes in all, with brotli`);
}

({ fill: fillIn, sizes: printSizes })[step]();
