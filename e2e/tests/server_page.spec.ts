import type { Page } from '@playwright/test'
import { expect, openSignedIn, pasted, test } from '../support/index.ts'

test('swap that is off is off, a GPU has a gauge, and every temperature is told', async ({ page }) => {
  await openSignedIn(page, '/#/server/11')
  await expect(page.locator('.dial').filter({ hasText: 'Swap' })).toContainText('off')
  await page.goto('/#/server/10')
  await expect(page.getByRole('meter', { name: 'GPU' })).toBeVisible()
  await expect(page.locator('.temperatures li')).toHaveCount(3)
  await expect(page.locator('.temperatures li').first()).toContainText(/\d °C/)
})

test('where a sensor is left out, the others keep their names', async ({ page, sim }) => {
  const sensors = (...sensors: [string, number][]) =>
    sim.changeServer(10, { status: { Temperatures: sensors.map(([Name, Temperature]) => ({ Name, Temperature })) } })
  await sensors(['acpitz', 41], ['iwlwifi', 52], ['nvme', 63])
  await openSignedIn(page, '/#/server/10')
  const told = page.locator('.temperatures li')
  await expect(told).toHaveText(['acpitz41.0 °C', 'iwlwifi52.0 °C', 'nvme63.0 °C'])
  await sensors(['acpitz', 42], ['nvme', 64])
  await expect(told).toHaveText(['acpitz42.0 °C', 'nvme64.0 °C'])
})

test('facts can be copied, and addresses are told to nobody but who is signed in', async ({ page }) => {
  await openSignedIn(page, '/#/server/1')
  const facts = page.locator('.facts')
  await expect(facts).toContainText('198.18.')
  const [address] = /198\.18\.\d+\.\d+/.exec(await facts.innerText()) ?? []
  await facts.getByRole('button', { name: 'Copy IPv4' }).click()
  await expect(facts.getByRole('button', { name: 'Copied IPv4' })).toBeVisible()
  expect(await pasted(page)).toBe(address)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('banner').getByRole('button', { name: 'Sign in' })).toBeVisible()
  await page.goto('/#/server/1')
  await expect(facts).toContainText('Number')
  expect(await page.content()).not.toContain('198.18.')
})

test('the keys J and K and two links lead through the list in its order', async ({ page }) => {
  await openSignedIn(page)
  await expect(page.getByRole('article').first()).toBeVisible()
  const [first, second] = await page.locator('.server-card a').evaluateAll((links) => links.map((link) => link.getAttribute('href')))
  await page.goto(`/${first}`)
  await expect(page.getByRole('link', { name: /^Next/ })).toBeVisible()
  await expect(page.getByRole('link', { name: /^Previous/ })).toHaveCount(0)
  await page.keyboard.press('j')
  await expect(page).toHaveURL(new RegExp(`${second}$`))
  // The address is there before the page is.
  await expect(page.getByRole('link', { name: /^Previous/ })).toBeVisible()
  await page.keyboard.press('k')
  await expect(page).toHaveURL(new RegExp(`${first}$`))
  await expect(page.getByRole('link', { name: /^Previous/ })).toHaveCount(0)
  await page.getByRole('link', { name: /^Next/ }).click()
  await expect(page).toHaveURL(new RegExp(`${second}$`))
})

test('live charts grow with every report, stand still when paused, and share one cursor', async ({ page }) => {
  await openSignedIn(page, '/#/server/1')
  const live = page.locator('.live')
  await page.locator('.near').first().scrollIntoViewIfNeeded()
  await expect(live.locator('.chart')).toHaveCount(7)
  const rows = live.getByRole('application', { name: /^CPU of/ })
  await expect(rows).toHaveAttribute('data-lines', '1')
  const picture = () => rows.locator('canvas').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())
  const before = await picture()
  await expect.poll(picture, { timeout: 10_000 }).not.toBe(before)
  await live.getByRole('button', { name: 'pause' }).click()
  await expect(live.getByRole('button', { name: 'go on' })).toHaveAttribute('aria-pressed', 'true')
  await rows.focus()
  await page.keyboard.press('End')
  for (const chart of await live.locator('.chart').all()) await expect(chart.getByRole('status')).toContainText(/\d+:\d\d:\d\d/)
})

test('a pin is the same in every tab, and pressing it does what is to be seen', async ({ context, page }) => {
  await openSignedIn(page, '/#/server/1')
  const beside = await context.newPage()
  await beside.goto('/#/server/1')
  const pin = (tab: Page) => tab.getByRole('button', { name: /^Pin / })
  await pin(page).click()
  for (const tab of [page, beside]) await expect(pin(tab)).toHaveAttribute('aria-pressed', 'true')
  await pin(beside).click()
  for (const tab of [page, beside]) await expect(pin(tab)).toHaveAttribute('aria-pressed', 'false')
})

test('live charts work where the database is denied', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'indexedDB', { get: () => { throw new DOMException('denied', 'SecurityError') } })
  })
  await openSignedIn(page, '/#/server/1')
  await page.locator('.near').first().scrollIntoViewIfNeeded()
  await expect(page.getByRole('application', { name: /^CPU of/ })).toHaveAttribute('data-lines', '1')
})

test('traffic adds up from one report to the next, and a plan is kept in this browser', async ({ page }) => {
  await openSignedIn(page, '/#/server/1')
  await page.locator('.near').last().scrollIntoViewIfNeeded()
  const traffic = page.locator('.traffic')
  await expect(traffic.locator('.figure').first()).toHaveText(/^↑ [1-9][\d.]* .?B$/, { timeout: 15_000 })
  await expect(traffic).toContainText('Too little is known')
  await traffic.getByLabel('Quota, GB').fill('500')
  await traffic.getByLabel('Cycle begins on day').fill('15')
  await traffic.getByLabel('Cycle begins on day').press('Tab')
  await expect(traffic).toContainText('of 500 GB')
  await traffic.getByLabel('Cycle begins on day').fill('45')
  await traffic.getByLabel('Cycle begins on day').press('Tab')
  await expect(traffic.getByLabel('Cycle begins on day')).toHaveValue('15')
  for (const nothing of ['0', '-5', '1e30']) {
    await traffic.getByLabel('Quota, GB').fill(nothing)
    await traffic.getByLabel('Quota, GB').press('Tab')
    await expect(traffic.getByLabel('Quota, GB'), nothing).toHaveValue('500')
  }
  await page.reload()
  await page.locator('.near').last().scrollIntoViewIfNeeded()
  await expect(traffic.getByLabel('Quota, GB')).toHaveValue('500')
  await expect(traffic.getByLabel('Cycle begins on day')).toHaveValue('15')
})

test('where the cycle will end is told from half a day on, and that it is more than the quota', async ({ page, sim }) => {
  await openSignedIn(page, '/#/server/1')
  await page.locator('.near').last().scrollIntoViewIfNeeded()
  const traffic = page.locator('.traffic')
  await expect(traffic.locator('.figure').first()).toHaveText(/^↑ [1-9][\d.]* .?B$/, { timeout: 15_000 })
  await traffic.getByLabel('Cycle begins on day').fill(await page.evaluate(() => String(new Date().getDate())))
  await traffic.getByLabel('Quota, GB').fill('900000')
  await traffic.getByLabel('Quota, GB').press('Tab')
  await sim.advance(25 * 3600)
  const forecast = traffic.getByText('at the end of the cycle')
  await expect(forecast).toHaveText(/^[\d.]+ .B at the end of the cycle, if it goes on like this$/)
  await traffic.getByLabel('Quota, GB').fill('0.001')
  await traffic.getByLabel('Quota, GB').press('Tab')
  await expect(forecast).toHaveText(/like this · more than the quota$/)
})

test('a plan is the same in every tab, and what one changes no other wipes', async ({ page, context }) => {
  const open = async (tab: Page) => {
    await openSignedIn(tab, '/#/server/1')
    await tab.locator('.near').last().scrollIntoViewIfNeeded()
    return tab.locator('.traffic')
  }
  const other = await context.newPage()
  const [here, there] = [await open(page), await open(other)]
  await here.getByLabel('Quota, GB').fill('321')
  await here.getByLabel('Quota, GB').press('Tab')
  await expect(there.getByLabel('Quota, GB')).toHaveValue('321')
  await there.getByLabel('Cycle begins on day').fill('7')
  await there.getByLabel('Cycle begins on day').press('Tab')
  await expect(here.getByLabel('Cycle begins on day')).toHaveValue('7')
  await page.reload()
  await page.locator('.near').last().scrollIntoViewIfNeeded()
  await expect(here.getByLabel('Quota, GB')).toHaveValue('321')
  await expect(here.getByLabel('Cycle begins on day')).toHaveValue('7')
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } })

  test('what a chart tells at the cursor leaves the chart to be seen', async ({ page }) => {
    await openSignedIn(page, '/#/server/1')
    const chart = page.locator('.chart[data-drawn]').first()
    await expect(chart).toBeVisible()
    await chart.hover({ position: { x: 200, y: 200 } })
    const [readOut, whole] = [await chart.getByRole('status').boundingBox(), await chart.boundingBox()]
    expect(readOut?.y ?? 0, 'below the chart').toBeGreaterThanOrEqual((whole?.y ?? 0) + (whole?.height ?? 999))
    expect(readOut?.height ?? 999).toBeLessThan((whole?.height ?? 0) * 0.6)
    expect((readOut?.x ?? 0) + (readOut?.width ?? 999)).toBeLessThanOrEqual((whole?.x ?? 0) + (whole?.width ?? 0))
    const names = await chart.getByRole('status').locator('bdi').evaluateAll((names) =>
      names.filter((name) => name.scrollWidth > name.clientWidth).map((name) => name.textContent))
    expect(names, 'names that are cut').toEqual([])
  })
})

test.describe('with twenty monitors', () => {
  test.use({ viewport: { width: 1280, height: 800 }, simOptions: ['--monitors', '20'] })

  test('what a chart tells at the cursor is no higher than the chart', async ({ page }) => {
    await openSignedIn(page, '/#/server/1')
    const chart = page.locator('.chart[data-drawn="20"]').first()
    await expect(chart).toBeVisible()
    await chart.hover({ position: { x: 600, y: 200 } })
    const [readOut, whole] = [await chart.getByRole('status').boundingBox(), await chart.boundingBox()]
    expect(readOut?.height ?? 999).toBeLessThan((whole?.height ?? 0) * 0.8)
    expect(readOut?.width ?? 999).toBeLessThan((whole?.width ?? 0) * 0.8)
  })
})
