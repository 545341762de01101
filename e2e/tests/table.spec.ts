import type { Page } from '@playwright/test'
import { expect, openSignedIn, test } from '../support/index.ts'

const headings = (page: Page) => page.getByRole('columnheader').allInnerTexts()
const firstRow = (page: Page) => page.locator('[aria-rowindex="2"]')

test('a click on a heading sorts by it, another one the other way round, a third as the dashboard does', async ({ page, sim }) => {
  await sim.changeServer(3, { name: 'aaa' })
  await sim.changeServer(4, { name: 'zzz 9' })
  await sim.changeServer(5, { name: 'zzz 10' })
  await openSignedIn(page, '/#/?view=table')
  await expect(page.getByRole('table')).toHaveAttribute('aria-rowcount', '21')
  const heading = page.getByRole('columnheader', { name: 'Name' })
  await expect(heading).toHaveAttribute('aria-sort', 'none')
  await heading.getByRole('button').click()
  await expect(heading).toHaveAttribute('aria-sort', 'ascending')
  await expect(page.getByRole('link', { name: 'aaa' })).toBeVisible()
  await heading.getByRole('button').click()
  await expect(heading).toHaveAttribute('aria-sort', 'descending')
  const place = (name: string) => page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) }).getAttribute('aria-rowindex')
  await expect.poll(async () => Number(await place('zzz 9')) - Number(await place('zzz 10'))).toBe(1)
  await heading.getByRole('button').click()
  await expect(heading).toHaveAttribute('aria-sort', 'none')
  await expect(page).toHaveURL(/#\/\?view=table$/)
})

test('columns come, go and move, and the address says so', async ({ page }) => {
  await openSignedIn(page, '/#/?view=table&cols=cpu,memory,ip')
  await expect.poll(() => headings(page)).toEqual(['Name', 'CPU', 'Memory', 'IP'])
  await page.getByText('Columns').click()
  await page.getByRole('checkbox', { name: 'Disk' }).check()
  await expect.poll(() => headings(page)).toEqual(['Name', 'CPU', 'Memory', 'IP', 'Disk'])
  await page.getByRole('button', { name: 'Move Memory up' }).click()
  await page.getByRole('checkbox', { name: 'IP' }).uncheck()
  await expect.poll(() => headings(page)).toEqual(['Name', 'Memory', 'CPU', 'Disk'])
  await expect(page).toHaveURL(/cols=memory,cpu,disk$/)
  await page.getByRole('button', { name: 'The usual ones' }).click()
  await expect.poll(() => headings(page)).toContain('Uptime')
})

test('the menu of columns is closed by Escape and by a click elsewhere, and the focus goes back', async ({ page }) => {
  await openSignedIn(page, '/#/?view=table')
  const opener = page.locator('summary', { hasText: 'Columns' })
  const disk = page.getByRole('checkbox', { name: 'Disk' })
  await opener.click()
  await page.getByRole('button', { name: 'Move Memory up' }).click()
  await expect(disk).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(disk).toBeHidden()
  await expect(opener).toBeFocused()
  await opener.click()
  await disk.focus()
  await page.locator('.overview').click({ position: { x: 2, y: 2 } })
  await expect(disk).toBeHidden()
  await expect(opener).toBeFocused()
  // What takes the focus keeps it.
  await opener.click()
  await page.getByRole('searchbox').click()
  await expect(disk).toBeHidden()
  await expect(page.getByRole('searchbox')).toBeFocused()
})

test('rows of groups are counted with the headings of the groups', async ({ page, sim }) => {
  for (const [id, tag] of [[20, 'Top'], [19, 'Top'], [18, 'Rest']] as const) await sim.changeServer(id, { name: `n${id}`, tag, display_index: 9000 + id })
  await openSignedIn(page, '/#/?view=table&group=tag&q=n&tag=Top&tag=Rest')
  await expect(page.getByRole('table')).toHaveAttribute('aria-rowcount', '6')
  const indexed = () => page.locator('.table-rows [aria-rowindex]').evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-rowindex')))
  await expect.poll(indexed).toEqual(['2', '3', '4', '5', '6'])
})

test('a row is a link, and tells in its cells what the server does', async ({ page, sim }) => {
  await sim.changeServer(1, { name: 'watched', display_index: 9000, status: { CPU: 12 } })
  await openSignedIn(page, '/#/?view=table')
  await expect(firstRow(page).getByRole('rowheader')).toHaveText('watched')
  for (const percent of [31, 32]) {
    await sim.changeServer(1, { status: { CPU: percent } })
    await expect(firstRow(page).getByRole('meter', { name: 'CPU' })).toHaveAttribute('aria-valuenow', String(percent))
  }
  await firstRow(page).getByRole('link').focus()
  await page.keyboard.press('ArrowDown')
  await expect(page.locator('[aria-rowindex="3"]').getByRole('link')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Latency' })).toBeVisible()
})

test('whatever columns are chosen, a row shows by a shape whether its server lives', async ({ page, sim }) => {
  await sim.changeServer(1, { name: 'silent', display_index: 9000, reporting: false })
  await sim.advance(7_200)
  for (const [cols, marks] of [['cpu,memory', 1], ['state,cpu', 0]] as const) {
    await openSignedIn(page, `/#/?view=table&cols=${cols}`)
    await expect(firstRow(page).getByRole('rowheader').getByRole('img', { name: 'offline', exact: true })).toHaveCount(marks)
  }
})

test('figures that only some machines report can be sorted by', async ({ page, sim }) => {
  await sim.changeServer(18, { name: 'warm', reporting: true, status: { Temperatures: [{ Name: 'cpu', Temperature: 40 }] } })
  await sim.changeServer(19, { name: 'hot', reporting: true, status: { Temperatures: [{ Name: 'cpu', Temperature: 150 }] } })
  await openSignedIn(page, '/#/?view=table&cols=temperature,connections,processes,swap,gpu')
  await expect(page.getByRole('columnheader').getByRole('button')).toHaveCount(6)
  await page.getByRole('columnheader', { name: 'Temp.' }).getByRole('button').click()
  await expect(firstRow(page).getByRole('rowheader')).toHaveText('hot')
  await expect(page).toHaveURL(/sort=temperature\.desc/)
})

test('a row tells since when its server is silent, wherever it is pointed at', async ({ page, sim }) => {
  await sim.changeServer(1, { name: 'silent', display_index: 9000, reporting: false })
  await sim.advance(7_200)
  await openSignedIn(page, '/#/?view=table')
  const state = firstRow(page).getByRole('cell', { name: 'offline' })
  const { x, y, width, height } = (await state.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  const told = () => page.evaluate(([x, y]) => document.elementFromPoint(x, y)?.closest('[title]')?.getAttribute('title'), [x + width / 2, y + height / 2])
  await expect.poll(told).toMatch(/last seen 2 h/)
})

test.describe('narrower than its columns', () => {
  test.use({ viewport: { width: 1000, height: 500 } })

  test('a heading that gets the focus brings its column along', async ({ page }) => {
    await openSignedIn(page, '/#/?view=table')
    await expect(firstRow(page)).toBeVisible()
    const heading = page.getByRole('columnheader', { name: 'Uptime' })
    await heading.getByRole('button').focus()
    const lefts = () => page.evaluate(() => ['.table-headings', '.table-body'].map((part) => document.querySelector(part)?.scrollLeft ?? 0))
    await expect.poll(async () => (await lefts())[0]).toBeGreaterThan(0)
    await expect.poll(async () => { const [head, body] = await lefts(); return head === body }).toBe(true)
  })

  test('arrow keys scroll the columns, and no heading that gets the focus is behind the names', async ({ page }) => {
    await page.setViewportSize({ width: 640, height: 500 })
    await openSignedIn(page, '/#/?view=table&cols=state,cpu,disk,up,down,traffic,uptime,gpu,processor,version,ip')
    await firstRow(page).getByRole('link').focus()
    const body = page.locator('.table-body')
    const left = () => body.evaluate((body) => body.scrollLeft)
    const most = await body.evaluate((body) => body.scrollWidth - body.clientWidth)
    for (let keys = 0; keys < 20; keys += 1) await page.keyboard.press('ArrowRight')
    await expect.poll(left).toBeGreaterThanOrEqual(most - 1)
    await page.keyboard.press('ArrowLeft')
    await expect.poll(left).toBeLessThan(most - 50)
    // The headings have come along.
    const head = page.locator('.table-headings')
    await expect.poll(async () => (await head.evaluate((head) => head.scrollLeft)) - (await left())).toBe(0)
    for (let headings = 0; headings < 9; headings += 1) {
      await page.keyboard.press('Shift+Tab')
      const hidden = await page.evaluate(() => {
        const focused = document.activeElement as Element
        if (!focused.closest('.table-headings')) return 'elsewhere'
        const { left, top, width, height } = focused.getBoundingClientRect()
        const at = document.elementFromPoint(left + Math.min(width, 12) / 2, top + height / 2)
        return focused.contains(at) ? '' : (focused.textContent ?? '')
      })
      if (hidden === 'elsewhere') break
      expect(hidden).toBe('')
    }
  })

  test('a row that gets the focus is not behind the headings', async ({ page }) => {
    await openSignedIn(page, '/#/?view=table')
    await firstRow(page).getByRole('link').focus()
    for (let rows = 0; rows < 14; rows += 1) await page.keyboard.press('Tab')
    for (let rows = 0; rows < 14; rows += 1) {
      await page.keyboard.press('Shift+Tab')
      const covered = await page.evaluate(() => {
        const { left, top, height } = (document.activeElement as Element).getBoundingClientRect()
        return !document.activeElement?.contains(document.elementFromPoint(left + 5, top + height / 2))
      })
      expect(covered, `row ${13 - rows}`).toBe(false)
    }
  })
})

test.describe('a thousand servers', () => {
  test.use({ servers: 1000, viewport: { width: 1280, height: 800 } })

  test('are few rows in the page, under headings that stay', async ({ page }) => {
    await openSignedIn(page, '/#/?view=table')
    await expect(page.locator('main[data-painted]')).toBeVisible()
    await expect(firstRow(page)).toBeInViewport()
    expect(await page.getByRole('row').count()).toBeLessThan(60)
    await page.keyboard.press('End')
    await expect(page.locator('[aria-rowindex="1001"]')).toBeInViewport()
    await expect(page.getByRole('columnheader', { name: 'CPU' })).toBeInViewport()
    await expect(firstRow(page)).toHaveCount(0)
  })
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 } })

  test('rows scroll sideways with their headings, and the page does not', async ({ page }) => {
    await openSignedIn(page, '/#/?view=table')
    await expect(page.locator('main[data-painted]')).toBeVisible()
    const heading = page.getByRole('columnheader', { name: 'Uptime' })
    await expect(heading).not.toBeInViewport()
    await page.locator('.table-body').evaluate((body) => void (body.scrollLeft = body.scrollWidth))
    await expect(heading).toBeInViewport()
    await expect(firstRow(page).getByRole('rowheader')).toBeInViewport()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
    // The first column stays where it is, with its heading.
    await expect(page.getByRole('columnheader', { name: 'Name' })).toBeInViewport()
    // So does the place, over a look at a server.
    await firstRow(page).getByRole('link').click()
    await expect(page.getByRole('heading', { name: 'Latency' })).toBeVisible()
    await page.goBack()
    await expect(heading).toBeInViewport()
    await expect(page.getByRole('columnheader', { name: 'CPU' })).not.toBeInViewport()
  })

  test('the menu of columns is closed by its button, and by a touch beside it, which presses nothing else', async ({ page }) => {
    await openSignedIn(page, '/#/?view=table')
    const menu = page.locator('.columns')
    const open = () => page.getByText('Columns').click()
    await open()
    await menu.getByRole('button', { name: 'Close' }).click()
    await expect(menu).not.toHaveAttribute('open')
    await expect(menu.locator('summary')).toBeFocused()
    await open()
    const counter = (await page.locator('.overview').getByRole('button', { name: /live$/ }).boundingBox()) ?? { x: 0, y: 0 }
    await page.mouse.click(counter.x + 5, counter.y + 5)
    await expect(menu).not.toHaveAttribute('open')
    await expect(page).toHaveURL(/#\/\?view=table$/)
  })

  test('a touch anywhere in a row opens its server', async ({ page }) => {
    await openSignedIn(page, '/#/?view=table')
    const { y, height } = (await firstRow(page).boundingBox()) ?? { y: 0, height: 0 }
    await page.mouse.click(330, y + height / 2)
    await expect(page.getByRole('heading', { name: 'Latency' })).toBeVisible()
  })
})

test.describe('for fingers', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true })

  test('what is pressed is large enough, and the headings stop right below the header', async ({ page }) => {
    await openSignedIn(page, '/#/?view=table')
    await expect(page.locator('main[data-painted]')).toBeVisible()
    for (const control of [page.getByRole('button', { name: 'Sign out' }), page.getByRole('button', { name: 'Cards' })]) {
      expect((await control.boundingBox())?.height ?? 0).toBeGreaterThanOrEqual(40)
    }
    await expect(page.locator('.server-row').first()).toBeVisible()
    await page.evaluate(() => scrollTo(0, 900))
    const edges = () => page.evaluate(() => {
      const [header, head] = ['.header', '.table-head'].map((name) => document.querySelector(name)?.getBoundingClientRect())
      return Math.abs((header?.bottom ?? 0) - (head?.top ?? 999))
    })
    await expect.poll(edges).toBeLessThanOrEqual(1)
  })
})
