// The border: positions as JavaScript counts them, memory that stays flat, a module that survives.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { fixtures, installed } from './package.mjs';

const own = join(installed(), 'node_modules/wattpack');
const { initSync, ...wattpack } = await import(pathToFileURL(join(own, 'wattpack.js')));
const { memory } = initSync({ module: readFileSync(join(own, 'wattpack_bg.wasm')) });
const [example] = fixtures();

// What an editor selects for a range.
function selected(plan, { line, column, endLine, endColumn }) {
  const lines = plan.split(/\r\n|\r|\n/);
  if (line === endLine) return lines[line - 1].slice(column - 1, endColumn - 1);
  return [lines[line - 1].slice(column - 1), ...lines.slice(line, endLine - 1), lines[endLine - 1].slice(0, endColumn - 1)].join('\n');
}

for (const [name, end] of [['LF', '\n'], ['CRLF', '\r\n']]) {
  test(`lines and columns select the right text in a plan with emoji, CJK and ${name}`, () => {
    const plan = [
      '\u{1f50b} 計画 \u{1f469}‍\u{1f4bb}',
      '',
      '| 項目 \u{1f600} | value | unit |',
      '| --- | --- | --- |',
      '| IT cap | 5 | parsecs\u{1f680}漢 |',
      '',
      '```json cluster',
      '{ "x\u{1f600}漢字": 1, "node": { "power_w": -7.5 }, "name": "\u{1f600}" }',
      '```',
      '',
      '\u{1f600}漢 text',
      '',
      '- Node fabric ports: 8',
      '- Leaf power: 1.72 MILES \u{1f600}',
    ].join(end);
    const { diagnostics } = wattpack.build(plan);
    const texts = diagnostics.filter(({ line }) => line !== null).map((found) => [found.code, selected(plan, found)]);
    for (const [code, text] of texts) assert.doesNotMatch(text, /^[\udc00-\udfff]|[\ud800-\udbff]$/, code);
    const all = texts.map(([, text]) => text);
    for (const wanted of ['"x\u{1f600}漢字"', '-7.5', '"\u{1f600}"']) assert.ok(all.includes(wanted), `${wanted} in ${JSON.stringify(texts)}`);
  });
}

test('the sources of a plan select its values', () => {
  const plan = '# \u{1f600} Plan\r\n\r\n```json cluster\r\n{ "node": { "precision": "漢\u{1f600}", "peak_pflops": 72.5 }, "it_cap_w": 8e6 }\r\n```\r\n';
  const { sources, result } = wattpack.solve(plan);
  assert.ok(result.nodes > 0);
  assert.equal(selected(plan, sources['node.peak_pflops']), '72.5');
  assert.equal(selected(plan, sources.it_cap_w), '8e6');
  assert.deepEqual(sources['spine.ports'], { layer: 'default', line: null, column: null, endLine: null, endColumn: null });
});

const long = '# Plan\n\n- IT cap: 5 parsecs\n'.padEnd(20_000, 'x');
const calls = {
  'a plan that is no string': () => wattpack.build(5),
  'an unknown option': () => wattpack.build(long, { overide: {} }),
  'an override of the wrong type': () => wattpack.solve(long, { overrides: { it_cap_w: 5, name: {} } }),
  'an option whose getter throws': () => wattpack.check(long, { get overrides() { throw new Error('mine'); } }),
  'a proxy that throws': () => wattpack.check(long, new Proxy({}, { ownKeys() { throw new Error('mine'); }, getPrototypeOf() { throw new Error('mine'); } })),
  'half a surrogate pair': () => wattpack.build('# \ud800'),
  'an unknown schema': () => wattpack.schema('plan'),
};

for (const [name, call] of Object.entries(calls)) {
  test(`20 000 times ${name}: an Error each, flat memory, and the module works`, () => {
    const reject = (times) => {
      for (let i = 0; i < times; i += 1) assert.throws(call, Error);
    };
    reject(200);
    const before = memory.buffer.byteLength;
    reject(20_000);
    assert.equal(memory.buffer.byteLength, before);
    assert.equal(wattpack.build(example.plan).sha256, example.sum);
  });
}

test('4 000 refused plans leave memory flat', () => {
  const refuse = (times) => {
    for (let i = 0; i < times; i += 1) assert.equal(wattpack.solve('# Plan\n\n- IT cap: 5 parsecs\n').result, null);
  };
  refuse(200);
  const before = memory.buffer.byteLength;
  refuse(4000);
  assert.equal(memory.buffer.byteLength, before);
  assert.equal(wattpack.build(example.plan).sha256, example.sum);
});
