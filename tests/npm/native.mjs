// The library as a native program, to compare with.
import { join } from 'node:path';
import { root, run } from './package.mjs';

export function native(args, options) {
  const build = ['build', '--release', '--locked', '--example', 'native', '--message-format', 'json'];
  const messages = run('cargo', build, root, { stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 28 });
  const artifacts = messages.trim().split('\n').map((line) => JSON.parse(line)).filter(({ executable }) => executable);
  return run(join(artifacts.at(-1).executable), args, root, { maxBuffer: 1 << 28, ...options });
}
