// Two screens, one Chromium; the site under test is www/dist.
import { chromium, defineConfig } from '@playwright/test';
import { FLAGS, find } from '../chromium.mjs';

const desktop = { viewport: { width: 1280, height: 800 } };
const phone = {
  viewport: { width: 360, height: 740 },
  deviceScaleFactor: 3,
  isMobile: true,
  hasTouch: true,
};

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.mjs',
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  reporter: 'list',
  use: {
    launchOptions: { executablePath: find(chromium.executablePath()), args: FLAGS },
    reducedMotion: 'reduce',
  },
  projects: [
    { name: 'desktop', use: desktop, grepInvert: /@phone/ },
    // The server, the offline copy and the text of the editor are the same for every screen; phones have no Tab.
    { name: 'phone', use: phone, grepInvert: /@desktop/, testIgnore: /(serve|offline|editor-text)\.spec\.mjs$/ },
  ],
});
