import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { expect, openSignedIn, test } from '../support/index.ts'

async function openLive(page: Page): Promise<void> {
  await page.locator('.near').first().scrollIntoViewIfNeeded()
  await expect(page.locator('.live').getByRole('application', { name: /^CPU of/ })).toBeVisible()
}

/** Stops the live charts and goes to the first report with the keyboard; what the chart of the CPU tells then. */
async function readFirst(page: Page): Promise<Locator> {
  await openSignedIn(page, '/#/server/1')
  await openLive(page)
  const cpu = page.locator('.live').getByRole('application', { name: /^CPU of/ })
  await expect(cpu).toHaveAttribute('data-lines', '1')
  await page.locator('.live').getByRole('button', { name: 'pause' }).click()
  await cpu.focus()
  await page.keyboard.press('Home')
  return cpu.getByRole('status')
}

test('behind the live charts are a table and files with units, which do not tell the server when asked', async ({ page }) => {
  await openSignedIn(page, '/#/server/1')
  await openLive(page)
  const live = page.locator('.live')
  const name = await page.locator('.title h1').innerText()
  await expect(live.getByRole('application', { name: /^Network of/ })).toHaveAttribute('data-lines', '2')
  await live.getByRole('button', { name: 'pause' }).click()
  await live.getByLabel('Chart').selectOption('Network')
  await live.getByRole('button', { name: 'Table', exact: true }).click()
  const rows = live.getByRole('region', { name: 'Table' }).getByRole('row')
  await expect(rows.first()).toContainText('sent')
  await expect(rows.nth(1)).toContainText(/\d+:\d\d:\d\d.*\d [kMG]?B\/s/)
  const save = async (kind: string) => {
    const [file] = await Promise.all([page.waitForEvent('download'), live.getByRole('button', { name: kind, exact: true }).click()])
    return await readFile(await file.path())
  }
  const csv = (await save('CSV')).toString().trim().split('\r\n')
  expect(csv[0]).toMatch(/^time,"sent \(B\/s\)","received \(B\/s\)"$/)
  expect(csv.length, 'a row for every one of the table').toBe(await rows.count())
  expect((await save('SVG')).toString()).toContain(`<title>Network of ${name}</title>`)
  await live.getByRole('checkbox', { name: 'without names and addresses' }).check()
  const svg = (await save('SVG')).toString()
  expect(svg).toContain('<title>Network of server 1</title>')
  expect(svg).not.toContain(name)
  expect((await save('PNG')).subarray(1, 4).toString()).toBe('PNG')
})

test('only the chart that has the focus speaks, and only when a key was pressed', async ({ page }) => {
  await openSignedIn(page, '/#/server/1')
  await openLive(page)
  const live = page.locator('.live')
  const [cpu, network] = ['CPU', 'Network'].map((name) => live.getByRole('application', { name: new RegExp(`^${name} of`) }).locator('output'))
  await live.getByRole('button', { name: 'pause' }).click()
  await live.getByRole('application', { name: /^CPU of/ }).focus()
  // What an earlier visit saw may still come, and draws all of them anew.
  await expect(async () => {
    await page.keyboard.press('Home')
    await expect(cpu).toHaveAttribute('aria-live', 'polite', { timeout: 1000 })
  }).toPass()
  await expect(cpu).toBeVisible()
  await expect(network).toBeVisible()
  await expect(network).toHaveAttribute('aria-live', 'off')
  // The next answer draws all of them anew.
  await live.getByRole('button', { name: 'go on' }).click()
  await expect(cpu).toHaveAttribute('aria-live', 'off')
})

test('the keyboard stops once in a gap, and is told from when to when there is nothing', async ({ page }) => {
  const readOut = await readFirst(page)
  await expect(readOut).toContainText(/CPU\d/)
  const first = await readOut.innerText()
  await page.keyboard.press('ArrowLeft')
  await expect(readOut).toContainText(/nothing seen from \d\d-\d\d \d+:\d\d:\d\d to (\d\d-\d\d )?\d+:\d\d:\d\d/)
  await page.keyboard.press('ArrowLeft')
  await expect(readOut, 'there is nothing before the gap').toContainText('nothing seen from')
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => readOut.innerText()).toBe(first)
})

test('what a chart tells of a stretch without data takes no room when it tells of a moment again', async ({ page }) => {
  const readOut = await readFirst(page)
  const width = async () => (await readOut.boundingBox())?.width ?? 0
  await expect(readOut).toContainText(/CPU\d/)
  const before = await width()
  await page.keyboard.press('ArrowLeft')
  await expect(readOut).toContainText('nothing seen from')
  expect(await width()).toBeGreaterThan(before + 20)
  await page.keyboard.press('ArrowRight')
  await expect(readOut).toContainText(/CPU\d/)
  expect(await width()).toBeLessThan(before + 20)
})

/** Puts two fingers on a chart and moves them, each from and to a share of its width. */
async function pinch(page: Page, chart: Locator, from: number[], to: number[]): Promise<void> {
  const box = (await chart.boundingBox()) as { x: number; y: number; width: number; height: number }
  const client = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove', shares: number[]) =>
    client.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: shares.map((share, id) => ({ x: box.x + box.width * share, y: box.y + box.height / 2, id })),
    })
  await touch('touchStart', from)
  for (let step = 1; step <= 4; step += 1) await touch('touchMove', from.map((share, at) => share + ((to[at] - share) * step) / 4))
  await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
}

test.describe('with fingers', () => {
  test.use({ hasTouch: true })

  test('two fingers zoom into the latency and out again, and a double tap shows everything', async ({ page }) => {
    await openSignedIn(page, '/#/server/1')
    const chart = page.locator('.latency .chart')
    await expect(chart).toHaveAttribute('data-drawn', '5')
    const everything = page.locator('.latency').getByRole('button', { name: 'Show everything' })
    const picture = () => chart.locator('canvas').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())
    const day = await picture()
    await pinch(page, chart, [0.4, 0.6], [0.2, 0.8])
    await expect(everything).toBeVisible()
    await expect.poll(picture).not.toBe(day)
    await pinch(page, chart, [0.1, 0.9], [0.45, 0.55])
    await expect(everything).toBeHidden()
    await pinch(page, chart, [0.4, 0.6], [0.2, 0.8])
    await expect(everything).toBeVisible()
    const box = (await chart.boundingBox()) as { x: number; y: number; width: number; height: number }
    const client = await page.context().newCDPSession(page)
    const touchPoints = [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }]
    // A machine may be busy between the two: fingers came down when their events say so.
    const first = Date.now() / 1000
    for (const timestamp of [first, first + 0.1]) {
      await client.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints, timestamp })
      await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [], timestamp: timestamp + 0.02 })
    }
    await expect(everything).toBeHidden()
  })

  test('what a finger has read stays when it is lifted, until one taps elsewhere', async ({ page }) => {
    await openSignedIn(page, '/#/server/1')
    const chart = page.locator('.latency .chart')
    await expect(chart).toHaveAttribute('data-drawn', '5')
    const box = (await chart.boundingBox()) as { x: number; y: number; width: number; height: number }
    const readOut = chart.locator('output')
    await expect(readOut).toBeHidden()
    await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2)
    await expect(readOut).toBeVisible()
    const said = await readOut.textContent()
    // Some frames later it is still there.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    await expect(readOut).toHaveText(said ?? '')
    await page.touchscreen.tap(box.x + 20, box.y - 40)
    await expect(readOut).toBeHidden()
  })

  test('two fingers on one live chart zoom all of them, and one finger still scrolls the page', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 700 })
    await openSignedIn(page, '/#/server/1')
    await openLive(page)
    const chart = page.locator('.live').getByRole('application', { name: /^CPU of/ })
    await chart.scrollIntoViewIfNeeded()
    await expect(chart).toHaveAttribute('data-lines', '1')
    await pinch(page, chart, [0.7, 0.9], [0.3, 0.9])
    await expect(page.locator('.live').getByRole('button', { name: 'Show everything' })).toBeVisible()
    const box = (await chart.boundingBox()) as { x: number; y: number; width: number; height: number }
    const top = () => page.evaluate(() => scrollY)
    const before = await top()
    const client = await page.context().newCDPSession(page)
    const finger = (y: number) => [{ x: box.x + box.width / 2, y }]
    await client.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: finger(box.y + 20) })
    for (let y = 30; y <= 140; y += 10) await client.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: finger(box.y + y) })
    await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    await expect.poll(top).toBeLessThan(before - 60)
  })
})

for (const ratio of [1, 1.25, 1.5]) {
  test.describe(`with ${ratio} device pixels a pixel`, () => {
    test.use({ deviceScaleFactor: ratio })

    test('grid lines are sharp, and hairlines of charts above each other are one line', async ({ page }) => {
      await page.setViewportSize({ width: 1300, height: 1000 })
      await openSignedIn(page, '/#/server/1')
      await openLive(page)
      const charts = page.locator('.live .chart')
      for (const chart of await charts.all()) await expect(chart).toHaveAttribute('data-lines', /\d/)
      await page.locator('.live').getByRole('button', { name: 'pause' }).click()
      for (const chart of await charts.all()) {
        // Left of the lines there are paper, the band without data, grid and axis: a blurred line would add mixtures.
        const colours = () =>
          chart.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
            const copy = new OffscreenCanvas(1, canvas.height).getContext('2d') as OffscreenCanvasRenderingContext2D
            copy.drawImage(canvas, -Math.round(canvas.width * 0.3), 0)
            const { data } = copy.getImageData(0, 0, 1, canvas.height)
            const rows = Array.from({ length: canvas.height }, (_, y) => data.slice(y * 4, y * 4 + 4).join())
            // Without the rows of texts.
            const counts = rows.filter((_, y) => y > canvas.height * 0.25 && y < canvas.height * 0.8)
            return new Set(counts).size
          })
        await expect.poll(colours).toBe(2)
        const stretched = await chart.locator('canvas').evaluate(
          (canvas: HTMLCanvasElement, ratio) => Math.abs(canvas.getBoundingClientRect().width * ratio - canvas.width), ratio)
        expect(stretched).toBeLessThan(0.05)
      }
      await charts.first().hover()
      const lefts = () => page.locator('.live .chart-hairline:not([hidden])').evaluateAll((all) =>
        all.map((one) => one.getBoundingClientRect().left + parseFloat(getComputedStyle(one).backgroundPositionX)))
      await expect.poll(async () => (await lefts()).length).toBeGreaterThanOrEqual(6)
      const [cpu, memory, network, connections, processes, load] = (await lefts()).map((left) => Math.round(left * ratio * 100) / 100)
      expect([connections, processes, load]).toEqual([cpu, memory, network])
      for (const left of [cpu, memory, network]) expect(Math.abs(left - Math.round(left))).toBeLessThan(0.05)
    })
  })
}

test('how far one looks back stays so on the next server, and after a reload', async ({ page }) => {
  await openSignedIn(page, '/#/server/1')
  await openLive(page)
  const hour = page.locator('.live').getByRole('button', { name: '1 h', exact: true })
  await hour.click()
  await expect(hour).toHaveAttribute('aria-pressed', 'true')
  await page.goto('/#/server/2')
  await openLive(page)
  await expect(hour).toHaveAttribute('aria-pressed', 'true')
  await page.reload()
  await openLive(page)
  await expect(hour).toHaveAttribute('aria-pressed', 'true')
})

test('only what a server tells has a chart: neither a GPU nor counts that its agent does not make', async ({ page, sim }) => {
  await sim.changeServer(1, { status: { TcpConnCount: 0, UdpConnCount: 0, ProcessCount: 0 } })
  await openSignedIn(page, '/#/server/10')
  const live = page.locator('.live')
  const areTold = async (count: number) => {
    for (const name of ['GPU', 'Warmest sensor', 'Connections', 'Processes']) {
      await expect(live.getByRole('application', { name: new RegExp(`^${name} of`) })).toHaveCount(count)
      await expect(live.getByLabel('Chart').getByRole('option', { name })).toHaveCount(count)
    }
    await expect(live.getByRole('application', { name: /^Disk of/ })).toHaveAttribute('data-lines', '1')
  }
  await openLive(page)
  await areTold(1)
  const warmest = live.getByRole('application', { name: /^Warmest sensor of/ })
  await warmest.focus()
  await page.keyboard.press('End')
  await expect(warmest.getByRole('status')).toContainText('°C')
  await page.goto('/#/server/1')
  await openLive(page)
  await areTold(0)
  await expect(page.locator('.dials .figure').last()).toHaveText('–')
})

test('charts that are paused stand still while the feed goes on, and then catch up', async ({ page }) => {
  await openSignedIn(page, '/#/server/1')
  await openLive(page)
  const live = page.locator('.live')
  const cpu = live.getByRole('application', { name: /^CPU of/ })
  await expect(cpu).toHaveAttribute('data-lines', '1')
  const picture = () => cpu.locator('canvas').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())
  const figures = () => live.locator('.live-now').allInnerTexts()
  const polls = async (count: number) => {
    for (let at = 0; at < count; at += 1) await (await page.waitForResponse(/server\/details/)).finished()
  }
  await live.getByRole('button', { name: 'pause' }).click()
  await expect(live.getByRole('button', { name: 'go on' })).toHaveAttribute('aria-pressed', 'true')
  await polls(1)
  const before = [await picture(), ...(await figures())]
  await polls(3)
  expect([await picture(), ...(await figures())]).toEqual(before)
  await live.getByRole('button', { name: 'go on' }).click()
  await expect.poll(picture).not.toBe(before[0])
  await cpu.focus()
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowLeft')
  await expect(cpu.getByRole('status'), 'what was seen meanwhile').toContainText(/CPU\d/)
})

test('a server that falls silent has no line from then on, and the page says so', async ({ page, sim }) => {
  test.slow()
  await page.clock.install()
  await openSignedIn(page, '/#/server/1')
  await openLive(page)
  const goOn = async (seconds: number) => {
    for (let passed = 0; passed < seconds; passed += 2) {
      await sim.advance(2)
      const answer = page.waitForResponse(/server\/details/)
      await page.clock.runFor(2_000)
      await (await answer).finished()
    }
  }
  const cpu = page.locator('.live').getByRole('application', { name: /^CPU of/ })
  const at = async (key: string) => {
    await cpu.focus()
    await page.keyboard.press(key)
    return await cpu.getByRole('status').innerText()
  }
  await goOn(10)
  expect(await at('End')).toMatch(/CPU\s*\d/)
  await sim.changeServer(1, { reporting: false })
  await goOn(120)
  const last = await at('End')
  expect(last, 'the last report').toMatch(/CPU\s*\d/)
  expect(await at('ArrowRight')).toMatch(/^nothing seen from .* to /)
  await goOn(20)
  expect(await at('End'), 'no sample is carried over').toBe(last)
  await expect(page.locator('.title')).toContainText(/offline · reported \d min/)
})
