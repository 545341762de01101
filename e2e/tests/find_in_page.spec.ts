import type { Locator, Page } from '@playwright/test'
import { expect, openSignedIn, test } from '../support/index.ts'

test.use({ servers: 1000, viewport: { width: 1280, height: 800 } })

/** Lines that only the browser's own search sees. */
const lines = (page: Page): Locator => page.locator('.find-names > span')

/** The search field takes the focus: headless browsers have none. */
const begin = (page: Page): Promise<boolean> => page.evaluate(() => dispatchEvent(new Event('blur')))
const end = (page: Page): Promise<boolean> => page.evaluate(() => dispatchEvent(new Event('focus')))

/** Begins, as soon as what writes the lines is here. */
const beginWith = (page: Page, count: number): Promise<void> =>
  expect(async () => {
    await begin(page)
    await expect(lines(page)).toHaveCount(count, { timeout: 500 })
  }).toPass()

/** What a browser does when its search comes to a line: it says so, shows it, and scrolls to it. */
const find = (line: Locator): Promise<void> =>
  line.evaluate((line) => {
    for (const hidden of [line, line.parentElement]) {
      hidden?.dispatchEvent(new Event('beforematch', { bubbles: true }))
      hidden?.removeAttribute('hidden')
    }
    line.scrollIntoView({ block: 'center' })
  })

for (const address of ['/#/', '/#/?group=tag&view=table']) {
  test(`the browser's own search comes to a server that is off the screen, at ${address}`, async ({ page, sim }) => {
    await sim.changeServer(777, { name: 'needle', tag: 'hay' })
    await sim.changeServer(120, { name: 'another', tag: 'stack' })
    await openSignedIn(page, address)
    await expect(page.locator('main[data-painted]')).toBeVisible()
    await expect(lines(page)).toHaveCount(0)
    await beginWith(page, 1000)
    const [needle, another] = [lines(page).filter({ hasText: /^needle · hay/ }), lines(page).filter({ hasText: /^another/ })]
    await expect(needle).toBeHidden()
    const server = page.locator('[data-server="777"]')
    await expect(server).toHaveCount(0)

    await find(needle)
    await expect(server).toBeInViewport()
    // What the browser marks is the name.
    const left = (there: Locator): Promise<number> => there.evaluate((element) => element.getBoundingClientRect().left)
    await expect.poll(async () => Math.abs((await left(needle)) - (await left(server.locator('bdi').first())))).toBeLessThan(1)

    await find(another)
    await expect(page.locator('[data-server="120"]')).toBeInViewport()
    await expect(needle).toHaveAttribute('hidden', 'until-found')

    await end(page)
    await expect(lines(page)).toHaveCount(0)
    await expect(page.locator('[data-server="120"] a')).toBeFocused()
  })
}

test('a list that is there as a whole needs no lines', async ({ page, sim }) => {
  await sim.changeServer(777, { name: 'needle' })
  await openSignedIn(page)
  await beginWith(page, 1000)
  await end(page)
  await page.getByRole('searchbox', { name: 'Search servers' }).fill('needle')
  await expect(page.getByRole('article')).toHaveCount(1)
  await begin(page)
  await expect(lines(page)).toHaveCount(0)
})
