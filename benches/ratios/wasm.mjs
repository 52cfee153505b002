// Builds a plan with the packed npm package, for every line of standard input. The first answer is the checksum
// of the archive; the others are seconds per build().
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { installed } from '../../tests/npm/package.mjs';

const TIMES = 10;
const { build } = createRequire(join(installed(), 'x.js'))('wattpack');
const plan = readFileSync(process.argv[2], 'utf8');
// The engine compiles what runs often a second time, and better.
for (let i = 0; i < 10 * TIMES; i += 1) build(plan);

let answer = () => build(plan).sha256;
for await (const _ of createInterface({ input: process.stdin })) {
  console.log(answer());
  answer = seconds;
}

function seconds() {
  const start = performance.now();
  for (let i = 0; i < TIMES; i += 1) build(plan);
  return (performance.now() - start) / TIMES / 1e3;
}
