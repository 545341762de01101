import { expect, test as base } from '@playwright/test'
import { Simulator, TOKEN } from './simulator.ts'
import { Watch } from './watch.ts'

export { expect, TOKEN }

/** The real dashboard that the journeys run against instead of the simulator; absent most of the time. */
export const realUrl = process.env.NEZHA_URL

/** What a test may choose. */
export interface Options {
  /** By which name the browser knows the simulator. */
  host: '127.0.0.1' | 'lens.test'
  /** More of the simulator's command line; `CLIENT` stands for the client's folder. */
  simOptions: string[]
  /** A small fleet is quick to look at: the peculiar servers, and no more. */
  servers: number
}

interface Fixtures {
  /** The folder of the client. */
  client: string
  /** The simulated dashboard. */
  sim: Simulator
  /** What the browser did that it must never do. */
  watch: Watch
  /** The token of whoever owns the dashboard. */
  token: string
}

export const test = base.extend<Options & Fixtures>({
  host: ['127.0.0.1', { option: true }],
  simOptions: [[], { option: true }],
  servers: [20, { option: true }],

  client: async ({}, use) => {
    const folder = process.env.LENS_CLIENT
    if (!folder) throw new Error('LENS_CLIENT is not set: run `cargo xtask test`.')
    await use(folder)
  },

  token: async ({}, use) => use(realUrl ? (process.env.NEZHA_TOKEN ?? '') : TOKEN),

  sim: async ({ client, simOptions, servers }, use) => {
    const dashboard = realUrl
      ? ['--upstream', realUrl, '--host-name', 'lens.test']
      : ['--servers', String(servers), ...simOptions.map((option) => option.replace('CLIENT', client))]
    const sim = await Simulator.start(['--static', client, ...dashboard])
    await use(sim)
    // A test about a dashboard that is gone has stopped it itself.
    const stats = realUrl || sim.hasEnded ? undefined : await sim.stats()
    await sim.stop()
    if (stats) {
      expect(stats.monitor_register_overlaps, 'monitor requests during a registration').toBe(0)
      expect(stats.token_in_url, 'the token in an address').toBe(false)
    }
  },

  baseURL: async ({ sim, host }, use) => use(`http://${host}:${sim.port}`),

  watch: async ({ context, baseURL, token }, use) => {
    const watch = new Watch(baseURL as string, token || TOKEN)
    await watch.over(context)
    await use(watch)
    expect(watch.complaints(), 'what no page may do').toEqual([])
  },

  // Every page is watched, whether a test asks for the watch or not.
  page: async ({ page, watch }, use) => {
    void watch
    await use(page)
  },
})
