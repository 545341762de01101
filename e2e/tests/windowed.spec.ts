import { expect, openSignedIn, openWhole, test } from '../support/index.ts'

test('arrow keys lead from card to card, and Enter opens one', async ({ page }) => {
  await openSignedIn(page)
  await expect(page.locator('main[data-painted]')).toBeVisible()
  const focused = () => page.evaluate(() => Number(document.activeElement?.closest('[data-place]')?.getAttribute('data-place') ?? -1))
  await page.getByRole('article').first().getByRole('link').focus()
  await page.keyboard.press('ArrowRight')
  await expect.poll(focused).toBe(1)
  await page.keyboard.press('ArrowDown')
  await expect.poll(focused).toBeGreaterThan(2)
  await page.keyboard.press('End')
  await expect.poll(focused).toBe(19)
  await page.keyboard.press('Home')
  await expect.poll(focused).toBe(0)
  await page.keyboard.press('PageDown')
  await expect.poll(focused).toBeGreaterThan(3)
  await page.keyboard.press('PageUp')
  await expect.poll(focused).toBe(0)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Latency' })).toBeVisible()
})

test('what was folded in groups that are no more does not keep a list from being found again', async ({ page }) => {
  await openSignedIn(page, '/#/?group=tag')
  await page.getByRole('button', { name: 'Fold all', exact: true }).click()
  await page.getByRole('button', { name: 'Group by tag' }).click()
  await expect(page).not.toHaveURL(/group/)
  const fourth = page.locator('[data-place="3"]').getByRole('link')
  await fourth.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Latency' })).toBeVisible()
  await page.goBack()
  await expect(fourth).toBeFocused()
})

test('the Back button leads a keyboard to the card that it left, and a mouse to the page', async ({ page }) => {
  await openSignedIn(page)
  const fourth = page.locator('[data-place="3"]').getByRole('link')
  await fourth.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Latency' })).toBeVisible()
  await page.goBack()
  await expect(fourth).toBeFocused()
  await page.locator('[data-place="5"]').getByRole('link').click()
  await expect(page.getByRole('heading', { name: 'Latency' })).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('main')).toBeFocused()
})

test.describe('a hundred servers', () => {
  test.use({ servers: 100 })

  test('arrow keys go on in a list whose focused card was scrolled away', async ({ page }) => {
    await openWhole(page)
    await page.getByRole('article').first().getByRole('link').focus()
    await page.mouse.move(500, 500)
    await page.mouse.wheel(0, 3000)
    await expect(page.locator('[data-place="0"]')).toHaveCount(0)
    const place = () => page.evaluate(() => Number(document.activeElement?.closest('[data-place]')?.getAttribute('data-place') ?? -1))
    await expect.poll(place).toBeGreaterThan(0)
    const before = await place()
    await page.keyboard.press('ArrowRight')
    await expect.poll(place).toBe(before + 1)
  })
})

test('printed, everybody is there', async ({ page }) => {
  await page.setViewportSize({ width: 800, height: 400 })
  await openSignedIn(page)
  await expect(page.locator('main[data-painted]')).toBeVisible()
  const shown = () => page.getByRole('article').count()
  await expect.poll(shown).toBeLessThan(20)
  await page.evaluate(() =>
    matchMedia('print').addEventListener('change', ({ matches }) => {
      if (matches) Object.assign(window, { printed: document.querySelectorAll('article').length })
    }))
  await page.pdf()
  expect(await page.evaluate(() => (window as unknown as { printed: number }).printed)).toBe(20)
  await expect.poll(shown).toBeLessThan(20)
})

for (const [view, list] of [['cards', '.card-grid'], ['table', '.table-rows']] as const) {
  test.describe(`a thousand servers in groups, as ${view}`, () => {
    test.use({ servers: 1000, viewport: { width: 1280, height: 800 } })

    test('which group it is stays in sight, and folds there too', async ({ page }) => {
      await openSignedIn(page, `/#/?group=tag${view === 'table' ? '&view=table' : ''}`)
      await expect(page.locator('main[data-painted]')).toBeVisible()
      const pinned = page.locator('.pinned-heading').getByRole('button')
      const own = page.locator(list).getByRole('button', { expanded: true })
      await expect(own.first()).toBeInViewport()
      await expect(pinned).toHaveCount(0)
      const group = await own.first().locator('b').innerText()
      const place = await page.locator('[data-place="0"]').evaluate((item) => item.getBoundingClientRect().top + scrollY)
      await page.mouse.move(640, 600)
      await page.mouse.wheel(0, 900)
      await expect(pinned.locator('b')).toHaveText(group)
      await expect(pinned).toBeInViewport()
      if (view === 'table') {
        const heads = await page.getByRole('columnheader').first().boundingBox()
        const box = await pinned.boundingBox()
        expect(box?.y).toBeGreaterThanOrEqual((heads?.y ?? 0) + (heads?.height ?? 0) - 1)
      }
      // Nothing was moved by it: the list is as high as before.
      await page.evaluate(() => scrollTo(0, 0))
      await expect(pinned).toHaveCount(0)
      expect(await page.locator('[data-place="0"]').evaluate((item) => item.getBoundingClientRect().top + scrollY)).toBe(place)
      await page.evaluate(() => scrollTo(0, 900))
      await pinned.click()
      const folded = page.locator(list).getByRole('button', { expanded: false })
      await expect(folded.locator('b')).toHaveText(group)
      await expect(folded).toBeInViewport()
      await expect(folded).toBeFocused()
    })

    test('the keyboard leads to items that no head covers, however fast keys come', async ({ page }) => {
      await openSignedIn(page, `/#/?group=tag${view === 'table' ? '&view=table' : ''}`)
      await expect(page.locator('main[data-painted]')).toBeVisible()
      const place = () => page.evaluate(() => Number(document.activeElement?.closest('[data-place]')?.getAttribute('data-place') ?? -1))
      await page.locator('[data-place="0"]').getByRole('link').focus()
      // All in one go: no frame passes between them.
      const press = (keys: string[]) =>
        page.evaluate((keys) => {
          for (const key of keys) document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
        }, keys)
      const [back, on] = view === 'table' ? ['ArrowUp', 'ArrowDown'] : ['ArrowLeft', 'ArrowRight']
      await press(['End', 'Home', 'End', back, back])
      await expect.poll(place).toBe(997)
      await press(['Home', on, 'End', 'Home'])
      await expect.poll(place).toBe(0)
      await press(['PageDown', 'PageDown', 'PageDown', 'PageDown', 'PageDown'])
      await expect.poll(place).toBeGreaterThan(view === 'table' ? 60 : 20)
      await press(['End'])
      await expect.poll(place).toBe(999)
      for (const key of ['ArrowUp', 'Shift+Tab']) {
        for (let up = 0; up < 12; up += 1) await page.keyboard.press(key)
        const covered = await page.evaluate(() => {
          const box = document.activeElement?.closest('[data-place]')?.getBoundingClientRect() as DOMRect
          const top = document.elementFromPoint(box.left + 40, box.top + 4)
          return top?.closest('[data-place]') !== document.activeElement?.closest('[data-place]')
        })
        expect(covered, key).toBe(false)
      }
    })
  })
}

test.describe('a hundred servers in three groups', () => {
  test.use({ servers: 100, viewport: { width: 390, height: 700 } })

  test('who reads one of them stays there when a folded group takes its place', async ({ page, sim }) => {
    for (let id = 1; id <= 100; id += 1) {
      const group = id <= 50 ? 'Alpha' : id < 100 ? 'Beta' : 'Zeta'
      await sim.changeServer(id, { tag: group, name: `${{ Alpha: 'b', Beta: 'd', Zeta: 'f' }[group]}${100 + id}` })
    }
    await openWhole(page, '/#/?group=tag&sort=name.asc&fold=Zeta')
    const top = () => page.evaluate(() => scrollY)
    const half = await page.evaluate(() => document.documentElement.scrollHeight * 0.6)
    await page.evaluate((half) => scrollTo(0, half), half)
    const pinned = page.locator('.pinned-heading')
    await expect(pinned).toContainText('Beta')
    const before = await top()
    const place = () => page.evaluate(() => {
      const card = document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest('[data-place]')
      return card?.getAttribute('data-place')
    })
    await expect.poll(place).toBeTruthy()
    const placed = await place()
    // The groups are now Alpha, Zeta and Beta.
    await sim.changeServer(100, { name: 'c100' })
    await expect.poll(place).not.toBe(placed)
    await expect(pinned).toContainText('Beta')
    expect(Math.abs((await top()) - before)).toBeLessThan(100)
    expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('BUTTON')
  })
})
