import { readFile } from 'node:fs/promises'
import { expect, isolated, openSignedIn, said, test } from '../support/index.ts'

test('a comparison says what it costs, asks only when told to, and ranks every server', async ({ page, sim }) => {
  await openSignedIn(page, '/#/compare')
  await expect(page.getByText(/^20 requests, at least/)).toBeVisible()
  expect((await sim.stats()).requests.monitor ?? 0).toBe(0)
  await expect(page.getByRole('combobox', { name: 'Monitor' }), 'there is none to choose yet').toBeHidden()
  await page.getByRole('button', { name: 'Start' }).click()
  await expect(page.getByRole('status').filter({ hasText: '20 of 20 servers' })).toBeVisible({ timeout: 30_000 })
  expect((await sim.stats()).requests.monitor).toBe(20)
  const rows = page.locator('.numbers tbody tr')
  await expect(rows).toHaveCount(20)
  const medians = await rows.locator('td.strong').allInnerTexts()
  const sorted = [...medians].sort((a, b) => Number(a) - Number(b))
  expect(medians).toEqual(sorted)
  await expect(page.locator('.chart')).toHaveAttribute('data-drawn', '16')
  await page.getByRole('combobox', { name: 'Monitor' }).selectOption('3')
  await expect(page).toHaveURL(/monitor=3/)
  await expect.poll(() => rows.locator('td.strong').allInnerTexts()).not.toEqual(medians)
  await expect(page.locator('.heat-map tbody tr')).toHaveCount(20)
  const byLoss = page.getByRole('button', { name: 'loss, est.' })
  await byLoss.click()
  await expect(byLoss).toHaveAttribute('aria-pressed', 'true')
  const losses = await rows.locator('td[data-label="loss, est."]').allInnerTexts()
  const known = losses.filter((loss) => loss !== '–').map((loss) => (loss === '<0.1%' ? 0.05 : Number.parseFloat(loss)))
  expect(known).toEqual([...known].sort((a, b) => a - b))
  expect((await sim.stats()).requests.monitor, 'nothing is asked again by itself').toBe(20)
})

test('a comparison can be stopped, keeps what it has, and is gone on with', async ({ page, sim }) => {
  await sim.fault('monitor', 'slow', { ms: 600 })
  await openSignedIn(page, '/#/compare')
  await page.getByRole('button', { name: 'Start' }).click()
  // More than the eight whose answers are kept anyway.
  await expect(page.getByRole('status').filter({ hasText: /^1[2-6] of 20/ })).toBeVisible({ timeout: 15_000 })
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect(page.getByRole('button', { name: 'Start' })).toBeVisible()
  const before = (await sim.stats()).requests.monitor ?? 0
  expect(before).toBeLessThan(20)
  await sim.fault('monitor', 'slow', { ms: 0 })
  await page.getByRole('button', { name: 'Start' }).click()
  await expect(page.getByRole('status').filter({ hasText: '20 of 20 servers' })).toBeVisible({ timeout: 30_000 })
  // Of the two that were under way when it was stopped nobody heard.
  expect((await sim.stats()).requests.monitor).toBeLessThanOrEqual(22)
})

test('who looks at a server of a comparison and comes back finds it there', async ({ page, sim }) => {
  await openSignedIn(page, '/#/compare')
  await page.getByRole('button', { name: 'Start' }).click()
  await expect(page.getByRole('status').filter({ hasText: '20 of 20 servers' })).toBeVisible({ timeout: 30_000 })
  const rows = page.locator('.numbers tbody tr')
  // What came last is shown a moment later.
  await expect(rows.filter({ hasText: 'not asked yet' })).toHaveCount(0)
  await expect(rows).toHaveCount(20)
  const ranked = await rows.locator('td.strong').allInnerTexts()
  await rows.first().getByRole('link').click()
  // The comparison has a chart as well.
  await expect(page).toHaveURL(/#\/server\//)
  await expect(page.locator('.latency [data-drawn]')).toBeVisible()
  const asked = (await sim.stats()).requests.monitor
  await page.goBack()
  await expect(rows).toHaveCount(20)
  expect(await rows.locator('td.strong').allInnerTexts()).toEqual(ranked)
  expect((await sim.stats()).requests.monitor).toBe(asked)
})

test('in another language a comparison says its words in that language, names of what has none too', async ({ page, sim }) => {
  await sim.changeServer(20, { name: '' })
  await openSignedIn(page, '/#/compare')
  await page.getByRole('button', { name: 'Start' }).click()
  const named = (name: string) => page.locator('.numbers, .heat-map').getByRole('link', { name, exact: true })
  await expect(named('unnamed 20')).toHaveCount(2, { timeout: 30_000 })
  await page.getByLabel('Language').first().selectOption('zh-CN')
  await expect(named('未命名 20')).toHaveCount(2)
  await expect(named('unnamed 20')).toHaveCount(0)
})

test('a tag that is chosen after a comparison leaves its servers, without asking again', async ({ page, sim }) => {
  await openSignedIn(page, '/#/compare')
  await page.getByRole('button', { name: 'Start' }).click()
  await expect(page.getByRole('status').filter({ hasText: '20 of 20 servers' })).toBeVisible({ timeout: 30_000 })
  const ranked = page.locator('.numbers tbody tr')
  await expect(ranked.filter({ hasText: 'not asked yet' })).toHaveCount(0)
  await expect(ranked).toHaveCount(20)
  const asked = (await sim.stats()).requests.monitor
  await page.getByLabel('Tags').selectOption({ index: 1 })
  const chosen = Number(/\d+$/.exec(await page.getByLabel('Tags').locator('option:checked').innerText())?.[0])
  expect(chosen).toBeGreaterThan(1)
  expect(chosen).toBeLessThan(16)
  await expect(ranked).toHaveCount(chosen)
  // Those without a value have no place, and are last.
  const places = (await ranked.locator('.place').allInnerTexts()).filter((place) => place !== '')
  expect(places.length).toBeGreaterThan(1)
  expect(places).toEqual(places.map((_, at) => String(at + 1)))
  await expect(page.locator('.heat-map tbody tr')).toHaveCount(chosen)
  await expect(page.locator('[data-drawn]')).toHaveAttribute('data-drawn', String(places.length))
  await page.getByLabel('Tags').selectOption({ index: 0 })
  await expect(ranked).toHaveCount(20)
  expect((await sim.stats()).requests.monitor).toBe(asked)
})

test('a tag that no server has any more is said, and can be left', async ({ page }) => {
  await openSignedIn(page, '/#/compare?tag=gone')
  const tags = page.getByRole('combobox', { name: 'Tags' })
  await expect(tags.locator('option:checked')).toHaveText('gone · 0')
  await expect(page.getByRole('button', { name: 'Start' })).toBeDisabled()
  await tags.selectOption('')
  await expect(page).toHaveURL(/#\/compare$/)
  await expect(page.getByText(/^20 requests, at least/)).toBeVisible()
})

test('a comparison that was estimated by another number of probes is not shown again', async ({ page }) => {
  await openSignedIn(page, '/#/compare')
  await page.getByRole('button', { name: 'Start' }).click()
  await expect(page.getByRole('status').filter({ hasText: '20 of 20 servers' })).toBeVisible({ timeout: 30_000 })
  const rows = page.locator('.numbers tbody tr')
  const goBy = (name: string) => page.getByRole('link', { name, exact: true }).click()
  await goBy('Settings')
  await expect(page.getByLabel('Probes in one sample of latency')).toBeVisible()
  await goBy('Latency')
  await expect(rows, 'by the same number').toHaveCount(20)
  await goBy('Settings')
  await page.getByLabel('Probes in one sample of latency').selectOption('3')
  await goBy('Latency')
  await expect(page.getByRole('button', { name: 'Start' })).toBeVisible()
  await expect(rows).toHaveCount(0)
})

test('a comparison taken along without names tells neither servers nor the monitor', async ({ page }) => {
  await openSignedIn(page, '/#/compare')
  await page.getByRole('button', { name: 'Start' }).click()
  await expect(page.getByRole('status').filter({ hasText: '20 of 20 servers' })).toBeVisible({ timeout: 30_000 })
  const monitor = await page.getByRole('combobox', { name: 'Monitor' }).locator('option:checked').innerText()
  await page.getByRole('checkbox', { name: 'without names and addresses' }).check()
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'SVG', exact: true }).click()])
  const svg = (await readFile(await file.path())).toString()
  expect(svg).toContain('monitor 1, by server')
  expect(svg).toContain('>server 16<')
  expect(svg).not.toContain(monitor)
})

test('where no server has the monitor of the address the first one takes its place', async ({ page }) => {
  await openSignedIn(page, '/#/compare?monitor=77')
  await page.getByRole('button', { name: 'Start' }).click()
  await expect(page.getByRole('status').filter({ hasText: '20 of 20 servers' })).toBeVisible({ timeout: 30_000 })
  await expect(page.getByRole('combobox', { name: 'Monitor' })).toHaveValue('1')
  const name = await page.getByRole('combobox', { name: 'Monitor' }).locator('option:checked').innerText()
  await expect(page.getByRole('heading', { name: `${isolated(name)}, by server` })).toBeVisible()
  await expect(page.locator('.numbers td.strong').first()).toBeVisible()
})

test('who signs out leaves nothing of what was compared', async ({ page }) => {
  await openSignedIn(page, '/#/compare')
  await page.getByRole('button', { name: 'Start' }).click()
  await expect(page.getByRole('status').filter({ hasText: '20 of 20 servers' })).toBeVisible({ timeout: 30_000 })
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.locator('.numbers, .heat-map, .chart')).toHaveCount(0)
  await expect(page.getByRole('status').filter({ hasText: /of 20 servers/ })).toHaveCount(0)
  await expect(page.getByText(/^19 requests/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Start' })).toBeEnabled()
})

test('an answer that every server would get ends a comparison, and the next start goes on from there', async ({ page, sim }) => {
  await sim.fault('monitor', 'slow', { ms: 1500 })
  await openSignedIn(page, '/#/compare')
  await page.getByRole('button', { name: 'Start' }).click()
  await expect(page.getByRole('status').filter({ hasText: /^[2-9] of 20/ })).toBeVisible({ timeout: 15_000 })
  await sim.fault('monitor', 'html')
  await expect(said(page, 'What answers is no Nezha V0 dashboard')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Start' })).toBeVisible()
  expect((await sim.stats()).requests.monitor).toBeLessThan(15)
  // The other request of the two that went out together is refused as well, and a start would share its answer.
  await expect.poll(async () => (await sim.stats()).monitor_in_flight).toBe(0)
  await sim.clearFaults()
  await page.getByRole('button', { name: 'Start' }).click()
  await expect(page.getByRole('status').filter({ hasText: '20 of 20 servers' })).toBeVisible({ timeout: 30_000 })
  await expect(said(page, 'What answers is no Nezha V0 dashboard')).toHaveCount(0)
  expect((await sim.stats()).requests.monitor, 'only what was missing').toBeLessThanOrEqual(22)
})

test('what has the focus in a table keeps it while a comparison runs', async ({ page, sim }) => {
  await sim.fault('monitor', 'slow', { ms: 500 })
  await openSignedIn(page, '/#/compare')
  await page.getByRole('button', { name: 'Start' }).click()
  for (const [table, by] of [
    ['.heat-map', /^([7-9]|1\d) of 20/],
    ['.numbers', /^20 of 20/],
  ] as const) {
    const first = page.locator(`${table} tbody a`).first()
    await expect(first).toBeVisible({ timeout: 15_000 })
    const link = page.locator(`${table} tbody a[href="${await first.getAttribute('href')}"]`)
    await link.focus()
    await expect(page.getByRole('status').filter({ hasText: by })).toBeVisible({ timeout: 30_000 })
    await expect(link).toBeFocused()
  }
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } })

  test('choices wrap at large text, and names stay beside the cells of the heat map', async ({ page }) => {
    await openSignedIn(page, '/#/compare')
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '32px'))
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await page.evaluate(() => document.documentElement.style.removeProperty('font-size'))
    await page.getByRole('button', { name: 'Start' }).click()
    await expect(page.getByRole('status').filter({ hasText: '20 of 20 servers' })).toBeVisible({ timeout: 30_000 })
    const map = page.getByRole('region', { name: 'Every server on every monitor' })
    await map.evaluate((frame) => frame.scrollTo({ left: frame.scrollWidth }))
    expect(await map.evaluate((frame) => frame.scrollLeft), 'there is something to scroll').toBeGreaterThan(0)
    const [frame, name] = [await map.boundingBox(), await map.getByRole('rowheader').first().boundingBox()]
    expect(name?.x).toBeCloseTo(frame?.x ?? 0, 0)
    expect(name?.width).toBeLessThanOrEqual(137)
  })
})

test.describe('with many servers', () => {
  test.use({ servers: 60 })

  test('more than fifty requests want a confirmation, and a tag makes them fewer', async ({ page, sim }) => {
    await openSignedIn(page, '/#/compare')
    await expect(page.getByText(/^60 requests/)).toBeVisible()
    await expect(page.getByRole('button', { name: 'Start' })).toBeDisabled()
    await page.getByRole('checkbox', { name: /^That is many requests/ }).check()
    await expect(page.getByRole('button', { name: 'Start' })).toBeEnabled()
    await sim.addServer({ name: 'one more', tag: 'Lab' })
    await expect(page.getByText(/^61 requests/)).toBeVisible()
    await expect(page.getByRole('button', { name: 'Start' }), 'nobody agreed to 61').toBeDisabled()
    await expect(page.getByRole('checkbox', { name: /^That is many requests/ })).not.toBeChecked()
    await page.getByLabel('Tags').selectOption({ index: 1 })
    await expect(page).toHaveURL(/tag=/)
    await expect(page.getByText(/^6[01] requests/)).toHaveCount(0)
    await expect(page.getByRole('button', { name: 'Start' })).toBeEnabled()
  })
})
