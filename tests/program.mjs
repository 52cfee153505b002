// The native programs that the page and the npm package are compared with, as the native tests have built them:
// whoever runs those before waits for no compiler here.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const BUILD = ['test', '--no-run', '--locked', '--features', 'playground', '--message-format', 'json'];

// program('bin', 'wattpack') is where it lies.
export function program(kind, name) {
  const options = { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 28 };
  const messages = execFileSync('cargo', BUILD, options).toString().trim().split('\n').map((line) => JSON.parse(line));
  return messages.find(({ target, profile, executable }) => (
    executable && target.kind.includes(kind) && target.name === name && !profile.test
  )).executable;
}
