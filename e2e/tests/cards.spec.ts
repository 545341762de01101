import type { Page } from '@playwright/test'
import { card, expect, linkState, openSignedIn, openWhole, test } from '../support/index.ts'

for (const who of ['a guest', 'the owner'] as const) {
  test(`the cards of ${who} are updated without being built again`, async ({ page, sim }) => {
    await sim.changeServer(1, { name: 'watched' })
    if (who === 'a guest') await page.goto('/')
    else await openSignedIn(page)
    const watched = card(page, 'watched')
    const cpu = watched.getByRole('meter', { name: 'CPU' })
    await expect(cpu).toBeVisible()
    // All nodes of all cards; a node that is replaced leaves its mark behind.
    const marked = () =>
      page.getByRole('article').evaluateAll((cards) => {
        const nodes = cards.flatMap((card) => [card, ...card.querySelectorAll('*')])
        return nodes.filter((node) => 'marked' in node).length / nodes.length
      })
    await page.getByRole('article').evaluateAll((cards) => {
      for (const card of cards) for (const node of [card, ...card.querySelectorAll('*')]) Object.assign(node, { marked: true })
    })
    for (const percent of [11, 22, 33]) {
      await sim.changeServer(1, { status: { CPU: percent } })
      await expect(cpu).toHaveAttribute('aria-valuenow', String(percent))
    }
    expect(await marked()).toBe(1)
  })
}

test('a poll that changes nothing writes nothing but ages into the page', async ({ page, sim }) => {
  await openSignedIn(page)
  await expect(linkState(page)).toHaveText('live · every 2 s')
  const polls = async () => (await sim.stats()).requests.details
  // Every agent is silent for long: the same bytes come again and again.
  for (let id = 1; id <= 20; id += 1) await sim.changeServer(id, { reporting: false })
  await sim.advance(120)
  await expect(page.getByRole('article').getByRole('img', { name: /^(live|late|unknown)$/ })).toHaveCount(0)
  await page.evaluate(() => {
    const written: string[] = []
    Object.assign(window, { written })
    const observer = new MutationObserver((changes) => {
      const whole = changes.map((change) => `${change.type} ${change.target.parentElement?.textContent}`)
      written.push(...whole.filter((change) => !/ (Late|Offline) · .*\d/.test(change)))
    })
    // Not the body: a server's page may be rehearsed there, out of sight.
    for (const seen of document.querySelectorAll('.header, main')) {
      observer.observe(seen, { subtree: true, childList: true, attributes: true, characterData: true })
    }
  })
  const since = await polls()
  await expect.poll(polls).toBeGreaterThan(since + 1)
  expect(await page.evaluate(() => (window as unknown as { written: string[] }).written)).toEqual([])
})

for (const who of ['a guest', 'the owner'] as const) {
  test(`at rest the page of ${who} does something only when an answer comes`, async ({ page, sim }) => {
    await page.addInitScript(() => {
      const ran = { timers: 0, frames: 0 }
      Object.assign(window, { ran })
      for (const name of ['setTimeout', 'setInterval'] as const) {
        const begin = window[name].bind(window)
        window[name] = ((act: () => void, ms?: number) => begin(() => {
          ran.timers += 1
          act()
        }, ms)) as unknown as typeof setTimeout & typeof setInterval
      }
      const frame = window.requestAnimationFrame.bind(window)
      window.requestAnimationFrame = (act) => frame((now) => {
        ran.frames += 1
        act(now)
      })
    })
    if (who === 'a guest') await page.goto('/')
    else await openWhole(page)
    await expect(linkState(page)).toHaveText(/^live/)
    const answers = async () => page.evaluate(() => (window as unknown as { answers: number }).answers)
    // A value that every answer changes.
    await page.evaluate(() => {
      Object.assign(window, { answers: 0 })
      new MutationObserver(() => ((window as unknown as { answers: number }).answers += 1)).observe(
        document.querySelector('.overview') as Element, { subtree: true, characterData: true, childList: true })
    })
    const ran = () => page.evaluate(() => ({ ...(window as unknown as { ran: { timers: number; frames: number } }).ran }))
    // Whatever comes after the first answers has come.
    await expect.poll(answers, { timeout: 20_000 }).toBeGreaterThan(4)
    const [before, since] = [await ran(), await answers()]
    await expect.poll(answers, { timeout: 20_000 }).toBeGreaterThanOrEqual(since + 4)
    const [after, until] = [await ran(), await answers()]
    const each = (now: number, then: number) => (now - then) / (until - since)
    expect(each(after.timers, before.timers)).toBeLessThanOrEqual(2)
    expect(each(after.frames, before.frames)).toBeLessThanOrEqual(2)
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0)
  })
}

test('the owner sees a lock on servers that are hidden from guests, and a guest not even those', async ({ page, sim }) => {
  await openSignedIn(page)
  const lock = (id: number) => page.locator(`[data-server="${id}"]`).getByRole('img', { name: 'hidden from guests' })
  await expect(lock(2)).toBeVisible()
  await expect(lock(1)).toBeHidden()
  await sim.changeServer(1, { hidden: true })
  await expect(lock(1)).toBeVisible()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('article')).toHaveCount(18)
  await expect(page.locator('[data-server="1"], [data-server="2"]')).toHaveCount(0)
})

test('a card says what the machine is, with a mark for its system', async ({ page, sim }) => {
  const host = { Platform: 'debian', PlatformVersion: '12.5', CPU: ['AMD EPYC 7763 4 Virtual Core'], MemTotal: 8_000_000_000 }
  await sim.changeServer(18, { name: 'one', reporting: true, host })
  await sim.changeServer(19, { name: 'other', reporting: true, host: { ...host, Platform: 'Microsoft Windows Server 2022', PlatformVersion: '' } })
  await openSignedIn(page)
  await expect(card(page, 'one')).toContainText('Debian 12.5 · 4 cores · 8.0 GB')
  await expect(card(page, 'one')).toContainText('AMD EPYC 7763')
  await expect(card(page, 'other')).toContainText('Windows Server 2022')
  const mark = (name: string) => card(page, name).locator('.os-mark path').getAttribute('d')
  await expect.poll(async () => (await mark('one'))?.length).toBeGreaterThan(5)
  expect(await mark('one')).not.toBe(await mark('other'))
  await expect(card(page, 'never-reported').locator('.os-mark')).toBeHidden()
})

test('servers come, go and move without a reload', async ({ page, sim }) => {
  await openSignedIn(page)
  await expect(page.getByRole('article')).toHaveCount(20)
  await sim.addServer({ name: 'newcomer', tag: 'Lab', display_index: 9000 })
  await expect(page.getByRole('article').first()).toContainText('newcomer')
  await sim.removeServer(1)
  await expect(page.locator('[data-server="1"]')).toHaveCount(0)
  await sim.changeServer(20, { display_index: 9001 })
  await expect(page.getByRole('article').first()).toHaveAttribute('data-server', '20')
})

test('hostile names stay text', async ({ page, sim }) => {
  page.on('dialog', (dialog) => dialog.dismiss().then(() => expect(dialog.message()).toBe('no dialog at all')))
  const hostile = '"><img src=x onerror="window.xss=1"><script>window.xss=1</script>'
  await sim.addServer({
    id: 21,
    name: hostile,
    tag: hostile,
    display_index: 9000,
    last_active: Math.floor(Date.now() / 1000),
    host: { Platform: hostile, CPU: [hostile], Arch: hostile, CountryCode: hostile, Version: hostile, MemTotal: 1 },
    status: { CPU: 1, Temperatures: [{ Name: hostile, Temperature: 40 }] },
    history: [{ monitor_id: 1, server_id: 21, server_name: hostile, monitor_name: hostile, created_at: [Date.now() - 60_000], avg_delay: [1] }],
  })
  await openSignedIn(page)
  const link = page.getByRole('article').first().getByRole('link')
  await expect(link).toHaveText(hostile)
  await expect(page.getByRole('button', { name: hostile })).toBeVisible()
  await link.click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(hostile)
  await expect(page.getByRole('button', { name: hostile, exact: true })).toBeVisible()
  await expect(page.getByText('Temperatures')).toBeVisible()
  await expect(page.locator('img[onerror], img[src=x], script:not([src])')).toHaveCount(0)
  expect(await page.evaluate(() => 'xss' in window)).toBe(false)
})

test.describe('a thousand servers', () => {
  test.use({ servers: 1000, viewport: { width: 1280, height: 800 } })

  const places = (page: Page) =>
    page.locator('[aria-posinset]').evaluateAll((cards) => cards.map((card) => Number(card.getAttribute('aria-posinset'))))

  test('of which only those on the screen exist, and which all can be reached', async ({ page }) => {
    await openSignedIn(page)
    await expect(page.locator('main[data-servers="1000"][data-painted]')).toBeVisible()
    const first = page.locator('[aria-posinset="1"][aria-setsize="1000"]')
    await expect(first).toBeInViewport()
    expect((await places(page)).length).toBeLessThan(60)
    await page.keyboard.press('End')
    await expect(page.locator('[aria-posinset="1000"]')).toBeInViewport()
    await expect(first).toHaveCount(0)
    const shown = await places(page)
    expect(shown.length).toBeLessThan(60)
    expect(shown).toEqual([...shown.keys()].map((at) => shown[0] + at))
    await page.keyboard.press('Home')
    await expect(first).toBeInViewport()
  })

  test('one tag shows its servers only', async ({ page }) => {
    await openSignedIn(page)
    // The tags stand in the order of the servers, which only the whole answer tells.
    await expect(page.locator('main[data-painted]')).toBeVisible()
    const chip = page.getByRole('button', { name: /^Tokyo/ })
    const count = (await chip.innerText()).match(/\d+$/)?.[0] ?? ''
    await chip.click()
    await expect(page.locator(`[aria-setsize="${count}"]`).first()).toBeVisible()
    await page.getByRole('button', { name: /^all/ }).click()
    await expect(page.locator('[aria-setsize="1000"]').first()).toBeVisible()
  })
})
