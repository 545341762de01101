import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, linkState, openSignedIn, said, test } from '../support/index.ts'

test('the chart draws every monitor, and the legend takes lines away and brings them back', async ({ page }) => {
  await openSignedIn(page, '/#/server/1')
  const chart = page.locator('.latency .chart')
  await expect(chart).toHaveAttribute('data-drawn', '5')
  const switches = page.locator('.legend')
  await expect(switches).toHaveCount(5)
  await switches.nth(1).click()
  await expect(switches.nth(1)).toHaveAttribute('aria-pressed', 'false')
  await expect(chart).toHaveAttribute('data-drawn', '4')
  await switches.nth(1).press('Enter')
  await expect(chart).toHaveAttribute('data-drawn', '5')
})

test('one line can be looked at alone, the choice turned round, and it is remembered', async ({ page }) => {
  await openSignedIn(page, '/#/server/1')
  const chart = page.locator('.latency .chart')
  const switches = page.locator('.legend')
  await expect(switches).toHaveCount(5)
  await switches.nth(2).click({ modifiers: ['Alt'] })
  await expect(chart).toHaveAttribute('data-drawn', '1')
  await page.reload()
  await expect(chart).toHaveAttribute('data-drawn', '1')
  await expect(switches.nth(2)).toHaveAttribute('aria-pressed', 'true')
  await page.getByRole('button', { name: 'invert', exact: true }).click()
  await expect(chart).toHaveAttribute('data-drawn', '4')
  await page.getByRole('button', { name: 'all', exact: true }).click()
  await expect(chart).toHaveAttribute('data-drawn', '5')
  await page.getByRole('button', { name: /^Only Cloudflare/ }).click()
  await expect(chart).toHaveAttribute('data-drawn', '1')
  await expect(page.getByText('No monitor is shown.')).toHaveCount(0)
  await page.locator('.legend[aria-pressed="true"]').click()
  await expect(page.getByText('No monitor is shown. Choose one below.')).toBeVisible()
})

test('every monitor has its numbers, and three losses that are never mixed', async ({ page }) => {
  await openSignedIn(page, '/#/server/1')
  const table = page.getByRole('table')
  await expect(table.getByRole('columnheader')).toHaveText([/^Monitor/, 'last', 'min', 'median', 'p95', 'max', 'jitter', 'lost', 'partly lost, est.', 'cannot tell', 'no data'])
  const rows = table.locator('tbody tr')
  await expect(rows).toHaveCount(5)
  await expect(rows.first().locator('td').nth(2)).toHaveText(/^[\d.]+$/)
  for (const row of await rows.all()) {
    const [last, min, median, p95, max, jitter, lost, partly, doubt, gap] = await row.locator('td').allInnerTexts()
    const number = (text: string) => Number(text.replace('≥ ', ''))
    expect(number(min)).toBeGreaterThan(0)
    expect(number(min)).toBeLessThanOrEqual(number(median))
    expect(number(median)).toBeLessThanOrEqual(number(p95))
    expect(number(p95)).toBeLessThanOrEqual(number(max))
    expect(number(jitter)).toBeGreaterThan(0)
    expect(last).toMatch(/^(all lost|(≥ )?[\d.]+|[\d.]+\n(partly lost, est\.|cannot tell))$/)
    for (const share of [lost, partly, doubt]) expect(share).toMatch(/^(<0\.1%|>99\.9%|[\d.]+%)$/)
    expect(gap).toMatch(/^(0|all of it|[\dhmin ]+)$/)
  }
})

for (const ratio of [1, 2]) {
  test.describe(`with ${ratio} device pixels a pixel`, () => {
    test.use({ deviceScaleFactor: ratio })

    test('a line lies at its value', async ({ page }) => {
      const now = Date.now() - (Date.now() % 60_000)
      const times = Array.from({ length: 1440 }, (_, minute) => now - minute * 60_000).reverse()
      const answer = { code: 0, message: 'success', result: [{ monitor_id: 1, server_id: 1, monitor_name: 'flat', server_name: 's', created_at: times, avg_delay: times.map(() => 50) }] }
      await page.route('**/api/v1/monitor/1', (route) => route.fulfill({ json: answer }))
      await openSignedIn(page, '/#/server/1')
      await expect(page.locator('.latency .chart')).toHaveAttribute('data-drawn', '1')
      // Rows of a column in which something is drawn; those beside each other are one line. 50 is a value of the axis: the line
      // lies on its grid line.
      const rows = await page.locator('.latency canvas').evaluate((canvas: HTMLCanvasElement) => {
        const copy = new OffscreenCanvas(1, canvas.height).getContext('2d') as OffscreenCanvasRenderingContext2D
        copy.drawImage(canvas, -Math.round(canvas.width * 0.37), 0)
        const { data } = copy.getImageData(0, 0, 1, canvas.height)
        const found: { y: number; isLine: boolean }[] = []
        // Without the labels below.
        for (let y = 0; y < canvas.height * 0.93; y++) {
          const [red = 0, green = 0, blue = 0, alpha = 0] = data.slice(y * 4, y * 4 + 4)
          const last = found.at(-1)
          const isLine = Math.max(red, green, blue) - Math.min(red, green, blue) > 60
          if (alpha > 200 && (last === undefined || y - last.y > 4)) found.push({ y, isLine })
        }
        return found
      })
      expect(rows.length).toBeGreaterThan(3)
      const steps = rows.slice(1).map(({ y }, at) => y - (rows[at]?.y ?? 0))
      expect(Math.max(...steps) - Math.min(...steps), JSON.stringify(rows)).toBeLessThanOrEqual(2)
      expect(rows.filter(({ isLine }) => isLine)).toHaveLength(1)
    })
  })
}

test('a chart that was moved aside reads what is below the pointer', async ({ page }) => {
  await openSignedIn(page, '/#/server/1')
  const chart = page.locator('.latency .chart')
  await expect(chart).toHaveAttribute('data-drawn', '5')
  // As large as before: as where another chart or a scroll bar comes.
  await page.evaluate(() => Object.assign(document.querySelector('main')!.style, { position: 'relative', left: '-90px' }))
  const box = (await chart.boundingBox()) as { x: number; y: number; width: number; height: number }
  const x = box.x + box.width * 0.6
  await page.mouse.move(x, box.y + 100)
  const hairline = chart.locator('.chart-hairline:not([hidden])')
  await expect(hairline).toHaveCount(1)
  const at = await hairline.evaluate((line) => line.getBoundingClientRect().left + parseFloat(getComputedStyle(line).backgroundPositionX))
  expect(Math.abs(at - x)).toBeLessThan(5)
})

test('a last value that is no latency says so, and so does one that was lost', async ({ page }) => {
  await page.route('**/api/v1/monitor/1', async (route) => {
    const response = await route.fetch()
    const answer = await response.json()
    const [halved, lost] = answer.result
    const recent = halved.avg_delay.slice(-60).sort((a: number, b: number) => a - b)
    halved.avg_delay = halved.avg_delay.with(-1, recent[40] / 2)
    lost.avg_delay = lost.avg_delay.with(-1, 0)
    await route.fulfill({ response, json: answer })
  })
  await openSignedIn(page, '/#/server/1')
  const last = (row: number) => page.locator('.latency tbody tr').nth(row).locator('td').first()
  await expect(last(0)).toHaveText(/^[\d.]+\s*partly lost, est\.$/)
  await expect(last(0)).toHaveClass('partly-lost')
  await expect(last(1)).toHaveText('all lost')
  await expect(last(1)).toHaveClass('lost')
})

test('numbers follow what is shown: a drag zooms in, a double click shows everything again', async ({ page }) => {
  await openSignedIn(page, '/#/server/1')
  const chart = page.locator('.latency .chart')
  await expect(chart).toHaveAttribute('data-drawn', '5')
  const median = page.locator('.latency tbody tr').first().locator('td').nth(5)
  await expect(median).toHaveText(/\d/)
  const ofDay = await median.innerText()
  const box = (await chart.boundingBox()) as { x: number; y: number; width: number; height: number }
  await page.mouse.move(box.x + box.width * 0.6, box.y + 100)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.65, box.y + 100, { steps: 4 })
  await expect(page.locator('.latency .chart-shade')).toBeVisible()
  await page.mouse.up()
  await expect(page.getByRole('button', { name: 'Show everything' })).toBeVisible()
  await expect(median).not.toHaveText(ofDay)
  await chart.dblclick()
  await expect(median).toHaveText(ofDay)
  await expect(page.getByRole('button', { name: 'Show everything' })).toHaveCount(0)
})

test('a chart can be taken along as a file, and without names when asked', async ({ page }) => {
  await openSignedIn(page, '/#/server/1')
  const save = async (kind: string) => {
    const [file] = await Promise.all([page.waitForEvent('download'), page.locator('.latency').getByRole('button', { name: kind, exact: true }).click()])
    return await readFile(await file.path())
  }
  const csv = (await save('CSV')).toString()
  // With a byte order mark, or a spreadsheet on a Chinese Windows shows garbage for names.
  expect(csv).toMatch(/^\ufefftime,/)
  expect(csv).toContain('Cloudflare')
  expect(csv.split('\r\n').length).toBeGreaterThan(1000)
  expect(csv).toContain('lost')
  await page.locator('.latency').getByRole('checkbox', { name: 'without names and addresses' }).check()
  const redacted = (await save('CSV')).toString()
  expect(redacted.split('\r\n')[0]).toContain('monitor 3 (ms)')
  expect(redacted).not.toContain('Cloudflare')
  const svg = (await save('SVG')).toString()
  expect(svg).toMatch(/^<svg/)
  expect(svg).not.toContain('Cloudflare')
  expect((await save('PNG')).subarray(1, 4).toString()).toBe('PNG')
})

test('smoothing changes the lines, and neither the table nor the CSV', async ({ context, page }) => {
  await openSignedIn(page, '/#/server/1')
  const latency = page.locator('.latency')
  await expect(latency.locator('.chart')).toHaveAttribute('data-drawn', '5')
  await latency.getByRole('button', { name: 'Table', exact: true }).click()
  const told = async () => {
    const [file] = await Promise.all([page.waitForEvent('download'), latency.getByRole('button', { name: 'CSV', exact: true }).click()])
    return [(await readFile(await file.path())).toString(), await page.getByRole('region', { name: 'Table' }).innerText()]
  }
  const picture = () => latency.locator('canvas').first().evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())
  // What is lost is worked out once the lines are seen.
  await expect.poll(async () => (await told())[0]).toContain('partly lost')
  const [before, drawn] = [await told(), await picture()]
  const beside = await context.newPage()
  await beside.goto('/#/settings')
  await beside.getByLabel('Smooth latency').selectOption('on')
  await expect(latency.getByText('Lines are smoothed')).toBeVisible()
  await expect.poll(picture).not.toBe(drawn)
  expect(await told()).toEqual(before)
})

test('behind the chart is a table with every sample, newest first', async ({ page }) => {
  await openSignedIn(page, '/#/server/1?range=1h')
  const latency = page.locator('.latency')
  await latency.getByRole('button', { name: 'Table', exact: true }).click()
  const rows = page.getByRole('region', { name: 'Table' }).getByRole('row')
  await expect.poll(() => rows.count()).toBeGreaterThan(50)
  await expect(rows.nth(1)).toContainText(/\d ms/)
  await page.getByRole('region', { name: 'Table' }).getByRole('button', { name: /more/ }).click()
  // Another minute may begin between the two.
  await expect(async () => {
    const [file] = await Promise.all([page.waitForEvent('download'), latency.getByRole('button', { name: 'CSV', exact: true }).click()])
    const samples = (await readFile(await file.path(), 'utf8')).trim().split('\r\n')
    expect(await rows.count(), 'a row for every one of the file').toBe(samples.length)
  }).toPass()
  const minutes = (await rows.getByRole('rowheader').allInnerTexts()).map((time) => {
    const [, hour, minute] = /(\d+):(\d\d)/.exec(time) ?? []
    return Number(hour) * 60 + Number(minute)
  })
  // Also where the hour has a midnight in it. A monitor that runs thrice a minute repeats its minutes.
  const steps = minutes.slice(1).map((minute, at) => (minutes[at] - minute + 1440) % 1440)
  expect(Math.max(...steps), 'no step back').toBeLessThan(60)
  expect(steps.reduce((sum, step) => sum + step)).toBeGreaterThan(50)
})

test('the keyboard reads the values out, from the newest backwards', async ({ page }) => {
  await openSignedIn(page, '/#/server/1')
  const chart = page.getByRole('application', { name: /^Latency of .*, by monitor$/ })
  await expect(chart).toHaveAttribute('data-drawn', '5')
  await chart.focus()
  const readOut = chart.getByRole('status')
  await page.keyboard.press('End')
  await expect(readOut).toContainText(/\d+:\d\d/)
  await expect(readOut).toContainText(/\d ms|all lost/)
  const newest = await readOut.innerText()
  await page.keyboard.press('ArrowLeft')
  await expect(readOut).not.toHaveText(newest)
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => readOut.innerText()).toBe(newest)
  await page.keyboard.press('Home')
  await expect.poll(() => readOut.innerText()).not.toBe(newest)
  await page.keyboard.press('Escape')
  await expect(readOut).toBeHidden()
})

test('a range is kept in the address, and is drawn', async ({ page }) => {
  await openSignedIn(page, '/#/server/1')
  await expect(page.locator('.latency .chart')).toHaveAttribute('data-drawn', '5')
  const picture = () => page.locator('.latency .chart canvas').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())
  const day = await picture()
  await page.locator('.latency').getByRole('button', { name: '1 h', exact: true }).click()
  await expect(page).toHaveURL(/#\/server\/1\?range=1h$/)
  await expect.poll(picture).not.toBe(day)
  await page.reload()
  await expect(page.locator('.latency').getByRole('button', { name: '1 h', exact: true })).toHaveAttribute('aria-pressed', 'true')
})

test('a chart is drawn anew in the colours of another theme and for a window of another width', async ({ page }) => {
  await openSignedIn(page, '/#/server/1')
  await expect(page.locator('.latency .chart')).toHaveAttribute('data-drawn', '5')
  const canvas = page.locator('.latency .chart canvas')
  const picture = () => canvas.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())
  const light = await picture()
  await page.getByLabel('Theme').selectOption('dark')
  await expect.poll(picture).not.toBe(light)
  const widths = () => canvas.evaluate((canvas: HTMLCanvasElement) => [canvas.width, Math.round(canvas.getBoundingClientRect().width * devicePixelRatio)])
  const [before] = await widths()
  await page.setViewportSize({ width: 700, height: 1600 })
  await expect.poll(async () => (await widths())[0]).toBeLessThan(before)
  const [drawn, shown] = await widths()
  expect(drawn).toBe(shown)
})

test('a guest sees latency too', async ({ page }) => {
  await page.goto('/#/server/1')
  await expect(page.locator('.latency .chart')).toHaveAttribute('data-drawn', '5')
})

test('a server without monitors says so, and where they are made', async ({ page }) => {
  await openSignedIn(page, '/#/server/20')
  await expect(said(page, 'No latency monitor covers this server')).toContainText('under Services')
  await expect(page.locator('.latency .chart')).toHaveCount(0)
})

test('a guest is told that a server is hidden, and where to sign in', async ({ page }) => {
  await page.goto('/#/server/2')
  await expect(said(page, 'This server is hidden from guests.')).toBeVisible()
  await expect(page.locator('main').getByRole('button', { name: 'Sign in' })).toBeVisible()
})

test('a server that does not exist is told as such', async ({ page }) => {
  await page.goto('/#/server/4711')
  await expect(page.getByRole('heading', { name: 'There is no server with this number here' })).toBeVisible()
})

test('a failed request can be tried again by hand', async ({ page, sim }) => {
  await sim.fault('monitor', 'status_500')
  await openSignedIn(page, '/#/server/1')
  await expect(said(page, 'The dashboard failed over this request.')).toBeVisible()
  await sim.clearFaults()
  await expect(async () => {
    // It is not asked twice within three seconds; once it has been, there is nothing left to click.
    const again = page.locator('.latency').getByRole('button', { name: 'Try now' })
    if (await again.isVisible()) await again.click({ timeout: 500 })
    await expect(page.locator('.latency .chart')).toHaveAttribute('data-drawn', '5', { timeout: 1500 })
  }).toPass()
})

test('on a dashboard with a view password a server’s page says what to do', async ({ page, sim }) => {
  await sim.setViewPassword('open sesame')
  await page.goto('/#/server/1')
  await expect(said(page, 'The dashboard wants its view password.')).toContainText('Enter it here')
})

for (const [fault, what] of [
  ['status_500', 'The dashboard failed over this request.'],
  ['server_error', 'The dashboard failed over this request.'],
  ['html', 'What answers is no Nezha V0 dashboard'],
  ['truncated', "The dashboard's answer was cut off."],
  ['close', 'The dashboard does not answer.'],
] as const) {
  test(`latency that meets ${fault} says so where the chart would be, and the rest goes on`, async ({ page, sim }) => {
    await sim.fault('monitor', fault)
    await openSignedIn(page, '/#/server/1')
    await expect(said(page, what)).toBeVisible()
    await expect(linkState(page)).toHaveText('live · every 2 s')
    await expect(page.getByText('Loading …')).toHaveCount(0)
  })
}

test('coming back to a server within a minute asks for its latency no second time', async ({ page, sim }) => {
  await openSignedIn(page, '/#/server/1')
  await expect(page.locator('.latency .chart')).toHaveAttribute('data-drawn', '5')
  for (let times = 0; times < 3; times += 1) {
    await page.goto('/#/')
    await expect(page.getByRole('article').first()).toBeVisible()
    await page.goto('/#/server/1')
    await expect(page.locator('.latency .chart')).toHaveAttribute('data-drawn', '5')
  }
  expect((await sim.stats()).requests.monitor).toBe(1)
})

test('a link that is pressed asks for its latency before its page is open, and the page does not ask again', async ({ page }) => {
  const asked: string[] = []
  page.on('request', (request) => {
    const [, server] = /\/api\/v1\/monitor\/(\d+)/.exec(request.url()) ?? []
    if (server) asked.push(server)
  })
  await openSignedIn(page)
  const link = (server: number) => page.locator(`[data-server="${server}"]`).getByRole('link')
  // Once the part is here that asks.
  await expect
    .poll(async () => {
      await link(1).dispatchEvent('mousedown', { button: 0 })
      return asked
    })
    .toEqual(['1'])
  // Menus and new tabs are asked for nothing.
  await link(2).dispatchEvent('mousedown', { button: 2 })
  await link(2).dispatchEvent('mousedown', { button: 0, ctrlKey: true })
  await link(3).dispatchEvent('mousedown', { button: 0 })
  await expect.poll(() => asked).toEqual(['1', '3'])
  await link(1).click()
  await expect(page.locator('[data-drawn]')).toBeVisible()
  expect(asked).toEqual(['1', '3'])
})

test('a page whose answer is nearly there is shown once, with its lines', async ({ page }) => {
  await page.addInitScript(() => {
    const linesSeen: string[] = []
    Object.assign(window, { linesSeen })
    const look = () => {
      if (document.querySelector('main .latency')) {
        linesSeen.push(document.querySelector('[data-drawn]')?.getAttribute('data-drawn') ?? 'no lines')
      }
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
  await openSignedIn(page)
  await comesAtAPress(page)
  await page.locator('[data-server="1"]').getByRole('link').evaluate((link: HTMLElement) => {
    // A busy machine may need longer for an answer than a page waits: what is waited for in this turn may take its time.
    const later = window.setTimeout
    const longer = (then: TimerHandler, ms = 0) => later(then, Math.max(ms, 5000))
    window.setTimeout = longer as typeof window.setTimeout
    later(() => (window.setTimeout = later))
    link.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, cancelable: true, button: 0 }))
    link.click()
  })
  const linesSeen = () => page.evaluate(() => (window as unknown as { linesSeen: string[] }).linesSeen)
  await expect.poll(linesSeen).toContain('5')
  expect((await linesSeen()).filter((lines) => lines !== '5')).toEqual([])
})

test('a page whose answer takes longer is shown before it', async ({ page }) => {
  await openSignedIn(page)
  await comesAtAPress(page)
  await page.route('**/api/v1/monitor/*', () => undefined)
  await page.locator('[data-server="1"]').getByRole('link').click()
  await expect(page).toHaveURL(/#\/server\/1$/)
  await expect(page.locator('.latency').getByText('Loading …')).toBeVisible()
})

/** Waits until the part is here that asks for latency at a press: another server's link tells. */
async function comesAtAPress(page: Page) {
  const asked: string[] = []
  page.on('request', (request) => request.url().includes('/api/v1/monitor/') && asked.push(request.url()))
  await expect
    .poll(async () => {
      await page.locator('[data-server="4"]').getByRole('link').dispatchEvent('mousedown', { button: 0 })
      return asked.length
    })
    .toBe(1)
}

test('of what is read out at the cursor long names are cut, and never a value', async ({ page }) => {
  const long = 'A monitor whose name goes on and on, for one never knows which of its ends somebody will want to read in a hurry'
  await page.route('**/api/v1/monitor/1', async (route) => {
    const reply = await route.fetch()
    const body = await reply.json()
    body.result[0].monitor_name = long
    await route.fulfill({ response: reply, json: body })
  })
  await page.setViewportSize({ width: 900, height: 800 })
  await openSignedIn(page, '/#/server/1')
  const chart = page.locator('.chart[data-drawn]').first()
  await chart.hover({ position: { x: 300, y: 100 } })
  const readOut = chart.getByRole('status')
  const isCut = (name: string) => readOut.getByText(name, { exact: true }).evaluate((name) => name.scrollWidth > name.clientWidth)
  expect(await isCut(long)).toBe(true)
  const values = readOut.locator('i')
  for (const value of await values.all()) {
    const [inner, outer] = [await value.boundingBox(), await readOut.boundingBox()]
    expect(inner!.x + inner!.width).toBeLessThanOrEqual(outer!.x + outer!.width)
  }
  // Without the long one nothing is cut.
  await page.getByRole('button', { name: long, exact: true }).click()
  await expect(readOut.getByText(long)).toHaveCount(0)
  await chart.hover({ position: { x: 400, y: 100 } })
  const widths = await readOut.locator('bdi').evaluateAll((names) => names.map((name) => [name.scrollWidth, name.clientWidth]))
  expect(widths.length).toBeGreaterThan(1)
  for (const [needed, given] of widths) expect(needed).toBeLessThanOrEqual(given)
})
