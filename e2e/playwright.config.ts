import { defineConfig } from '@playwright/test'
import type { Options } from './support/test.ts'

// `cargo xtask test` sets LENS_CLIENT, LENS_SIM and LENS_CHROMIUM: what is tested is what is shipped.
// With NEZHA_URL the journeys run against that dashboard, and nothing is kept that could hold its token.
const real = process.env.NEZHA_URL !== undefined
if (real) process.env.PLAYWRIGHT_NO_COPY_PROMPT = '1'

// Only root needs to do without Chromium's sandbox.
const isRoot = process.getuid?.() === 0

export default defineConfig<Options>({
  testDir: 'tests',
  outputDir: 'results',
  fullyParallel: true,
  // Tests wait more than they work.
  workers: real ? 1 : 3,
  // A busy machine can stall for seconds; a test that passed only then is listed as flaky. A real dashboard is never asked twice.
  retries: real ? 0 : 1,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  testMatch: real ? 'journey.spec.ts' : '*.spec.ts',
  use: {
    // High enough for all cards of a small fleet.
    viewport: { width: 1280, height: 1600 },
    locale: 'en-US',
    // Pictures and records of a failure could hold a token; the page in words, which it leaves, does for the simulator.
    trace: 'off',
    screenshot: 'off',
    video: 'off',
    launchOptions: {
      executablePath: process.env.LENS_CHROMIUM,
      chromiumSandbox: !isRoot,
      args: [
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        // A name whose pages are no secure context, as http://ip:8008 is for most dashboards.
        '--host-resolver-rules=MAP lens.test 127.0.0.1',
      ],
    },
  },
})
