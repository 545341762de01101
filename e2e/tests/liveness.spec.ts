import type { Page } from '@playwright/test'
import { card, expect, keepToken, linkState, openSignedIn, test } from '../support/index.ts'

const HOUR_S = 3600

/** Every state that cards have shown since the page was opened, as `7 live`. */
async function rememberStates(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const seen = new Set<string>()
    Object.assign(window, { seenStates: seen })
    const look = () => {
      for (const card of document.querySelectorAll<HTMLElement>('.server-card')) {
        seen.add(`${card.dataset.server} ${card.dataset.state}`)
      }
    }
    const whatChanges = { subtree: true, childList: true, attributes: true, attributeFilter: ['data-state'] }
    new MutationObserver(look).observe(document, whatChanges)
  })
  return () => page.evaluate(() => [...(window as unknown as { seenStates: Set<string> }).seenStates])
}

for (const who of ['a guest', 'the owner'] as const) {
  test(`${who} sees a silent agent turn late, then offline, though no byte of its entry changes`, async ({ page, sim }) => {
    await sim.changeServer(1, { name: 'quiet' })
    if (who === 'a guest') await page.goto('/')
    else await openSignedIn(page)
    const quiet = card(page, 'quiet')
    await expect(quiet.getByRole('img', { name: 'live', exact: true })).toBeVisible()
    await sim.changeServer(1, { reporting: false })
    await sim.advance(5)
    const entry = await sim.entry(1)
    await sim.advance(10)
    await expect(quiet.getByRole('img', { name: 'late', exact: true })).toBeVisible()
    await expect(quiet).toContainText(/Late · [12]\d s without a report/)
    await sim.advance(60)
    await expect(quiet.getByRole('img', { name: 'offline', exact: true })).toBeVisible()
    await expect(quiet).toContainText(/Offline · last seen 1 min \d+ s ago/)
    expect(await sim.entry(1)).toBe(entry)
    await expect(page.getByRole('article').getByRole('img', { name: 'live', exact: true }).first()).toBeVisible()
    await sim.changeServer(1, { reporting: true })
    await expect(quiet.getByRole('img', { name: 'live', exact: true })).toBeVisible()
  })
}

test('a server that never reported is neither live nor offline, and has no values', async ({ page }) => {
  await openSignedIn(page)
  const never = card(page, 'never-reported')
  await expect(never.getByRole('img', { name: 'no report', exact: true })).toBeVisible()
  await expect(never).toContainText('No report since the dashboard started')
  await expect(never.getByRole('meter')).toHaveCount(0)
  await expect(never).not.toContainText('0%')
  await never.getByRole('link').click()
  const traffic = page.locator('.traffic .figure')
  await expect(traffic, 'on its own page neither').toHaveText(['↑ –', '↓ –', '↑ –', '↓ –', '–', '↑ –', '↓ –'])
})

test('a restart of the dashboard flashes nobody offline', async ({ page, sim }) => {
  const states = await rememberStates(page)
  await openSignedIn(page)
  await expect(card(page, 'offline-for-hours').getByRole('img', { name: 'offline', exact: true })).toBeVisible()
  const before = await states()
  const last = page.getByRole('article').first()
  const countries = () => page.locator('.country').allInnerTexts()
  const known = await countries()
  expect(known.filter((code) => code !== '').length).toBeGreaterThan(10)
  await sim.restart()
  await expect(page.getByText('The dashboard has restarted and waits for its agents.')).toBeVisible()
  await sim.advance(13)
  await expect(last.getByRole('img', { name: 'live', exact: true })).toBeVisible()
  const fresh = (await states()).filter((state) => !before.includes(state) && !/ (live|unknown)$/.test(state))
  expect(fresh).toEqual([])
  // The dashboard asks its agents where they are later than they are back.
  expect(await countries()).toEqual(known)
  await sim.advance(10)
  const down = card(page, 'offline-for-hours').locator('.card-line').first()
  await expect(down).toContainText(/Offline · last seen [45] h.* ago, before the dashboard restarted/)
  // All of it is to be seen, and the card is as high as the others.
  const ends = await down.evaluate((line) => {
    const text = line.querySelector('span')?.firstChild as Text
    const range = document.createRange()
    range.setStart(text, text.data.indexOf('restarted'))
    range.setEnd(text, text.data.indexOf('restarted') + 9)
    return [range.getBoundingClientRect().bottom, line.getBoundingClientRect().bottom]
  })
  expect(ends[0]).toBeLessThanOrEqual(ends[1])
  const heights = await page.getByRole('article').evaluateAll((cards) => cards.map((card) => Math.round(card.getBoundingClientRect().height)))
  expect(new Set(heights).size).toBe(1)
})

test('where nothing tells the time, a machine that was down before a restart has no age', async ({ page, sim }) => {
  // What an earlier visit saw is written when it ends.
  await openSignedIn(page)
  await expect(card(page, 'offline-for-hours').getByRole('img', { name: 'offline', exact: true })).toBeVisible()
  await page.goto('/api/v1/nothing')
  await sim.fault('any', 'no_date')
  for (let id = 1; id <= 20; id += 1) await sim.changeServer(id, { reporting: false })
  await sim.advance(60)
  await sim.restart()
  await sim.advance(30)
  await page.goto('/')
  await expect(card(page, 'offline-for-hours')).toContainText('Offline · last seen before the dashboard restarted')
  await expect(page.getByRole('article').getByText(/last seen 0 s/)).toHaveCount(0)
})

for (const [word, skew_s] of [['ahead', HOUR_S], ['behind', -HOUR_S]] as const) {
  test(`a proxy whose clock is an hour ${word} makes nobody offline, and is named`, async ({ page, sim }) => {
    const states = await rememberStates(page)
    await sim.fault('any', 'clock_skew', { s: skew_s })
    await sim.changeServer(1, { name: 'steady' })
    await openSignedIn(page)
    await expect(card(page, 'steady').getByRole('img', { name: 'live', exact: true })).toBeVisible()
    await expect(page.getByText(/The clock of the proxy .* is (1 h|59 min \d+ s|1 h \d+ s) off/)).toBeVisible()
    expect((await states()).filter((state) => /^1 (late|offline)/.test(state))).toEqual([])
    await expect(card(page, 'offline-for-hours')).toContainText(/last seen (5 h|4 h 59 min)/)
  })
}

for (const [word, skew_s] of [['fast', HOUR_S], ['slow', -HOUR_S]] as const) {
  test(`a browser whose clock is an hour ${word} makes nobody offline, and ages are right`, async ({ page, sim }) => {
    await page.addInitScript((skew_ms) => {
      const { now } = Date
      Date.now = () => now() + skew_ms
      window.Date = new Proxy(Date, { construct: (date, given) => Reflect.construct(date, given.length ? given : [Date.now()]) })
    }, skew_s * 1000)
    const states = await rememberStates(page)
    await sim.changeServer(1, { name: 'steady' })
    await openSignedIn(page)
    await expect(card(page, 'steady').getByRole('img', { name: 'live', exact: true })).toBeVisible()
    await expect(card(page, 'offline-for-hours')).toContainText(/last seen (5 h|4 h 59 min)/)
    expect((await states()).filter((state) => /^1 (late|offline)/.test(state))).toEqual([])
    await expect(page.getByText(/The clock of the proxy/)).toHaveCount(0)
  })
}

test('between answers that are far apart ages run on', async ({ page, sim }) => {
  await page.clock.install()
  await sim.changeServer(1, { name: 'gone', reporting: false })
  await sim.advance(70)
  await page.addInitScript(() => localStorage.setItem('nezha-lens.settings', 'pace=30\n'))
  await openSignedIn(page)
  await expect(linkState(page)).toHaveText('live · every 30 s')
  // What lets them run comes with the part of the next page.
  await page.clock.runFor(7_000)
  const asked = (await sim.stats()).requests.details
  const silent_s = async () => {
    const [, minutes, seconds] = (await card(page, 'gone').innerText()).match(/last seen (\d+) min (?:(\d+) s )?ago/) ?? []
    return Number(minutes) * 60 + Number(seconds ?? 0)
  }
  const before = await silent_s()
  await expect
    .poll(async () => {
      await page.clock.runFor(1_000)
      return (await silent_s()) - before
    })
    .toBeGreaterThanOrEqual(8)
  expect((await sim.stats()).requests.details, 'without an answer').toBe(asked)
})

test('after a sleep of the laptop ages are right at once, and nobody is in a state that they are not', async ({ page, sim }) => {
  await page.clock.install()
  const states = await rememberStates(page)
  await openSignedIn(page)
  await expect(card(page, 'offline-for-hours')).toContainText(/last seen (5 h|4 h 59 min)/)
  const before = await states()
  // The wall clock goes on, and nothing that the page counts by.
  await sim.advance(HOUR_S)
  await page.clock.setSystemTime(Date.now() + HOUR_S * 1000)
  for (let answers = 0; answers < 4; answers += 1) {
    const asked = (await sim.stats()).requests.details
    await page.clock.runFor(2_000)
    await expect.poll(async () => (await sim.stats()).requests.details).toBeGreaterThan(asked)
  }
  await expect(card(page, 'offline-for-hours')).toContainText(/last seen (6 h|5 h 59 min)/)
  // Until the first answer comes nobody need know.
  expect((await states()).filter((state) => !before.includes(state) && !state.endsWith(' unknown'))).toEqual([])
})

test('who is offline keeps the last values, greyed', async ({ page, sim }) => {
  await sim.changeServer(1, { name: 'here' })
  await openSignedIn(page)
  await expect(card(page, 'here').getByRole('img', { name: 'live', exact: true })).toBeVisible()
  const looks = (name: string) =>
    card(page, name).evaluate((card) => {
      const of = (selector: string) => getComputedStyle(card.querySelector(selector) as Element)
      return { bar: Number(of('.gauge-bar').opacity), figure: of('.gauge-value').color }
    })
  const [live, offline] = [await looks('here'), await looks('offline-for-hours')]
  expect(await card(page, 'offline-for-hours').getByRole('meter', { name: 'CPU' }).getAttribute('aria-valuenow')).toMatch(/^\d+$/)
  expect(offline.bar).toBeLessThan(live.bar)
  expect(offline.figure).not.toBe(live.figure)
})

test('without a Date header a fleet that is dead is not called live, and found dead', async ({ page, sim }) => {
  // Half a minute has to pass.
  test.slow()
  const states = await rememberStates(page)
  await sim.fault('any', 'no_date')
  for (let id = 1; id <= 20; id++) await sim.changeServer(id, { reporting: false }).catch(() => undefined)
  await sim.advance(HOUR_S)
  await openSignedIn(page)
  const first = page.getByRole('article').first()
  await expect(first.getByRole('img', { name: 'unknown', exact: true })).toBeVisible()
  await expect(first.getByRole('img', { name: 'offline', exact: true })).toBeVisible({ timeout: 45_000 })
  expect((await states()).filter((state) => state.endsWith(' live'))).toEqual([])
})

test('without a Date header the freshest report is the clock', async ({ page, sim }) => {
  await sim.fault('any', 'no_date')
  await sim.changeServer(1, { name: 'steady' })
  await openSignedIn(page)
  await expect(card(page, 'steady').getByRole('img', { name: 'live', exact: true })).toBeVisible()
  await expect(card(page, 'offline-for-hours').getByRole('img', { name: 'offline', exact: true })).toBeVisible()
})

test('a cache that repeats an answer is found out, and nobody is called live by it', async ({ page, sim }) => {
  await keepToken(page, 'nezha-lens.token')
  await page.goto('/')
  await expect(linkState(page)).toHaveText('live · every 2 s')
  await sim.fault('details', 'cached')
  await sim.advance(30)
  await expect(page.getByText('a cache in front of the dashboard repeats it')).toContainText('Exclude /api/v1', { timeout: 20_000 })
  await expect(page.getByRole('article').getByRole('img', { name: 'live', exact: true })).toHaveCount(0)
  await sim.clearFaults()
  await expect(page.getByRole('article').getByRole('img', { name: 'live', exact: true }).first()).toBeVisible()
})

test('a cache with a Date of its own makes nobody late, and of an answer that it never renews nobody is called live', async ({ page, sim }) => {
  // Eleven polls have to pass, and what the cache may repeat.
  test.slow()
  const states = await rememberStates(page)
  await sim.fault('details', 'proxy_cache', { s: 6 })
  await openSignedIn(page)
  await expect(page.getByRole('article').getByRole('img', { name: 'live', exact: true }).first()).toBeVisible()
  const before = await states()
  const asked = async () => (await sim.stats()).requests.details ?? 0
  const first = await asked()
  await expect.poll(asked, { timeout: 40_000 }).toBeGreaterThan(first + 10)
  expect((await states()).filter((state) => !before.includes(state))).toEqual([])
  await sim.clearFaults()
  await sim.fault('details', 'proxy_cache')
  await expect(page.getByText('a cache in front of the dashboard repeats it')).toBeVisible({ timeout: 40_000 })
  await expect(page.getByRole('article').getByRole('img', { name: 'live', exact: true })).toHaveCount(0)
})
