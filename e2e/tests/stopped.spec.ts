import { expect, openSignedIn, test } from '../support/index.ts'

test('when the app breaks the page says so, prints no values, and offers to load again', async ({ page, watch }) => {
  watch.allow(/^uncaught: unreachable|^uncaught: .*RuntimeError/)
  const printed: string[] = []
  page.on('console', (message) => printed.push(message.text()))
  page.on('pageerror', (error) => printed.push(error.message))
  await openSignedIn(page)
  await expect(page.locator('main[data-painted]')).toBeVisible()
  await page.getByRole('article').first().waitFor()
  // An element cannot be made, as with a browser's extension gone wrong: nothing the app could go on from. The reason has
  // a value in it, which is what a panic says by itself.
  await page.evaluate(() => {
    const make = document.createElement
    document.createElement = () => {
      document.createElement = make
      throw new Error('FAKEVALUE of somebody')
    }
    location.hash = '#/settings'
  })
  const banner = page.getByRole('alert')
  // Wherever the page was scrolled to.
  await page.evaluate(() => scrollTo(0, 600))
  await expect(banner).toBeInViewport({ ratio: 1 })
  await expect(banner).toContainText(/^This page stopped at \d\d:\d\d; these numbers are old\./)
  await expect(page.locator('main')).toHaveCSS('opacity', '0.5')
  expect(printed.join('\n') + (await page.content())).not.toContain('FAKEVALUE')
  await banner.getByRole('button').click()
  await expect(page.locator('main[data-painted]')).toBeVisible()
  await expect(banner).toHaveCount(0)
})
