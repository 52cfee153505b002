// 500 generated plans: native and wasm give the same archives, results and diagnostics.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { native } from './native.mjs';
import { installed, sha256 } from './package.mjs';
import { plan } from './plans.mjs';

const { build } = createRequire(join(installed(), 'x.js'))('wattpack');
const requests = Array.from({ length: 500 }, (_, number) => plan(number));

test('500 generated plans give the same archives natively and in wasm', (context) => {
  const input = requests.map((request) => `${JSON.stringify(request)}\n`).join('');
  const theirs = native([], { input, stdio: ['pipe', 'pipe', 'inherit'] }).trim().split('\n').map((line) => JSON.parse(line));
  const ours = requests.map(({ plan: text, ...options }) => {
    const { zip, sha256: said, result, diagnostics } = build(text, options);
    if (zip) assert.equal(sha256(zip), said);
    return { sha256: said, result, codes: diagnostics.map(({ code }) => code) };
  });
  ours.forEach((answer, number) => assert.deepEqual(answer, theirs[number], `plan ${number}: ${JSON.stringify(requests[number])}`));
  const archives = new Set(ours.map((answer) => answer.sha256).filter(Boolean));
  context.diagnostic(`${archives.size} different archives, ${ours.filter((answer) => !answer.sha256).length} plans refused`);
  assert.ok(archives.size >= 300, 'too few plans build');
});
