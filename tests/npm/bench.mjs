// build() in Node against the native library, in one run: node tests/npm/bench.mjs [PLAN]
// (the built-in example unless a plan is named).
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { native } from './native.mjs';
import { installed } from './package.mjs';

const TIMES = 200;
const { build, example } = createRequire(join(installed(), 'x.js'))('wattpack');
const path = process.argv.slice(2).map((name) => resolve(name));
const plan = path.length ? readFileSync(path[0], 'utf8') : example();

function inNode() {
  for (let i = 0; i < TIMES / 4; i += 1) build(plan);
  const start = performance.now();
  for (let i = 0; i < TIMES; i += 1) build(plan);
  return (performance.now() - start) / TIMES;
}

// Alternating, and the best of each: what else runs on the machine disturbs both alike.
const rounds = Array.from({ length: 5 }, () => ({ native: Number(native(['bench', String(TIMES), ...path])), node: inNode() }));
const best = (key) => Math.min(...rounds.map((round) => round[key]));
console.log(`native ${best('native').toFixed(2)} ms, Node ${best('node').toFixed(2)} ms, ratio ${(best('node') / best('native')).toFixed(2)}`);
