import { expect, fillIn, nameField, openSignedIn, registered, signIn, submit, test } from '../support/index.ts'

// That no request overlapped another kind's is what every test ends with.

test('a registration waits for latency that is being asked for, in this tab and in another', async ({ context, page, sim }) => {
  await openSignedIn(page, '/')
  await sim.fault('monitor', 'slow', { ms: 2500 })
  const beside = await context.newPage()
  const asked = beside.waitForRequest(/\/api\/v1\/monitor\//)
  await beside.goto('/#/server/7')
  await asked
  await page.goto('/#/server/1')
  await expect(page.getByRole('heading', { name: 'Latency' })).toBeVisible()
  await page.getByRole('navigation').getByRole('link', { name: 'Register' }).click()
  await nameField(page).fill('patient')
  await submit(page).click()
  await registered(page, 'patient')
})

test('a registration that waits for its turn is withdrawn by signing out', async ({ context, page, sim }) => {
  await openSignedIn(page, '/#/register')
  await sim.fault('monitor', 'slow', { ms: 8000 })
  const beside = await context.newPage()
  const asked = beside.waitForRequest(/\/api\/v1\/monitor\//)
  await beside.goto('/#/server/7')
  await asked
  await nameField(page).fill('withdrawn')
  await submit(page).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await signIn(page)
  await expect(submit(page)).toBeEnabled()
  expect((await sim.stats()).requests.register ?? 0).toBe(0)
  await submit(page).click()
  await registered(page, 'withdrawn')
  expect((await sim.stats()).requests.register).toBe(1)
})

test('latency waits for a registration in another tab, also where this tab is new', async ({ context, page, sim }) => {
  await fillIn(page, 'slow', 'agents.example')
  await sim.fault('register', 'slow', { ms: 3000 })
  const sent = page.waitForRequest(/\/server\/register$/)
  await submit(page).click()
  await sent
  const beside = await context.newPage()
  await beside.goto('/#/server/7')
  await expect(beside.locator('[data-drawn]')).toBeVisible()
  await registered(page, 'slow')
})

test('latency waits for a registration that a page which is gone has sent', async ({ context, page, sim }) => {
  await fillIn(page, 'left behind', 'agents.example')
  await sim.fault('register', 'slow', { ms: 4000 })
  await submit(page).click()
  // There, and not only on its way: a page that is closed takes along what has not left yet.
  await expect.poll(async () => (await sim.stats()).register_in_flight).toBe(1)
  await page.close()
  const next = await context.newPage()
  await next.clock.install()
  const asked: string[] = []
  next.on('request', (request) => request.url().includes('/api/v1/monitor/') && asked.push(request.url()))
  await next.goto('/#/server/7')
  await next.clock.runFor('00:05')
  await expect.poll(async () => (await sim.stats()).registered.length, { timeout: 10_000 }).toBe(1)
  expect(asked).toEqual([])
  await next.clock.runFor('01:40')
  await expect.poll(() => asked.length).toBe(1)
})

test('a registration waits for latency that was given up and may still be asked for', async ({ page, sim }) => {
  await page.clock.install()
  await openSignedIn(page, '/')
  await sim.fault('monitor', 'slow', { ms: 3000 })
  const asked = page.waitForRequest(/\/api\/v1\/monitor\//)
  await page.evaluate(() => (location.hash = '#/server/7'))
  await asked
  // The client gives it up after half a minute; the dashboard does not hear of that.
  await page.clock.runFor('00:31')
  await page.getByRole('navigation').getByRole('link', { name: 'Register' }).click()
  await nameField(page).fill('patient')
  await submit(page).click()
  await page.clock.runFor('00:02')
  expect((await sim.stats()).requests.register ?? 0).toBe(0)
  await expect.poll(async () => (await sim.stats()).monitor_in_flight).toBe(0)
  await page.clock.runFor('01:20')
  await registered(page, 'patient')
})

test('tabs that do not hear each other go by their notes', async ({ context, page, sim }) => {
  // As one that is too busy to answer in time.
  await context.addInitScript(() => {
    BroadcastChannel.prototype.postMessage = () => undefined
  })
  await fillIn(page, 'unheard', 'agents.example')
  await sim.fault('register', 'slow', { ms: 2500 })
  await submit(page).click()
  // Said, and not yet sent.
  await expect.poll(() => page.evaluate(() => Object.keys(localStorage).filter((key) => /^nezha-lens\.registering \d+$/.test(key)).length)).toBe(1)
  const beside = await context.newPage()
  await beside.goto('/#/server/7')
  await registered(page, 'unheard')
  await expect(beside.locator('[data-drawn]')).toBeVisible()

  await sim.fault('monitor', 'slow', { ms: 2500 })
  const asked = beside.waitForRequest(/\/api\/v1\/monitor\//)
  await beside.goto('/#/server/8')
  await asked
  await page.getByRole('button', { name: 'Copy' }).first().click()
  await page.getByRole('button', { name: 'Register another' }).click()
  await nameField(page).fill('unheard too')
  await submit(page).click()
  await registered(page, 'unheard too')
})
