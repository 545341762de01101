import type { Page } from '@playwright/test'
import { expect, linkState, openSignedIn, show, type Simulator, test } from '../support/index.ts'

/** The same fifty times, sometimes sooner than the page can do anything about it and sometimes later; it is seen at the end. */
async function flip(page: Page): Promise<void> {
  for (let flips = 0; flips < 25; flips += 1) {
    await show(page, 'hidden')
    if (flips % 5 === 0) await expect(linkState(page)).toHaveText('paused')
    await show(page, 'visible')
    if (flips % 7 === 0) await expect(linkState(page)).toHaveText(/^live/)
  }
}

/** A page that was live, on a clock of the test's, and whose dashboard fails since. */
async function openInTrouble(page: Page, sim: Simulator): Promise<void> {
  await page.clock.install()
  await openSignedIn(page)
  await expect(linkState(page)).toHaveText('live · every 2 s')
  await sim.fault('details', 'status_500')
  await expect
    .poll(async () => {
      await page.clock.runFor(1_000)
      return page.getByText('Next try in').count()
    })
    .toBe(1)
}

for (const who of ['a guest', 'the owner'] as const) {
  test(`nothing is asked for ${who} while the page is hidden for an hour, and at once when it is seen again`, async ({ page, sim }) => {
    await page.clock.install()
    const address = '/#/server/1'
    if (who === 'a guest') await page.goto(address)
    else await openSignedIn(page, address)
    await expect(linkState(page)).toHaveText(/^live/)
    await expect(page.locator('.chart[data-drawn]')).toBeVisible()
    await show(page, 'hidden')
    await expect(linkState(page)).toHaveText('paused')
    await expect.poll(async () => (await sim.stats()).open_sockets).toBe(0)
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    page.on('websocket', (socket) => asked.push(socket.url()))
    await page.clock.runFor('01:00:00')
    expect(asked).toEqual([])
    await show(page, 'visible')
    await expect(linkState(page)).toHaveText(/^live/)
    await expect.poll(() => asked.length).toBeGreaterThan(0)
  })
}

test('after fifty changes of visibility a guest has exactly one socket', async ({ page, sim }) => {
  await page.goto('/')
  await expect(linkState(page)).toHaveText('live · as guest')
  const began = Date.now()
  await flip(page)
  await sim.changeServer(1, { name: 'seen again' })
  await expect(page.getByRole('link', { name: 'seen again' })).toBeVisible()
  const { open_sockets, sockets_opened } = await sim.stats()
  expect(open_sockets).toBe(1)
  // One a second at most, and more than the first: it was hidden for long enough to close that.
  expect(sockets_opened).toBeGreaterThan(1)
  expect(sockets_opened).toBeLessThanOrEqual(3 + Math.floor((Date.now() - began) / 1000))
})

test('after fifty changes of visibility the owner is asked for no more often than once a second', async ({ page, sim }) => {
  await openSignedIn(page, '/')
  await expect(linkState(page)).toHaveText('live · every 2 s')
  const [before, began] = [(await sim.stats()).requests.details, Date.now()]
  await flip(page)
  await expect(linkState(page)).toHaveText('live · every 2 s')
  const after = (await sim.stats()).requests.details
  expect(after - before).toBeLessThanOrEqual(2 + Math.ceil((Date.now() - began) / 1000))
})

test('while the dashboard is in trouble a hidden page writes nothing for an hour', async ({ page, sim }) => {
  await openInTrouble(page, sim)
  await show(page, 'hidden')
  await expect(linkState(page)).toHaveText('paused')
  await page.evaluate(() => {
    const written: string[] = []
    Object.assign(window, { written })
    const observer = new MutationObserver((changes) => written.push(...changes.map(({ target }) => target.textContent ?? '')))
    // Not the body: a server's page may be rehearsed there, out of sight.
    for (const seen of document.querySelectorAll('.header, main')) {
      observer.observe(seen, { subtree: true, childList: true, attributes: true, characterData: true })
    }
  })
  await page.clock.runFor('01:00:00')
  expect(await page.evaluate(() => (window as unknown as { written: string[] }).written)).toEqual([])
})

test('a browser that is online again asks at once', async ({ page, sim }) => {
  await openInTrouble(page, sim)
  await sim.clearFaults()
  const asked = (await sim.stats()).requests.details
  await page.evaluate(() => dispatchEvent(new Event('online')))
  // Once a second at most, and long before the next try.
  await page.clock.runFor(1_100)
  await expect.poll(async () => (await sim.stats()).requests.details).toBe(asked + 1)
  await expect(linkState(page)).toHaveText('live · every 2 s')
})

test('leaving the page closes the socket', async ({ page, sim }) => {
  await page.goto('/')
  await expect(linkState(page)).toHaveText('live · as guest')
  expect((await sim.stats()).open_sockets).toBe(1)
  await page.goto('about:blank')
  await expect.poll(async () => (await sim.stats()).open_sockets).toBe(0)
})

test('a page that is seen again says that it waits while the answer is long in coming', async ({ page, sim }) => {
  await openSignedIn(page)
  await expect(linkState(page)).toHaveText('live · every 2 s')
  await show(page, 'hidden')
  await expect(linkState(page)).toHaveText('paused')
  await sim.fault('details', 'slow', { ms: 4000 })
  await show(page, 'visible')
  await expect(linkState(page)).toHaveText(/^waiting for an answer/)
})

test('nobody is called live for long by an answer of an hour ago', async ({ page, sim }) => {
  await page.clock.install()
  await openSignedIn(page)
  await expect(page.locator('.server-card[data-state="live"]').first()).toBeVisible()
  await show(page, 'hidden')
  await expect(linkState(page)).toHaveText('paused')
  await page.clock.runFor('01:00:00')
  await sim.fault('details', 'slow', { ms: 7000 })
  await show(page, 'visible')
  await page.clock.runFor('00:02')
  await expect(linkState(page)).toHaveText(/^waiting for an answer/)
  await expect(page.locator('.server-card[data-state="live"]')).toHaveCount(0)
})

test('who logs in to the dashboard meanwhile is its owner when the page is seen again', async ({ page }) => {
  await page.goto('/')
  await expect(linkState(page)).toHaveText('live · as guest')
  await show(page, 'hidden')
  await page.request.post('/sim/login', { data: {} })
  await show(page, 'visible')
  await expect(page.getByText('signed in by the dashboard')).toBeVisible()
  await expect(page.getByRole('article')).toHaveCount(20)
})
