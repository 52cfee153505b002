// The packed package, installed in an empty folder as a stranger would; and the plans to feed it.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const here = fileURLToPath(new URL('.', import.meta.url));
export const root = join(here, '../..');
export const dist = join(root, 'pkg-config/dist');

export function run(command, args, cwd, options = {}) {
  return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'], ...options });
}

// A tool that package-lock.json pins.
export function tool(name) {
  return join(here, 'node_modules/.bin', name);
}

// Packs the package into a new folder, which goes when the process ends.
export function packed() {
  const folder = mkdtempSync(join(tmpdir(), 'wattpack-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  run('npm', ['pack', '--silent', '--pack-destination', folder], dist);
  return { folder, tarball: join(folder, readdirSync(folder)[0]) };
}

// An empty folder with nothing but the package installed.
export function installed(manifest = {}) {
  const { folder, tarball } = packed();
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, ...manifest }));
  run('npm', ['install', '--silent', '--offline', '--no-audit', '--no-fund', tarball], folder);
  return folder;
}

export function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

// Every fixture with the SHA-256 of its native archive.
export function fixtures() {
  const sums = readFileSync(join(root, 'tests/golden/SHA256SUMS'), 'utf8').trim().split('\n');
  return sums.map((line) => {
    const [sum, name] = line.replace(/\.zip$/, '').split('  ');
    const path = name === 'example' ? 'src/example.md' : `tests/fixtures/${name}.md`;
    return { name, sum, plan: readFileSync(join(root, path), 'utf8') };
  });
}

// The examples of the package's README by file name.
export function examples() {
  const readme = readFileSync(join(dist, 'README.md'), 'utf8');
  return Object.fromEntries(
    [...readme.matchAll(/^```\w+ file=(\S+)\n([^]*?)^```$/gm)].map(([, path, text]) => [path, text]),
  );
}
