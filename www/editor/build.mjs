// Bundles the editor: node build.mjs FOLDER writes editor.js and the licences of what is in it.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('usage: node build.mjs FOLDER');

const here = dirname(fileURLToPath(import.meta.url));
const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: ['src/editor.js'],
  outfile: resolve(folder, 'editor.js'),
  bundle: true,
  format: 'esm',
  minify: true,
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'none',
  banner: { js: '// Contains CodeMirror and Lezer (MIT): see editor.licenses.txt' },
  metafile: true,
});

const packages = new Set(
  Object.keys(metafile.inputs).flatMap((path) => path.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? []),
);
const licences = [...packages].sort().map((name) => {
  const place = join(here, 'node_modules', name);
  const file = readdirSync(place).find((entry) => /^licen[cs]e/i.test(entry));
  const { version } = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8'));
  return `${name} ${version}\n\n${readFileSync(join(place, file), 'utf8').trim()}\n`;
});
writeFileSync(join(folder, 'editor.licenses.txt'), licences.join(`\n${'-'.repeat(80)}\n\n`));
