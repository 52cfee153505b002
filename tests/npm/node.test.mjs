// Node, both module systems: every fixture gives the native archive.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { examples, fixtures, installed, run, sha256 } from './package.mjs';

const folder = installed();
const plans = fixtures();
assert(plans.length >= 4, 'the golden fixtures are missing');

const body = `
const plans = JSON.parse(process.argv[2]);
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
process.stdout.write(JSON.stringify({
  names: Object.keys(wattpack).filter((name) => name !== 'default' && name !== 'module.exports').sort(),
  sums: plans.map((plan) => {
    const { zip, sha256: said, files } = wattpack.build(plan);
    return { zip: sha256(zip), said, files: files.every((file) => sha256(file.text) === file.sha256) };
  }),
}));
`;

function answers(name, head) {
  const path = join(folder, name);
  writeFileSync(path, head + body);
  return JSON.parse(run(process.execPath, [path, JSON.stringify(plans.map(({ plan }) => plan))], folder));
}

const hosts = {
  'an ECMAScript module': ['all.mjs', "import { createHash } from 'node:crypto'; import * as wattpack from 'wattpack';"],
  'a CommonJS module': ['all.cjs', "const { createHash } = require('node:crypto'); const wattpack = require('wattpack');"],
  'wattpack/web with the bytes': [
    'web.mjs',
    `import { createHash } from 'node:crypto'; import { readFileSync } from 'node:fs'; import * as wattpack from 'wattpack/web';
     import { createRequire } from 'node:module';
     await wattpack.init(readFileSync(createRequire(import.meta.url).resolve('wattpack/wattpack_bg.wasm')));`,
  ],
};

for (const [host, [name, head]] of Object.entries(hosts)) {
  test(`every fixture gives the native archive in ${host}`, () => {
    const { sums, names } = answers(name, head);
    assert.deepEqual(
      sums,
      plans.map(({ sum }) => ({ zip: sum, said: sum, files: true })),
    );
    const all = ['build', 'check', 'example', 'explain', 'schema', 'solve', 'sweep', 'version'];
    assert.deepEqual(names, name === 'web.mjs' ? [...all, 'init'].sort() : all);
  });
}

test('both module systems share one instance', () => {
  const code = `import { createRequire } from 'node:module'; import { build } from 'wattpack';
    console.log(createRequire(import.meta.url)('wattpack').build === build);`;
  writeFileSync(join(folder, 'one.mjs'), code);
  assert.equal(run(process.execPath, ['one.mjs'], folder), 'true\n');
});

test('the README example of each module system runs as printed', () => {
  const printed = examples();
  for (const name of ['build.mjs', 'build.cjs']) {
    const place = join(folder, name.replace('.', '-'));
    mkdirSync(place);
    writeFileSync(join(place, name), printed[name]);
    const [, zip] = run(process.execPath, [name], place).match(/^(\S+\.zip): [1-9]\d* nodes\n$/);
    const sum = sha256(readFileSync(join(place, zip)));
    // The other one overrides the cap.
    assert.equal(sum === plans.find((plan) => plan.name === 'example').sum, name === 'build.cjs');
  }
});

test('wattpack/web says that init() comes first', () => {
  writeFileSync(join(folder, 'early.mjs'), `import { build } from 'wattpack/web'; try { build('# Plan'); } catch (error) { console.log(error.message); }`);
  assert.equal(run(process.execPath, ['early.mjs'], folder), 'wattpack/web: build() before init(); write `await init()` first\n');
});

test('wattpack/web can be initialised after a failed attempt', () => {
  const code = `import { init, version } from 'wattpack/web'; import { readFileSync } from 'node:fs';
    await init(new Uint8Array(8)).catch((error) => console.log(error instanceof Error));
    await Promise.all([1, 2].map(() => init(readFileSync('node_modules/wattpack/wattpack_bg.wasm'))));
    console.log(typeof version());`;
  writeFileSync(join(folder, 'again.mjs'), code);
  assert.equal(run(process.execPath, ['again.mjs'], folder), 'true\nstring\n');
});

test('package.json is exported and says the version', () => {
  const code = "console.log(require('wattpack/package.json').version === require('wattpack').version())";
  assert.equal(run(process.execPath, ['-e', code], folder), 'true\n');
});
