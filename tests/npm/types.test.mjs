// TypeScript, strict: what the README promises compiles, and what it forbids does not.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { installed, run, tool } from './package.mjs';

const folder = installed({ type: 'module' });

const USE = `
const answer: BuildAnswer = build(example(), { overrides: { it_cap_w: '8 MW', 'leaf.ports': 64 }, strict: true });
if (answer.zip !== null) new Blob([answer.zip]).size.toFixed();
const nodes: number | undefined = answer.result?.nodes;
const ratio: number | null | undefined = answer.result?.oversubscription_ratio;
const texts: string[] = answer.files.map((file) => file.path + file.text + file.sha256);
const options: Options = {};
const { config, sources }: SolveAnswer = solve('# Plan', options);
const cap: number | undefined = config?.it_cap_w;
const most: number | undefined = config?.max_nodes;
const layer: 'override' | 'block' | 'front_matter' | 'text' | 'inferred' | 'derived' | 'default' | undefined = sources['it_cap_w']?.layer;
for (const { code, severity, line, endColumn } of check('# Plan', null).diagnostics) {
  const weight: 'note' | 'warning' | 'error' = severity;
  const place: (number | null)[] = [line, endColumn];
  console.log(code, weight, place);
}
const id: unknown = schema('config')['$id'];
console.log(version(), nodes, ratio, texts, cap, most, layer, id);
// @ts-expect-error a plan is a text
build(5);
// @ts-expect-error no such option
build('', { overide: {} });
// @ts-expect-error no such value
solve('', { overrides: { it_cap_w: true } });
// @ts-expect-error no such schema
schema('plan');
// @ts-expect-error may be null
answer.zip.length;
// @ts-expect-error may be null
answer.result.nodes;
// @ts-expect-error may be absent
config!.max_nodes.toFixed();
`;
const NAMES = 'build, check, example, schema, solve, version';
const TYPES = 'BuildAnswer, Options, SolveAnswer';

const files = {
  'esm.mts': `import { ${NAMES} } from 'wattpack'; import type { ${TYPES} } from 'wattpack'; ${USE}`,
  'cjs.cts': `import wattpack = require('wattpack'); type BuildAnswer = wattpack.BuildAnswer; type Options = wattpack.Options;
    type SolveAnswer = wattpack.SolveAnswer; const { ${NAMES} } = wattpack; ${USE}`,
  'web.mts': `import { init, ${NAMES}, type BuildAnswer, type Options, type SolveAnswer } from 'wattpack/web';
    await init(); await init(new URL('https://example.org/x.wasm')); await init(fetch('x')); ${USE}`,
};

function compile(module, moduleResolution, names) {
  const compilerOptions = {
    exactOptionalPropertyTypes: true,
    lib: ['es2023', 'dom', 'dom.iterable'],
    module,
    moduleResolution,
    noEmit: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: false,
    strict: true,
    target: 'es2023',
    types: [],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: names }));
  try {
    return run(tool('tsc'), ['--project', folder], folder);
  } catch (error) {
    return error.stdout;
  }
}

for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);

test('types hold under module resolution of Node', () => {
  assert.equal(compile('nodenext', 'nodenext', Object.keys(files)), '');
});

test('types hold under module resolution of bundlers', () => {
  assert.equal(compile('esnext', 'bundler', ['esm.mts', 'web.mts']), '');
});

test('every type of the package is exported from every entry', () => {
  const own = (name) => readFileSync(join(folder, 'node_modules/wattpack', name), 'utf8');
  const declared = (text) => [...text.matchAll(/^export (?:interface|type) (\w+)/gm)].map(([, name]) => name).sort();
  const types = declared(own('wattpack.d.ts')).filter((name) => !['InitInput', 'InitOutput', 'SyncInitInput'].includes(name));
  assert.deepEqual(declared(own('node.d.cts')), types);
  const listed = own('index.d.ts').match(/export type \{([^}]*)\}/)[1].split(',').map((name) => name.trim()).filter(Boolean);
  assert.deepEqual(listed, types);
});
