import type { WebSocketRoute } from '@playwright/test'
import { expect, keepToken, linkState, openSignedIn, said, show, Simulator, test } from '../support/index.ts'

const outcomes = [
  ['close', 'The dashboard does not answer.', 'Look whether it runs'],
  ['status_500', 'The dashboard failed over this request.', 'Wait a little'],
  ['html', 'What answers is no Nezha V0 dashboard', 'Look whether /api/v1 is forwarded'],
  ['truncated', "The dashboard's answer was cut off.", 'look at the limits of the proxy'],
] as const

for (const [fault, what, next] of outcomes) {
  test(`when details meet ${fault}, it says so, keeps the data with its age, and recovers by itself`, async ({ page, sim }) => {
    await openSignedIn(page)
    await expect(linkState(page)).toHaveText('live · every 2 s')
    const cards = await page.getByRole('article').count()
    await sim.fault('details', fault)
    const notice = said(page, what)
    await expect(notice).toContainText(next)
    await expect(page.getByText(/These numbers are \d+ s old\./)).toBeVisible()
    await expect(page.getByRole('button', { name: 'Try now' })).toBeVisible()
    await expect(linkState(page)).toHaveText(/no answer · \d+ s old/)
    await expect(page.getByRole('article')).toHaveCount(cards)
    await sim.clearFaults()
    await expect(linkState(page)).toHaveText('live · every 2 s')
    await expect(notice).toBeHidden()
  })
}

test('a redirect to another origin is not followed, so the token stays here', async ({ page, sim, watch }) => {
  const stranger = await Simulator.start([])
  // Playwright reports the request that the browser then does not send.
  watch.allow(/left the origin/)
  try {
    await openSignedIn(page)
    await expect(linkState(page)).toHaveText('live · every 2 s')
    await sim.fault('details', 'redirect', { to: `${stranger.url}api/v1/server/details` })
    await expect(said(page, 'The dashboard does not answer.')).toBeVisible()
    expect((await stranger.stats()).requests).toEqual({})
  } finally {
    await stranger.stop()
  }
})

test.describe('behind a proxy with a password of its own, whose prompt is dismissed', () => {
  test.use({ httpCredentials: { username: 'nobody', password: 'knows' } })

  test('it says that the proxy and the token need the same header', async ({ page, sim }) => {
    await openSignedIn(page)
    await expect(linkState(page)).toHaveText('live · every 2 s')
    await sim.fault('details', 'status_401')
    await expect(said(page, 'asks for a password in the header that the token needs')).toContainText('leave /api/v1 out')
    await expect(linkState(page)).toHaveText(/no answer · \d+ s old/)
    await sim.clearFaults()
    await expect(linkState(page)).toHaveText('live · every 2 s')
  })
})

test('a login wall of another kind sends to the page where one signs in', async ({ page, sim }) => {
  await sim.fault('any', 'login_wall')
  await page.goto('/')
  await expect(said(page, 'Something in front of the dashboard wants a login of its own.')).toContainText('come back')
  await expect(page.getByRole('status').getByRole('link')).toHaveAttribute('href', '/')
})

test('a dashboard that hangs is not called live for long', async ({ page, sim }) => {
  await openSignedIn(page)
  await expect(linkState(page)).toHaveText('live · every 2 s')
  await sim.fault('details', 'slow', { ms: 25_000 })
  await expect(linkState(page)).not.toHaveText(/^live/, { timeout: 15_000 })
  await sim.clearFaults()
})

test('a proxy that limits requests is named, and nobody is called live for as long as it is left alone', async ({ page, sim, watch }) => {
  watch.allow(/429/)
  await page.clock.install()
  await openSignedIn(page)
  const live = page.getByRole('article').getByRole('img', { name: 'live', exact: true })
  await expect(live.first()).toBeVisible()
  await sim.fault('details', 'status_429')
  await page.clock.runFor(3_000)
  await expect(said(page, 'limits how often it may be asked (HTTP 429)')).toContainText('Choose slower updates')
  await page.clock.runFor(22_000)
  await expect(live).toHaveCount(0)
})

test('a first answer that is long in coming leaves the names to the list, and fills them when it is here', async ({ page, sim }) => {
  let answer = () => {}
  const answered = new Promise<void>((resolve) => (answer = resolve))
  await page.route('**/server/details', async (route) => {
    await answered
    await route.continue()
  })
  await openSignedIn(page)
  const first = page.getByRole('article').first()
  await expect(first.getByRole('link')).toHaveText(/./)
  await expect(linkState(page)).toHaveText(/^connecting/)
  await expect(first.getByText('%')).toHaveCount(0)
  answer()
  await expect(linkState(page)).toHaveText('live · every 2 s')
  await expect(first.getByText('%').first()).toBeVisible()
})

test('names that came first tell for half a minute at most who is alive', async ({ page, sim }) => {
  await page.clock.install()
  await sim.fault('details', 'slow', { ms: 60_000 })
  await keepToken(page, 'nezha-lens.token')
  await page.goto('/')
  await page.clock.runFor(300)
  const states = (state: string) => page.getByRole('article').getByRole('img', { name: state, exact: true })
  await expect(states('live').first()).toBeVisible()
  await page.clock.runFor('00:23')
  await expect(states('unknown').first()).toBeVisible()
  await expect(states('live')).toHaveCount(0)
  await sim.clearFaults()
})

test('when details come back empty, names and times stay fresh and the rest says that it is old', async ({ page, sim }) => {
  await openSignedIn(page)
  await expect(linkState(page)).toHaveText('live · every 2 s')
  await sim.fault('details', 'nan')
  await expect(linkState(page)).toHaveText(/^names only · \d+ s old$/)
  await expect(said(page, 'One agent sends an invalid number')).toContainText('Restart the agent')
  await sim.changeServer(1, { name: 'renamed meanwhile' })
  await expect(page.getByRole('link', { name: 'renamed meanwhile' })).toBeVisible()
  await expect(page.getByRole('article').first().getByRole('meter').first()).toBeVisible()
  await sim.clearFaults()
  await expect(linkState(page)).toHaveText('live · every 2 s')
})

test('figures that are old do not turn young because names came after them', async ({ page, sim }) => {
  await page.clock.install()
  await openSignedIn(page)
  await expect(linkState(page)).toHaveText('live · every 2 s')
  await sim.fault('details', 'nan')
  await expect
    .poll(async () => {
      await page.clock.runFor(2_000)
      return linkState(page).innerText()
    })
    .toMatch(/^names only · [2-5]\d s old$/)
  await sim.fault('list', 'status_500')
  let said = ''
  await expect
    .poll(async () => {
      await page.clock.runFor(2_000)
      return (said = await linkState(page).innerText())
    })
    .toMatch(/^no answer/)
  expect(said).toMatch(/^no answer · ([2-9]\d s|\d+ min.*) old$/)
})

test('one entry that cannot be read costs one entry, and is counted', async ({ page, sim }) => {
  await openSignedIn(page)
  await expect(linkState(page)).toHaveText('live · every 2 s')
  await sim.fault('details', 'broken_server')
  await expect(page.getByText('Could not be read in the last answer: 1.')).toBeVisible()
  await expect(page.getByRole('article')).toHaveCount(20)
})

test.describe('one server', () => {
  test.use({ servers: 1 })

  test('whose entry cannot be read is not called none', async ({ page, sim }) => {
    await sim.fault('details', 'broken_server')
    await openSignedIn(page)
    await expect(page.getByText('Could not be read in the last answer: 1.')).toBeVisible()
    await expect(page.getByText('There are no servers on this dashboard yet.')).toHaveCount(0)
    await sim.clearFaults()
    await expect(page.getByRole('article')).toHaveCount(1)
  })
})

test('a speed that has wrapped around is no speed', async ({ page, sim }) => {
  await openSignedIn(page)
  await expect(linkState(page)).toHaveText('live · every 2 s')
  await sim.fault('details', 'wrapped_speed')
  // The simulator does it to the first server that reports.
  await expect(page.locator('[data-server="1"] .card-net')).toContainText('↓–')
  await expect(page.getByText(/EB\/s/)).toHaveCount(0)
})

test('when the dashboard stops and starts again, a guest keeps the data and sees it return', async ({ client, page, sim }) => {
  await page.goto('/')
  await expect(linkState(page)).toHaveText('live · as guest')
  const cards = await page.getByRole('article').count()
  await sim.stop()
  await expect(linkState(page)).toHaveText(/no answer/)
  await expect(page.getByText('The dashboard does not answer.')).toBeVisible()
  await expect(page.getByRole('article')).toHaveCount(cards)
  const again = await Simulator.start(['--static', client, '--servers', '20', '--port', sim.port])
  try {
    await page.getByRole('button', { name: 'Try now' }).click()
    await expect(linkState(page)).toHaveText('live · as guest', { timeout: 20_000 })
  } finally {
    await again.stop()
  }
})

test('a guest whose connection is lost now and then has it back soon each time, and loses nobody from sight', async ({ page }) => {
  const sockets: WebSocketRoute[] = []
  await page.routeWebSocket('**/ws', (socket) => {
    sockets.push(socket)
    socket.connectToServer()
  })
  await page.goto('/')
  for (let losses = 1; losses <= 4; losses++) {
    await expect(linkState(page)).toHaveText('live · as guest')
    await sockets.at(-1)?.close()
    await expect(linkState(page)).toHaveText(/^no answer/)
    await expect(page.locator('.server-card[data-state="live"]')).not.toHaveCount(0)
    // Seconds: the first of several tries, and not the fourth.
    await expect.poll(() => sockets.length, { timeout: 5_000 }).toBe(losses + 1)
  }
})

test('a guest behind a proxy that does not pass WebSockets on is told which setting is missing', async ({ page, sim }) => {
  await sim.fault('ws', 'refuse_ws')
  await page.goto('/')
  await expect(said(page, 'The proxy does not pass WebSockets')).toContainText('Forward /ws with its Upgrade header')
  await expect(page.getByRole('status').getByRole('button', { name: 'Sign in' })).toBeVisible()
  await sim.clearFaults()
  await page.getByRole('button', { name: 'Try now' }).click()
  await expect(linkState(page)).toHaveText('live · as guest')
})

test('a guest of a dashboard with a view password enters it here', async ({ page, sim }) => {
  await sim.setViewPassword('open & sesame')
  await page.goto('/')
  await expect(said(page, 'The dashboard wants its view password.')).toContainText('Enter it here.')
  await expect(page.getByRole('status').getByRole('link')).toHaveAttribute('href', '/')
  const field = page.getByLabel('View password')
  await field.fill('sesame')
  await page.getByRole('button', { name: 'Enter' }).click()
  await expect(page.getByText('The dashboard says that this is not it.')).toBeVisible()
  await expect(field).toHaveValue('sesame')
  await field.fill('open & sesame')
  await field.press('Enter')
  await expect(linkState(page)).toHaveText('live · as guest')
  await page.reload()
  await expect(linkState(page)).toHaveText('live · as guest')
})

test('after the view password the next reason is told, whichever that is', async ({ page, sim }) => {
  await sim.setViewPassword('open sesame')
  await sim.fault('ws', 'refuse_ws')
  await page.goto('/')
  await expect(said(page, 'The dashboard wants its view password.')).toBeVisible()
  await page.getByLabel('View password').fill('open sesame')
  await page.getByRole('button', { name: 'Enter' }).click()
  await expect(said(page, 'The proxy does not pass WebSockets')).toBeVisible()
  await sim.clearFaults()
  await page.getByRole('button', { name: 'Try now' }).click()
  await expect(linkState(page)).toHaveText('live · as guest')
})

test('who enters the view password hears of a proxy that does not pass it on', async ({ page, sim }) => {
  await sim.setViewPassword('open sesame')
  await page.route('**/view-password', (route) => route.fulfill({ status: 405 }))
  await page.goto('/')
  await page.getByLabel('View password').fill('open sesame')
  await page.getByRole('button', { name: 'Enter' }).click()
  await expect(page.getByText('the proxy has to pass /view-password on to the dashboard')).toBeVisible()
})

test('before the first answer there is a reason instead of an endless loading', async ({ page, sim }) => {
  await keepToken(page, 'nezha-lens.token')
  await sim.fault('any', 'html')
  await page.goto('/')
  await expect(page.getByText('What answers is no Nezha V0 dashboard')).toBeVisible()
  await expect(linkState(page)).toHaveText('no answer')
})

test.describe('a dashboard without servers', () => {
  test.use({ servers: 0 })

  test('tells its owner how to get one', async ({ page }) => {
    await openSignedIn(page)
    await expect(page.getByText('There are no servers on this dashboard yet.')).toBeVisible()
    await page.getByRole('main').getByRole('link', { name: 'Register the first one' }).click()
    await expect(page.getByRole('heading', { name: 'Register a server' })).toBeVisible()
  })

  test('opens the token form for a guest, who may see nothing', async ({ page }) => {
    await page.goto('/')
    await expect(page.getByRole('dialog', { name: 'Sign in with an API token' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(said(page, 'This dashboard shows guests no servers.')).toContainText('Sign in to see them.')
  })
})

test('a guest is told why nothing comes when one agent sends an invalid number', async ({ page, sim }) => {
  await page.clock.install()
  await sim.fault('ws', 'nan')
  await page.goto('/')
  const notice = said(page, 'The dashboard lets guests in and then sends them nothing.')
  // Before, a clock that runs ahead would only tell that it takes too long.
  await expect.poll(async () => (await sim.stats()).sockets_opened).toBeGreaterThan(0)
  // V0 sends a frame every two seconds; silence is noticed after twelve.
  for (let seconds = 0; seconds < 20; seconds += 5) await page.clock.runFor('00:05')
  await expect(notice).toContainText('restart the agents one by one')
  // V0 works on without a pause for each socket that is closed meanwhile.
  for (const state of ['hidden', 'visible', 'hidden', 'visible'] as const) await show(page, state)
  for (let minutes = 0; minutes < 5; minutes += 1) await page.clock.runFor('01:00')
  await expect(notice).toBeVisible()
  await sim.clearFaults()
  await expect(linkState(page)).toHaveText('live · as guest')
  await expect(notice).toBeHidden()
  expect((await sim.stats()).sockets_opened).toBe(1)
})

test('a socket that is silent is left when somebody wants to try another, and when it goes on while nobody looks', async ({ page, sim }) => {
  await page.clock.install()
  await sim.fault('ws', 'nan')
  await page.goto('/')
  await expect.poll(async () => (await sim.stats()).sockets_opened).toBe(1)
  for (let seconds = 0; seconds < 20; seconds += 5) await page.clock.runFor('00:05')
  await page.getByRole('button', { name: 'Try now' }).click()
  await page.clock.runFor('00:02')
  await expect.poll(async () => (await sim.stats()).sockets_opened).toBe(2)
  for (let seconds = 0; seconds < 20; seconds += 5) await page.clock.runFor('00:05')
  await show(page, 'hidden')
  await sim.clearFaults()
  await expect.poll(async () => (await sim.stats()).open_sockets).toBe(0)
  await show(page, 'visible')
  await expect(linkState(page)).toHaveText('live · as guest')
  expect((await sim.stats()).sockets_opened).toBe(3)
})

test('when the dashboard hangs nobody is called live for long, and a filter of states hides nobody', async ({ page, sim }) => {
  await page.clock.install()
  await openSignedIn(page, '/#/?state=live')
  await expect(linkState(page)).toHaveText('live · every 2 s')
  const cards = await page.getByRole('article').count()
  expect(cards).toBeGreaterThan(0)
  await sim.fault('details', 'slow', { ms: 60_000 })
  const asked = (await sim.stats()).requests.details
  await page.clock.runFor('00:03')
  await expect.poll(async () => (await sim.stats()).requests.details).toBeGreaterThan(asked)
  await page.clock.runFor('00:25')
  await expect(page.getByRole('article').getByRole('img', { name: 'live' })).toHaveCount(0)
  await expect.poll(() => page.getByRole('article').getByRole('img', { name: 'unknown' }).count()).toBeGreaterThanOrEqual(cards)
  await expect(linkState(page)).toHaveText(/(waiting for an answer|no answer) · \d+ s old/)
})

test.describe('scrolled down a long list', () => {
  test.use({ servers: 200, viewport: { width: 1000, height: 600 } })

  test('words that come above it move nothing', async ({ page, sim }) => {
    await openSignedIn(page)
    await expect(page.locator('main[data-painted]')).toBeAttached()
    await page.mouse.move(500, 300)
    await page.mouse.wheel(0, 900)
    const place = () => page.evaluate(() => {
      const card = document.elementFromPoint(300, 300)?.closest('[data-place]')
      return card && `${card.getAttribute('data-place')} at ${Math.round(card.getBoundingClientRect().top)}`
    })
    // Cards are made while the list scrolls, and their heights measured.
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(600)
    let before = await place()
    await expect
      .poll(async () => {
        const last = before
        before = await place()
        return before === last ? String(before) : 'moving'
      })
      .toMatch(/ at /)
    await sim.fault('details', 'status_500')
    await expect(said(page, 'The dashboard failed over this request.')).toBeAttached()
    expect(await place()).toBe(before)
    await sim.clearFaults()
    await expect(linkState(page)).toHaveText('live · every 2 s')
    await expect(said(page, 'The dashboard failed over this request.')).toHaveCount(0)
    expect(await place()).toBe(before)
  })
})

test('one poll that fails is told in the header, and moves nothing below', async ({ page, sim }) => {
  await openSignedIn(page)
  await expect(linkState(page)).toHaveText('live · every 2 s')
  await page.evaluate(() => {
    const told = { notices: '', header: '' }
    Object.assign(window, { told })
    // Everything that they have ever said: a glance now and then would miss it.
    for (const [part, selector] of [['notices', '.notices'], ['header', '.link-state']] as const) {
      const seen = document.querySelector(selector) as HTMLElement
      new MutationObserver(() => (told[part] += seen.innerText)).observe(seen, { childList: true, subtree: true, characterData: true })
    }
  })
  const told = () => page.evaluate(() => (window as unknown as { told: { notices: string; header: string } }).told)
  await sim.fault('details', 'status_500', { times: 1 })
  await expect.poll(async () => (await told()).header).toContain('no answer')
  await expect(linkState(page)).toHaveText('live · every 2 s')
  expect((await told()).notices).toBe('')
})
