// The package as an artefact: its files, its size, and what linters of packages say.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { brotliCompressSync, constants } from 'node:zlib';
import { dist, here, packed, root, run, tool } from './package.mjs';

const BUDGET = 250_000;
const { tarball } = packed();

test(`the .wasm takes at most ${BUDGET} bytes with brotli`, (context) => {
  const wasm = readFileSync(join(dist, 'wattpack_bg.wasm'));
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 };
  const size = brotliCompressSync(wasm, { params }).length;
  context.diagnostic(`${wasm.length} bytes, ${size} with brotli`);
  assert.ok(size <= BUDGET, `${size} bytes with brotli`);
});

test('the .wasm names no file of the machine that built it', () => {
  const text = readFileSync(join(dist, 'wattpack_bg.wasm'), 'latin1');
  assert.deepEqual(text.match(/(?:\/(?:home|root|Users)\/|[A-Z]:\\Users)[ -~]{0,60}/g), null);
});

test('the tarball holds what package.json lists and nothing else', () => {
  const manifest = JSON.parse(readFileSync(join(dist, 'package.json'), 'utf8'));
  const held = run('tar', ['-tzf', tarball], here).trim().split('\n').map((path) => path.replace('package/', '')).sort();
  const licences = ['LICENSE', 'LICENSE-APACHE', 'LICENSE-MIT'];
  const listed = manifest.files.filter((path) => !path.includes('*'));
  assert.deepEqual(held, [...licences, ...listed, 'README.md', 'package.json'].sort());
  const exported = JSON.stringify(manifest.exports).match(/\.\/[^"*]+/g).map((path) => path.slice(2));
  for (const path of exported.filter((path) => path !== 'web')) assert.ok(held.includes(path), path);
  assert.match(readFileSync(join(root, 'Cargo.toml'), 'utf8'), new RegExp(`^version = "${manifest.version}"$`, 'm'));
});

test('publint finds nothing', () => {
  const said = run(process.execPath, [tool('publint'), 'run', tarball, '--strict'], here);
  assert.match(said, /All good!/);
});

test('the types are not wrong', () => {
  const entries = ['--entrypoints', '.', 'web'];
  // Node 10 has been gone for years and knows no exports map.
  const said = run(process.execPath, [tool('attw'), tarball, ...entries, '--profile', 'node16', '--ignore-rules', 'cjs-resolves-to-esm', '--no-emoji'], here);
  assert.match(said, /No problems found/);
});
