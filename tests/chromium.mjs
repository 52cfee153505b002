// A Chrome or Chromium to test with: the one named in CHROME, the one Playwright has, or the system's.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

export function find(playwrights) {
  const named = process.env.CHROME;
  if (named) return named;
  const places = ['google-chrome', 'google-chrome-stable', 'chrome', 'chromium', 'chromium-browser'];
  const paths = (process.env.PATH ?? '').split(':').flatMap((folder) => places.map((name) => join(folder, name)));
  const found = [playwrights, ...paths].find((path) => existsSync(path));
  if (!found) throw new Error('no Chrome or Chromium found: install one, or name it in CHROME');
  return found;
}
