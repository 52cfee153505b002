// 500 generated plans: native and wasm give the same archives, results, diagnostics, explanations and sweeps.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { program } from '../program.mjs';
import { installed, root, run, sha256 } from './package.mjs';
import { plan } from './plans.mjs';

const { build, explain, sweep } = createRequire(join(installed(), 'x.js'))('wattpack');
const vary = { 'leaf.ports': [1, 32, 64, 128], it_cap_w: { from: 1e6, to: 9e6, count: 5 } };
const requests = Array.from({ length: 500 }, (_, number) => plan(number));

test('500 generated plans give the same archives natively and in wasm', (context) => {
  const input = requests.map((request) => `${JSON.stringify(request)}\n`).join('');
  const native = run(program('example', 'native'), [], root, { input, stdio: ['pipe', 'pipe', 'inherit'], maxBuffer: 1 << 28 });
  const theirs = native.trim().split('\n').map((line) => JSON.parse(line));
  const ours = requests.map(({ plan: text, ...options }) => {
    const { zip, sha256: said, result, diagnostics } = build(text, options);
    if (zip) assert.equal(sha256(zip), said);
    const { explanation } = explain(text, options);
    const { rows } = sweep(text, { ...options, vary });
    const whole = { sha256: said, result, codes: diagnostics.map(({ code }) => code) };
    return zip ? { ...whole, explanation, rows } : { ...whole, explanation: null, rows: [] };
  });
  ours.forEach((answer, number) => assert.deepEqual(answer, theirs[number], `plan ${number}: ${JSON.stringify(requests[number])}`));
  const archives = new Set(ours.map((answer) => answer.sha256).filter(Boolean));
  context.diagnostic(`${archives.size} different archives, ${ours.filter((answer) => !answer.sha256).length} plans refused`);
  assert.ok(archives.size >= 300, 'too few plans build');
  assert.ok(ours.filter(({ rows }) => rows.length === 20).length >= 300, 'too few sweeps');
});

test('a sweep names its columns, and what it can not vary', () => {
  const text = '# Plan\n\n- IT cap: 5 MW\n';
  const { columns, rows, diagnostics } = sweep(text, { vary: { 'leaf.ports': [64], it_cap_w: [4e6, 5e6] } });
  assert.deepEqual(columns.slice(0, 4), ['leaf.ports', 'it_cap_w', 'nodes', 'p_total_w']);
  assert.deepEqual(rows.map((row) => row.slice(0, 2)), [[64, 4e6], [64, 5e6]]);
  assert.ok(Array.isArray(diagnostics));
  assert.deepEqual(sweep('- IT cap: 5\n', { vary: { 'leaf.ports': [64] } }).rows, []);
  const misuse = {
    'no options': undefined,
    'nothing to vary': { vary: {} },
    'leef.ports': { vary: { 'leef.ports': [1] } },
    'takes no numbers': { vary: { name: [1] } },
    'not whole': { vary: { 'leaf.ports': [1.5] } },
    'list of numbers': { vary: { 'leaf.ports': ['64'] } },
    'unknown key `step`': { vary: { 'leaf.ports': { from: 1, to: 2, step: 1 } } },
    'whole number from 1': { vary: { 'leaf.ports': { from: 1, to: 2, count: 0.5 } } },
    'more than the 1000000': { vary: { it_cap_w: { from: 1, to: 2, count: 2000 }, 'node.power_w': { from: 1, to: 2, count: 2000 } } },
    'unknown key `very`': { very: {} },
  };
  for (const [message, options] of Object.entries(misuse)) {
    const expected = message === 'no options' ? /nothing to vary/ : new RegExp(message.replaceAll('`', '.'));
    assert.throws(() => sweep(text, options), (error) => error instanceof Error && expected.test(error.message), message);
  }
});
