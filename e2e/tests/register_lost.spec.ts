import type { Page } from '@playwright/test'
import { expect, fillIn, isolated, kept, nameField, openSignedIn, registered, said, submit, test } from '../support/index.ts'

/** Every register request that the page itself makes. */
function watchRegister(page: Page): string[] {
  const asked: string[] = []
  page.on('request', (request) => request.url().includes('/server/register') && asked.push(request.method()))
  return asked
}

test('a lost answer is not asked for again, and the server that turned up is found', async ({ page, sim }) => {
  const asked = watchRegister(page)
  await sim.fault('register', 'close_after')
  await fillIn(page, 'perhaps')
  await submit(page).click()
  await expect(said(page, `${isolated('perhaps')} is registered, but its secret is not here.`)).toBeVisible()
  expect(asked).toEqual(['POST'])
  // Chromium itself sends again over each kept connection that turns out to be closed: none of them may be a poll's.
  expect((await sim.stats()).registered).toHaveLength(1)
})

test('what was lost and was not created may be tried again, by a click', async ({ page, sim }) => {
  const asked = watchRegister(page)
  await sim.fault('register', 'close')
  await fillIn(page, 'not there')
  await submit(page).click()
  await expect(said(page, 'No new server has this name and tag')).toBeVisible()
  expect((await sim.stats()).registered).toHaveLength(0)
  await expect(nameField(page)).toBeDisabled()
  expect(asked).toEqual(['POST'])
  await sim.clearFaults()
  await page.getByRole('button', { name: 'Try again' }).click()
  await registered(page, 'not there')
  expect((await sim.stats()).registered).toHaveLength(1)
  expect(asked).toEqual(['POST', 'POST'])
})

test('a count that breaks off does not say that nothing was created', async ({ page }) => {
  const lists = '**/server/list*'
  let counted = 0
  await fillIn(page, 'unknown')
  await page.route('**/server/register', async (route) => {
    await page.route(lists, (list) => (counted++ === 0 ? list.continue() : list.abort()))
    await route.abort()
  })
  await submit(page).click()
  const countAgain = page.getByRole('button', { name: 'Count again' })
  await expect(countAgain).toBeEnabled()
  await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0)
  await expect(page.getByText('it was not created')).toHaveCount(0)
  await page.unroute(lists)
  await countAgain.click()
  await expect(said(page, 'No new server has this name and tag')).toBeVisible()
})

test('a look that fails before it is tried again changes nothing', async ({ page, sim }) => {
  const asked = watchRegister(page)
  const lists = '**/server/list*'
  await sim.fault('register', 'close')
  await fillIn(page, 'careful')
  await submit(page).click()
  await expect(said(page, 'No new server has this name and tag')).toBeVisible()
  await sim.clearFaults()
  await page.route(lists, (route) => route.abort())
  const tryAgain = page.getByRole('button', { name: 'Try again' })
  const failed = page.waitForEvent('requestfailed', (request) => request.url().includes('/server/list'))
  await tryAgain.click()
  await failed
  await expect(tryAgain).toBeEnabled()
  await expect(nameField(page)).toBeDisabled()
  expect(asked).toEqual(['POST'])
  await page.unroute(lists)
  await tryAgain.click()
  await registered(page, 'careful')
  expect(asked).toEqual(['POST', 'POST'])
})

test('several that turned up are counted, and nothing is sent before somebody looked at them', async ({ page, sim }) => {
  const asked = watchRegister(page)
  await sim.fault('register', 'register_twice')
  await sim.fault('register', 'empty')
  await fillIn(page, 'twice')
  await submit(page).click()
  await expect(said(page, 'New servers with this name and tag: 2.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0)
  await expect(page.locator('.found a')).toHaveCount(2)
  await page.getByRole('button', { name: 'I have looked at them' }).click()
  await expect(said(page, `${isolated('twice')} is registered, but its secret is not here.`)).toBeVisible()
  expect(asked).toEqual(['POST'])
})

test('a server that was made twice on the way is pointed out, and the secret is that of the newest', async ({ page, sim }) => {
  await sim.fault('register', 'register_twice')
  await fillIn(page, 'double', 'agents.example')
  await submit(page).click()
  await registered(page, 'double')
  await expect(said(page, 'Servers with this name and tag that are new: 2.')).toBeVisible()
})

for (const fault of ['redirect_same', 'truncated', 'empty', 'html', 'server_error'] as const) {
  test(`a registration that meets ${fault} is sent once, and counted`, async ({ page, sim }) => {
    await sim.fault('register', fault)
    await fillIn(page, 'once')
    await submit(page).click()
    await expect(page.getByText(/its secret is not here|No new server has this name/)).toBeVisible()
    expect((await sim.stats()).requests.register).toBe(1)
  })
}

for (const [what, fault, shown] of [
  ['was created', 'slow', /is registered, but its secret is not here/],
  ['was not', 'close', /No new server has this name/],
] as const) {
  test(`a page that is left while it waits counts at the next start what ${what}`, async ({ page, sim }) => {
    if (fault === 'close') await sim.fault('register', 'close')
    await sim.fault('register', 'slow', { ms: 4000 })
    await fillIn(page, 'left')
    const sent = page.waitForRequest(/\/server\/register/)
    await submit(page).click()
    await sent
    expect(await kept(page)).toContain('left')
    const asked = watchRegister(page)
    await expect.poll(async () => (await sim.stats()).requests.register).toBe(1)
    await page.goto('about:blank')
    if (fault === 'slow') await expect.poll(async () => (await sim.stats()).registered.length).toBe(1)
    await openSignedIn(page, '/#/register')
    await expect(page.getByText(shown)).toBeVisible()
    expect(asked).toEqual([])
  })
}

test('a copy of the tab keeps its hands off what the first one has under way', async ({ context, page, sim }) => {
  await sim.fault('register', 'close')
  await fillIn(page, 'mine')
  await submit(page).click()
  await expect(said(page, 'No new server has this name and tag')).toBeVisible()
  const notes = await page.evaluate(() => ({ ...sessionStorage }))
  const copy = await context.newPage()
  await copy.addInitScript((notes) => {
    for (const [key, value] of Object.entries(notes)) sessionStorage.setItem(key, value)
  }, notes)
  await copy.goto('/#/register')
  await expect(copy.getByText('goes on in another tab')).toBeVisible()
  await expect(copy.getByRole('button', { name: 'Try again' })).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()
})

test('a tab that stood still while its copy went on looks before it sends, and nobody is there twice', async ({ context, page, sim }) => {
  const names = async () => (await sim.stats()).registered.map(({ name }) => name)
  await openSignedIn(page, '/#/register')
  await page.getByRole('button', { name: 'Many' }).click()
  await page.getByRole('textbox', { name: 'Names' }).fill('web-[1-4]')
  await page.getByRole('button', { name: 'Register 4 servers' }).click()
  await expect.poll(names).toEqual(['web-1'])
  const notes = await page.evaluate(() => ({ ...sessionStorage }))
  const inspector = await context.newCDPSession(page)
  await inspector.send('Debugger.enable')
  const stands = new Promise((resolve) => inspector.once('Debugger.paused', resolve))
  await inspector.send('Debugger.pause')
  await stands
  const sent = async () => (await sim.stats()).requests.register
  const before = await sent()
  // What the copy sends is long on its way.
  await sim.fault('register', 'slow', { ms: 3_000 })
  const copy = await context.newPage()
  await copy.addInitScript((notes) => {
    for (const [key, value] of Object.entries(notes)) sessionStorage.setItem(key, value)
  }, notes)
  await copy.goto('/#/register')
  await copy.getByRole('button', { name: 'Go on' }).click()
  await expect.poll(sent).toBeGreaterThan(before)
  await inspector.send('Debugger.resume')
  await inspector.send('Debugger.disable')
  await expect(copy.getByText('goes on in another tab')).toBeVisible()
  await sim.clearFaults()
  await expect(page.getByRole('heading', { name: '4 of 4 registered' })).toBeVisible({ timeout: 20_000 })
  expect((await names()).sort()).toEqual(['web-1', 'web-2', 'web-3', 'web-4'])
})

test('what the browser itself sent again over kept connections is counted as it is', async ({ page, sim }) => {
  // With the login's cookie alone, polls and the registration share their connections.
  await page.goto('/api/v1/nothing')
  await page.evaluate(() => fetch('/sim/login', { method: 'POST' }))
  await page.goto('/#/register')
  await nameField(page).fill('again')
  await sim.fault('register', 'close_after')
  await submit(page).click()
  await expect(page.getByText(/its secret is not here|New servers with this name and tag: \d+\./)).toBeVisible()
  const { length } = (await sim.stats()).registered
  const shown = length === 1 ? `${isolated('again')} is registered, but its secret is not here.` : `New servers with this name and tag: ${length}.`
  await expect(page.getByText(shown)).toBeVisible()
})

test('a connection that is closed without an answer after the server saw two shows two', async ({ page, sim }) => {
  await sim.fault('register', 'register_twice')
  await sim.fault('register', 'close_after')
  await fillIn(page, 'saw two')
  await submit(page).click()
  await expect(page.getByText(/New servers with this name and tag: \d+\./)).toBeVisible()
  const { length } = (await sim.stats()).registered
  expect(length).toBeGreaterThanOrEqual(2)
  await expect(page.getByText(`New servers with this name and tag: ${length}.`)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0)
})
