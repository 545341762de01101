import { readFile } from 'node:fs/promises'
import { expect, openSignedIn, test } from '../support/index.ts'

test('a comparison says what it costs, asks only when told to, and ranks every server', async ({ page, sim }) => {
  await openSignedIn(page, '/#/compare')
  await expect(page.getByText(/^20 requests, at least/)).toBeVisible()
  expect((await sim.stats()).requests.monitor ?? 0).toBe(0)
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
  expect((await sim.stats()).requests.monitor, 'nothing is asked again by itself').toBe(20)
})

test('a comparison can be stopped, and keeps what it has', async ({ page, sim }) => {
  await sim.fault('monitor', 'slow', { ms: 1500 })
  await openSignedIn(page, '/#/compare')
  await page.getByRole('button', { name: 'Start' }).click()
  await expect(page.getByRole('status').filter({ hasText: /^[12] of 20/ })).toBeVisible({ timeout: 15_000 })
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect(page.getByRole('button', { name: 'Start' })).toBeVisible()
  expect((await sim.stats()).requests.monitor).toBeLessThan(8)
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

test.describe('with many servers', () => {
  test.use({ servers: 60 })

  test('more than fifty requests want a confirmation, and a tag makes them fewer', async ({ page }) => {
    await openSignedIn(page, '/#/compare')
    await expect(page.getByText(/^60 requests/)).toBeVisible()
    await expect(page.getByRole('button', { name: 'Start' })).toBeDisabled()
    await page.getByRole('checkbox', { name: /^These are many requests/ }).check()
    await expect(page.getByRole('button', { name: 'Start' })).toBeEnabled()
    await page.getByLabel('Tags').selectOption({ index: 1 })
    await expect(page).toHaveURL(/tag=/)
    await expect(page.getByText(/^60 requests/)).toHaveCount(0)
    await expect(page.getByRole('button', { name: 'Start' })).toBeEnabled()
  })
})
