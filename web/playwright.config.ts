import { defineConfig } from '@playwright/test';
import { chromium } from './e2e/chromium';
import { nodes } from './e2e/nodes';

const results = process.env.CREMA_RESULTS ?? 'target/e2e';

// Started by `WebIT` and `WebDeathIT` of the module server, which start the nodes; by hand: `npm run e2e` beside a
// node on http://localhost:8080.
export default defineConfig({
  testDir: 'e2e',
  outputDir: results,
  reporter: [['list']],
  workers: 1,
  // A whole cupping takes a minute on a quiet machine, and several beside other tests.
  timeout: 280_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  use: {
    baseURL: nodes()[0].url,
    actionTimeout: 30_000,
    locale: 'en-GB',
    timezoneId: 'Asia/Seoul',
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: true, sources: false },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: chromium(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'specs', testMatch: '*.spec.ts' },
    { name: 'screenshots', testMatch: 'screenshots.ts' },
  ],
});
