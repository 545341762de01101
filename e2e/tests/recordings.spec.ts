import type { BrowserContext, Page } from '@playwright/test'
import { card, expect, openSignedIn, type Simulator, sure, test, TOKEN } from '../support/index.ts'

/** How much of its width a sparkline's CPU takes, 0 to 1. */
function drawn(page: Page, name: string): Promise<number> {
  const path = card(page, name).locator('.sparkline path').nth(1)
  return path.evaluate((path: SVGPathElement) => {
    const xs = (path.getAttribute('d') ?? '').match(/[ML]([\d.]+)/g)?.map((point) => Number(point.slice(1))) ?? []
    return xs.length > 1 ? (Math.max(...xs) - Math.min(...xs)) / 46 : 0
  })
}

/** How many points that line has. */
async function points(page: Page, name: string): Promise<number> {
  const d = await card(page, name).locator('.sparkline path').nth(1).getAttribute('d')
  return d?.match(/[ML]/g)?.length ?? 0
}

/** Lets the page's clock and the dashboard's run, in steps that leave the network time to answer. */
async function goOn(page: Page, sim: Simulator, seconds: number): Promise<void> {
  for (let passed = 0; passed < seconds; passed += 2) {
    await sim.advance(2)
    const answer = page.waitForResponse(/server\/details/)
    await page.clock.runFor(2_000)
    await (await answer).finished()
  }
}

/** The keys of everything that is recorded. */
function records(page: Page): Promise<string[]> {
  return page.evaluate(
    () =>
      new Promise<string[]>((resolve, reject) => {
        const open = indexedDB.open('nezha-lens')
        open.onerror = () => reject(open.error)
        open.onsuccess = () => {
          const database = open.result
          if (!database.objectStoreNames.contains('recordings')) return resolve([])
          const keys = database.transaction('recordings').objectStore('recordings').getAllKeys()
          keys.onsuccess = () => {
            database.close()
            resolve(keys.result as string[])
          }
        }
      }),
  )
}

async function nameOf(page: Page, id: number): Promise<string> {
  return page.locator(`.server-card a[href="#/server/${id}"]`).first().innerText()
}

async function share(page: Page): Promise<number> {
  return Number((await page.locator('.live').getByText(/^reports seen for/).innerText()).match(/[\d.]+/)?.[0])
}

async function openLive(page: Page): Promise<void> {
  await page.locator('.near').first().scrollIntoViewIfNeeded()
  await expect(page.locator('.live').getByRole('application', { name: /^CPU of/ })).toBeVisible()
}

/** Forgets all recordings: one press only asks. */
async function forget(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Forget all recordings' }).click()
  await sure(page).click()
}

test.describe('with a clock that is turned', () => {
  test.beforeEach(async ({ page }) => {
    await page.clock.install()
  })

  test('after a reload the last minutes of servers that were never opened are there', async ({ page, sim }) => {
    test.slow()
    await openSignedIn(page)
    const name = await nameOf(page, 1)
    await goOn(page, sim, 130)
    expect(await points(page, name)).toBeGreaterThan(50)
    await expect.poll(() => records(page)).toContainEqual(expect.stringMatching(/^\/\|fleet\|\d+\|\d+$/))
    await page.reload()
    await expect(card(page, name)).toBeVisible()
    await goOn(page, sim, 8)
    const later = async () => {
      await goOn(page, sim, 2)
      return await points(page, name)
    }
    await expect.poll(later, { timeout: 20_000, intervals: [50] }).toBeGreaterThan(50)
    expect(await drawn(page, name)).toBeGreaterThan(0.8)
    await page.goto('/#/server/1')
    await openLive(page)
    await goOn(page, sim, 4)
    expect(await share(page), 'of ten minutes').toBeGreaterThanOrEqual(20)
  })

  test('also a short visit is remembered, up to the moment at which the page was left', async ({ page, sim }) => {
    await openSignedIn(page)
    const name = await nameOf(page, 1)
    // The page's clock also runs by itself.
    await goOn(page, sim, 44)
    expect(await records(page), 'no minute of recording has passed').toEqual([])
    await page.reload()
    await expect(card(page, name)).toBeVisible()
    const later = async () => {
      await goOn(page, sim, 2)
      return await points(page, name)
    }
    await expect.poll(later, { timeout: 20_000, intervals: [50] }).toBeGreaterThan(15)
    // The line is drawn anew every nine seconds.
    const longer = async () => {
      await goOn(page, sim, 2)
      return await drawn(page, name)
    }
    await expect.poll(longer, { timeout: 20_000, intervals: [50] }).toBeGreaterThan(0.6)
  })

  test('what was recorded is gone when it is forgotten', async ({ page, sim }) => {
    test.slow()
    await openSignedIn(page)
    const name = await nameOf(page, 1)
    await goOn(page, sim, 130)
    await expect.poll(() => records(page)).not.toEqual([])
    await page.goto('/#/server/1')
    await openLive(page)
    await forget(page)
    await expect.poll(() => records(page)).toEqual([])
    await page.goto('/#/')
    await page.reload()
    await expect(card(page, name)).toBeVisible()
    await goOn(page, sim, 12)
    expect(await points(page, name)).toBeLessThan(20)
  })

  test('what was recorded is gone when it is forgotten, also where the browser has closed its database', async ({ page, sim }) => {
    test.slow()
    await page.addInitScript(() => {
      const open = IDBFactory.prototype.open
      const opened: IDBDatabase[] = []
      IDBFactory.prototype.open = function (...what) {
        const request = open.apply(this, what)
        request.addEventListener('success', () => opened.push(request.result))
        return request
      }
      document.addEventListener('close-databases', () => opened.forEach((database) => database.close()))
    })
    await openSignedIn(page)
    await goOn(page, sim, 130)
    await expect.poll(() => records(page)).not.toEqual([])
    await page.goto('/#/server/1')
    await openLive(page)
    await page.evaluate(() => document.dispatchEvent(new Event('close-databases')))
    await forget(page)
    await expect.poll(() => records(page)).toEqual([])
  })

  test('what an open server’s charts have seen is there after a reload, and gone when it is forgotten', async ({ page, sim }) => {
    await openSignedIn(page, '/#/server/1')
    await openLive(page)
    await goOn(page, sim, 64)
    await expect.poll(() => share(page), 'percent of ten minutes').toBeGreaterThanOrEqual(9)
    await page.reload()
    await openLive(page)
    await goOn(page, sim, 2)
    await expect.poll(() => share(page)).toBeGreaterThanOrEqual(9)
    await page.getByRole('button', { name: 'Forget all recordings' }).dblclick()
    await expect(sure(page)).toBeVisible()
    expect(await share(page), 'one press forgets nothing').toBeGreaterThanOrEqual(9)
    await sure(page).click()
    await expect.poll(() => share(page)).toBeLessThan(5)
  })

  test('what a window hands over when it is left is united with the hour, and does not pile up', async ({ page, sim }) => {
    test.slow()
    await openSignedIn(page, '/#/server/1')
    await openLive(page)
    await goOn(page, sim, 30)
    const own = (keys: string[]) => keys.filter((key) => key.startsWith('/|1|')).map((key) => key.replace(/\d+/g, 'n'))
    // Browsers do not always finish what a page that ends has told their database.
    let isHanded = false
    for (let visit = 0; visit < 2 || (visit < 6 && !isHanded); visit += 1) {
      await page.reload()
      await openLive(page)
      await goOn(page, sim, 2)
      isHanded ||= own(await records(page)).includes('/|n|n|m-n-n')
      await goOn(page, sim, 8)
    }
    expect(isHanded, 'as it was handed over').toBe(true)
    await goOn(page, sim, 70)
    const later = async () => {
      await goOn(page, sim, 2)
      return [...new Set(own(await records(page)))].sort()
    }
    await expect.poll(later, { timeout: 40_000, intervals: [50] }).toEqual(['/|n|n|m', '/|n|n|s'])
    await page.reload()
    await openLive(page)
    await goOn(page, sim, 4)
    await expect.poll(() => share(page), 'percent of ten minutes').toBeGreaterThanOrEqual(17)
  })

  test('a pinned server is recorded and its traffic counted while the list is open', async ({ page, sim }) => {
    test.slow()
    await openSignedIn(page, '/#/server/2')
    const pin = page.getByRole('button', { name: /^Pin / })
    await expect(pin).toHaveAttribute('aria-pressed', 'false')
    await pin.click()
    await expect(pin).toHaveAttribute('aria-pressed', 'true')
    await page.goto('/#/')
    await page.reload()
    await expect(page.getByRole('article').first()).toBeVisible()
    const ledger = () => page.evaluate(() => localStorage.getItem('nezha-lens.traffic.2') ?? '')
    const before = await ledger()
    await goOn(page, sim, 130)
    await expect.poll(() => records(page)).toContainEqual(expect.stringMatching(/^\/\|2\|\d+\|m$/))
    expect(await ledger(), 'traffic goes on').not.toBe(before)
    await page.goto('/#/server/2')
    await openLive(page)
    await goOn(page, sim, 4)
    const memory = page.getByRole('application', { name: /^Memory and swap of/ })
    await memory.focus()
    await page.keyboard.press('Home')
    await expect(memory.getByRole('status')).toContainText('%')
    expect(await share(page)).toBeGreaterThanOrEqual(20)
    await expect(page.getByRole('button', { name: /^Pin / })).toHaveAttribute('aria-pressed', 'true')
    await page.getByRole('button', { name: /^Pin / }).click()
    await page.reload()
    await expect(page.getByRole('button', { name: /^Pin / })).toHaveAttribute('aria-pressed', 'false')
  })
})

test('a server that is opened begins with what the list has seen', async ({ page }) => {
  await openSignedIn(page)
  const name = await nameOf(page, 1)
  await expect.poll(() => points(page, name), { timeout: 20_000 }).toBeGreaterThan(1)
  await page.goto('/#/server/1')
  await openLive(page)
  const cpu = page.getByRole('application', { name: /^CPU of/ })
  await expect(cpu).toHaveAttribute('data-lines', '1')
  await cpu.focus()
  const moments: string[] = []
  for (const key of ['End', 'Home']) {
    await page.keyboard.press(key)
    moments.push((await cpu.getByRole('status').innerText()).match(/\d+:\d\d:\d\d/)?.[0] ?? '')
  }
  const seconds = moments.map((moment) => moment.split(':').reduce((sum, part) => sum * 60 + Number(part), 0))
  expect(seconds[0] - seconds[1], 'from before the page was opened').toBeGreaterThanOrEqual(4)
})

test.describe('a window that another one writes for', () => {
  /** Opens server 1 in one window, which writes, and server 2 in another; tells where the other's memory begins and ends. */
  async function twoWindows(page: Page, context: BrowserContext) {
    const writer = () => page.evaluate(() => localStorage.getItem('nezha-lens.recording-tab')?.split(' ')[0] ?? '')
    await openSignedIn(page, '/#/server/1')
    await openLive(page)
    await expect.poll(writer).not.toBe('')
    const second = await context.newPage()
    await second.goto('/#/server/2')
    await openLive(second)
    const memory = second.getByRole('application', { name: /^Memory and swap of/ })
    const at = async (key: string) => {
      await memory.focus()
      await second.keyboard.press(key)
      return (await memory.getByRole('status').innerText()).match(/\d+:\d\d:\d\d/)?.[0] ?? ''
    }
    await expect.poll(async () => (await at('Home')) !== (await at('End')), { timeout: 20_000 }).toBe(true)
    return { second, at, writer }
  }

  test('keeps what its open server told over a reload', async ({ page, context }) => {
    const { second, at, writer } = await twoWindows(page, context)
    const [first, began] = [await writer(), await at('Home')]
    await second.reload()
    await openLive(second)
    await expect.poll(() => at('Home'), 'memory, which no list records').toBe(began)
    expect(await writer()).toBe(first)
  })

  test('keeps it also when the server was left before', async ({ page, context }) => {
    const { second, at } = await twoWindows(page, context)
    const began = await at('Home')
    await second.goto('/#/')
    await expect(second.getByRole('article').first()).toBeVisible()
    await second.reload()
    await expect(second.getByRole('article').first()).toBeVisible()
    await second.goto('/#/server/2')
    await openLive(second)
    await expect.poll(() => at('Home'), 'memory, which no list records').toBe(began)
  })

  test('forgets when that one is told to', async ({ page, context }) => {
    const { at } = await twoWindows(page, context)
    const began = await at('Home')
    await forget(page)
    await expect.poll(() => at('Home')).not.toBe(began)
  })
})

test('nothing of it needs storage', async ({ page, context }) => {
  await context.addInitScript(() => {
    const deny = { get: () => { throw new DOMException('denied', 'SecurityError') } }
    for (const name of ['indexedDB', 'localStorage', 'sessionStorage']) Object.defineProperty(window, name, deny)
  })
  await page.setExtraHTTPHeaders({ Authorization: TOKEN })
  await page.goto('/')
  await expect(page.getByRole('article').first()).toBeVisible()
  const name = await nameOf(page, 1)
  await expect.poll(() => points(page, name), { timeout: 20_000 }).toBeGreaterThan(1)
  await page.goto('/#/server/1')
  await openLive(page)
  await expect(page.getByRole('application', { name: /^CPU of/ })).toHaveAttribute('data-lines', '1')
  const pin = page.getByRole('button', { name: /^Pin / })
  await pin.click()
  await expect(pin).toHaveAttribute('aria-pressed', 'true')
})

test('a chart that is scrolled away is not drawn, and is when it comes back', async ({ page }) => {
  await page.addInitScript(() => {
    const counts = new WeakMap<object, number>()
    const transfer = ImageBitmapRenderingContext.prototype.transferFromImageBitmap
    Object.defineProperty(window, 'drawings', { value: (canvas: HTMLCanvasElement) => counts.get(canvas) ?? 0 })
    ImageBitmapRenderingContext.prototype.transferFromImageBitmap = function (picture) {
      counts.set(this.canvas, (counts.get(this.canvas) ?? 0) + 1)
      return transfer.call(this, picture)
    }
  })
  await page.setViewportSize({ width: 800, height: 500 })
  await openSignedIn(page, '/#/server/1')
  await openLive(page)
  const canvas = page.getByRole('application', { name: /^CPU of/ }).locator('canvas')
  const drawings = () => canvas.evaluate((canvas) => (window as never as { drawings: (of: Element) => number }).drawings(canvas))
  await expect.poll(drawings).toBeGreaterThan(1)
  await page.evaluate(() => scrollTo(0, 0))
  const polls = async (count: number) => {
    for (let at = 0; at < count; at += 1) await page.waitForResponse(/server\/details/)
  }
  await polls(2)
  const away = await drawings()
  await polls(3)
  expect(await drawings()).toBe(away)
  await canvas.scrollIntoViewIfNeeded()
  await expect.poll(drawings).toBeGreaterThan(away)
})

test('speeds in charts are in the units that were chosen', async ({ page }) => {
  await openSignedIn(page, '/#/server/1')
  const now = page.locator('.live-chart').filter({ hasText: 'Network' }).locator('.live-now').first()
  for (const [settings, unit] of [['', /\d [kMG]?B\/s$/], ['unit-base=1024', /\d ([KMG]i)?B\/s$/], ['speed-unit=bits', /\d [kMG]?bit\/s$/]] as const) {
    await page.evaluate((settings) => localStorage.setItem('nezha-lens.settings', settings), settings)
    await page.reload()
    await openLive(page)
    await expect(now).toHaveText(unit)
  }
})
