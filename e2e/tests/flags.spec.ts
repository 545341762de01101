import type { Page } from '@playwright/test'
import { card, expect, openSignedIn, test } from '../support/index.ts'

test.use({ viewport: { width: 800, height: 400 } })

/** The flags that were asked for. */
function flags(page: Page): string[] {
  const asked: string[] = []
  page.on('request', (request) => asked.push(...(request.url().match(/flags\/\w+/g) ?? [])))
  return asked
}

test('a flag is loaded when its card is first seen, beside the code and never in its place', async ({ page, sim }) => {
  await sim.changeServer(20, { name: 'first', display_index: 9000, host: { CountryCode: 'nz' } })
  await sim.changeServer(19, { name: 'continent', display_index: 8999, host: { CountryCode: 'eu' } })
  await sim.changeServer(18, { name: 'last', display_index: -9000, host: { CountryCode: 'is' } })
  const asked = flags(page)
  await openSignedIn(page)
  await expect(card(page, 'first').locator('.country')).toHaveText('NZ')
  await expect.poll(() => asked).toContain('flags/nz')
  await expect(card(page, 'continent').locator('.country')).toHaveText('EU')
  await expect(card(page, 'continent').locator('img')).toBeHidden()
  expect(asked).not.toContain('flags/is')
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight))
  await expect(card(page, 'last').locator('.country')).toHaveText('IS')
  await expect.poll(() => asked).toContain('flags/is')
  expect(asked).not.toContain('flags/eu')
  expect(new Set(asked).size).toBe(asked.length)
})

test('flags come after the first answer has been painted', async ({ page, sim }) => {
  await sim.changeServer(20, { name: 'first', display_index: 9000, host: { CountryCode: 'nz' } })
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!document.querySelector('main[data-painted]')) return
      performance.mark('painted')
      observer.disconnect()
    }).observe(document, { subtree: true, childList: true, attributes: true })
  })
  await openSignedIn(page)
  await expect(card(page, 'first').locator('.flag')).toBeVisible()
  const afterwards = () =>
    page.evaluate(() => {
      const painted = performance.getEntriesByName('painted')[0]?.startTime ?? NaN
      const flags = performance.getEntriesByType('resource').filter((file) => file.name.includes('/flags/'))
      return [...new Set(flags.map((flag) => flag.startTime > painted))]
    })
  // A file is listed once it is here.
  await expect.poll(afterwards).toEqual([true])
})

test('flags that are switched off are not asked for, and codes stay', async ({ page, sim }) => {
  await sim.changeServer(20, { name: 'first', display_index: 9000, host: { CountryCode: 'nz' } })
  const asked = flags(page)
  await page.goto('/api/v1/nothing')
  await page.evaluate(() => localStorage.setItem('nezha-lens.settings', 'flags=off\n'))
  await openSignedIn(page)
  await expect(card(page, 'first').locator('.country')).toHaveText('NZ')
  // Flags come some time after the first picture.
  await expect(page.locator('main[data-painted]:not([data-bare])')).toBeVisible()
  const polls = (await sim.stats()).requests.details
  await expect.poll(async () => (await sim.stats()).requests.details).toBeGreaterThan(polls)
  await expect(page.locator('.flag')).toHaveCount(0)
  expect(asked).toEqual([])
})

test('a flag that does not come leaves the code', async ({ page, sim }) => {
  await sim.changeServer(20, { name: 'first', display_index: 9000, host: { CountryCode: 'nz' } })
  await page.route('**/flags/*.svg', (route) => route.abort())
  const missed = page.waitForEvent('requestfailed', (request) => request.url().includes('/flags/nz'))
  await openSignedIn(page)
  await missed
  await expect(card(page, 'first').locator('.country')).toHaveText('NZ')
})
