import type { Locator, Page } from '@playwright/test'
import { expect, openSignedIn, test } from '../support/index.ts'

const places = ['/#/', '/#/?view=table&group=tag', '/#/server/1', '/#/register', '/#/settings'] as const
const onPhones = ['/#/', '/#/?view=table&group=tag', '/#/server/1', '/#/settings'] as const

/** Texts that stand on each other, or are cut at the side without an ellipsis. */
function unreadable(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    if (document.documentElement.scrollWidth > innerWidth) found.push(`the page is ${document.documentElement.scrollWidth} wide`)
    const parts = [...document.querySelectorAll('.overview > *, .register > *, .dials > *, .facts > *, .server-card, .header')]
    for (const part of parts) {
      const box = part.getBoundingClientRect()
      for (const text of part.querySelectorAll('b, small, dd, dt, .figure, label, h2, button, .gauge-label, .gauge-value, .card-net > span, .link-state > span')) {
        const inner = text.getBoundingClientRect()
        if (inner.width > 1 && inner.right > box.right + 1) found.push(`${text.textContent} sticks out`)
        // How fresh everything is.
        if (text.matches('.link-state > span') && text.scrollWidth > text.clientWidth + 1) found.push(`${text.textContent} is cut`)
      }
    }
    return found
  })
}

for (const [width, visited] of [[1280, places], [640, places], [390, onPhones], [360, onPhones]] as const) {
  test.describe(`${width} pixels wide`, () => {
    test.use({ viewport: { width, height: 900 } })

    test('text of twice the size is all there, and nothing stands on something else', async ({ page }) => {
      // The visitor's own setting: lengths in rem follow it, and so do media queries in em.
      const browser = await page.context().newCDPSession(page)
      await browser.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } })
      for (const place of visited) {
        await openSignedIn(page, place)
        await expect(page.locator('main h1, .overview').first()).toBeVisible()
        if (place.includes('server/')) await expect(page.locator('.numbers tbody tr').first()).toBeVisible()
        expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('32px')
        expect(await unreadable(page), place).toEqual([])
      }
    })
  })
}

test.describe('a phone with text of twice the size', () => {
  test.use({ viewport: { width: 360, height: 740 } })

  test('shows every column of a table', async ({ page }) => {
    const browser = await page.context().newCDPSession(page)
    await browser.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } })
    await openSignedIn(page, '/#/?view=table')
    await expect(page.locator('main[data-painted]')).toBeVisible()
    await page.locator('.table-rows').evaluate((rows) => scrollTo(0, rows.getBoundingClientRect().top + scrollY - 200))
    const country = page.locator('.server-row').first().locator('.cell').nth(2)
    await country.scrollIntoViewIfNeeded()
    // Nothing lies over it.
    const seen = await country.evaluate((cell) => {
      const { left, right, top, height } = cell.getBoundingClientRect()
      return cell.parentElement?.contains(document.elementFromPoint((Math.max(left, 0) + Math.min(right, innerWidth)) / 2, top + height / 2))
        && right - Math.max(left, 0) > 20
    })
    expect(seen).toBe(true)
    const name = await page.locator('.server-row .cell.name').first().boundingBox()
    expect((name?.x ?? 0) + (name?.width ?? 999), 'the name makes room').toBeLessThan(180)
  })
})

test('printed, a table has all of its columns on the sheet', async ({ page }) => {
  await openSignedIn(page, '/#/?view=table&group=tag')
  await expect(page.locator('main[data-painted]')).toBeVisible()
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  // A4 at 96 dots an inch, without margins.
  await page.setViewportSize({ width: 794, height: 1123 })
  await expect(page.getByRole('searchbox')).toBeHidden()
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeHidden()
  for (const head of await page.getByRole('columnheader').all()) {
    const box = await head.boundingBox()
    expect((box?.x ?? 0) + (box?.width ?? 999), await head.innerText()).toBeLessThanOrEqual(794)
  }
  const colours = await page.evaluate(() => {
    const style = getComputedStyle(document.documentElement)
    return [style.getPropertyValue('--surface'), style.getPropertyValue('--ink')].map((colour) => colour.trim())
  })
  expect(colours).toEqual(['#ffffff', '#161b24'])
})

test('printed, a server page has its figures and none of its controls', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 500 })
  await openSignedIn(page, '/#/server/1')
  await expect(page.locator('.numbers tbody tr').first()).toBeVisible()
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByText('median').first()).toBeVisible()
  await expect(page.getByRole('button', { name: '24 h' })).toBeVisible()
  for (const name of ['1 h', 'CSV', 'Table', 'Sign out']) await expect(page.getByRole('button', { name, exact: true }).first()).toBeHidden()
  // What nobody has scrolled to goes to paper all the same.
  await expect(page.locator('.live')).toHaveCount(0)
  await page.pdf()
  await expect(page.getByRole('application', { name: /^CPU of/ })).toHaveAttribute('data-lines', '1')
  await expect(page.locator('.traffic')).toBeAttached()
})

/** How wide a chart is drawn, in CSS pixels, and how bright the labels of its value axis are: 0 to 255. */
function drawn(canvas: Locator): Promise<{ width: number; labels: number }> {
  return canvas.evaluate((shown: HTMLCanvasElement) => {
    const copy = new OffscreenCanvas(shown.width, shown.height).getContext('2d')
    copy?.drawImage(shown, 0, 0)
    const width = Number.parseFloat(shown.style.width)
    // What is left of the axis is labels.
    const pixels = copy?.getImageData(0, 0, (34 * shown.width) / width, shown.height).data ?? new Uint8ClampedArray()
    let [sum, count] = [0, 0]
    for (let at = 0; at < pixels.length; at += 4) {
      if ((pixels[at + 3] ?? 0) > 200) [sum, count] = [sum + (pixels[at + 1] ?? 0), count + 1]
    }
    return { width, labels: sum / count }
  })
}

test('printed, charts are drawn for the sheet and for its colour, and for the screen again after that', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await openSignedIn(page, '/#/server/1')
  await expect(page.locator('.numbers tbody tr').first()).toBeVisible()
  const canvas = page.locator('[data-drawn] canvas')
  const onScreen = await drawn(canvas)
  expect(onScreen.width).toBeGreaterThan(1000)
  expect(onScreen.labels).toBeGreaterThan(128)
  // Not in sight, and drawn for paper all the same.
  const below = page.locator('[data-lines] canvas').last()
  for (const [chart, width] of [[canvas, 700], [below, 350]] as const) {
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    await expect.poll(async () => (await drawn(chart)).labels).toBeLessThan(128)
    expect((await drawn(chart)).width).toBe(width)
    await page.evaluate(() => dispatchEvent(new Event('afterprint')))
  }
  await expect.poll(() => drawn(canvas)).toEqual(onScreen)
})

test.describe('more than a thousand servers', () => {
  test.use({ servers: 1200 })

  test('are all printed', async ({ page }) => {
    await openSignedIn(page)
    await expect(page.locator('main[data-servers="1200"][data-painted]')).toBeVisible()
    await page.emulateMedia({ media: 'print' })
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    await expect(page.getByRole('article')).toHaveCount(1200)
    await page.evaluate(() => dispatchEvent(new Event('afterprint')))
    await expect.poll(() => page.getByRole('article').count()).toBeLessThan(100)
  })
})
